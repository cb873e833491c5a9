package org.lauescope.run;

import java.nio.file.Path;

/// How an experiment is run. None of this changes the result.
///
/// @param output the result file; the store lies beside it
/// @param threads points worked on at once
/// @param restart whether to forget what an earlier run has done
/// @param part which part of the tiles to do, counted from 0, of `parts`
public record RunOptions(Path output, int threads, boolean restart, int part, int parts) {

    public RunOptions {
        if (threads < 1 || parts < 1 || part < 0 || part >= parts) {
            throw new IllegalArgumentException(
                    "%d threads, part %d of %d; expected at least one thread and a part that exists"
                            .formatted(threads, part + 1, parts));
        }
    }

    /// The whole of an experiment.
    public static RunOptions of(Path output, int threads) {
        return new RunOptions(output, threads, false, 0, 1);
    }

    public boolean isWhole() {
        return parts == 1;
    }

    /// A file beside the result: `result.live` of `result.nxs`.
    Path beside(String ending) {
        String name = String.valueOf(output.getFileName()).replaceFirst("\\.[^.]*$", "");
        return output.resolveSibling(name + ending);
    }

    /// `result.duckdb` of `result.nxs`; `result.part-2-of-8.duckdb` of a part.
    public Path store() {
        String part = isWhole() ? "" : ".part-%d-of-%d".formatted(this.part + 1, parts);
        return beside(part + ".duckdb");
    }
}
