package org.lauescope.io.cycler;

import java.util.List;
import java.util.Optional;

/// Reads tables that were exported as text from cyclers of Neware.
public final class NewareReader extends DelimitedReader {

    @Override
    public String format() {
        return "Neware text";
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options) {
        return findHeadings(lines, "datapoint", "step type", "cumulative time")
                .or(() -> findHeadings(lines, "datapoint", "step type", "total time"));
    }
}
