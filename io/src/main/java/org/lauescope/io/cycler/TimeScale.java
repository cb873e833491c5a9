package org.lauescope.io.cycler;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.cycler.LogOptions.Repair;

/// Checks the time since the start of a test against the dates of its rows: where one is in another
/// unit, everything that is integrated over time would be wrong by that factor.
final class TimeScale {

    /// Dates must advance by so many of their smallest steps before they are compared.
    private static final double STEPS = 10;

    private static final double AGREEMENT = 0.1;

    /// By how much both may differ before the dates are taken, s; twice their smallest step at
    /// least.
    private static final double ROUNDING = 2;

    private static final double HOUR = 3600;

    /// Hour of the day up to which clocks are changed somewhere.
    private static final int LATEST_CHANGE = 3;

    private static final Set<Repair> UNITS =
            Set.of(
                    Repair.MICROSECONDS,
                    Repair.MILLISECONDS,
                    Repair.MINUTES,
                    Repair.HOURS,
                    Repair.DAYS);

    private TimeScale() {}

    /// Elapsed time in s: as given, in the unit that the user says, or from the dates if there is
    /// none.
    ///
    /// @param time NaN if the file has none
    /// @param wall s since 1970; NaN if the file has none
    /// @throws FileFormatException if both advance differently, naming the likely unit
    static double[] elapsed(
            String source, double[] time, double[] wall, LogOptions options, List<String> notes)
            throws FileFormatException {
        if (Double.isNaN(time[0])) {
            return Arrays.stream(wall).map(w -> w - wall[0]).toArray();
        }
        double[] elapsed = time;
        if (Double.isNaN(wall[0]) && time[time.length - 1] == time[0]) {
            throw new FileFormatException(
                    source,
                    "time is %s s in all %d rows; expected times that advance: is it the column of time?"
                            .formatted(time[0], time.length));
        }
        for (Repair repair : options.repairs()) {
            if (UNITS.contains(repair)) {
                elapsed = Arrays.stream(time).map(t -> t * repair.seconds()).toArray();
                notes.add("times taken to be in %s, as asked".formatted(repair.text()));
            }
        }
        double ratio = ratio(elapsed, wall);
        if (Double.isNaN(ratio) || Math.abs(Math.log(ratio)) < AGREEMENT) {
            return elapsed;
        }
        for (Repair unit : UNITS) {
            if (Math.abs(Math.log(ratio * unit.seconds())) < AGREEMENT) {
                throw new FileFormatException(
                        source,
                        "time advances by %s a second of the dates; expected 1: it is likely in %s. If so, say repair = \"%s\" in [[log]]"
                                .formatted(shown(ratio), unit.text(), unit.text()));
            }
        }
        throw new FileFormatException(
                source,
                "time advances by %s a second of the dates; expected 1, and no unit explains it: if the dates are wrong, say repair = \"%s\" in [[log]]"
                        .formatted(shown(ratio), Repair.IGNORE_DATES.text()));
    }

    private static String shown(double ratio) {
        return String.format(Locale.ROOT, "%.4g", ratio);
    }

    /// Median of how much time advances in a second of the dates; NaN if that cannot be told.
    private static double ratio(double[] time, double[] wall) {
        if (Double.isNaN(wall[0])) {
            return Double.NaN;
        }
        double smallest = smallestStep(wall);
        double[] ratios = new double[wall.length];
        int count = 0;
        int from = 0;
        for (int i = 1; i < wall.length; i++) {
            if (wall[i] - wall[from] >= STEPS * smallest) {
                ratios[count++] = (time[i] - time[from]) / (wall[i] - wall[from]);
                from = i;
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(ratios, count);
        Arrays.sort(sorted);
        return sorted[count / 2] > 0 ? sorted[count / 2] : Double.NaN;
    }

    private static double smallestStep(double[] wall) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < wall.length; i++) {
            double step = wall[i] - wall[i - 1];
            smallest = step > 1e-3 ? Math.min(smallest, step) : smallest;
        }
        return smallest;
    }

    /// Moments of the rows, s since 1970: dates are often rounded to seconds, so that elapsed time
    /// from one common start is finer; where the test paused between steps, only dates know.
    ///
    /// @param start of the test, for files without dates in their rows
    /// @param zone in which dates were written, if they did not say
    static double[] unix(
            double[] elapsed,
            double[] wall,
            @Nullable Instant start,
            ZoneId zone,
            List<String> notes) {
        double[] unix = new double[elapsed.length];
        if (Double.isNaN(wall[0])) {
            double zero = start == null ? Double.NaN : Moments.seconds(start);
            Arrays.setAll(unix, i -> zero + elapsed[i]);
            return unix;
        }
        double[] offset = new double[elapsed.length];
        Arrays.setAll(offset, i -> wall[i] - elapsed[i]);
        double[] sorted = offset.clone();
        Arrays.sort(sorted);
        double zero = sorted[sorted.length / 2];
        double spread = sorted[sorted.length - 1] - sorted[0];
        boolean rounded = spread <= Math.max(ROUNDING, 2 * smallestStep(wall));
        boolean summer = !rounded && isSummerTime(offset, wall, zone);
        if (rounded || summer || !isIncreasing(wall)) {
            Arrays.setAll(unix, i -> zero + elapsed[i]);
            if (summer) {
                notes.add(
                        "dates jump by an hour in the night to a Sunday, as when summer time begins; counted from the time since the start instead: say time_zone in [[log]]");
            } else if (!rounded) {
                notes.add("dates go back; counted from the time since the start instead");
            }
            return unix;
        }
        notes.add(
                String.format(
                        Locale.ROOT,
                        "dates and time since the start come apart by %.4g s; the dates are taken",
                        spread));
        return wall.clone();
    }

    /// Whether dates leave the time since the start once, by an hour, in the small hours of a
    /// Sunday: a pause would hardly do so.
    ///
    /// @param offset dates minus times since the start, s
    private static boolean isSummerTime(double[] offset, double[] wall, ZoneId zone) {
        double rounding = Math.max(ROUNDING, 2 * smallestStep(wall));
        int jump = -1;
        for (int i = 1; i < offset.length; i++) {
            double leap = offset[i] - offset[i - 1];
            if (Math.abs(leap) > rounding) {
                if (jump >= 0 || Math.abs(leap - HOUR) > rounding) {
                    return false;
                }
                jump = i;
            }
        }
        if (jump < 0 || rounding > HOUR / 4) {
            return false;
        }
        LocalDateTime before =
                LocalDateTime.ofInstant(Instant.ofEpochSecond((long) wall[jump - 1]), zone);
        return before.plusMinutes(30).getDayOfWeek() == DayOfWeek.SUNDAY
                && before.plusMinutes(30).getHour() <= LATEST_CHANGE;
    }

    private static boolean isIncreasing(double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
