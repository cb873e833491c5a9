package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.Measurement;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lauescope demo`: the main job on a built-in virtual sample, compared with its truth.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Simulates and analyses a map of LLZO under lithium and compares with the truth.",
            "Three grains, from frames to maps of orientation and strain without any prior knowledge, and a report."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  lauescope demo", "  lauescope demo --output somewhere"})
final class DemoCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            defaultValue = "lauescope-demo",
            description = "where frames, truth, result and report are written (${DEFAULT-VALUE})")
    private Path output = Path.of("");

    @Mixin private ProgressOption progressOption = new ProgressOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        VirtualExperiment experiment = Demo.experiment();
        VirtualScan scan = experiment.scans().getFirst();
        int processors = Runtime.getRuntime().availableProcessors();
        Files.createDirectories(output);
        VirtualFolder.prepare(output, experiment, Demo.text());
        TextFile.write(output.resolve("virtual.toml"), Demo.text());
        long start = System.nanoTime();
        try (Progress progress = progressOption.start(err, "simulate", scan.grid().size())) {
            new ScanFrames(experiment, scan, processors).write(output, progress::step);
        }
        double simulated = seconds(start);
        RunSummary summary = run(processors, err);
        Result result = ResultFiles.read(summary.file());
        new Report(result).write(output.resolve("report.html"));
        ScanComparison comparison = ScanComparison.of(scan, result.scan(scan.name()));
        DemoTable.print(comparison, scan, out);
        out.printf(
                "%n%d frames of %d × %d px: simulated in %.1f s, from frames to result.nxs in %.1f s; report.html, result.nxs and all else in %s%n",
                scan.grid().size(),
                experiment.geometry().detector().columns(),
                experiment.geometry().detector().rows(),
                simulated,
                summary.seconds(),
                output);
        return comparison.wrong() == 0 ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }

    private RunSummary run(int threads, PrintWriter err) throws IOException, InterruptedException {
        Measurement measurement = ExperimentToml.readWithFrames(output.resolve("experiment.toml"));
        RunOptions options = RunOptions.of(output.resolve("result.nxs"), threads);
        try (Progress progress =
                progressOption.start(err, "run", measurement.frames().getFirst().measured())) {
            RunListener listener =
                    new RunListener() {
                        @Override
                        public void analysed() {
                            progress.step();
                        }
                    };
            return new Run(measurement, options, Version.number(), listener).execute();
        } catch (StoppedException e) {
            throw new IllegalStateException("nobody asked the run to stop", e);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}
