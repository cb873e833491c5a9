package org.lauescope.io.cycler;

import java.util.List;
import java.util.Optional;

/// Reads tables that were exported as text from cyclers of Arbin.
public final class ArbinReader extends DelimitedReader {

    @Override
    public String format() {
        return "Arbin text";
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options) {
        return findHeadings(lines, "test time", "data point", "step index", "current", "voltage")
                .or(() ->
                        findHeadings(
                                lines,
                                "test time",
                                "datetime",
                                "step index",
                                "current",
                                "voltage"));
    }
}
