package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lauescope.run.Run;
import org.lauescope.run.RunOptions;
import org.lauescope.run.RunSummary;
import org.lauescope.run.StoppedException;
import org.lauescope.run.WatchListener;
import org.lauescope.run.experiment.Measurement;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin private RunArguments arguments = new RunArguments();

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PART",
            description = "stores of all parts (default: those beside the output)")
    private List<Path> parts = List.of();

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        RunOptions options = arguments.options();
        Measurement measurement = arguments.measurement(options);
        try (Interruption interruption = new Interruption()) {
            try (RunScreen screen =
                    new RunScreen(
                            spec.commandLine().getErr(),
                            arguments.progress(),
                            interruption,
                            new WatchListener() {})) {
                RunSummary summary =
                        new Run(measurement, options, Version.number(), screen).merge(parts);
                screen.close();
                return new RunReport(spec.commandLine()).print(summary, options);
            } catch (StoppedException _) {
                return new RunReport(spec.commandLine()).stopped(options);
            }
        }
    }
}
