package org.lauescope.operando;

/// One step that the cell went through, as the log tells.
///
/// @param kind what was held constant
/// @param first, end samples of the log, `end` not included
/// @param start on the cycler's clock, s
/// @param duration s
/// @param current mean over time, A
/// @param voltage mean over time, V
/// @param lastVoltage V
/// @param charge C
public record ExecutedStep(
        Kind kind,
        int first,
        int end,
        double start,
        double duration,
        double current,
        double voltage,
        double lastVoltage,
        double charge) {

    /// What was held constant.
    public enum Kind {
        REST,
        CONSTANT_CURRENT,
        CONSTANT_VOLTAGE,
        /// neither current nor voltage stayed the same: a ramp, a spectrum
        OTHER
    }
}
