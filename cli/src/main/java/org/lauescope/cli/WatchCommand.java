package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.run.RunOptions;
import org.lauescope.run.RunSummary;
import org.lauescope.run.StoppedException;
import org.lauescope.run.Watch;
import org.lauescope.run.WatchListener;
import org.lauescope.run.WatchOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope watch`: live maps of frames that are being measured, and the result at the end.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Analyses the scans of an experiment while their frames are being measured.",
            "The folder RESULT.live shows maps and progress so far. When all frames are there, none has come for the time of --stop-after, or at Ctrl-C, the result is made: the same as that of `lauescope run`. Points without a frame are not measured."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope watch experiment.toml",
            "  lauescope watch experiment.toml --output maps/result.nxs --stop-after 30min",
            "docs/watch.md tells what can be watched."
        })
final class WatchCommand implements Callable<Integer> {

    /// Making the result of a long scan takes minutes; all of it is resumed if that is not enough.
    private static final Duration PATIENCE_AT_END = Duration.ofHours(1);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "experiment.toml", description = "what is measured")
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

    @Option(names = "--restart", description = "forget what was seen and done before")
    private boolean restart;

    @Option(
            names = "--stop-after",
            paramLabel = "TIME",
            converter = DurationText.class,
            description =
                    "the measurement has ended when no new frame has come for so long, as 90s, 30min or 2h (default: wait for all frames)")
    private @Nullable Duration stopAfter;

    @Option(
            names = "--refresh",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationText.class,
            description = "from one live map to the next (${DEFAULT-VALUE})")
    private Duration refresh = Duration.ofSeconds(10);

    @Mixin private ProgressOption progressOption = new ProgressOption();

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        if (threads < 1) {
            throw new UsageException("--threads = %d; expected 1 or more".formatted(threads));
        }
        Path result = output == null ? file.resolveSibling("result.nxs") : output;
        RunOptions run = new RunOptions(result, threads, restart, 0, 1);
        WatchOptions usual = WatchOptions.of(run);
        WatchOptions options =
                new WatchOptions(run, usual.poll(), refresh, usual.patience(), stopAfter);
        try (Interruption interruption = new Interruption(PATIENCE_AT_END);
                Screen screen = new Screen(interruption)) {
            Watch watch = new Watch(file, options, Version.number(), screen);
            spec.commandLine().getErr().println("lauescope: live maps in " + watch.folder());
            spec.commandLine().getErr().flush();
            RunSummary summary = watch.execute();
            screen.close();
            return new RunReport(spec.commandLine()).print(summary, run);
        } catch (StoppedException _) {
            return new RunReport(spec.commandLine()).stopped(run);
        }
    }

    /// Shows the progress, and passes on that the user wants the result now.
    private final class Screen implements WatchListener, AutoCloseable {

        private final Interruption interruption;
        private @Nullable Progress progress;

        Screen(Interruption interruption) {
            this.interruption = interruption;
        }

        @Override
        public void watching(long points) {
            begin("watch", points);
        }

        @Override
        public void arrived() {
            step();
        }

        @Override
        public void started(long frames) {
            begin("run", frames);
        }

        @Override
        public void analysed() {
            step();
        }

        @Override
        public boolean isEnded() {
            return interruption.isAsked();
        }

        private void begin(String task, long total) {
            close();
            progress = progressOption.start(spec.commandLine().getErr(), task, total);
        }

        private void step() {
            if (progress != null) {
                progress.step();
            }
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
