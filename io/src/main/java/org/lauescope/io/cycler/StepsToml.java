package org.lauescope.io.cycler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TomlDocument;
import org.lauescope.operando.Step;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.Step.Impedance;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.Step.Repeat;
import org.lauescope.operando.Step.Rest;
import org.lauescope.operando.Step.SetForce;
import org.lauescope.operando.Step.SetTemperature;

/// Reads the steps of a protocol out of a TOML file: each a table of our own keys or a sentence of
/// PyBaMM.
public final class StepsToml {

    private static final int DEEPEST = 8;

    private final TomlDocument toml;
    private final double area;
    private final double capacity;

    /// @param area of an electrode, cm², that current densities refer to; NaN if unknown
    /// @param capacity of the cell, A h, that C-rates refer to; NaN if unknown
    public StepsToml(TomlDocument toml, double area, double capacity) {
        this.toml = toml;
        this.area = area;
        this.capacity = capacity;
    }

    /// The steps in the array under a key; mistakes are noted in the document.
    public List<Step> steps(String key) {
        return steps(key, 0);
    }

    private List<Step> steps(String key, int depth) {
        List<Step> steps = new ArrayList<>();
        int count = toml.length(key, "an array of steps: tables as { rest_s = 600 }, or sentences");
        for (int i = 0; i < count && depth <= DEEPEST; i++) {
            String at = key + "." + i;
            Step step =
                    toml.is(String.class, at)
                            ? toml.make(at, () -> PybammSteps.parse(toml.text(at), capacity))
                            : step(at + ".", depth);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private @Nullable Step step(String at, int depth) {
        if (toml.has(at + "repeat")) {
            int times = toml.integer(at + "repeat", 1, 1_000_000);
            List<Step> inner = steps(at + "steps", depth + 1);
            return toml.make(at + "repeat", () -> new Repeat(times, inner));
        }
        if (toml.has(at + "rest_s")) {
            return timed(at + "rest_s", Rest::new);
        }
        if (toml.has(at + "scan")) {
            String name = toml.text(at + "scan");
            return timed(at + "seconds", until -> new BeamlineScan(name, until));
        }
        if (toml.has(at + "temperature_C")) {
            return new SetTemperature(number(at + "temperature_C"));
        }
        if (toml.has(at + "force_N")) {
            return new SetForce(number(at + "force_N"));
        }
        if (toml.has(at + "impedance_Hz")) {
            double[] ends =
                    toml.numbers(at + "impedance_Hz", 2, f -> f > 0, "[from, to] above 0 Hz");
            int points = toml.integer(at + "points_per_decade", 10, 1, 1000);
            double amplitude =
                    1e-3 * toml.number(at + "amplitude_mV", 10, a -> a > 0, "above 0 mV");
            return ends.length == 2 ? new Impedance(ends[0], ends[1], points, amplitude) : null;
        }
        Limit until =
                toml.make(
                        at + "seconds",
                        () ->
                                new Limit(
                                        optional(at + "seconds"),
                                        optional(at + "until_V"),
                                        1e-3 * optional(at + "until_mA")));
        if (until == null) {
            return null;
        }
        if (until.equals(Limit.NONE)) {
            toml.problem(
                    at.substring(0, at.length() - 1),
                    "step without an end, or of no known kind; expected rest_s, scan, current_mA, current_density_uA_per_cm2, voltage_V, impedance_Hz, temperature_C, force_N or repeat, with seconds, until_V or until_mA");
            return null;
        }
        if (toml.has(at + "voltage_V")) {
            double volt = number(at + "voltage_V");
            return toml.make(at + "voltage_V", () -> new ConstantVoltage(volt, until));
        }
        double ampere = current(at);
        return Double.isNaN(ampere)
                ? null
                : toml.make(at + "current_mA", () -> new ConstantCurrent(ampere, until));
    }

    /// A; from a current, or from a current density and the area.
    private double current(String at) {
        String density = at + "current_density_uA_per_cm2";
        if (!toml.has(density)) {
            return 1e-3 * number(at + "current_mA");
        }
        if (Double.isNaN(area)) {
            toml.problem(
                    density,
                    "current density without an area; expected electrode_area_cm2 beside it");
        }
        return 1e-6 * number(density) * area;
    }

    private interface Timed {
        Step of(Limit until);
    }

    private @Nullable Step timed(String key, Timed step) {
        double seconds = toml.number(key, s -> s > 0 && s < 1e9, "above 0 and below 1e9 s");
        return Double.isNaN(seconds) ? null : step.of(Limit.seconds(seconds));
    }

    private double number(String key) {
        return toml.number(key, v -> Math.abs(v) < 1e9, "−1e9 to 1e9");
    }

    private double optional(String key) {
        return toml.number(key, Double.NaN, v -> Math.abs(v) < 1e9, "−1e9 to 1e9");
    }
}
