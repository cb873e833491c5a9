package org.lauescope.cli;

import java.io.IOException;
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
            "  lauescope watch experiment.toml --view",
            "  lauescope watch experiment.toml --output maps/result.nxs --stop-after 30min",
            "docs/watch.md tells what can be watched."
        })
final class WatchCommand implements Callable<Integer> {

    /// Making the result of a long scan takes minutes; all of it is resumed if that is not enough.
    private static final Duration PATIENCE_AT_END = Duration.ofHours(1);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin private RunArguments arguments = new RunArguments();

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

    @Mixin private LivePage page = new LivePage();

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        RunOptions run = arguments.options();
        WatchOptions usual = WatchOptions.of(run);
        WatchOptions options =
                new WatchOptions(run, usual.poll(), refresh, usual.patience(), stopAfter);
        try (LivePage live = page) {
            int status = watch(options, live.start(spec.commandLine(), run.output()));
            if (status != ExitStatus.WRONG_INPUT) {
                live.show(run.output(), arguments.file());
            }
            return status;
        }
    }

    private int watch(WatchOptions options, WatchListener live)
            throws IOException, InterruptedException {
        RunOptions run = options.run();
        try (Interruption interruption = new Interruption(PATIENCE_AT_END)) {
            try (RunScreen screen = screen(interruption, live)) {
                Watch watch = new Watch(arguments.file(), options, Version.number(), screen);
                screen.say("live maps in " + watch.folder());
                RunSummary summary = watch.execute();
                screen.close();
                return new RunReport(spec.commandLine()).print(summary, run);
            } catch (StoppedException _) {
                return new RunReport(spec.commandLine()).stopped(run);
            }
        }
    }

    /// Being asked to stop ends the measurement, not the work on it.
    private RunScreen screen(Interruption interruption, WatchListener live) {
        return new RunScreen(
                spec.commandLine().getErr(), arguments.progress(), interruption, live) {
            @Override
            public boolean isEnded() {
                return interruption.isAsked();
            }

            @Override
            public boolean isStopped() {
                return false;
            }
        };
    }
}
