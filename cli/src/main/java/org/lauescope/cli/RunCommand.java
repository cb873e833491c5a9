package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.run.Run;
import org.lauescope.run.RunListener;
import org.lauescope.run.RunOptions;
import org.lauescope.run.RunSummary;
import org.lauescope.run.StoppedException;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.Measurement;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope run`: from the frames of an experiment to its result.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Analyses all scans of an experiment: frames to maps of orientation and strain with their errors.",
            "Stopped or killed, the same command goes on where it ended: what is done lies in RESULT.duckdb."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope run experiment.toml",
            "  lauescope run experiment.toml --output maps/result.nxs --threads 8",
            "",
            "A part of a job array, and what joins the parts:",
            "  lauescope run experiment.toml --tiles 3/16",
            "  lauescope merge experiment.toml --output result.nxs",
            "docs/experiment.md has all keys of the experiment file."
        })
final class RunCommand implements Callable<Integer> {

    private enum Engine {
        LOCAL,
        SPARK
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "experiment.toml", description = "what was measured")
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

    @Option(names = "--restart", description = "forget what an earlier run has done")
    private boolean restart;

    @Option(
            names = "--tiles",
            paramLabel = "k/n",
            description = "do the k-th of n parts; `lauescope merge` joins them")
    private @Nullable String tiles;

    @Option(names = "--engine", paramLabel = "local|spark", description = "where to run (local)")
    private Engine engine = Engine.LOCAL;

    @Mixin private ProgressOption progressOption = new ProgressOption();

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        if (engine == Engine.SPARK) {
            throw new UsageException(
                    "--engine spark: this build has no Spark engine; use --engine local, or --tiles k/n on several machines");
        }
        if (threads < 1) {
            throw new UsageException("--threads = %d; expected 1 or more".formatted(threads));
        }
        RunOptions options = options();
        Measurement measurement = ExperimentToml.readWithFrames(file);
        try (Interruption interruption = new Interruption();
                Watch watch = new Watch(interruption)) {
            RunSummary summary = new Run(measurement, options, Version.number(), watch).execute();
            watch.close();
            return new RunReport(spec.commandLine()).print(summary, options);
        } catch (StoppedException _) {
            return new RunReport(spec.commandLine()).stopped(options);
        }
    }

    private RunOptions options() throws UsageException {
        Path result = output == null ? file.resolveSibling("result.nxs") : output;
        int part = 1;
        int parts = 1;
        if (tiles != null) {
            Matcher matcher = Pattern.compile("(\\d{1,6})/(\\d{1,6})").matcher(tiles);
            boolean right = matcher.matches();
            part = right ? Integer.parseInt(matcher.group(1)) : 0;
            parts = right ? Integer.parseInt(matcher.group(2)) : 0;
            if (part < 1 || part > parts) {
                throw new UsageException(
                        "--tiles = %s; expected k/n with k from 1 to n, as 3/16".formatted(tiles));
            }
        }
        return new RunOptions(result, threads, restart, part - 1, parts);
    }

    /// Shows the progress, and passes on that the user wants to stop.
    private final class Watch implements RunListener, AutoCloseable {

        private final Interruption interruption;
        private @Nullable Progress progress;

        Watch(Interruption interruption) {
            this.interruption = interruption;
        }

        @Override
        public void started(long frames) {
            progress = progressOption.start(spec.commandLine().getErr(), "run", frames);
        }

        @Override
        public void analysed() {
            if (progress != null) {
                progress.step();
            }
        }

        @Override
        public boolean isStopped() {
            return interruption.isAsked();
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
                progress = null;
            }
        }
    }
}
