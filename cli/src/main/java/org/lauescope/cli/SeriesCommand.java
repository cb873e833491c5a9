package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.run.Run;
import org.lauescope.run.RunListener;
import org.lauescope.run.RunOptions;
import org.lauescope.run.StoppedException;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.series.SeriesAnalysis;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope series`: what changed from scan to scan.
@Command(
        name = "series",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lays the scans of an experiment over the first and says what changed, with errors.",
            "The result of `lauescope run` gains planes and tables of change; it is made first if it is missing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope series experiment.toml",
            "  lauescope series experiment.toml --json > change.json",
            "  lauescope report result.nxs --output report.html",
            "docs/series.md explains every number."
        })
final class SeriesCommand implements Callable<Integer> {

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

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin private ProgressOption progressOption = new ProgressOption();

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        if (threads < 1) {
            throw new UsageException("--threads = %d; expected 1 or more".formatted(threads));
        }
        RunOptions options =
                RunOptions.of(output == null ? file.resolveSibling("result.nxs") : output, threads);
        Experiment experiment = ExperimentToml.read(file);
        if (!isOf(experiment, options.output())) {
            try (Interruption interruption = new Interruption()) {
                try (RunProgress progress = new RunProgress(interruption)) {
                    new Run(
                                    ExperimentToml.readWithFrames(file),
                                    options,
                                    Version.number(),
                                    progress)
                            .execute();
                } catch (StoppedException _) {
                    return new RunReport(spec.commandLine()).stopped(options);
                }
            }
        }
        SeriesAnalysis analysis =
                SeriesAnalysis.of(ResultFiles.read(options.output()), experiment, options.store());
        ResultFiles.write(analysis.result(), options.output());
        SeriesReport report = new SeriesReport(analysis);
        if (json) {
            spec.commandLine().getOut().println(report.json());
        } else {
            report.print(spec.commandLine().getOut());
            spec.commandLine().getOut().println(options.output());
        }
        return ExitStatus.DONE;
    }

    /// Whether a file is the result of this very experiment file.
    private boolean isOf(Experiment experiment, Path result) throws IOException {
        if (!Files.isRegularFile(result)) {
            return false;
        }
        Result found = ResultFiles.read(result);
        return found.provenance()
                .experimentDigest()
                .equals(Provenance.digest(Files.readAllBytes(experiment.file())));
    }

    /// Shows the progress of the run, and passes on that the user wants to stop.
    private final class RunProgress implements RunListener, AutoCloseable {

        private final Interruption interruption;
        private @Nullable Progress progress;

        RunProgress(Interruption interruption) {
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
