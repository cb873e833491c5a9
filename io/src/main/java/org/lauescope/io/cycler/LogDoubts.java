package org.lauescope.io.cycler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lauescope.operando.CyclerLog;

/// What looks wrong in a log that can be read: said, and left as it is.
final class LogDoubts {

    /// A gap is so many times as long as most intervals …
    private static final double LONG = 20;

    /// … and takes this part of the charge that passed.
    private static final double MUCH = 0.02;

    /// A column named after a direction that gains so much of its charge in the other one …
    private static final double MOSTLY = 0.9;

    /// … of the charge that passed at least, or a value that is set anew is taken for growth.
    private static final double LEAST = 0.1;

    private LogDoubts() {}

    static List<String> of(CyclerLog log) {
        List<String> doubts = new ArrayList<>();
        gaps(log).ifPresent(doubts::add);
        sign(log).ifPresent(doubts::add);
        return doubts;
    }

    /// Times without samples over which current was flowing: nobody knows what passed there.
    private static Optional<String> gaps(CyclerLog log) {
        int n = log.size();
        double usual = usual(log);
        double charge = 0;
        double seconds = 0;
        int gaps = 0;
        int first = -1;
        for (int i = 1; i < n; i++) {
            double interval = log.time(i) - log.time(i - 1);
            if (interval > LONG * usual && log.throughput(i) > log.throughput(i - 1)) {
                first = first < 0 ? i : first;
                gaps++;
                seconds += interval;
                charge += log.throughput(i) - log.throughput(i - 1);
            }
        }
        return charge > MUCH * log.throughput(n - 1)
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "no samples for %.4g s in %d gap%s, the first from %s on, with current before or after: %.2g mA h of %.3g mA h in either direction are guessed there",
                                seconds,
                                gaps,
                                gaps == 1 ? "" : "s",
                                moment(log, first - 1),
                                charge / 3.6,
                                log.throughput(n - 1) / 3.6))
                : Optional.empty();
    }

    /// The interval that 95 in 100 of those with current do not exceed, s.
    private static double usual(CyclerLog log) {
        double[] intervals = new double[log.size()];
        int count = 0;
        for (int i = 1; i < log.size(); i++) {
            if (log.throughput(i) > log.throughput(i - 1)) {
                intervals[count++] = log.time(i) - log.time(i - 1);
            }
        }
        double[] sorted = Arrays.copyOf(intervals, count);
        Arrays.sort(sorted);
        return count == 0 ? Double.POSITIVE_INFINITY : sorted[(int) (0.95 * (count - 1))];
    }

    private static String moment(CyclerLog log, int sample) {
        return log.isStamped()
                ? Instant.ofEpochSecond(Math.round(log.time(sample))).toString()
                : String.format(Locale.ROOT, "%.6g s", log.time(sample));
    }

    /// A column of charge that is named after one direction of current and grows in the other.
    private static Optional<String> sign(CyclerLog log) {
        for (CyclerLog.Column column : log.columns()) {
            int direction = column.unit().equals("C") ? direction(column.name()) : 0;
            double[] values = column.values();
            double with = 0;
            double against = 0;
            for (int i = 1; direction != 0 && i < values.length; i++) {
                double gain = values[i] - values[i - 1];
                boolean flows = gain > 0 && log.current(i - 1) * log.current(i) > 0;
                with += flows && direction * log.current(i) > 0 ? gain : 0;
                against += flows && direction * log.current(i) < 0 ? gain : 0;
            }
            double throughput = log.throughput(log.size() - 1);
            if (against > MOSTLY * (with + against) && against > LEAST * throughput) {
                return Optional.of(
                        "column \"%s\" grows while current is %s: if the cycler writes charging currents as negative, say charging_is_negative = true in [[log]]"
                                .formatted(column.name(), direction > 0 ? "negative" : "positive"));
            }
        }
        return Optional.empty();
    }

    /// 1 for a column of charging, −1 of discharging, 0 of neither or both.
    private static int direction(String name) {
        String text = " " + name.toLowerCase(Locale.ROOT) + " ";
        boolean discharge = text.contains(" discharg") || text.contains(" dchg ");
        boolean charge = text.contains(" charg") || text.contains(" chg ");
        return charge == discharge ? 0 : charge ? 1 : -1;
    }
}
