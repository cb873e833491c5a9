package org.lauescope.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.run.Run;
import org.lauescope.run.RunOptions;
import org.lauescope.run.RunSummary;
import org.lauescope.run.StoppedException;
import org.lauescope.run.WatchListener;
import org.lauescope.run.experiment.Measurement;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  lauescope run experiment.toml --view",
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

    @Mixin private RunArguments arguments = new RunArguments();

    @Option(
            names = "--tiles",
            paramLabel = "k/n",
            description = "do the k-th of n parts; `lauescope merge` joins them")
    private @Nullable String tiles;

    @Option(names = "--engine", paramLabel = "local|spark", description = "where to run (local)")
    private Engine engine = Engine.LOCAL;

    @Mixin private LivePage page = new LivePage();

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        if (engine == Engine.SPARK) {
            throw new UsageException(
                    "--engine spark: this build has no Spark engine; use --engine local, or --tiles k/n on several machines");
        }
        RunOptions options = options();
        Measurement measurement = arguments.measurement(options);
        try (LivePage live = page) {
            int status =
                    run(measurement, options, live.start(spec.commandLine(), options.output()));
            if (status != ExitStatus.WRONG_INPUT && options.isWhole()) {
                live.show(options.output(), arguments.file());
            }
            return status;
        }
    }

    private int run(Measurement measurement, RunOptions options, WatchListener live)
            throws IOException, InterruptedException {
        try (Interruption interruption = new Interruption()) {
            try (RunScreen screen =
                    new RunScreen(
                            spec.commandLine().getErr(),
                            arguments.progress(),
                            interruption,
                            live)) {
                RunSummary summary =
                        new Run(measurement, options, Version.number(), screen).execute();
                screen.close();
                return new RunReport(spec.commandLine()).print(summary, options);
            } catch (StoppedException _) {
                return new RunReport(spec.commandLine()).stopped(options);
            }
        }
    }

    private RunOptions options() throws UsageException {
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
        return arguments.options(part - 1, parts);
    }
}
