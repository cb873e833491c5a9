package org.lauescope.io.cycler;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.Numbers;

/// Durations and moments in the ways in which cyclers write them.
final class Moments {

    private static final Pattern CLOCK =
            Pattern.compile(
                    "(?:(\\d{1,6})\\s*[d-]\\s*)?(\\d{1,7}):(\\d{1,2}):(\\d{1,2}(?:[.,]\\d+)?)");

    /// A date and time with what it is ahead of UTC.
    private static final Pattern ZONED =
            Pattern.compile("(.*[:T].*?\\d)\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})");

    private static final double DAY = 86_400;

    /// Serial numbers of days, as spreadsheets count them, of 1970-01-01 and of years nearby.
    private static final double EPOCH_DAY = 25_569;

    private static final double FIRST_DAY = 30_000;
    private static final double LAST_DAY = 80_000;

    private final ZoneId zone;
    private final List<DateTimeFormatter> formats;

    /// A column keeps its format: the one of the line before is tried first.
    private int usual;

    /// @param zone of times without one
    /// @param dayFirst whether 03/04/2021 is in April
    Moments(ZoneId zone, boolean dayFirst) {
        this.zone = zone;
        String date = dayFirst ? "d/M/" : "M/d/";
        this.formats =
                List.of(
                        format("uuuu-M-d[' ']['T']H:m[:s]"),
                        format(date + "uuuu H:m:s"),
                        format(date + "uuuu h:m:s a"),
                        format("uuuu-M-d h:m:s a"),
                        format("d.M.uuuu H:m:s"),
                        format("d-MMM-uuuu H:m:s"),
                        format("d-MMM-uu H:m:s"),
                        format("d-MMM-uu h:m:s a"),
                        format("uuuu/M/d H:m:s"),
                        format("uuuuMMdd['T'][' ']HHmmss"),
                        format(date + "uuuu H:m"));
    }

    private static DateTimeFormatter format(String pattern) {
        // Fractions of a second stand before AM or PM.
        String[] parts = pattern.split("(?<=s\\]?)(?!s)", 2);
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(parts[0])
                        .optionalStart()
                        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                        .optionalEnd();
        if (parts.length == 2) {
            builder.appendPattern(parts[1]);
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    /// `144:02:18`, `1d 02:03:04.5` in s; NaN if it is none.
    static double duration(String text) {
        Matcher matcher = CLOCK.matcher(text);
        if (!matcher.matches()) {
            return Double.NaN;
        }
        String days = matcher.group(1);
        return (days == null ? 0 : DAY * Integer.parseInt(days))
                + 3600.0 * Integer.parseInt(matcher.group(2))
                + 60.0 * Integer.parseInt(matcher.group(3))
                + Double.parseDouble(matcher.group(4).replace(',', '.'));
    }

    /// Seconds since 1970 of a date and time, of a serial number of days, or of seconds, ms, µs or
    /// ns since 1970; NaN if it is none.
    double unix(String text) {
        String trimmed = text.strip();
        double number = Numbers.parse(trimmed);
        if (!Double.isNaN(number)) {
            return ofNumber(number);
        }
        Instant instant = instant(trimmed);
        return instant == null ? Double.NaN : seconds(instant);
    }

    static double seconds(Instant instant) {
        return instant.getEpochSecond() + 1e-9 * instant.getNano();
    }

    private double ofNumber(double number) {
        if (number > FIRST_DAY && number < LAST_DAY) {
            double local = (number - EPOCH_DAY) * DAY;
            long whole = (long) Math.floor(local);
            return LocalDateTime.ofEpochSecond(whole, 0, ZoneOffset.UTC)
                            .atZone(zone)
                            .toEpochSecond()
                    + (local - whole);
        }
        double seconds = number;
        while (seconds > 1e11 && seconds < 1e20) {
            seconds /= 1e3;
        }
        return seconds > 1e8 && seconds <= 1e11 ? seconds : Double.NaN;
    }

    /// Whether a date is another one with the day first.
    static boolean isAmbiguous(String text, ZoneId zone) {
        double monthFirst = new Moments(zone, false).unix(text);
        double dayFirst = new Moments(zone, true).unix(text);
        return Math.abs(monthFirst - dayFirst) > 0;
    }

    @Nullable Instant instant(String text) {
        Matcher zoned = ZONED.matcher(text);
        if (!zoned.matches()) {
            return instant(text, zone);
        }
        try {
            return instant(zoned.group(1), ZoneId.of(zoned.group(2)));
        } catch (DateTimeException _) {
            return null;
        }
    }

    private @Nullable Instant instant(String text, ZoneId where) {
        for (int i = 0; i < formats.size(); i++) {
            int k = (usual + i) % formats.size();
            try {
                LocalDateTime local = LocalDateTime.parse(text, formats.get(k));
                usual = k;
                return local.atZone(where).toInstant();
            } catch (DateTimeParseException _) {
                // Perhaps of the next format.
            }
        }
        return null;
    }
}
