package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.cli.picture.IndexPicture;
import org.lauescope.frame.PeakSearch;
import org.lauescope.index.IndexerOptions;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.json.IndexJson;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope index`: crystals, grains, orientation and strain of frames or peak lists, without a start orientation.
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Finds crystals and grains of frames or peak lists: orientation and deviatoric strain with their errors.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope index frame.tif --geometry geometry.toml --crystal LLZO --plot picture.png",
            "  lauescope index scan/*.cbf --geometry geometry.toml --crystal LLZO --crystal other.cif --json > results.jsonl",
            "  lauescope index scan.h5:/entry/data/data --geometry geometry.toml --crystal LLZO",
            "  lauescope index peaks.cor --geometry calibration.det --crystal Ge"
        })
final class IndexCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "FRAME",
            arity = "1..*",
            description = "image, FILE.h5:/DATASET, FILE#INDEX, or peak list (LaueTools, APS 34-ID-E, XMAS, CSV of `peaks`)")
    private List<String> frames = List.of();

    @Option(
            names = {"-c", "--crystal"},
            paramLabel = "NAME|FILE.cif",
            required = true,
            description = "what the sample may hold; may be given several times")
    private List<String> crystalNames = List.of();

    @Option(
            names = "--grains",
            paramLabel = "N",
            defaultValue = "8",
            description = "largest number of grains of a frame (${DEFAULT-VALUE})")
    private int grains;

    @Option(
            names = "--plot",
            paramLabel = "OUT.png",
            description = "picture of the frame with peaks, hkl and residuals; several frames are numbered")
    private @Nullable Path plot;

    @Option(names = "--json", description = "one JSON object per frame and line")
    private boolean json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "frames worked on at once (default: processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin private GeometryOptions geometryOptions = new GeometryOptions();
    @Mixin private FrameOptions frameOptions = new FrameOptions();
    @Mixin private ProgressOption progressOption = new ProgressOption();

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        Geometry geometry = frameOptions.masked(geometryOptions.read());
        List<ReflectionList> crystals = new ArrayList<>();
        for (String name : crystalNames) {
            crystals.add(FrameAnalysis.reflections(Crystals.named(name, Path.of("")), geometry.beam()));
        }
        PeakSearch.Options peakOptions = frameOptions.peakOptions();
        IndexerOptions indexerOptions = indexerOptions();
        List<Input> inputs = Input.expand(frames, geometry);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (!json) {
            out.println(IndexTable.HEADER);
        }
        Batch batch = new Batch(
                () -> new FrameAnalysis(geometry, crystals, peakOptions, indexerOptions, plot != null), threads);
        int[] count = new int[2];
        try (Progress progress = progressOption.start(err, "index", inputs.size())) {
            batch.run(inputs, outcome -> {
                count[TOTAL]++;
                count[FAILED] += report(outcome, geometry, out, err) ? 0 : 1;
                if (plot != null && outcome instanceof Outcome.Analysed analysed) {
                    Path file = inputs.size() > 1 ? numbered(plot, count[TOTAL]) : plot;
                    new IndexPicture(analysed.frame(), analysed.peaks(), analysed.result(), geometry, shortName(analysed))
                            .write(file);
                }
                progress.step();
            });
        }
        return status(count[FAILED], inputs.size());
    }

    private static final int TOTAL = 0;
    private static final int FAILED = 1;

    private IndexerOptions indexerOptions() throws InputException {
        if (grains < 1) {
            throw new InputException("--grains = %d; expected 1 or more".formatted(grains));
        }
        return IndexerOptions.DEFAULT.withGrains(grains);
    }

    /// @return whether the frame was read
    private boolean report(Outcome outcome, Geometry geometry, PrintWriter out, PrintWriter err) {
        switch (outcome) {
            case Outcome.Analysed(var name, _, var peaks, var result) -> {
                if (json) {
                    out.println(IndexJson.line(name, peaks, result, geometry));
                } else {
                    IndexTable.append(out, name, peaks, result, geometry);
                }
                return true;
            }
            case Outcome.Unreadable(var name, var reason) -> {
                if (json) {
                    out.println(IndexJson.unreadable(name, reason));
                }
                err.println("lauescope: " + reason);
                return false;
            }
        }
    }

    private static String shortName(Outcome outcome) {
        return outcome.name().substring(outcome.name().lastIndexOf('/') + 1);
    }

    /// `picture.png` of the third frame is `picture-0003.png`.
    private static Path numbered(Path file, int number) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        return file.resolveSibling("%s-%04d%s".formatted(stem, number, ending));
    }

    static int status(int failed, int total) {
        return failed == 0 ? ExitStatus.DONE : failed == total ? ExitStatus.WRONG_INPUT : ExitStatus.SOME_FAILED;
    }
}
