package org.lauescope.io.cycler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.cycler.LogColumns.Chosen;
import org.lauescope.io.cycler.LogOptions.Repair;
import org.lauescope.io.cycler.LogOptions.Role;
import org.lauescope.operando.CyclerLog;

/// Collects the rows of a cycler's table, checks them, and makes a log of them.
///
/// Whatever is wrong is refused with the line it stands in. What has to be assumed or was repaired
/// on request is noted.
final class LogTable {

    private static final int MOST_SHOWN = 20;

    /// Times from this one on are no test of 32 years, but seconds since 1970.
    private static final double MOMENTS = 1e9;

    private final String source;
    private final LogOptions options;
    private final LogColumns columns;
    private final Moments moments;
    private final DecimalMark marks;
    private final int width;
    private final boolean silent;

    private final Numeric time = new Numeric();
    private final Numeric wall = new Numeric();
    private final Numeric current = new Numeric();
    private final Numeric voltage = new Numeric();
    private final Numeric step = new Numeric();
    private final Numeric record = new Numeric();
    private final Numeric line = new Numeric();
    private final List<Numeric> extras;
    private final List<String> modes = new ArrayList<>();

    /// Column of dates; null if the file has none.
    private @Nullable Chosen dates;

    private String firstDate = "";

    private final List<String> mistakes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int wrongRows;
    private int dropped;

    /// @param headerLine line of the names, from 1
    /// @param open whether current is zero where no column tells it: the cell is at open circuit
    LogTable(String source, int headerLine, List<String> names, boolean open, LogOptions options)
            throws FileFormatException {
        this.source = source;
        this.options = options;
        this.columns = LogColumns.of(source, headerLine, names, options);
        this.moments = new Moments(options.zone(), options.dayFirst());
        this.marks = new DecimalMark(source);
        this.silent = open && !columns.roles().containsKey(Role.CURRENT);
        this.extras = columns.extras().stream().map(_ -> new Numeric()).toList();
        require(headerLine, Role.VOLTAGE, "voltage");
        if (!silent) {
            require(headerLine, Role.CURRENT, "current");
        }
        this.dates = columns.roles().get(Role.MOMENT);
        if (dates == null) {
            require(headerLine, Role.TIME, "time");
        }
        this.width =
                1
                        + columns.roles().entrySet().stream()
                                .filter(e -> e.getKey() != Role.MODE && e.getKey() != Role.RECORD)
                                .mapToInt(e -> e.getValue().index())
                                .max()
                                .orElse(0);
    }

    private void require(int headerLine, Role role, String what) throws FileFormatException {
        if (!columns.roles().containsKey(role)) {
            throw new FileFormatException(
                    source,
                    headerLine,
                    "no column of %s; expected one: name it in [[log]] as columns = { %s = \"…\" }"
                            .formatted(what, what));
        }
    }

    void note(String text) {
        notes.add(text);
    }

    /// Takes one row.
    ///
    /// @param number of its line, from 1
    void add(long number, List<String> fields) {
        int errors = mistakes.size();
        if (fields.size() < width) {
            wrong(
                    number,
                    "%d values; expected %d or more: was the file cut off?"
                            .formatted(fields.size(), width));
        } else {
            findDates(fields);
            double t = duration(number, fields);
            double w = moment(number, fields);
            double i = silent ? 0 : number(number, fields, Role.CURRENT);
            double v = number(number, fields, Role.VOLTAGE);
            if (mistakes.size() == errors) {
                time.add(t);
                wall.add(w);
                current.add(i);
                voltage.add(v);
                step.add(optional(fields, columns.roles().get(Role.STEP)));
                record.add(optional(fields, columns.roles().get(Role.RECORD)));
                for (int k = 0; k < extras.size(); k++) {
                    Chosen column = columns.extras().get(k);
                    extras.get(k).add(column.convert(optional(fields, column)));
                }
                Chosen mode = columns.roles().get(Role.MODE);
                modes.add(
                        mode == null || mode.index() >= fields.size()
                                ? ""
                                : fields.get(mode.index()));
                line.add(number);
            }
        }
        if (mistakes.size() > errors) {
            wrongRows++;
            if (mistakes.size() > MOST_SHOWN) {
                mistakes.subList(MOST_SHOWN, mistakes.size()).clear();
                mistakes.add("…");
            }
            if (options.repairs().contains(Repair.INCOMPLETE_ROWS)) {
                mistakes.clear();
                dropped++;
            }
        }
    }

