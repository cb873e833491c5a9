package org.lauescope.io.cycler;

import java.util.List;
import java.util.Optional;

/// Reads tables that were exported as text from cyclers of Novonix.
public final class NovonixReader extends DelimitedReader {

    @Override
    public String format() {
        return "Novonix text";
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options) {
        return findHeadings(lines, "run time", "current", "potential");
    }
}
