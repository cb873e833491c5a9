package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.Step.Impedance;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.Step.Repeat;
import org.lauescope.operando.Step.Rest;
import org.lauescope.operando.Step.SetForce;
import org.lauescope.operando.Step.SetTemperature;

/// A cycler that does not exist: it runs a protocol on a cell that is a resistor between equal
/// electrodes, and writes a log whose truth is known. Every step must end by time.
///
/// @param start of the protocol on the beamline's clock, s since 1970
/// @param clock what turns the cycler's stamps into that time; the truth to be found again
/// @param interval between samples, s; each step has one at its start and one at its end besides
/// @param resistance of the cell, Ω
/// @param currentNoise, voltageNoise standard deviations, A and V
public record VirtualCycler(
        double start,
        ClockMap clock,
        double interval,
        double resistance,
        double currentNoise,
        double voltageNoise) {

    /// A new current is there after so many s.
    private static final double SWITCHING = 1e-3;

    /// In which the current at constant voltage falls to 1/e, s.
    private static final double FADING = 600;

    public VirtualCycler {
        if (!(interval > 10 * SWITCHING && currentNoise >= 0 && voltageNoise >= 0)) {
            throw new IllegalArgumentException(
                    "a sample every %s s with noise of %s A and %s V; expected more than %s s and no noise below 0"
                            .formatted(interval, currentNoise, voltageNoise, 10 * SWITCHING));
        }
    }

    /// The log of a protocol.
    ///
    /// @param seed of its noise
    public CyclerLog run(Protocol protocol, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<double[]> rows = new ArrayList<>();
        double begin = start;
        int number = 0;
        for (Step step : ProtocolComparison.expected(protocol)) {
            double duration = seconds(step);
            number++;
            long samples = (long) Math.ceil((duration - SWITCHING) / interval);
            for (long k = 0; k <= samples; k++) {
                double after = Math.min(SWITCHING + k * interval, duration);
                double ampere = current(step, after);
                double measured = ampere + currentNoise * random.nextGaussian();
                double held =
                        step instanceof ConstantVoltage(double v, Limit _)
                                ? v
                                : resistance * ampere;
                double volt = held + voltageNoise * random.nextGaussian();
                rows.add(new double[] {clock.toCycler(begin + after), measured, volt, number});
            }
            begin += duration;
        }
        double[][] columns = new double[5][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            columns[0][i] = row[0] - rows.getFirst()[0];
            for (int c = 0; c < 4; c++) {
                columns[c + 1][i] = row[c];
            }
        }
        return new CyclerLog(
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                List.of(new CyclerLog.Column(CyclerLog.STEP, "", columns[4])));
    }

    /// Charge that really passed up to a time of the beamline, C.
    public double netCharge(Protocol protocol, double beamlineTime) {
        double charge = 0;
        double left = beamlineTime - start;
        for (Step step : ProtocolComparison.expected(protocol)) {
            if (left <= 0) {
                break;
            }
            double duration = Math.min(left, seconds(step));
            charge +=
                    switch (step) {
                        case ConstantCurrent(double ampere, Limit _) -> ampere * duration;
                        case ConstantVoltage(double volt, Limit _) ->
                                volt / resistance * FADING * -Math.expm1(-duration / FADING);
                        default -> 0;
                    };
            left -= seconds(step);
        }
        return charge;
    }

    private static double seconds(Step step) {
        double seconds = Protocol.duration(step);
        if (!(seconds > SWITCHING)) {
            throw new IllegalArgumentException(
                    "step %s; expected one that ends by time, for there is no real cell"
                            .formatted(step));
        }
        return seconds;
    }

    private double current(Step step, double after) {
        return switch (step) {
            case ConstantCurrent(double ampere, Limit _) -> ampere;
            case ConstantVoltage(double volt, Limit _) ->
                    volt / resistance * Math.exp(-after / FADING);
            case Rest _, BeamlineScan _, Impedance _, SetTemperature _, SetForce _, Repeat _ -> 0;
        };
    }
}
