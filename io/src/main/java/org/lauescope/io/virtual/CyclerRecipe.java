package org.lauescope.io.virtual;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lauescope.operando.ClockEvent;
import org.lauescope.operando.CyclerLog;
import org.lauescope.operando.Protocol;
import org.lauescope.operando.Step;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.VirtualCycler;

/// A virtual cell beside virtual scans: its cycler, what it was made to do, and when the scans
/// were.
///
/// @param area of an electrode, cm²
/// @param secondsPerPoint of all scans
/// @param eventSigma of the moments at which the cycler noticed the starts of scans, s
/// @param trigger whether the log has a column that rises when a scan starts, to find the clock
///   from
/// @param seed of the noise
public record CyclerRecipe(
        VirtualCycler cycler,
        Protocol protocol,
        double area,
        double secondsPerPoint,
        double eventSigma,
        boolean trigger,
        long seed) {

    /// Name of the log beside the scans.
    public static final String LOG = "cell.bdf.csv";

    /// Column of the log that rises when a scan starts.
    static final String TRIGGER = "Trigger";

    /// @param start on the beamline's clock, s since 1970
    /// @param seconds for which the cell was left alone
    /// @param pristine whether no current had flowed before
    public record Appointment(String scan, double start, double seconds, boolean pristine) {}

    /// When each scan of the protocol begins.
    public List<Appointment> appointments() {
        List<Appointment> appointments = new ArrayList<>();
        double time = cycler.start();
        boolean pristine = true;
        for (Step step : protocol.expanded()) {
            if (step instanceof BeamlineScan(String scan, Step.Limit until)) {
                appointments.add(new Appointment(scan, time, until.seconds(), pristine));
            }
            pristine &= !(step instanceof ConstantCurrent || step instanceof ConstantVoltage);
            time += new Protocol(List.of(step)).duration();
        }
        return appointments;
    }

    public CyclerLog log() {
        CyclerLog log = cycler.run(protocol, seed);
        return trigger ? withTrigger(log) : log;
    }

    /// The log with a column that is 1 while a scan is measured, as seen at each sample.
    private CyclerLog withTrigger(CyclerLog log) {
        double[] signal = new double[log.size()];
        for (Appointment appointment : appointments()) {
            double end = appointment.start() + appointment.seconds();
            for (int i = 0; i < signal.length; i++) {
                double time = cycler.clock().toBeamline(log.time(i));
                signal[i] += time > appointment.start() && time < end ? 1 : 0;
            }
        }
        return log.with(new CyclerLog.Column(TRIGGER, "", signal));
    }

    /// The starts of the scans as both clocks saw them.
    public List<ClockEvent> events() {
        SplittableRandom random = new SplittableRandom(seed ^ 0x636c6f636bL);
        List<ClockEvent> events = new ArrayList<>();
        for (Appointment appointment : appointments()) {
            double noise = eventSigma * random.nextGaussian();
            events.add(
                    new ClockEvent(
                            cycler.clock().toCycler(appointment.start()) + noise,
                            appointment.start(),
                            eventSigma));
        }
        return events;
    }

    /// Truth of each scan: charge that had really passed when it began, mA h.
    String truth() {
        StringBuilder text =
                new StringBuilder(
                        "scan,start / s since 1970,charge / mA h,clock offset / s,clock drift\n");
        for (Appointment appointment : appointments()) {
            text.append(
                    "%s,%s,%s,%s,%s\n"
                            .formatted(
                                    appointment.scan(),
                                    new java.math.BigDecimal(appointment.start()).toPlainString(),
                                    cycler.netCharge(protocol, appointment.start()) / 3.6,
                                    appointment.start()
                                            - cycler.clock().toCycler(appointment.start()),
                                    cycler.clock().drift()));
        }
        return text.toString();
    }

    static Instant moment(double unix) {
        long whole = (long) Math.floor(unix);
        return Instant.ofEpochSecond(whole, Math.round((unix - whole) * 1e6) * 1000);
    }
}