    private double number(long number, List<String> fields, Role role) {
        Chosen column = columns.roles().get(role);
        if (column == null) {
            return Double.NaN;
        }
        String field = fields.get(column.index());
        double value = DecimalMark.parse(field);
        if (Double.isFinite(value)) {
            marks.note(number, column.heading().written(), field);
        } else {
            wrong(
                    number,
                    "%s = \"%s\"; expected %s"
                            .formatted(
                                    column.heading().written(),
                                    Numbers.shown(field),
                                    DecimalMark.expectation(field)));
        }
        return column.convert(value);
    }

    private double duration(long number, List<String> fields) {
        Chosen column = columns.roles().get(Role.TIME);
        if (column == null || column.equals(dates) || ignores(Repair.IGNORE_TIMES)) {
            return Double.NaN;
        }
        String field = fields.get(column.index()).strip();
        double clock = Moments.duration(field);
        return Double.isNaN(clock) ? number(number, fields, Role.TIME) : clock;
    }

    /// Of a file that has both times and dates: whether it is asked to do without one of them.
    private boolean ignores(Repair repair) {
        Chosen column = columns.roles().get(Role.TIME);
        return dates != null
                && column != null
                && !column.equals(dates)
                && options.repairs().contains(repair);
    }

    private double moment(long number, List<String> fields) {
        if (dates == null || ignores(Repair.IGNORE_DATES)) {
            return Double.NaN;
        }
        String field = fields.get(dates.index());
        double value = moments.unix(field);
        firstDate = firstDate.isEmpty() ? field : firstDate;
        if (Double.isNaN(value)) {
            wrong(
                    number,
                    "%s = \"%s\"; expected a date and time: %sor read on without dates with repair = \"%s\" in [[log]]"
                            .formatted(
                                    dates.heading().written(),
                                    Numbers.shown(field),
                                    field.contains("/")
                                            ? "if the day stands first, say dates = \"day first\", "
                                            : "mend it, ",
                                    Repair.IGNORE_DATES.text()));
        }
        return value;
    }

    /// Of a file without a column of dates: whether that of times holds dates, or seconds since
    /// 1970.
    private void findDates(List<String> fields) {
        Chosen column = columns.roles().get(Role.TIME);
        if (dates != null || column == null || time.size() > 0) {
            return;
        }
        String field = fields.get(column.index()).strip();
        double value = column.convert(DecimalMark.parse(field));
        boolean isDate =
                Double.isNaN(value)
                        ? Double.isNaN(Moments.duration(field))
                                && !Double.isNaN(moments.unix(field))
                        : value >= MOMENTS;
        if (isDate) {
            dates = column;
            note(
                    "column \"%s\" holds dates, not times since the start"
                            .formatted(column.heading().written()));
        }
    }

    private static double optional(List<String> fields, @Nullable Chosen column) {
        return column == null || column.index() >= fields.size()
                ? Double.NaN
                : DecimalMark.parse(fields.get(column.index()));
    }

    private void wrong(long number, String text) {
        mistakes.add("%s line %d: %s".formatted(source, number, text));
    }

    /// The log of all rows.
    ///
    /// @param start when the test began, if the file says so apart from its rows
    CyclerFile finish(String format, @Nullable Instant start) throws FileFormatException {
        if (!mistakes.isEmpty()) {
            throw new FileFormatException(
                    String.join("\n", mistakes)
                            + "\nmend the file, or leave out these %d rows with repair = \"%s\" in [[log]]"
                                    .formatted(wrongRows, Repair.INCOMPLETE_ROWS.text()));
        }
        marks.check();
        if (ignores(Repair.IGNORE_TIMES)) {
            note("times taken from the dates, as asked");
        }
        noteOrderOfDates();
        if (dropped > 0) {
            note("%d incomplete rows left out, as asked".formatted(dropped));
        }
        if (time.size() < 2) {
            throw new FileFormatException(
                    source, "%d rows of numbers; expected two or more".formatted(time.size()));
        }
        double[] elapsed = time.values();
        double[] wallClock = wall.values();
        double[] ampere = current.values();
        int[] kept =
                new RowOrder(source, elapsed, wallClock, record.values(), line.values())
                        .rows(options.repairs(), notes);
        if (kept.length < 2) {
            throw new FileFormatException(
                    source,
                    "%d row in the order of time; expected two or more".formatted(kept.length));
        }
        elapsed =
                TimeScale.elapsed(
                        source, pick(elapsed, kept), pick(wallClock, kept), options, notes);
        double[] unix =
                TimeScale.unix(elapsed, pick(wallClock, kept), start, options.zone(), notes);
        ampere = signed(pick(ampere, kept), kept);
        noteMissingRecords(pick(record.values(), kept), kept);
        List<CyclerLog.Column> further = new ArrayList<>();
        double[] steps = pick(step.values(), kept);
        if (columns.roles().containsKey(Role.STEP) && Double.isFinite(steps[0])) {
            further.add(new CyclerLog.Column(CyclerLog.STEP, "", steps));
        }
        Set<String> names = new HashSet<>();
        for (int k = 0; k < extras.size(); k++) {
            Chosen column = columns.extras().get(k);
            String name = title(column.heading());
            if (names.add(name)) {
                further.add(
                        new CyclerLog.Column(
                                name, column.unit().base(), pick(extras.get(k).values(), kept)));
            }
        }
        if (silent) {
            note("no column of current: open circuit, taken as 0 A");
        }
        boolean averaged = isAveraged();
        if (averaged) {
            note("current is the mean since the sample before, and counted as such");
        }
        CyclerLog log =
                new CyclerLog(
                        elapsed, unix, ampere, pick(voltage.values(), kept), further, averaged);
        notes.addAll(LogDoubts.of(log));
        return new CyclerFile(source, format, log, notes);
    }

