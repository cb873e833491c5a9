package org.lauescope.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lauescope.run.plan.TilePlan;
import org.lauescope.run.store.RunStore;

/// The stores that the parts of a run left, `result.part-3-of-16.duckdb`, and how they are joined.
final class Parts {

    private static final Pattern NAME =
            Pattern.compile(".*\\.part-(\\d{1,6})-of-(\\d{1,6})\\.duckdb");

    private Parts() {}

    /// The store of one part.
    ///
    /// @param number counted from 0, of `parts`
    record Part(Path file, int number, int parts) {}

    /// All parts of a run, in order.
    ///
    /// @param files none for those beside the output
    /// @throws IOException if one is missing or too many
    static List<Part> find(List<Path> files, RunOptions options) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path file : files.isEmpty() ? beside(options) : files) {
            Matcher matcher = NAME.matcher(file.toString());
            if (!matcher.matches()) {
                throw new IOException(
                        file
                                + ": not the store of a part; expected a name as result.part-3-of-16.duckdb");
            }
            parts.add(
                    new Part(
                            file,
                            Integer.parseInt(matcher.group(1)) - 1,
                            Integer.parseInt(matcher.group(2))));
        }
        if (parts.isEmpty()) {
            throw new IOException(
                    "%s: no part lies beside it; expected result.part-k-of-n.duckdb of `lauescope run --tiles k/n`"
                            .formatted(options.output()));
        }
        parts.sort(Comparator.comparingInt(Part::number));
        checkComplete(parts);
        return parts;
    }

    private static List<Path> beside(RunOptions options) throws IOException {
        Path folder = options.output().toAbsolutePath().getParent();
        String stem = String.valueOf(options.store().getFileName()).replaceFirst("duckdb$", "");
        List<Path> files = new ArrayList<>();
        if (folder != null) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                for (Path file : all) {
                    String name = String.valueOf(file.getFileName());
                    if (name.startsWith(stem + "part-") && NAME.matcher(name).matches()) {
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }

    private static void checkComplete(List<Part> parts) throws IOException {
        int expected = parts.getFirst().parts();
        BitSet there = new BitSet();
        for (Part part : parts) {
            if (part.parts() != expected || there.get(part.number())) {
                throw new IOException(
                        "%s is not a part of the same run as %s; expected each of %d parts once"
                                .formatted(part.file(), parts.getFirst().file(), expected));
            }
            there.set(part.number());
        }
        if (there.cardinality() < expected) {
            int missing = there.nextClearBit(0) + 1;
            throw new IOException(
                    "part %d of %d is missing; expected all parts — run it with --tiles %d/%d"
                            .formatted(missing, expected, missing, expected));
        }
    }

    /// Copies one scan of a part.
    ///
    /// @throws IOException if the part has not done all of its tiles
    static void join(RunStore store, Part part, Map<String, String> origin, int scan, TilePlan plan)
            throws IOException {
        int columns = plan.grid().columns();
        int edge = plan.edge();
        int tileColumns = (columns + edge - 1) / edge;
        String own = "scan = %d AND CAST(%s AS BIGINT) * %d // %d = %d";
        String tile =
                "((point // %d) // %d * %d + (point %% %d) // %d)"
                        .formatted(columns, edge, tileColumns, columns, edge);
        store.take(
                part.file(),
                origin,
                own.formatted(scan, tile, part.parts(), plan.count(), part.number()),
                own.formatted(scan, "tile", part.parts(), plan.count(), part.number()));
        int done = store.finished(scan, 2).cardinality();
        int expected =
                (int)
                        java.util.stream.IntStream.range(0, plan.count())
                                .filter(t ->
                                        (long) t * part.parts() / plan.count() <= part.number())
                                .count();
        if (done < expected) {
            throw new IOException(
                    "%s is not finished: %d tiles are missing; run it again with --tiles %d/%d"
                            .formatted(
                                    part.file(), expected - done, part.number() + 1, part.parts()));
        }
    }
}
