package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TextFile;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.virtual.Demo;
import org.lauescope.io.virtual.ScanComparison;
import org.lauescope.io.virtual.VirtualExperiment;
import org.lauescope.io.virtual.VirtualFolder;
import org.lauescope.io.virtual.VirtualScan;
import org.lauescope.report.Report;
import org.lauescope.run.Run;
import org.lauescope.run.RunListener;
import org.lauescope.run.RunOptions;
import org.lauescope.run.RunSummary;
import org.lauescope.run.StoppedException;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.series.SeriesAnalysis;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lauescope demo`: the whole experiment on a built-in virtual cell, compared with its truth.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Simulates and analyses a Li/LLZO/Li cell that is cycled between scans, and compares with the truth.",
            "Four maps of grains under lithium, from frames to strain and what has changed, the cycler's log, and a report."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope demo",
            "  lauescope demo --output somewhere",
            "  lauescope demo --scenario nothing --output null"
        })
final class DemoCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            defaultValue = "lauescope-demo",
            description = "where frames, truth, result and report are written (${DEFAULT-VALUE})")
    private Path output = Path.of("");

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "penetration",
            description =
                    "what happens between the scans: penetration (a filament grows from the interface), boundary (damage along grain boundaries), nothing (${DEFAULT-VALUE})")
    private Demo.Scenario scenario = Demo.Scenario.PENETRATION;

    @Mixin private ProgressOption progressOption = new ProgressOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        VirtualExperiment virtual = Demo.experiment(scenario);
        int processors = Runtime.getRuntime().availableProcessors();
        Files.createDirectories(output);
        VirtualFolder.prepare(output, virtual, Demo.text(scenario));
        TextFile.write(output.resolve("virtual.toml"), Demo.text(scenario));
        long start = System.nanoTime();
        simulate(virtual, processors);
        double simulated = seconds(start);
        RunOptions options = RunOptions.of(output.resolve("result.nxs"), processors);
        RunSummary summary = run(options);
        Experiment experiment = ExperimentToml.read(output.resolve("experiment.toml"));
        SeriesAnalysis series =
                SeriesAnalysis.of(ResultFiles.read(summary.file()), experiment, options.store());
        Result result = series.result();
        ResultFiles.write(result, summary.file());
        new Report(result).write(output.resolve("report.html"));
        List<ScanComparison> comparisons = new ArrayList<>();
        for (VirtualScan scan : virtual.scans()) {
            comparisons.add(ScanComparison.of(scan, result.scan(scan.name())));
        }
        DemoTable.print(virtual.scans(), comparisons, out);
        DemoSeriesTable table = new DemoSeriesTable(virtual.scans(), series);
        table.print(out);
        DemoSeriesTable.printClock(
                Objects.requireNonNull(virtual.cycler()), experiment.logs().getFirst(), out);
        out.printf(
                "%n%d frames of %d × %d px: simulated in %.1f s, analysed in %.1f s, all in %.1f s; report.html, result.nxs and all else in %s%n",
                virtual.scans().stream().mapToInt(scan -> scan.grid().size()).sum(),
                virtual.geometry().detector().columns(),
                virtual.geometry().detector().rows(),
                simulated,
                summary.seconds(),
                seconds(start),
                output);
        boolean right = comparisons.stream().allMatch(comparison -> comparison.wrong() == 0);
        return right ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }

    private void simulate(VirtualExperiment virtual, int threads)
            throws IOException, InterruptedException {
        int frames = virtual.scans().stream().mapToInt(scan -> scan.grid().size()).sum();
        try (Progress progress =
                progressOption.start(spec.commandLine().getErr(), "simulate", frames)) {
            for (VirtualScan scan : virtual.scans()) {
                new ScanFrames(virtual, scan, threads).write(output, progress::step);
            }
        }
    }

    private RunSummary run(RunOptions options) throws IOException, InterruptedException {
        RunProgress listener = new RunProgress();
        try {
            return new Run(
                            ExperimentToml.readWithFrames(output.resolve("experiment.toml")),
                            options,
                            Version.number(),
                            listener)
                    .execute();
        } catch (StoppedException e) {
            throw new IllegalStateException("nobody asked the run to stop", e);
        } finally {
            listener.close();
        }
    }

    private final class RunProgress implements RunListener {
        private @Nullable Progress progress;

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

        void close() {
            if (progress != null) {
                progress.close();
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}
