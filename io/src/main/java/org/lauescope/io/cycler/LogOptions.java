package org.lauescope.io.cycler;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the user knows about a log and its file does not say.
///
/// @param zone of dates and times that are written without one
/// @param dayFirst whether 03/04/2021 is in April
/// @param reversed whether the cycler writes charging currents as negative
/// @param repairs of mistakes that are otherwise refused
/// @param columns names of columns in the file, for formats that are not known
/// @param keep names of further columns in the file that are wanted
public record LogOptions(
        ZoneId zone,
        boolean dayFirst,
        boolean reversed,
        Set<Repair> repairs,
        Map<Role, String> columns,
        List<String> keep) {

    public static final LogOptions DEFAULT =
            new LogOptions(ZoneOffset.UTC, false, false, Set.of(), Map.of(), List.of());

    public LogOptions {
        repairs =
                repairs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(repairs));
        columns =
                columns.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(columns));
        keep = List.copyOf(keep);
    }

    public LogOptions withRepairs(Repair... wanted) {
        return new LogOptions(
                zone, dayFirst, reversed, Set.copyOf(Arrays.asList(wanted)), columns, keep);
    }

    public LogOptions withColumns(Map<Role, String> names) {
        return new LogOptions(zone, dayFirst, reversed, repairs, names, keep);
    }

    public LogOptions withZone(ZoneId other) {
        return new LogOptions(other, dayFirst, reversed, repairs, columns, keep);
    }

    /// What a column of a log tells.
    public enum Role {
        TIME,
        MOMENT,
        CURRENT,
        VOLTAGE,
        STEP,
        MODE,
        RECORD
    }

    /// What may be done about a mistake, if the user asks for it.
    public enum Repair {
        MICROSECONDS("us", 1e-6),
        MILLISECONDS("ms", 1e-3),
        MINUTES("min", 60),
        HOURS("h", 3600),
        DAYS("d", 86_400),
        BACKWARD_ROWS("drop backward rows", 1),
        UNSORTED_ROWS("sort by record", 1),
        TIME_ORDER("sort by time", 1),
        INCOMPLETE_ROWS("drop incomplete rows", 1),
        IGNORE_DATES("ignore dates", 1),
        IGNORE_TIMES("ignore times", 1);

        private final String text;
        private final double seconds;

        Repair(String text, double seconds) {
            this.text = text;
            this.seconds = seconds;
        }

        /// As in the experiment file.
        public String text() {
            return text;
        }

        /// Seconds in the unit that times are said to have; 1 of other repairs.
        double seconds() {
            return seconds;
        }

        public static Optional<Repair> named(String text) {
            return Arrays.stream(values()).filter(repair -> repair.text.equals(text)).findFirst();
        }
    }
}
