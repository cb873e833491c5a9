package org.lauescope.io.cycler;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.cycler.LogOptions.Repair;

/// Brings the rows of a log into the order of time, if asked, or says why they are not.
///
/// @param elapsed time since the start of the test, s; NaN if the file has none
/// @param wall dates of the rows, s since 1970; NaN if the file has none
/// @param record number of each row; NaN if the file has none
/// @param line of each row in the file
record RowOrder(String source, double[] elapsed, double[] wall, double[] record, double[] line) {

    /// Part of the rows that go back in a file which is not in the order of time at all.
    private static final double UNSORTED = 0.1;

    private static final double HOUR = 3600;
    private static final double DAY = 86_400;

    /// Numbers of the rows to keep, in the order of time.
    ///
    /// @throws FileFormatException if time goes back and nobody asked for a repair
    int[] rows(Set<Repair> repairs, List<String> notes) throws FileFormatException {
        double[] order = isDated() ? wall : elapsed;
        int[] rows = IntStream.range(0, order.length).toArray();
        if (repairs.contains(Repair.UNSORTED_ROWS)) {
            rows = sorted(record);
            notes.add("rows sorted by their record, as asked");
        }
        if (repairs.contains(Repair.TIME_ORDER)) {
            rows = sorted(order);
            notes.add("rows sorted by their time, as asked");
        }
        int[] kept = new int[rows.length];
        int count = 0;
        for (int row : rows) {
            int last = count == 0 ? row : kept[count - 1];
            if (order[row] >= order[last]) {
                kept[count++] = row;
            } else if (!repairs.contains(Repair.BACKWARD_ROWS)) {
                throw new FileFormatException(
                        source,
                        (int) line[row],
                        "time goes back by %s s; expected times that never decrease: %s"
                                .formatted(
                                        Float.toString((float) (order[last] - order[row])),
                                        remedy(order, last, row)));
            }
        }
        if (count < rows.length) {
            notes.add(
                    "%d rows whose time goes back left out, as asked"
                            .formatted(rows.length - count));
        }
        return Arrays.copyOf(kept, count);
    }

    private boolean isDated() {
        return Double.isNaN(elapsed[0]);
    }

    private static int[] sorted(double[] key) {
        return IntStream.range(0, key.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> key[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private String remedy(double[] order, int last, int row) {
        double back = order[last] - order[row];
        if (record[row] < record[last]) {
            return "so do the numbers of records, so say repair = \"%s\" in [[log]]"
                    .formatted(Repair.UNSORTED_ROWS.text());
        }
        if (!isDated() && wall[row] >= wall[last] && !isUnsorted(wall)) {
            return "the dates advance, so it counts from each step or cycle; take times from the dates with repair = \"%s\" in [[log]]"
                    .formatted(Repair.IGNORE_TIMES.text());
        }
        if (isUnsorted(order)) {
            return "rows are not in the order of time, so say repair = \"%s\" in [[log]]"
                    .formatted(Repair.TIME_ORDER.text());
        }
        if (isDated() && Math.abs(back - HOUR) < HOUR / 20) {
            return "so do clocks at the end of summer time; export dates in UTC, or a column of the time since the start of the test";
        }
        if (back > 0.9 * DAY && back <= DAY && order[last] < DAY) {
            return "is it the time of day? Name a column of dates in [[log]] as columns = { moment = \"…\" }";
        }
        return "does it count from each step (name the column of the whole time in [[log]] as columns = { time = \"…\" }), or are rows repeated, or two tests in one file (split it)? Rows that go back are left out with repair = \"%s\" in [[log]]"
                .formatted(Repair.BACKWARD_ROWS.text());
    }

    private static boolean isUnsorted(double[] order) {
        int back = 0;
        for (int i = 1; i < order.length; i++) {
            back += order[i] < order[i - 1] ? 1 : 0;
        }
        return back > UNSORTED * order.length;
    }
}
