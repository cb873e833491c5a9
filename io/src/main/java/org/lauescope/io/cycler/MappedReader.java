package org.lauescope.io.cycler;

import java.util.List;
import java.util.Optional;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;

/// Reads any table in text whose columns the user names. It begins at the first line that has all
/// these names.
final class MappedReader extends DelimitedReader {

    @Override
    public String format() {
        return "table with named columns";
    }

    @Override
    public boolean recognises(LogText head) {
        return false;
    }

    @Override
    Optional<Layout> layout(LogText text, List<String> lines, LogOptions options)
            throws FileFormatException {
        List<String> wanted = options.columns().values().stream().map(String::strip).toList();
        int most = 0;
        String nearest = "";
        for (int i = 0; i < lines.size(); i++) {
            char separator = separator(lines.get(i));
            List<String> names =
                    headings(lines.get(i), separator).stream().map(Heading::written).toList();
            int found = (int) wanted.stream().filter(names::contains).count();
            if (found == wanted.size()) {
                return Optional.of(new Layout(i, separator, lines.get(i)));
            }
            if (found > most) {
                most = found;
                nearest = " (line %d has %d of them)".formatted(i + 1, found);
            }
        }
        throw new FileFormatException(
                text.source(),
                "no line has the columns %s%s; expected one: copy the names from the file"
                        .formatted(Numbers.shown(String.join(", ", wanted)), nearest));
    }
}
