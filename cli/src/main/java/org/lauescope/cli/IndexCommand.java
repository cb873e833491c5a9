package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.cli.picture.IndexPicture;
import org.lauescope.frame.PeakSearch;
import org.lauescope.index.Indexer;
import org.lauescope.index.IndexerOptions;
import org.lauescope.index.Lookalike;
import org.lauescope.index.PointResult;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.json.IndexJson;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.GrainFit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope index`: crystals, grains, orientation and strain of frames or peak lists, without a
/// start orientation.
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Finds crystals and grains of frames or peak lists: orientation and deviatoric strain with their errors.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope index frame.tif --geometry geometry.toml --crystal LLZO --plot picture.png",
            "  lauescope index scan/*.cbf --geometry geometry.toml --crystal LLZO --crystal other.cif --json > results.jsonl",
            "  lauescope index scan.h5:/entry/data/data --geometry geometry.toml --crystal LLZO",
            "  lauescope index peaks.cor --geometry calibration.det --crystal Ge"
        })
final class IndexCommand implements Callable<Integer> {

    /// Peaks, strongest first, that a right answer should explain.
    private static final int BRIGHT = 30;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "FRAME",
            arity = "1..*",
            description =
                    "image, FILE.h5:/DATASET, FILE#INDEX, or peak list (LaueTools, APS 34-ID-E, XMAS, CSV of `peaks`)")
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
            description = "largest number of grains of a frame (${DEFAULT-VALUE})")
    private int grains = IndexerOptions.DEFAULT.maximumGrains();

    @Option(
            names = "--plot",
            paramLabel = "OUT.png",
            converter = FileEnding.Picture.class,
            description =
                    "picture of the frame with peaks, hkl and residuals; several frames are numbered")
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
            crystals.add(Indexer.reflections(Crystals.named(name, Path.of("")), geometry.beam()));
        }
        PeakSearch.Options peakOptions = frameOptions.peakOptions();
        if (threads < 1) {
            throw new UsageException("--threads = %d; expected 1 or more".formatted(threads));
        }
        IndexerOptions indexerOptions = indexerOptions();
        List<Input> inputs = Input.expand(frames, geometry);
        if (!json) {
            spec.commandLine().getOut().println(IndexTable.HEADER);
        }
        Batch batch =
                new Batch(
                        () ->
                                new FrameAnalysis(
                                        geometry,
                                        crystals,
                                        peakOptions,
                                        indexerOptions,
                                        plot != null),
                        threads);
        try (Progress progress =
                progressOption.start(spec.commandLine().getErr(), "index", inputs.size())) {
            Report report = new Report(geometry, inputs.size(), progress);
            batch.run(inputs, report);
            report.warn();
            return ExitStatus.of(report.failed, report.total);
        }
    }

    private IndexerOptions indexerOptions() throws InputException {
        if (grains < 1) {
            throw new UsageException("--grains = %d; expected 1 or more".formatted(grains));
        }
        return IndexerOptions.DEFAULT.withGrains(grains);
    }

    /// Prints and draws the outcomes as they come, and counts them.
    private final class Report implements Batch.Receiver {

        private final Geometry geometry;
        private final int total;
        private final Progress progress;
        private int done;
        private int failed;
        private final List<String> unexplained = new ArrayList<>();
        private final Map<String, GrainFit> deepest = new TreeMap<>();

        Report(Geometry geometry, int total, Progress progress) {
            this.geometry = geometry;
            this.total = total;
            this.progress = progress;
        }

        /// Whether more than half of the brightest peaks of an indexed frame belong to no grain.
        private boolean leavesBrightPeaks(Outcome.Analysed analysed) {
            if (!(analysed.result() instanceof PointResult.Indexed indexed)) {
                return false;
            }
            int bright = Math.min(BRIGHT, analysed.peaks().size());
            BitSet explained = new BitSet();
            indexed.grains()
                    .forEach(
                            grain -> Arrays.stream(grain.matches().peak()).forEach(explained::set));
            return 2 * explained.get(0, bright).cardinality() < bright;
        }

        /// Keeps the grain with most spots of each crystal: it tells most about what it is.
        private void keepDeepest(PointResult result) {
            if (result instanceof PointResult.Indexed indexed) {
                for (GrainFit grain : indexed.grains()) {
                    deepest.merge(
                            grain.reflections().crystal().name(),
                            grain,
                            (known, other) ->
                                    other.matches().size() > known.matches().size()
                                            ? other
                                            : known);
                }
            }
        }

        /// Built-in crystals that the positions of the spots fit as well.
        private void warnOfLookalikes() throws IOException {
            for (Map.Entry<String, GrainFit> entry : deepest.entrySet()) {
                List<String> names = new ArrayList<>();
                for (String name : Crystals.names()) {
                    if (!name.equals(entry.getKey())
                            && Lookalike.explains(
                                    Crystals.named(name, Path.of("")),
                                    entry.getValue(),
                                    geometry.beam())) {
                        names.add(name);
                    }
                }
                if (!names.isEmpty()) {
                    spec.commandLine()
                            .getErr()
                            .printf(
                                    "lauescope: %s fits, but so would, by the positions of spots alone, %s: which of them it is, the sample must tell%n",
                                    entry.getKey(), String.join(", ", names));
                }
            }
        }

        void warn() throws IOException {
            warnOfLookalikes();
            if (!unexplained.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "lauescope: most of the brightest peaks stay unexplained in %d of %d frames (%s%s): another crystal, or a wrong one?%n",
                                unexplained.size(),
                                total,
                                String.join(
                                        ", ",
                                        unexplained.subList(0, Math.min(3, unexplained.size()))),
                                unexplained.size() > 3 ? ", …" : "");
            }
        }

        @Override
        public void accept(Outcome outcome) throws IOException {
            done++;
            switch (outcome) {
                case Outcome.Analysed analysed -> {
                    print(analysed);
                    keepDeepest(analysed.result());
                    if (leavesBrightPeaks(analysed)) {
                        unexplained.add(shortName(analysed));
                    }
                    if (plot != null) {
                        draw(analysed, total > 1 ? numbered(plot, done) : plot);
                    }
                }
                case Outcome.Unreadable(var name, var reason) -> {
                    failed++;
                    if (json) {
                        spec.commandLine().getOut().println(IndexJson.unreadable(name, reason));
                    }
                    spec.commandLine().getErr().println("lauescope: " + reason);
                }
            }
            progress.step();
        }

        private void print(Outcome.Analysed frame) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(IndexJson.line(frame.name(), frame.peaks(), frame.result(), geometry));
            } else {
                IndexTable.append(out, frame.name(), frame.peaks(), frame.result(), geometry);
            }
        }

        private void draw(Outcome.Analysed frame, Path file) throws IOException {
            new IndexPicture(
                            frame.frame(),
                            frame.peaks(),
                            frame.result(),
                            geometry,
                            shortName(frame))
                    .write(file);
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
}
