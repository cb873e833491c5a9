package org.lauescope.io.cycler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;

/// Reads the text files of BioLogic's EC-Lab and BT-Lab (`.mpt`): Latin-1, decimals with the point
/// or comma of the computer, a header that counts its own lines and alone knows when the test
/// began. Files without a header are read too, but have no date.
///
/// Dates in the header have the month first whatever the language of the computer, unless that
/// makes no date. Times of all techniques of a series count from the start of the acquisition.
public final class EcLabReader extends DelimitedReader {

    private static final Pattern HEADER_LINES =
            Pattern.compile("Nb header lines\\s*:\\s*(\\d+)\\s*");

    private static final String STARTED = "Acquisition started on";

    @Override
    public String format() {
        return "EC-Lab text";
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options)
            throws FileFormatException {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        if (isNames(lines.getFirst())) {
            List<String> notes = List.of("no header: the file does not tell when the test began");
            return Optional.of(new Layout(0, '\t', lines.getFirst(), null, false, notes));
        }
        if (!lines.getFirst().matches("(EC|BT)-Lab ASCII FILE\\s*")) {
            return Optional.empty();
        }
        Matcher count = HEADER_LINES.matcher(lines.size() > 1 ? lines.get(1) : "");
        if (!count.matches()) {
            throw new FileFormatException(
                    text.source(),
                    2,
                    "\"%s\"; expected \"Nb header lines : …\""
                            .formatted(Numbers.shown(lines.size() > 1 ? lines.get(1) : "")));
        }
        int line = (int) Math.min(Integer.MAX_VALUE, Long.parseLong(count.group(1))) - 1;
        if (line < 2 || line >= lines.size() || !isNames(lines.get(line))) {
            throw new FileFormatException(
                    text.source(),
                    2,
                    "header of %s lines; expected the last of them to name the columns, with time/s: was the header edited?"
                            .formatted(count.group(1)));
        }
        List<String> header = lines.subList(0, line);
        List<String> notes = new ArrayList<>();
        Instant start = start(text, header, options, notes);
        boolean open = header.stream().anyMatch(l -> l.strip().equals("Open Circuit Voltage"));
        return Optional.of(new Layout(line, '\t', lines.get(line), start, open, notes));
    }

    private static boolean isNames(String line) {
        List<String> names = headings(line, '\t').stream().map(Heading::name).toList();
        return line.contains("time/s")
                && names.contains("time")
                && (names.contains("ewe") || names.contains("ecell"));
    }

    private static @Nullable Instant start(
            LogText text, List<String> header, LogOptions options, List<String> notes)
            throws FileFormatException {
        Optional<String> written = after(header, STARTED);
        if (written.isEmpty()) {
            notes.add("no start in the header: the file does not tell when the test began");
            return null;
        }
        String date = written.get();
        Instant usual = new Moments(options.zone(), options.dayFirst()).instant(date);
        Instant other = new Moments(options.zone(), !options.dayFirst()).instant(date);
        if (usual == null && other == null) {
            throw new FileFormatException(
                    text.source(),
                    "%s \"%s\"; expected a date and time as 01/31/2024 11:02:29.886"
                            .formatted(STARTED, Numbers.shown(date)));
        }
        if (usual != null && other != null && !usual.equals(other) && !options.dayFirst()) {
            notes.add("start %s read with the month first".formatted(date));
        }
        return usual == null ? other : usual;
    }
}
