package org.lauescope.operando;

import java.util.List;

/// One step of a cycling protocol, as it is planned. Currents are signed: positive ones charge, as
/// in [CyclerLog].
public sealed interface Step {

    /// No current.
    record Rest(Limit until) implements Step {}

    /// @param ampere A
    record ConstantCurrent(double ampere, Limit until) implements Step {
        public ConstantCurrent {
            if (!Double.isFinite(ampere) || ampere == 0) {
                throw new IllegalArgumentException(
                        "constant current of %s A; expected another than 0, or a rest"
                                .formatted(ampere));
            }
        }
    }

    /// @param volt V
    record ConstantVoltage(double volt, Limit until) implements Step {
        public ConstantVoltage {
            if (!Double.isFinite(volt)) {
                throw new IllegalArgumentException(
                        "constant voltage of %s V; expected a number".formatted(volt));
            }
        }
    }

    /// A spectrum of the impedance with a sine of small voltage.
    ///
    /// @param fromHertz, toHertz frequencies at the start and the end
    /// @param amplitude V
    record Impedance(double fromHertz, double toHertz, int pointsPerDecade, double amplitude)
            implements Step {
        public Impedance {
            if (!(fromHertz > 0 && toHertz > 0 && amplitude > 0 && pointsPerDecade > 0)) {
                throw new IllegalArgumentException(
                        "impedance from %s to %s Hz with %s V and %d points a decade; expected each above 0"
                                .formatted(fromHertz, toHertz, amplitude, pointsPerDecade));
            }
        }
    }

    /// @param times how often all steps are done
    record Repeat(int times, List<Step> steps) implements Step {
        public Repeat {
            steps = List.copyOf(steps);
            if (times < 1 || steps.isEmpty()) {
                throw new IllegalArgumentException(
                        "%d times %d steps; expected one or more of both"
                                .formatted(times, steps.size()));
            }
        }
    }

    /// The cell rests while the beamline maps it.
    ///
    /// @param scan its name in the experiment file
    record BeamlineScan(String scan, Limit until) implements Step {}

    /// @param celsius °C
    record SetTemperature(double celsius) implements Step {}

    /// @param newton force on the stack, N
    record SetForce(double newton) implements Step {}

    /// What ends a step: the first of its limits that is reached. A limit that is not set is NaN.
    ///
    /// @param seconds duration, s
    /// @param volt V, reached from either side
    /// @param ampere modulus of the current, A, reached from above
    record Limit(double seconds, double volt, double ampere) {

        public static final Limit NONE = new Limit(Double.NaN, Double.NaN, Double.NaN);

        public Limit {
            if (seconds <= 0 || ampere <= 0) {
                throw new IllegalArgumentException(
                        "step until %s s or %s A; expected limits above 0"
                                .formatted(seconds, ampere));
            }
        }

        public static Limit seconds(double seconds) {
            return new Limit(seconds, Double.NaN, Double.NaN);
        }

        /// Whether nothing but time ends the step.
        public boolean isTimed() {
            return !Double.isNaN(seconds) && Double.isNaN(volt) && Double.isNaN(ampere);
        }
    }
}
