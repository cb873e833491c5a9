package org.lauescope.io.cycler;

import java.util.List;
import java.util.Optional;

/// Reads the Battery Data Format as text, in all spellings of its columns: `Test Time / s`,
/// `test_time_second`, `test_time_s`.
public final class BdfReader extends DelimitedReader {

    @Override
    public String format() {
        return "BDF";
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options) {
        if (lines.isEmpty() || !isSpelt(lines.getFirst())) {
            return Optional.empty();
        }
        return findHeadings(lines.subList(0, 1), "test time", "voltage", "current");
    }

    private static boolean isSpelt(String line) {
        return line.contains("Test Time / ") || line.contains("test_time_");
    }
}
