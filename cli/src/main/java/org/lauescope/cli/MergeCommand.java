package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.run.Run;
import org.lauescope.run.RunListener;
import org.lauescope.run.RunOptions;
import org.lauescope.run.StoppedException;
import org.lauescope.run.experiment.ExperimentToml;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope merge`: joins the parts of a run.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Joins what `lauescope run --tiles k/n` left into one result, the same as that of a single run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope merge experiment.toml",
            "  lauescope merge experiment.toml parts/*.duckdb --output result.nxs"
        })
final class MergeCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(index = "0", paramLabel = "experiment.toml", description = "what was measured")
    private Path file = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PART",
            description = "stores of all parts (default: those beside the output)")
    private List<Path> parts = List.of();

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

    @Option(names = "--restart", description = "forget what an earlier merge has done")
    private boolean restart;

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        if (threads < 1) {
            throw new UsageException("--threads = %d; expected 1 or more".formatted(threads));
        }
        Path result = output == null ? file.resolveSibling("result.nxs") : output;
        RunOptions options = new RunOptions(result, threads, restart, 0, 1);
        try (Interruption interruption = new Interruption()) {
            return new RunReport(spec.commandLine())
                    .print(
                            new Run(
                                            ExperimentToml.readWithFrames(file),
                                            options,
                                            Version.number(),
                                            new RunListener() {
                                                @Override
                                                public boolean isStopped() {
                                                    return interruption.isAsked();
                                                }
                                            })
                                    .merge(parts),
                            options);
        } catch (StoppedException _) {
            return new RunReport(spec.commandLine()).stopped(options);
        }
    }
}
