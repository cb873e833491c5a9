package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.Step.Impedance;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.Step.Repeat;
import org.lauescope.operando.Step.Rest;
import org.lauescope.operando.Step.SetForce;
import org.lauescope.operando.Step.SetTemperature;

/// What the cell was meant to go through. What it did go through is told by its log, see
/// [Segmentation].
public record Protocol(List<Step> steps) {

    private static final int MOST_STEPS = 1_000_000;

    public Protocol {
        steps = List.copyOf(steps);
    }

    /// The steps one after the other, repetitions written out.
    ///
    /// @throws IllegalArgumentException if there are more than a million
    public List<Step> expanded() {
        List<Step> expanded = new ArrayList<>();
        expand(steps, expanded);
        return expanded;
    }

    private static void expand(List<Step> steps, List<Step> to) {
        for (Step step : steps) {
            if (step instanceof Repeat(int times, List<Step> inner)) {
                for (int i = 0; i < times; i++) {
                    expand(inner, to);
                }
            } else {
                to.add(step);
            }
            if (to.size() > MOST_STEPS) {
                throw new IllegalArgumentException(
                        "protocol of more than %d steps with repetitions written out; expected fewer"
                                .formatted(MOST_STEPS));
            }
        }
    }

    /// Whole time, s; NaN if a step may end by something else than time.
    public double duration() {
        return expanded().stream().mapToDouble(Protocol::duration).sum();
    }

    /// Net charge, C; NaN if only the log can tell.
    public double netCharge() {
        return expanded().stream().mapToDouble(Protocol::charge).sum();
    }

    static double duration(Step step) {
        return switch (step) {
            case Rest(Limit until) -> timed(until);
            case BeamlineScan(String _, Limit until) -> timed(until);
            case ConstantCurrent(double _, Limit until) -> timed(until);
            case ConstantVoltage(double _, Limit until) -> timed(until);
            case Impedance _ -> Double.NaN;
            case SetTemperature _, SetForce _ -> 0;
            case Repeat repeat -> new Protocol(List.of(repeat)).duration();
        };
    }

    private static double timed(Limit until) {
        return until.isTimed() ? until.seconds() : Double.NaN;
    }

    private static double charge(Step step) {
        return switch (step) {
            case ConstantCurrent(double ampere, Limit until) -> ampere * timed(until);
            case ConstantVoltage _ -> Double.NaN;
            case Rest _, BeamlineScan _, Impedance _, SetTemperature _, SetForce _ -> 0;
            case Repeat repeat -> new Protocol(List.of(repeat)).netCharge();
        };
    }
}
