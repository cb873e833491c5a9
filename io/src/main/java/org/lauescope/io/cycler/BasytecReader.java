package org.lauescope.io.cycler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads result files of BaSyTec test systems: lines of a header begin with `~`, the last of them
/// names the columns. Dates have the day first.
public final class BasytecReader extends DelimitedReader {

    @Override
    public String format() {
        return "BaSyTec text";
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options) {
        if (lines.isEmpty() || !lines.getFirst().startsWith("~Resultfile from Basytec")) {
            return Optional.empty();
        }
        Optional<Instant> start =
                after(lines, "~Start of Test:")
                        .map(written -> new Moments(options.zone(), true).instant(written));
        for (int i = 0; i < lines.size(); i++) {
            String names = lines.get(i).replaceFirst("^~", "");
            if (names.startsWith("Time[")) {
                return Optional.of(
                        new Layout(i, separator(names), names).withStart(start.orElse(null)));
            }
        }
        return Optional.empty();
    }
}
