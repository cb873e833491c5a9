package org.lauescope.io.frame;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;

/// The comment lines that DECTRIS detectors (PILATUS, EIGER) write into TIFF and CBF files:
///
///     # 2014-10-24T16:33:09.123
///     # Exposure_time 3.0000000 s
///     # Tau = 124.0e-09 s
///     # Count_cutoff 1097223 counts
///
/// Such detectors count photons; above the cutoff the dead-time correction (tau) no longer holds.
public final class DectrisHeader {

    private static final Pattern EXPOSURE = number("Exposure_time");
    private static final Pattern CUTOFF = number("Count_cutoff");
    private static final Pattern TIME =
            Pattern.compile(
                    "#\\s*(\\d{4}[-/:]\\w{2,3}[-/:]\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)");
    private static final DateTimeFormatter NAMED_MONTH =
            DateTimeFormatter.ofPattern("uuuu-MMM-dd'T'HH:mm:ss", Locale.ROOT);

    private DectrisHeader() {}

    /// @param time used if the lines have none
    /// @return null if these are not such lines
    public static Frame.@Nullable Header parse(String text, @Nullable Instant time) {
        Matcher exposure = EXPOSURE.matcher(text);
        Matcher cutoff = CUTOFF.matcher(text);
        boolean exposed = exposure.find();
        boolean limited = cutoff.find();
        if (!exposed && !limited) {
            return null;
        }
        Matcher start = TIME.matcher(text);
        Instant own = start.find() ? time(start.group(1)) : null;
        return new Frame.Header(
                exposed ? Double.parseDouble(exposure.group(1)) : Double.NaN,
                own != null ? own : time,
                limited ? Double.parseDouble(cutoff.group(1)) : Double.POSITIVE_INFINITY,
                Frame.Kind.COUNTING);
    }

    /// The lines for a frame of a counting detector, each with its end; empty for one of another.
    public static String text(Frame.Header header) {
        if (header.kind() != Frame.Kind.COUNTING) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        if (header.time() != null) {
            lines.append(
                    "# %s\n"
                            .formatted(
                                    LocalDateTime.ofInstant(header.time(), ZoneOffset.UTC)
                                            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)));
        }
        if (header.exposure() > 0) {
            lines.append("# Exposure_time %s s\n".formatted(header.exposure()));
        }
        if (header.saturation() < Double.POSITIVE_INFINITY) {
            lines.append("# Count_cutoff %.0f counts\n".formatted(header.saturation()));
        }
        return lines.toString();
    }

    /// A date and time such as `2014-10-24T16:33:09.1`, `2014:10:24 16:33:09` or `2014/Oct/24
    /// 16:33:09`. None of them has a zone; it is taken as UTC, because the result must not depend
    /// on the machine that reads it.
    ///
    /// @return null if it is none
    public static @Nullable Instant time(String text) {
        if (text.length() < 19) {
            return null;
        }
        int day = text.length() - text.replaceFirst("^\\d{4}.\\w{2,3}.\\d{2}", "").length();
        if (day == 0) {
            return null;
        }
        String date = text.substring(0, day).replaceAll("[/:]", "-");
        String iso = date + "T" + text.substring(day + 1);
        try {
            LocalDateTime local =
                    date.length() == 10
                            ? LocalDateTime.parse(iso)
                            : LocalDateTime.parse(iso.replaceFirst("\\.\\d+$", ""), NAMED_MONTH);
            return local.toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Pattern number(String name) {
        return Pattern.compile(
                "#\\s*" + name + "\\s*[=:]?\\s*(\\d+(?:\\.\\d*)?(?:[eE][-+]?\\d{1,3})?)");
    }
}