    /// EC-Lab writes `<I>` what it averages.
    private boolean isAveraged() {
        Chosen column = columns.roles().get(Role.CURRENT);
        return column != null && column.heading().written().startsWith("<");
    }

    private void noteOrderOfDates() {
        if (!firstDate.isEmpty()
                && !options.dayFirst()
                && Moments.isAmbiguous(firstDate, options.zone())) {
            note("dates as %s read with the month first".formatted(Numbers.shown(firstDate)));
        }
    }

    /// The name as the Battery Data Format would write it, or as the file does where the user asked
    /// for it.
    private String title(Heading heading) {
        return options.keep().contains(heading.written())
                ? heading.written()
                : Arrays.stream(heading.name().split(" "))
                        .map(w ->
                                w.isEmpty()
                                        ? w
                                        : w.substring(0, 1).toUpperCase(Locale.ROOT)
                                                + w.substring(1))
                        .reduce((a, b) -> a + " " + b)
                        .orElse("");
    }

    private static double[] pick(double[] values, int[] kept) {
        return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
    }

    /// Some write the modulus of the current, and whether it discharges in another column.
    private double[] signed(double[] ampere, int[] kept) {
        boolean positive = Arrays.stream(ampere).allMatch(i -> i >= 0);
        int turned = 0;
        for (int k = 0; positive && k < ampere.length; k++) {
            if (isDischarge(modes.get(kept[k])) && ampere[k] > 0) {
                ampere[k] = -ampere[k];
                turned++;
            }
        }
        if (turned > 0) {
            note("%d currents made negative, as the mode says discharge".formatted(turned));
        }
        if (options.reversed()) {
            for (int k = 0; k < ampere.length; k++) {
                ampere[k] = -ampere[k];
            }
            note("sign of the current reversed, as asked");
        }
        return ampere;
    }

    private static boolean isDischarge(String mode) {
        String text = mode.strip().toLowerCase(Locale.ROOT);
        return text.equals("d") || text.contains("dchg") || text.contains("dischar");
    }

    private void noteMissingRecords(double[] numbers, int[] kept) {
        int gaps = 0;
        long missing = 0;
        int first = -1;
        for (int k = 1; k < numbers.length; k++) {
            double step = numbers[k] - numbers[k - 1];
            if (step > 1.5) {
                first = first < 0 ? k : first;
                gaps++;
                missing += Math.round(step) - 1;
            }
        }
        // Numbers that count something else than rows jump all the time.
        if (gaps > 0 && gaps <= 1 + numbers.length / 100) {
            note(
                    "line %d: record %.0f follows record %.0f; %d records are missing in all"
                            .formatted(
                                    (int) line.value(kept[first]),
                                    numbers[first],
                                    numbers[first - 1],
                                    missing));
        }
    }

    /// Numbers as they come.
    private static final class Numeric {
        private double[] array = new double[1024];
        private int size;

        void add(double value) {
            if (size == array.length) {
                array = Arrays.copyOf(array, 2 * size);
            }
            array[size++] = value;
        }

        int size() {
            return size;
        }

        double value(int index) {
            return array[index];
        }

        double[] values() {
            return Arrays.copyOf(array, size);
        }
    }
}
