package org.lauescope.io.cycler;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the Battery Data Format as text, in all spellings of its columns: `Test Time / s`,
/// `test_time_second`, `test_time_s`. Lines before that of the columns are skipped.
public final class BdfReader extends DelimitedReader {

    private static final Pattern SPELT = Pattern.compile("(?i)(test|unix)( time ?/ ?|_time_)[a-z]");

    @Override
    public String format() {
        return "BDF";
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options) {
        return lines.stream().anyMatch(line -> SPELT.matcher(line).find())
                ? findHeadings(lines, "test time", "voltage", "current")
                        .or(() -> findHeadings(lines, "unix time", "voltage", "current"))
                : Optional.empty();
    }
}
