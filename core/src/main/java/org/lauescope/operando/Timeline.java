package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;

/// What the cell had gone through when a point was measured: the log of the cycler, on the clock of
/// the beamline.
///
/// @param log of the cycler
/// @param clock from its time to that of the beamline
/// @param area of an electrode, cm²; NaN if unknown, and there are no densities then
/// @param restCurrent currents below this one count as none, A
public record Timeline(CyclerLog log, ClockMap clock, double area, double restCurrent) {

    /// Since the log began, charging minus discharging.
    public static final Quantity CHARGE =
            Quantity.diverging("charge", "net charge when measured", "mA h");

    /// Since the log began, in either direction.
    public static final Quantity CHARGE_THROUGHPUT =
            Quantity.sequential("charge_throughput", "charge in either direction", "mA h");

    public static final Quantity CHARGE_DENSITY =
            Quantity.diverging("charge_density", "net charge per electrode area", "mA h/cm^2");

    public static final Quantity CURRENT_DENSITY =
            Quantity.diverging("current_density", "current per electrode area", "mA/cm^2");

    public static final Quantity CURRENT = Quantity.diverging("current", "current", "mA");

    public static final Quantity VOLTAGE =
            Quantity.sequential("voltage", "voltage of the cell", "V");

    /// Zero while current flows; unknown before the first current.
    public static final Quantity TIME_SINCE_CURRENT =
            Quantity.sequential("time_since_current", "time since current stopped", "s");

    private static final double COULOMB_PER_MILLIAMPERE_HOUR = 3.6;
    private static final double MILLI = 1e3;
    private static final int SHARES = 1000;

    public Timeline {
        if (area <= 0 || !(restCurrent >= 0)) {
            throw new IllegalArgumentException(
                    "electrode area %s cm² and rest below %s A; expected an area above 0 and a current of 0 or more"
                            .formatted(area, restCurrent));
        }
    }

    public Timeline(CyclerLog log, ClockMap clock, double area) {
        this(log, clock, area, log.restCurrent());
    }

    /// Names of the planes that [#planes] gives.
    public List<String> planeNames() {
        return planes(new double[0], false).stream().map(Plane::name).toList();
    }

    /// When the log begins on the beamline's clock, s since 1970.
    public double start() {
        return clock.toBeamline(log.start());
    }

    /// When the log ends on the beamline's clock, s since 1970.
    public double end() {
        return clock.toBeamline(log.end());
    }

    /// Share of a span of beamline time in which current flows, 0 to 1; NaN if the log covers
    /// nothing of it.
    public double underCurrent(double from, double to) {
        double a = Math.max(clock.toCycler(from), log.start());
        double b = Math.min(clock.toCycler(to), log.end());
        if (!(b > a)) {
            return Double.NaN;
        }
        int flowing = 0;
        for (int i = 0; i < SHARES; i++) {
            double t = a + (b - a) * (i + 0.5) / SHARES;
            flowing += Math.abs(log.currentAt(t)) > restCurrent ? 1 : 0;
        }
        return (double) flowing / SHARES;
    }

    /// Time since current stopped, s, at a time of the beamline: 0 while it flows, NaN outside the
    /// log and before the first current.
    ///
    /// Current stops half-way between the last sample with current and the next, or at that sample
    /// where currents are means until then.
    public double sinceCurrent(double beamlineTime) {
        return sinceStop(clock.toCycler(beamlineTime), lastWithCurrent());
    }

    /// Number of the last sample with current at or before each sample; −1 where there is none.
    private int[] lastWithCurrent() {
        int[] last = new int[log.size()];
        int latest = -1;
        for (int i = 0; i < last.length; i++) {
            latest = Math.abs(log.current(i)) > restCurrent ? i : latest;
            last[i] = latest;
        }
        return last;
    }

