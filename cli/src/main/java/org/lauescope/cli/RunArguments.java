package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;
import org.lauescope.run.Run;
import org.lauescope.run.RunOptions;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.Measurement;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What every command that runs an experiment is told: the experiment, where the result goes, and
/// how to work.
final class RunArguments {

    @Parameters(index = "0", paramLabel = "experiment.toml", description = "what was measured")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "RESULT.nxs",
            description = "result file (default: result.nxs beside the experiment file)")
    private @Nullable Path output;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "points worked on at once (default: processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--restart", description = "forget what was done before")
    private boolean restart;

    @Mixin private ProgressOption progress = new ProgressOption();

    Path file() {
        return file;
    }

    ProgressOption progress() {
        return progress;
    }

    RunOptions options() throws UsageException {
        return options(0, 1);
    }

    /// The experiment with its frames.
    ///
    /// @throws IOException naming everything that is wrong with it and with the output
    Measurement measurement(RunOptions options) throws IOException {
        List<String> mistakes = new ArrayList<>();
        Measurement measurement = null;
        try {
            measurement = ExperimentToml.readWithFrames(file);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            mistakes.add(e.getMessage());
        }
        try {
            Run.checkWritable(options.output());
        } catch (IOException e) {
            mistakes.add(e.getMessage());
        }
        if (measurement == null || !mistakes.isEmpty()) {
            throw new FileFormatException(String.join("\n", mistakes));
        }
        return measurement;
    }

    /// @param part counted from 0, of `parts`
    RunOptions options(int part, int parts) throws UsageException {
        if (threads < 1) {
            throw new UsageException("--threads = %d; expected 1 or more".formatted(threads));
        }
        Path result = output == null ? file.resolveSibling("result.nxs") : output;
        return new RunOptions(result, threads, restart, part, parts);
    }
}
