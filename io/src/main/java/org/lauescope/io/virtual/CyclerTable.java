package org.lauescope.io.virtual;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.cycler.StepsToml;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.Protocol;
import org.lauescope.operando.Step;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.VirtualCycler;

/// Reads the `[cycler]` table of a `virtual.toml`.
final class CyclerTable {

    private final TomlDocument toml;
    private final long seed;

    CyclerTable(TomlDocument toml, long seed) {
        this.toml = toml;
        this.seed = seed;
    }

    /// What it says, or null if there is none or it is wrong.
    @Nullable CyclerRecipe read(List<VirtualScan> scans) {
        if (!toml.has("cycler")) {
            return null;
        }
        Instant start = toml.instant("cycler.start");
        double begin = start == null ? 1_614_592_800 : start.getEpochSecond();
        double interval = positive("cycler.interval_s", 10);
        double resistance = positive("cycler.resistance_ohm", 1000);
        double area = positive("cycler.electrode_area_cm2", 1);
        double perPoint = positive("cycler.seconds_per_point", 1);
        double eventSigma = positive("cycler.event_sigma_s", 0.5);
        boolean trigger = toml.flag("cycler.trigger", false);
        double ahead = toml.number("cycler.offset_s", 0, o -> Math.abs(o) < 1e6, "−1e6 to 1e6 s");
        double drift = toml.number("cycler.drift", 0, d -> Math.abs(d) < 0.01, "−0.01 to 0.01");
        double ampereNoise =
                1e-3 * toml.number("cycler.current_noise_mA", 0, n -> n >= 0, "0 or more");
        double voltNoise =
                1e-3 * toml.number("cycler.voltage_noise_mV", 0, n -> n >= 0, "0 or more");
        Protocol protocol =
                new Protocol(new StepsToml(toml, area, Double.NaN).steps("cycler.steps"));
        if (!isWhole(protocol, scans, perPoint)) {
            return null;
        }
        return toml.make(
                "cycler",
                () ->
                        new CyclerRecipe(
                                new VirtualCycler(
                                        begin,
                                        new ClockMap(begin - ahead, begin, drift, 0, 0),
                                        interval,
                                        resistance,
                                        ampereNoise,
                                        voltNoise),
                                protocol,
                                area,
                                perPoint,
                                eventSigma,
                                trigger,
                                seed));
    }

    private double positive(String key, double usual) {
        return toml.number(key, usual, v -> v > 0 && v < 1e9, "above 0 and below 1e9");
    }

    /// Whether each scan is there once, and its step lasts as long as it.
    private boolean isWhole(Protocol protocol, List<VirtualScan> scans, double perPoint) {
        int mistakes = 0;
        Set<String> planned = new HashSet<>();
        List<String> names = new ArrayList<>(scans.stream().map(VirtualScan::name).toList());
        for (Step step : protocol.expanded()) {
            if (step instanceof BeamlineScan(String name, Step.Limit until)) {
                double needed =
                        scans.stream()
                                .filter(scan -> scan.name().equals(name))
                                .mapToDouble(scan -> perPoint * scan.grid().size())
                                .findFirst()
                                .orElse(Double.NaN);
                if (!planned.add(name) || !(until.seconds() >= needed)) {
                    mistakes++;
                    toml.problem(
                            "cycler.steps",
                            "scan \"%s\" for %s s; expected each [[scan]] (%s) once, for its points times seconds_per_point at least"
                                    .formatted(name, until.seconds(), String.join(", ", names)));
                }
            } else if (Double.isNaN(new Protocol(List.of(step)).duration())) {
                mistakes++;
                toml.problem(
                        "cycler.steps",
                        "step %s; expected one that ends by time alone, as there is no real cell"
                                .formatted(step));
            }
        }
        if (!planned.containsAll(names)) {
            mistakes++;
            toml.problem(
                    "cycler.steps",
                    "steps without some of the scans %s; expected { scan = \"NAME\", seconds = … } for each"
                            .formatted(String.join(", ", names)));
        }
        return mistakes == 0;
    }
}