    private double sinceStop(double cyclerTime, int[] last) {
        int i = log.before(cyclerTime);
        if (i < 0 || last[i] < 0) {
            return Double.NaN;
        }
        if (!isStop(last[i])
                || (log.isAveraged() && Math.abs(log.currentAt(cyclerTime)) > restCurrent)) {
            return 0;
        }
        double stop =
                log.isAveraged()
                        ? log.time(last[i])
                        : (log.time(last[i]) + log.time(last[i] + 1)) / 2;
        return Math.max(0, (cyclerTime - stop) * (1 + clock.drift()));
    }

    /// Whether current has stopped by the sample after this one.
    private boolean isStop(int sample) {
        return sample + 1 < log.size() && Math.abs(log.current(sample + 1)) <= restCurrent;
    }

    /// Standard uncertainty of [#sinceCurrent] that comes from the distance of samples, s.
    private double stopSigma(double cyclerTime, int[] last) {
        int i = log.before(cyclerTime);
        if (i < 0 || last[i] < 0 || !isStop(last[i])) {
            return Double.NaN;
        }
        // A mean may have ceased to flow since the sample before.
        int first = log.isAveraged() ? Math.max(0, last[i] - 1) : last[i];
        return (log.time(first + 1) - log.time(first)) / Math.sqrt(12);
    }

    /// Planes of all quantities for points measured at the given times; NaN outside the log.
    ///
    /// @param beamlineTime s since 1970 of each point; NaN where unknown
    /// @param atRest whether no current flowed at these times, so that charges are known even
    ///   before and after the log
    public List<Plane> planes(double[] beamlineTime, boolean atRest) {
        double[] time = Arrays.stream(beamlineTime).map(clock::toCycler).toArray();
        int[] last = lastWithCurrent();
        int n = time.length;
        double[] charge = new double[n];
        double[] throughput = new double[n];
        double[] chargeSigma = new double[n];
        double[] current = new double[n];
        double[] voltage = new double[n];
        double[] since = new double[n];
        double[] sinceSigma = new double[n];
        for (int p = 0; p < n; p++) {
            double t = atRest ? Math.clamp(time[p], log.start(), log.end()) : time[p];
            boolean outside = Math.abs(t - time[p]) > 0;
            // The beamline's seconds are true: those of the cycler are too long by δ.
            double milliampereHours = (1 + clock.drift()) / COULOMB_PER_MILLIAMPERE_HOUR;
            charge[p] = log.netChargeAt(t) * milliampereHours;
            throughput[p] = log.throughputAt(t) * milliampereHours;
            current[p] = outside ? 0 : log.currentAt(t) * MILLI;
            voltage[p] = log.voltageAt(time[p]);
            double moment = outside ? 0 : log.currentAt(t) * clock.sigma(t);
            double scale = log.throughputAt(t) * clock.driftSigma();
            chargeSigma[p] =
                    Math.hypot(log.chargeSigmaAt(t), Math.hypot(moment, scale)) * milliampereHours;
            since[p] = sinceStop(t, last) + Math.max(0, time[p] - t);
            sinceSigma[p] =
                    since[p] > 0 ? Math.hypot(stopSigma(t, last), clock.sigma(t)) : since[p];
        }
        List<Plane> planes = new ArrayList<>();
        planes.add(new Plane(CHARGE, charge, chargeSigma));
        planes.add(new Plane(CHARGE_THROUGHPUT, throughput, chargeSigma));
        planes.add(new Plane(CURRENT, current));
        planes.add(new Plane(VOLTAGE, voltage));
        planes.add(new Plane(TIME_SINCE_CURRENT, since, sinceSigma));
        if (!Double.isNaN(area)) {
            planes.add(new Plane(CHARGE_DENSITY, over(charge), over(chargeSigma)));
            planes.add(new Plane(CURRENT_DENSITY, over(current)));
        }
        return planes;
    }

    private double[] over(double[] values) {
        return Arrays.stream(values).map(value -> value / area).toArray();
    }
}
