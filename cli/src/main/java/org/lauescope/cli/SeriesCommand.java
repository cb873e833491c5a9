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
import org.lauescope.run.RunOptions;
import org.lauescope.run.StoppedException;
import org.lauescope.run.WatchListener;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.Measurement;
import org.lauescope.run.series.SeriesAnalysis;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "",
            "Imported maps against a load:",
            "  lauescope series load.nxs --against load/MPa=0,200,400",
            "docs/series.md explains every number."
        })
final class SeriesCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin private RunArguments arguments = new RunArguments();

    @Option(
            names = "--against",
            paramLabel = "NAME/UNIT=V,V,…",
            description =
                    "follow the medians of a result of imported maps against what was set, as load/MPa=0,200,400")
    private @Nullable String against;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        if (against != null) {
            return follow(against);
        }
        RunOptions options = arguments.options();
        Experiment experiment = ExperimentToml.read(arguments.file());
        if (options.restart() || !isOf(experiment, options.output())) {
            Measurement measurement = arguments.measurement(options);
            try (Interruption interruption = new Interruption();
                    RunScreen screen =
                            new RunScreen(
                                    spec.commandLine().getErr(),
                                    arguments.progress(),
                                    interruption,
                                    new WatchListener() {})) {
                new Run(measurement, options, Version.number(), screen).execute();
            } catch (StoppedException _) {
                return new RunReport(spec.commandLine()).stopped(options);
            }
        }
        SeriesAnalysis analysis = analysis(experiment, options);
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

    private SeriesAnalysis analysis(Experiment experiment, RunOptions options) throws IOException {
        Result result = ResultFiles.read(options.output());
        try (Progress progress =
                arguments
                        .progress()
                        .start(
                                spec.commandLine().getErr(),
                                "comparing scans, step",
                                SeriesAnalysis.steps(result))) {
            return SeriesAnalysis.of(result, experiment, options.store(), progress::step);
        }
    }

    private int follow(String against) throws IOException, InputException {
        Result result = ResultFiles.read(arguments.file());
        CourseText course = CourseText.of(result, against);
        ResultFiles.write(course.trends().addedTo(result), arguments.file());
        if (json) {
            spec.commandLine().getOut().println(course.json());
        } else {
            course.print(spec.commandLine().getOut());
            spec.commandLine().getOut().println(arguments.file());
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
}
