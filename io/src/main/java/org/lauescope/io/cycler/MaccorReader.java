package org.lauescope.io.cycler;

import java.util.List;
import java.util.Optional;

/// Reads tables that were exported as text from cyclers of Maccor. Their currents have no sign: the
/// mode says which of them discharge.
public final class MaccorReader extends DelimitedReader {

    @Override
    public String format() {
        return "Maccor text";
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options) {
        return findHeadings(lines, "rec", "step", "testtime", "dpt time")
                .or(() -> findHeadings(lines, "rec", "step", "test time", "dpt time"))
                .or(() -> findHeadings(lines, "rec", "step", "test", "dpt time"))
                .map(MaccorReader::warned);
    }

    private static Layout warned(Layout layout) {
        boolean signed =
                headings(layout.names(), layout.separator()).stream()
                        .anyMatch(heading -> heading.is("md") || heading.is("state"));
        return signed
                ? layout
                : layout.withNote(
                        "no column tells charge from discharge: were currents exported without sign?");
    }
}
