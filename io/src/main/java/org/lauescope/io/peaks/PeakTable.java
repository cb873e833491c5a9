package org.lauescope.io.peaks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.PeakFlag;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.Peaks.Column;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.laue.Geometry;

/// Our own table of peaks, as `lauescope peaks` prints it: comma-separated, one peak a line, of one
/// or several frames. Lengths in px, angle in degrees, flags by name joined with `|`; what is not
/// known is empty.
public final class PeakTable {

    /// The columns in the order of writing. A file needs `x` and `y` and may leave out others.
    public static final String HEADER =
            "frame,x,y,xSigma,ySigma,intensity,height,background,fwhmMajor,fwhmMinor,angleDeg,"
                    + "chiSquare,flags,xyCovariance,intensitySigma";

    private static final List<String> NAMES = List.of(HEADER.split(","));

    private PeakTable() {}

    static boolean recognises(String text) {
        List<String> names = List.of(text.lines().findFirst().orElse("").strip().split(","));
        return names.contains("x") && names.contains("y") && NAMES.containsAll(names);
    }

    /// Appends the peaks of a frame, without a header.
    public static void append(StringBuilder text, String frame, Peaks peaks) {
        String name = quoted(frame);
        for (int i = 0; i < peaks.size(); i++) {
            text.append(name);
            number(text, peaks.x(i));
            number(text, peaks.y(i));
            number(text, Math.sqrt(peaks.value(Column.VARIANCE_X, i)));
            number(text, Math.sqrt(peaks.value(Column.VARIANCE_Y, i)));
            number(text, peaks.intensity(i));
            number(text, peaks.value(Column.HEIGHT, i));
            number(text, peaks.value(Column.BACKGROUND, i));
            number(text, peaks.value(Column.FWHM_MAJOR, i));
            number(text, peaks.value(Column.FWHM_MINOR, i));
            number(text, Math.toDegrees(peaks.value(Column.ANGLE, i)));
            number(text, peaks.value(Column.CHI_SQUARE, i));
            text.append(',').append(String.join("|", flagNames(peaks.flags(i))));
            number(text, peaks.value(Column.COVARIANCE_XY, i));
            number(text, peaks.value(Column.INTENSITY_SIGMA, i));
            text.append('\n');
        }
    }

    /// One list per frame, in the order of the file.
    static List<PeakList> parse(TextFile file, @Nullable Geometry given)
            throws FileFormatException {
        List<String> lines = file.lines();
        List<String> names = lines.isEmpty() ? List.of() : fields(lines.getFirst().strip());
        if (!names.contains("x") || !names.contains("y")) {
            throw new FileFormatException(file.source(), 1, "expected the columns " + HEADER);
        }
        Map<String, Peaks.Builder> frames = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            Row row = new Row(file.source(), i + 1, names, fields(lines.get(i)));
            String frame = row.text("frame");
            frames.computeIfAbsent(
                            frame.isEmpty() ? file.source() : frame, _ -> new Peaks.Builder())
                    .add(row.peak(), row.flags());
        }
        List<PeakList> lists = new ArrayList<>();
        frames.forEach((frame, peaks) ->
                lists.add(new PeakList(frame, "Lauescope CSV", peaks.buildByIntensity(), given)));
        if (lists.isEmpty()) {
            lists.add(
                    new PeakList(
                            file.source(), "Lauescope CSV", new Peaks.Builder().build(), given));
        }
        return lists;
    }

    /// Names of a peak's flags, lower case.
    public static List<String> flagNames(int flags) {
        return Arrays.stream(PeakFlag.values())
                .filter(flag -> flag.in(flags))
                .map(flag -> flag.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private record Row(String source, int line, List<String> names, List<String> fields) {

        Row {
            if (fields.size() < names.size()) {
                List<String> padded = new ArrayList<>(fields);
                while (padded.size() < names.size()) {
                    padded.add("");
                }
                fields = padded;
            }
        }

        String text(String name) {
            int column = names.indexOf(name);
            return column < 0 ? "" : fields.get(column);
        }

        double number(String name) throws FileFormatException {
            String text = text(name).strip();
            return text.isEmpty() || text.equals("NaN")
                    ? Double.NaN
                    : Numbers.parse(source, line, name, text);
        }

        double[] peak() throws FileFormatException {
            double[] row = new double[Column.values().length];
            row[Column.X.ordinal()] = position("x");
            row[Column.Y.ordinal()] = position("y");
            row[Column.VARIANCE_X.ordinal()] = Math.pow(number("xSigma"), 2);
            row[Column.VARIANCE_Y.ordinal()] = Math.pow(number("ySigma"), 2);
            row[Column.COVARIANCE_XY.ordinal()] = number("xyCovariance");
            row[Column.INTENSITY.ordinal()] = number("intensity");
            row[Column.INTENSITY_SIGMA.ordinal()] = number("intensitySigma");
            row[Column.HEIGHT.ordinal()] = number("height");
            row[Column.BACKGROUND.ordinal()] = number("background");
            row[Column.FWHM_MAJOR.ordinal()] = number("fwhmMajor");
            row[Column.FWHM_MINOR.ordinal()] = number("fwhmMinor");
            row[Column.ANGLE.ordinal()] = Math.toRadians(number("angleDeg"));
            row[Column.CHI_SQUARE.ordinal()] = number("chiSquare");
            return row;
        }

        private double position(String name) throws FileFormatException {
            return NumericTable.position(source, line, name, number(name));
        }

        int flags() throws FileFormatException {
            int flags = 0;
            for (String name : text("flags").strip().split("\\|")) {
                flags |= name.isEmpty() ? 0 : flag(name).bit();
            }
            return flags;
        }

        private PeakFlag flag(String name) throws FileFormatException {
            for (PeakFlag flag : PeakFlag.values()) {
                if (flagNames(flag.bit()).contains(name)) {
                    return flag;
                }
            }
            throw new FileFormatException(
                    source,
                    line,
                    "flag \"%s\"; expected one of %s"
                            .formatted(Numbers.shown(name), flagNames(-1)));
        }
    }

    private static void number(StringBuilder text, double value) {
        text.append(',');
        if (!Double.isNaN(value)) {
            text.append(value);
        }
    }

    /// A field that may contain commas or quotation marks, as RFC 4180 has it.
    private static String quoted(String field) {
        String line = field.replaceAll("\\R", " ");
        return line.matches("[^\",]*") ? line : '"' + line.replace("\"", "\"\"") + '"';
    }

    /// Fields of a line, RFC 4180.
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
