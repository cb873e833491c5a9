package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lauescope.cli.picture.IndexPicture;
import org.lauescope.frame.PeakSearch;
import org.lauescope.index.Indexer;
import org.lauescope.index.IndexerOptions;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.virtual.Demo;
import org.lauescope.io.virtual.Simulation;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
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
            "Simulates a line of frames over two LLZO grains towards a lithium interface, analyses them from",
            "frame to strain without any prior knowledge, and compares with the truth."
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
        Files.createDirectories(output);
        Path recipe = output.resolve("virtual.toml");
        TextFile.write(recipe, Demo.text());
        Simulation simulation = new Simulation(Demo.experiment());
        List<Path> frames;
        try (Progress progress =
                progressOption.start(err, "simulate", simulation.experiment().frames())) {
            frames = simulation.write(output, progress::step);
        }
        Geometry geometry = GeometryFiles.read(output.resolve("geometry.toml"));
        List<ReflectionList> crystals =
                List.of(Indexer.reflections(Crystals.named("LLZO", output), geometry.beam()));
        List<Input> inputs = new ArrayList<>();
        frames.forEach(frame -> inputs.add(new Input.Image(new FrameAddress(frame))));
        Path pictured = frames.get(frameOfTwoGrains(simulation));
        DemoComparison comparison = new DemoComparison(simulation, geometry, out);
        long start = System.nanoTime();
        try (Progress progress = progressOption.start(err, "index", inputs.size())) {
            new Batch(
                            () ->
                                    new FrameAnalysis(
                                            geometry,
                                            crystals,
                                            PeakSearch.Options.DEFAULT,
                                            IndexerOptions.DEFAULT,
                                            true),
                            Runtime.getRuntime().availableProcessors())
                    .run(
                            inputs,
                            outcome -> {
                                Outcome.Analysed analysed = read(outcome);
                                comparison.add(analysed);
                                if (Path.of(analysed.name()).equals(pictured)) {
                                    new IndexPicture(
                                                    analysed.frame(),
                                                    analysed.peaks(),
                                                    analysed.result(),
                                                    geometry,
                                                    String.valueOf(pictured.getFileName()))
                                            .write(output.resolve("index.png"));
                                }
                                progress.step();
                            });
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        comparison.finish(output.resolve("strain.png"));
        out.printf(
                "%d frames of %d × %d px in %.1f s, from file to strain; frames, truth and pictures (index.png, strain.png) are in %s%n",
                frames.size(),
                geometry.detector().columns(),
                geometry.detector().rows(),
                seconds,
                output);
        return comparison.passed() ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }

    /// The frame whose picture tells most.
    private static int frameOfTwoGrains(Simulation simulation) {
        for (int i = 0; i < simulation.experiment().frames(); i++) {
            if (simulation.frame(i).grains().size() == 2) {
                return i;
            }
        }
        return 0;
    }

    private static Outcome.Analysed read(Outcome outcome) throws IOException {
        return switch (outcome) {
            case Outcome.Analysed analysed -> analysed;
            case Outcome.Unreadable(_, var reason) -> throw new IOException(reason);
        };
    }
}
