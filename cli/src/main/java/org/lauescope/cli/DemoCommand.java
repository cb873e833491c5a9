package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lauescope.cli.picture.IndexPicture;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.PeakSearch;
import org.lauescope.index.Indexer;
import org.lauescope.index.IndexerOptions;
import org.lauescope.index.PointResult;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.virtual.Demo;
import org.lauescope.io.virtual.ScanComparison;
import org.lauescope.io.virtual.ScanSimulation;
import org.lauescope.io.virtual.VirtualExperiment;
import org.lauescope.io.virtual.VirtualFolder;
import org.lauescope.io.virtual.VirtualScan;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.GrainFit;
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
            "Simulates a map of three LLZO grains under a strip of lithium, analyses it from frames to strain",
            "without any prior knowledge, and compares with the truth."
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
            description = "where frames, truth and pictures are written (${DEFAULT-VALUE})")
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
        ScanComparison comparison = new ScanComparison(scan);
        start = System.nanoTime();
        analyse(experiment, scan, comparison, processors, err);
        double analysed = seconds(start);
        DemoTable.print(comparison, scan, out);
        out.printf(
                "%n%d frames of %d × %d px: simulated in %.1f s, analysed from file to strain in %.1f s; everything is in %s%n",
                scan.grid().size(),
                experiment.geometry().detector().columns(),
                experiment.geometry().detector().rows(),
                simulated,
                analysed,
                output);
        return comparison.wrong() == 0 ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }

    private void analyse(
            VirtualExperiment experiment,
            VirtualScan scan,
            ScanComparison comparison,
            int threads,
            PrintWriter err)
            throws IOException, InterruptedException {
        Geometry geometry = GeometryFiles.read(output.resolve("geometry.toml"));
        List<ReflectionList> crystals =
                List.of(Indexer.reflections(Crystals.named("LLZO", output), geometry.beam()));
        List<Input> inputs = new ArrayList<>();
        for (int order = 0; order < scan.grid().size(); order++) {
            inputs.add(
                    new Input.Image(
                            new FrameAddress(
                                    ScanSimulation.file(output, experiment, scan, order))));
        }
        int[] order = {0};
        boolean[] drawn = {false};
        try (Progress progress = progressOption.start(err, "index", inputs.size())) {
            new Batch(
                            () ->
                                    new FrameAnalysis(
                                            geometry,
                                            crystals,
                                            PeakSearch.Options.DEFAULT,
                                            IndexerOptions.DEFAULT,
                                            true),
                            threads)
                    .run(
                            inputs,
                            outcome -> {
                                Outcome.Analysed analysed = read(outcome);
                                List<GrainFit> grains = grains(analysed.result());
                                comparison.add(scan.point(order[0]++), found(grains, geometry));
                                if (grains.size() == 2 && !drawn[0]) {
                                    drawn[0] = true;
                                    picture(analysed, geometry);
                                }
                                progress.step();
                            });
        }
    }

    /// The first frame of two grains: its picture tells most.
    private void picture(Outcome.Analysed analysed, Geometry geometry) throws IOException {
        new IndexPicture(
                        analysed.frame(),
                        analysed.peaks(),
                        analysed.result(),
                        geometry,
                        String.valueOf(Path.of(analysed.name()).getFileName()))
                .write(output.resolve("index.png"));
    }

    private static List<GrainFit> grains(PointResult result) {
        return result instanceof PointResult.Indexed indexed ? indexed.grains() : List.of();
    }

    private static List<ScanComparison.Found> found(List<GrainFit> grains, Geometry geometry) {
        Matrix3 sampleFromLab = geometry.sampleFromLab();
        return grains.stream()
                .map(fit ->
                        new ScanComparison.Found(
                                sampleFromLab.times(fit.state().labFromCrystal()),
                                fit.strainSample(sampleFromLab).toArray(),
                                fit.strainSampleSigma(sampleFromLab),
                                fit.rotationSigma(),
                                Double.NaN))
                .toList();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    private static Outcome.Analysed read(Outcome outcome) throws IOException {
        return switch (outcome) {
            case Outcome.Analysed analysed -> analysed;
            case Outcome.Unreadable(_, var reason) -> throw new IOException(reason);
        };
    }
}
