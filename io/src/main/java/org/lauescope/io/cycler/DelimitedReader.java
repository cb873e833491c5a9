package org.lauescope.io.cycler;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;

/// Reads formats that are tables in text. A format only tells where its table begins.
abstract class DelimitedReader implements CyclerLogReader {

    /// Lines of a file in which the names of columns are looked for.
    static final int HEADER_LINES = 400;

    /// Where the table of a file is, and what its header says.
    ///
    /// @param line of the names of columns, from 0
    /// @param names that line; a file of another kind may write it differently
    /// @param start of the test; null if the header does not tell
    /// @param open whether there is no column of current because there was none
    record Layout(
            int line,
            char separator,
            String names,
            @Nullable Instant start,
            boolean open,
            List<String> notes) {

        Layout {
            notes = List.copyOf(notes);
        }

        Layout(int line, char separator, String names) {
            this(line, separator, names, null, false, List.of());
        }

        Layout withNote(String note) {
            return new Layout(line, separator, names, start, open, List.of(note));
        }

        Layout withStart(@Nullable Instant moment) {
            return new Layout(line, separator, names, moment, open, notes);
        }
    }

    /// Where the table is; empty if the text is not of this format.
    ///
    /// @param lines the first ones of the file
    /// @throws FileFormatException if it is of this format and damaged
    abstract Optional<Layout> layout(LogText text, List<String> lines, LogOptions options)
            throws FileFormatException;

    @Override
    public boolean recognises(LogText head) {
        try {
            return layout(head, head.lines(HEADER_LINES), LogOptions.DEFAULT).isPresent();
        } catch (FileFormatException e) {
            return true;
        }
    }

    @Override
    public CyclerFile read(Path file, LogOptions options) throws IOException {
        LogText text = LogText.read(file);
        Layout layout =
                layout(text, text.lines(HEADER_LINES), options)
                        .orElseThrow(() ->
                                new FileFormatException(
                                        text.source(), "expected " + format() + "; it is another"));
        LogTable table =
                new LogTable(
                        text.source(),
                        layout.line() + 1,
                        split(text.source(), layout),
                        layout.open(),
                        options);
        layout.notes().forEach(table::note);
        String rows = text.text().substring(startOfLine(text.text(), layout.line() + 1));
        try (CsvReader<CsvRecord> csv = csv(layout.separator()).ofCsvRecord(rows)) {
            for (CsvRecord record : csv) {
                if (isData(record)) {
                    table.add(
                            layout.line() + 1 + record.getStartingLineNumber(), record.getFields());
                }
            }
        } catch (CsvParseException e) {
            throw new FileFormatException(
                    text.source(),
                    "damaged table: %s"
                            .formatted(
                                    Numbers.shown(
                                            Objects.requireNonNullElse(
                                                    e.getMessage(), "unreadable"))),
                    e);
        }
        return table.finish(format(), layout.start());
    }

    private static boolean isData(CsvRecord record) {
        return record.getFields().stream().anyMatch(field -> !field.isBlank());
    }

    private static List<String> split(String source, Layout layout) throws FileFormatException {
        try (CsvReader<CsvRecord> csv = csv(layout.separator()).ofCsvRecord(layout.names())) {
            return csv.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
        } catch (IOException | CsvParseException e) {
            throw new FileFormatException(
                    source, layout.line() + 1, "damaged names of columns: " + e.getMessage());
        }
    }

    private static CsvReader.CsvReaderBuilder csv(char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true);
    }

    /// @param line from 0
    private static int startOfLine(String text, int line) {
        int at = 0;
        for (int i = 0; i < line; i++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return text.length();
            }
            at = end + 1;
        }
        return at;
    }

    /// The separator that most often stands in a line of names.
    static char separator(String line) {
        char best = ',';
        long most = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    /// The headings of a line, without regard to quotes.
    static List<Heading> headings(String line, char separator) {
        return Arrays.stream(line.split(Pattern.quote("" + separator), -1))
                .map(name -> Heading.parse(name.replace("\"", "")))
                .toList();
    }

    /// The first line that has all columns, by their names in lower case.
    static Optional<Layout> findHeadings(List<String> lines, String... wanted) {
        for (int i = 0; i < lines.size(); i++) {
            char separator = separator(lines.get(i));
            List<String> names =
                    headings(lines.get(i), separator).stream().map(Heading::name).toList();
            if (names.containsAll(List.of(wanted))) {
                return Optional.of(new Layout(i, separator, lines.get(i)));
            }
        }
        return Optional.empty();
    }

    /// What stands behind a key in a header, as in `Start of Test: …`; empty if it is not there.
    static Optional<String> after(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.strip().startsWith(key))
                .map(line ->
                        line.strip().substring(key.length()).replaceFirst("^[\\s:,;]+", "").strip())
                .findFirst();
    }
}
