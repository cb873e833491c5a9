package org.lauescope.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lauescope.picture.SharedScales;
import picocli.CommandLine;

/// Ends of the colour scale of a plane, as `--range strain_yy=-5e-4:5e-4` gives them.
record ColourRange(String plane, SharedScales.Range ends) {

    static final String LABEL = "PLANE=LOW:HIGH";
    static final String DESCRIPTION =
            "ends of the colours of a plane, in the unit of the result file (default: the same for all scans, from their values)";

    static Map<String, SharedScales.Range> locked(List<ColourRange> ranges) {
        Map<String, SharedScales.Range> locked = new HashMap<>();
        ranges.forEach(range -> locked.put(range.plane, range.ends));
        return locked;
    }

    static Map<String, double[]> ends(List<ColourRange> ranges) {
        Map<String, double[]> ends = new HashMap<>();
        ranges.forEach(
                range -> ends.put(range.plane, new double[] {range.ends.low(), range.ends.high()}));
        return ends;
    }

    /// For the command line.
    static final class Converter implements CommandLine.ITypeConverter<ColourRange> {

        private static final Pattern FORM = Pattern.compile("([^=]+)=([^:]+):([^:]+)");

        @Override
        public ColourRange convert(String text) {
            Matcher matcher = FORM.matcher(text);
            try {
                if (matcher.matches()) {
                    return new ColourRange(
                            matcher.group(1),
                            new SharedScales.Range(
                                    Double.parseDouble(matcher.group(2)),
                                    Double.parseDouble(matcher.group(3))));
                }
            } catch (NumberFormatException _) {
                // Said below.
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
            throw new CommandLine.TypeConversionException(
                    "\"%s\" is no range; expected as strain_yy=-5e-4:5e-4".formatted(text));
        }
    }
}
