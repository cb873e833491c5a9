package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a cycler wrote down: time, current and voltage of each sample, and whatever else was
/// recorded beside them. Current is positive where it charges the test object, as in the Battery
/// Data Format.
///
/// Charge is never taken from the file, where its definition differs from maker to maker, but is
/// the integral of current over time: by the trapezoidal rule where currents are those at their
/// moments, by rectangles where each is the mean since the sample before.
public final class CyclerLog {

    /// A further quantity of each sample, e.g. the temperature; NaN where none was recorded.
    ///
    /// @param name as in the Battery Data Format, e.g. `Ambient Temperature`
    /// @param unit e.g. `degC`, `N`, `Pa`; empty for plain numbers
    /// @param values one per sample; not copied and not to be changed
    public record Column(String name, String unit, double[] values) {}

    /// Column of the number of the step that the cycler was in.
    public static final String STEP = "Step Count";

    private static final double REST_FRACTION = 0.005;

    private final double[] elapsed;
    private final double[] unix;
    private final double[] current;
    private final double[] voltage;
    private final List<Column> columns;
    private final boolean averaged;

    private final double[] net;
    private final double[] throughput;
    private final double[] variance;

    /// @param elapsed time since the test began, s; never decreasing
    /// @param unix moment of each sample on the cycler's clock, s since 1970 UTC, never decreasing;
    ///   all NaN if the file does not tell
    /// @param current A
    /// @param voltage V. Arrays are not copied and not to be changed
    /// @param averaged whether each current is the mean since the sample before
    public CyclerLog(
            double[] elapsed,
            double[] unix,
            double[] current,
            double[] voltage,
            List<Column> columns,
            boolean averaged) {
        this.elapsed = elapsed;
        this.unix = unix;
        this.current = current;
        this.voltage = voltage;
        this.columns = List.copyOf(columns);
        this.averaged = averaged;
        int n = elapsed.length;
        if (n < 2) {
            throw new IllegalArgumentException(
                    "log of %d samples; expected two or more".formatted(n));
        }
        checkLength("unix times", unix);
        checkLength("currents", current);
        checkLength("voltages", voltage);
        columns.forEach(column -> checkLength(column.name(), column.values()));
        boolean stamped = !Double.isNaN(unix[0]);
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(current[i]) || !Double.isFinite(voltage[i])) {
                throw new IllegalArgumentException(
                        "sample %d has current %s A and voltage %s V; expected finite numbers"
                                .formatted(i, current[i], voltage[i]));
            }
            if (!Double.isFinite(elapsed[i]) || (i > 0 && elapsed[i] < elapsed[i - 1])) {
                throw new IllegalArgumentException(
                        "sample %d was taken at %s s, the one before at %s s; expected times that never decrease"
                                .formatted(i, elapsed[i], i == 0 ? "-" : elapsed[i - 1]));
            }
            if (stamped
                    ? !Double.isFinite(unix[i]) || (i > 0 && unix[i] < unix[i - 1])
                    : !Double.isNaN(unix[i])) {
                throw new IllegalArgumentException(
                        "sample %d has the stamp %s s; expected none at all or stamps that never decrease"
                                .formatted(i, unix[i]));
            }
        }
        net = new double[n];
        throughput = new double[n];
        variance = new double[n];
        for (int i = 1; i < n; i++) {
            double seconds = time(i) - time(i - 1);
            double before = after(i - 1);
            net[i] = net[i - 1] + seconds * (before + current[i]) / 2;
            throughput[i] = throughput[i - 1] + seconds * meanModulus(before, current[i]);
            double jump = seconds * (current[i] - current[i - 1]);
            variance[i] = variance[i - 1] + jump * jump / 12;
        }
    }

    /// Of currents at the moments of their samples.
    public CyclerLog(
            double[] elapsed,
            double[] unix,
            double[] current,
            double[] voltage,
            List<Column> columns) {
        this(elapsed, unix, current, voltage, columns, false);
    }

    /// Current right after a sample, A.
    private double after(int sample) {
        return current[averaged ? next(sample) : sample];
    }

    /// The same log with a further column.
    public CyclerLog with(Column column) {
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        return new CyclerLog(elapsed, unix, current, voltage, more, averaged);
    }

    private void checkLength(String what, double[] values) {
        if (values.length != elapsed.length) {
            throw new IllegalArgumentException(
                    "log of %d samples with %d %s; expected as many"
                            .formatted(elapsed.length, values.length, what));
        }
    }

    /// Mean of |I| over an interval in which I goes linearly from one value to another.
    private static double meanModulus(double from, double to) {
        return from * to >= 0
                ? (Math.abs(from) + Math.abs(to)) / 2
                : (from * from + to * to) / (2 * (Math.abs(from) + Math.abs(to)));
    }

    /// Number of samples.
    public int size() {
        return elapsed.length;
    }

    /// Whether the cycler stamped its samples with moments.
    public boolean isStamped() {
        return !Double.isNaN(unix[0]);
    }

    /// Time since the test began, s.
    public double elapsed(int sample) {
        return elapsed[sample];
    }

    /// Time on the cycler's clock, s: since 1970 if the log is stamped, else since the test began.
    public double time(int sample) {
        return isStamped() ? unix[sample] : elapsed[sample];
    }

    /// Whether each current is the mean since the sample before, not that at its moment.
    public boolean isAveraged() {
        return averaged;
    }

    /// A
    public double current(int sample) {
        return current[sample];
    }

    /// V
    public double voltage(int sample) {
        return voltage[sample];
    }

    public List<Column> columns() {
        return columns;
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// First moment, on the cycler's clock, s.
    public double start() {
        return time(0);
    }

    /// Last moment, on the cycler's clock, s.
    public double end() {
        return time(size() - 1);
    }

    /// Charge that passed up to a sample, charging minus discharging, C.
    public double netCharge(int sample) {
        return net[sample];
    }

    /// Charge that passed up to a sample in either direction, ∫|I|dt, C.
    public double throughput(int sample) {
        return throughput[sample];
    }

    /// Standard uncertainty of [#netCharge], C, as if the current had jumped from each value to the
    /// next at an unknown moment between both samples. Of means too: instruments may take them over
    /// a part of the interval.
    public double chargeSigma(int sample) {
        return Math.sqrt(variance[sample]);
    }

    /// Net charge at a moment of the cycler's clock, C; NaN outside the log.
    public double netChargeAt(double time) {
        int i = before(time);
        double f = fraction(i, time);
        return i < 0
                ? Double.NaN
                : net[i] + (after(i) * f + (current[next(i)] - after(i)) * f * f / 2) * step(i);
    }

    /// Charge in either direction at a moment of the cycler's clock, C; NaN outside the log.
    public double throughputAt(double time) {
        int i = before(time);
        if (i < 0) {
            return Double.NaN;
        }
        double f = fraction(i, time);
        double there = after(i) + (current[next(i)] - after(i)) * f;
        return throughput[i] + meanModulus(after(i), there) * f * step(i);
    }

    /// Standard uncertainty of both charges at a moment of the cycler's clock, C; NaN outside the
    /// log.
    public double chargeSigmaAt(double time) {
        int i = before(time);
        double f = fraction(i, time);
        return i < 0 ? Double.NaN : Math.sqrt(variance[i] + f * (variance[next(i)] - variance[i]));
    }

    /// Current at a moment of the cycler's clock, A; NaN outside the log.
    public double currentAt(double time) {
        int i = before(time);
        return averaged && i >= 0 && fraction(i, time) > 0 ? after(i) : interpolated(current, time);
    }

    /// Voltage at a moment of the cycler's clock, V; NaN outside the log.
    public double voltageAt(double time) {
        return interpolated(voltage, time);
    }

    /// Any column at a moment of the cycler's clock; NaN outside the log.
    public double valueAt(Column column, double time) {
        return interpolated(column.values(), time);
    }

    /// Currents below this one, A, count as none: half a percent of the largest.
    public double restCurrent() {
        return REST_FRACTION * Arrays.stream(current).map(Math::abs).max().orElse(0);
    }

    /// Number of the last sample at or before a moment of the cycler's clock; −1 outside the log.
    public int before(double time) {
        if (!(time >= start() && time <= end())) {
            return -1;
        }
        int low = 0;
        int high = size();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (time(middle) <= time) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int next(int sample) {
        return Math.min(sample + 1, size() - 1);
    }

    private double step(int sample) {
        return time(next(sample)) - time(sample);
    }

    private double fraction(int sample, double time) {
        return sample < 0 || step(sample) == 0 ? 0 : (time - time(sample)) / step(sample);
    }

    private double interpolated(double[] values, double time) {
        int i = before(time);
        return i < 0 ? Double.NaN : values[i] + fraction(i, time) * (values[next(i)] - values[i]);
    }
}
