package org.lauescope.io.cycler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.lauescope.io.FileFormatException;

/// The entry to all logs of cyclers. The content of a file, not its name, tells its format.
public final class CyclerLogs {

    private static final List<CyclerLogReader> READERS =
            ServiceLoader.load(CyclerLogReader.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private CyclerLogs() {}

    /// Whether a file is the log of a cycler of a known format, or one of those that are not
    /// public.
    public static boolean recognises(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        LogText head = LogText.head(file);
        return BinaryLog.of(head).isPresent()
                || READERS.stream().anyMatch(reader -> reader.recognises(head));
    }

    /// What a log may be, for messages.
    public static String expectation() {
        return "one of %s, or columns = { time = \"…\", current = \"…\", voltage = \"…\" } in [[log]] of an experiment file for another table"
                .formatted(
                        READERS.stream()
                                .map(CyclerLogReader::format)
                                .distinct()
                                .collect(Collectors.joining(", ")));
    }

    /// @param options if they name columns, these are read, whatever the format
    /// @throws FileFormatException if it is of no known format or damaged, naming every wrong line
    public static CyclerFile read(Path file, LogOptions options) throws IOException {
        LogText head = LogText.head(file);
        CyclerLogReader parquet = new BdfParquetReader();
        if (!options.columns().isEmpty()) {
            return (parquet.recognises(head) ? parquet : new MappedReader()).read(file, options);
        }
        Optional<BinaryLog> binary = BinaryLog.of(head);
        if (binary.isPresent()) {
            throw new FileFormatException(head.source(), binary.get().remedy());
        }
        for (CyclerLogReader reader : READERS) {
            if (reader.recognises(head)) {
                return reader.read(file, options);
            }
        }
        throw new FileFormatException(
                head.source(), "no log of a known cycler; expected " + expectation());
    }
}
