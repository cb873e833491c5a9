package org.lauescope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.UnitCell;
import org.lauescope.frame.Frame;
import org.lauescope.io.TextFile;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.peaks.LaueToolsFit;
import org.lauescope.io.result.FailedFrame;
import org.lauescope.io.result.MapTables;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.laue.Geometry;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.refine.CrystalState;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.ScanEntry.Order;
import org.lauescope.run.export.FitExporter;
import org.lauescope.run.store.RunStore;

/// Oracles: the truth of the simulated frames, and equality of bits between runs that must not
/// differ.
final class RunTest {

    @TempDir private static Path shared;

    private static Path experiment = Path.of("");
    private static Map<String, String> reference = Map.of();

    @BeforeAll
    static void runOnce() throws Exception {
        experiment = TestScan.write(shared.resolve("scan"), Order.RASTER, "");
        run(experiment, RunOptions.of(shared.resolve("reference.nxs"), 2), RunListener.NONE);
        reference = content(shared.resolve("reference.nxs"));
    }

    @Test
    void findsEveryGrainOfEveryPoint() throws IOException {
        Result result = ResultFiles.read(shared.resolve("reference.nxs"));
        ScanResult scan = result.scans().getFirst();
        Matrix3 sampleFromLab = result.geometry().sampleFromLab();
        List<Matrix3> symmetry = result.crystals().getFirst().properRotations();
        double[] grains = scan.map().plane("grains_found").values();
        for (int point = 0; point < scan.map().grid().size(); point++) {
            List<Matrix3> truth =
                    TestScan.orientations(
                            scan.map().grid().row(point), scan.map().grid().column(point));
            assertThat(grains[point]).as("grains of point %d", point).isEqualTo(truth.size());
            if (truth.isEmpty()) {
                assertThat(scan.map().status(point)).isNotEqualTo(PointStatus.INDEXED);
                continue;
            }
            Matrix3 found = scan.map().orientations().sampleFromCrystal(point);
            double angle =
                    truth.stream()
                            .mapToDouble(labFromCrystal ->
                                    Disorientation.angle(
                                            sampleFromLab.times(labFromCrystal), found, symmetry))
                            .min()
                            .orElseThrow();
            // 20 to 30 spots of 0.05 px at 45 mm give 0.01°; ten times that is another orientation,
            // unless the few spots of the point say themselves that they know no better.
            double sigma = scan.map().plane("rotation_sigma").values()[point];
            assertThat(Math.toDegrees(angle))
                    .as(
                            "point %d, σ %s°, %s peaks",
                            point, sigma, scan.map().plane("peaks_matched").values()[point])
                    .isLessThan(Math.max(0.1, 4 * sigma));
        }
        assertThat(scan.agreement().checked()).isGreaterThanOrEqualTo(10);
        assertThat(scan.agreement().agreed()).isEqualTo(scan.agreement().checked());
        assertThat(scan.map().plane("time").values()[TestScan.COLUMNS + 1])
                .isEqualTo((TestScan.COLUMNS + 1) * 0.5);
    }

    /// `docs/planes.md` has exactly the planes of a result that has all of them, in the units of
    /// the file, and says which have a σ.
    @Test
    void thePageOfThePlanesDescribesWhatIsWritten() throws IOException {
        Path page = Path.of(System.getProperty("lauescope.home", "."), "docs", "planes.md");
        List<String> described = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(page)) {
            section = line.startsWith("## ") ? line : section;
            boolean ofOneScanAlone =
                    !section.equals("## The cell")
                            && !section.equals("## Change from scan to scan");
            if (line.startsWith("### ") && ofOneScanAlone) {
                described.add(line);
            }
        }
        List<String> written = new ArrayList<>();
        for (String name : List.of("status", "orientation", "crystal")) {
            written.add("### `%s` · no unit".formatted(name));
        }
        ScanMap map = ResultFiles.read(shared.resolve("reference.nxs")).scans().getFirst().map();
        for (String name : map.planeNames()) {
            String unit = map.plane(name).quantity().unit();
            written.add("### `%s` · %s".formatted(name, unit.isEmpty() ? "no unit" : unit));
        }
        assertThat(described).containsExactlyInAnyOrderElementsOf(written);
        String text = Files.readString(page);
        for (String name : map.planeNames()) {
            int heading = text.indexOf("### `%s`".formatted(name));
            int end = text.indexOf("\n\n", heading);
            String entry = text.substring(heading, end < 0 ? text.length() : end);
            assertThat(entry.contains("*with σ*"))
                    .as("σ of %s", name)
                    .isEqualTo(map.plane(name).sigma() != null);
        }
    }

    /// The result file is the oracle: the same grains, spots, orientations and strains.
    @Test
    void everyIndexedPointIsExportedForLaueTools() throws IOException {
        Path file = shared.resolve("reference.nxs");
        Result result = ResultFiles.read(file);
        ScanResult scan = result.scans().getFirst();
        Geometry geometry = Objects.requireNonNull(result.geometry());
        Path folder = Files.createDirectories(shared.resolve("fits"));
        Exporter.Order order = new Exporter.Order(result, file, scan, List.of());
        Path points = new FitExporter().export(order, folder, "S").files().getFirst();

        UnitCell cell = result.crystals().getFirst().cell();
        int files = 0;
        for (int point = 0; point < scan.map().grid().size(); point++) {
            Path fit = points.resolve("S_%04d.fit".formatted(point));
            boolean indexed = scan.map().status(point) == PointStatus.INDEXED;
            assertThat(Files.exists(fit)).isEqualTo(indexed);
            if (!indexed) {
                continue;
            }
            files++;
            LaueToolsFit read = LaueToolsFit.parse(TextFile.read(fit));
            assertThat(read.grains()).hasSize((int) value(scan, "grains_found", point));
            LaueToolsFit.Grain grain = read.grains().getFirst();
            assertThat(grain.element()).isEqualTo("Cu");
            assertThat(grain.spots()).hasSize((int) value(scan, "peaks_matched", point));
            CrystalState state =
                    CrystalState.ofReciprocal(Objects.requireNonNull(grain.reciprocal()), cell);
            // Twelve decimals in the file; the quaternion of the result is a double.
            assertThat(
                            geometry.sampleFromLab()
                                    .times(state.labFromCrystal())
                                    .minus(scan.map().orientations().sampleFromCrystal(point))
                                    .largest())
                    .isLessThan(1e-10);
            double strain = value(scan, "strain_xy", point);
            assertThat(grain.strainSample() == null).isEqualTo(Double.isNaN(strain));
            if (grain.strainSample() != null) {
                // Planes of results are floats or doubles; strains are 1e-3 and less.
                assertThat(grain.strainSample().xy()).isCloseTo(strain, within(1e-9));
            }
        }
        assertThat(files).isPositive();

        Path moved = Files.copy(file, shared.resolve("moved.nxs"));
        assertThatThrownBy(() ->
                        new FitExporter()
                                .export(
                                        new Exporter.Order(result, moved, scan, List.of()),
                                        folder,
                                        "S"))
                .hasMessageContaining("expected " + shared.resolve("moved.duckdb"));
    }

    private static double value(ScanResult scan, String plane, int point) {
        return scan.map().plane(plane).values()[point];
    }

    @Test
    void mapsHaveGrainsStressAndDistances() throws IOException {
        ScanResult scan = ResultFiles.read(shared.resolve("reference.nxs")).scans().getFirst();
        Table grains = scan.tables().get(MapTables.GRAINS);
        assertThat(grains).isNotNull();
        // Neighbours within a grain are turned by 0.2° at most, the grains against each other by
        // far more.
        assertThat(grains.size()).isEqualTo(2);
        Table boundaries = scan.tables().get(MapTables.BOUNDARIES);
        assertThat(boundaries).isNotNull();
        assertThat(boundaries.size()).isEqualTo(1);
        ScanGrid grid = scan.map().grid();
        double[] distance = scan.map().plane("distance_to_interface").values();
        double[] stress = scan.map().plane("stress_xy").values();
        double[] strain = scan.map().plane("strain_xy").values();
        double[] noise = scan.map().plane("rotation_noise").values();
        double[] sigma = scan.map().plane("rotation_sigma").values();
        for (int point = 0; point < grid.size(); point++) {
            boolean indexed = scan.map().status(point) == PointStatus.INDEXED;
            assertThat(distance[point]).isCloseTo(grid.y(point), within(1e-12));
            // Fewer than six spots tell no strain.
            assertThat(Double.isNaN(stress[point])).isEqualTo(Double.isNaN(strain[point]));
            if (indexed) {
                // The geometry has no covariance, so that noise is all there is.
                assertThat(noise[point]).isEqualTo(sigma[point]).isPositive();
            }
        }
    }

    @Test
    @Tag("acceptance")
    void tilesThreadsAndOrderChangeNoBit(@TempDir Path folder) throws Exception {
        Path snake = TestScan.write(folder.resolve("snake"), Order.SNAKE, "tile = 4");
        run(snake, RunOptions.of(folder.resolve("snake.nxs"), 1), RunListener.NONE);
        Map<String, String> ofSnake = content(folder.resolve("snake.nxs"));
        assertThat(ofSnake.put("time", reference.get("time"))).isNotEqualTo(reference.get("time"));
        assertSame(ofSnake);
        int[] threads = {4, 1, 2};
        int[] tiles = {4, 16, 64};
        for (int i = 0; i < 3; i++) {
            TestScan.writeExperiment(shared.resolve("scan"), Order.RASTER, "tile = " + tiles[i]);
            Path output = folder.resolve("tile" + i + ".nxs");
            run(experiment, RunOptions.of(output, threads[i]), RunListener.NONE);
            assertSame(content(output));
        }
        TestScan.writeExperiment(shared.resolve("scan"), Order.RASTER, "");
    }

    @Test
    @Tag("acceptance")
    void whatWasStoppedAtRandomMomentsEndsInTheSameBits(@TempDir Path folder) throws Exception {
        TestScan.writeExperiment(shared.resolve("scan"), Order.RASTER, "tile = 5");
        Path output = folder.resolve("result.nxs");
        Random random = new Random(5);
        int stops = 0;
        for (boolean done = false; !done; ) {
            int left = stops < 12 ? random.nextInt(1, 40) : Integer.MAX_VALUE;
            try {
                run(experiment, RunOptions.of(output, 2), new Stop(left, random.nextBoolean()));
                done = true;
            } catch (StoppedException | Broken _) {
                stops++;
                assertThat(output).doesNotExist();
            }
        }
        assertThat(stops).isGreaterThanOrEqualTo(5);
        assertSame(content(output));
        TestScan.writeExperiment(shared.resolve("scan"), Order.RASTER, "");
    }

    @Test
    void aFinishedRunIsNotDoneAgain(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("result.nxs");
        run(experiment, RunOptions.of(output, 2), RunListener.NONE);
        Files.delete(output);
        RunSummary again = run(experiment, RunOptions.of(output, 2), RunListener.NONE);
        assertThat(again.frames()).isZero();
        assertSame(content(output));
    }

    @Test
    void changedInputsAreNotMixed(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("result.nxs");
        Path scan = TestScan.write(folder.resolve("scan"), Order.RASTER, "");
        assertThatThrownBy(() -> run(scan, RunOptions.of(output, 2), new Stop(30, false)))
                .isInstanceOf(StoppedException.class);
        TestScan.writeExperiment(folder.resolve("scan"), Order.RASTER, "grains = 2");
        assertThatThrownBy(() -> run(scan, RunOptions.of(output, 2), RunListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("since then analysis.grains changed")
                .hasMessageContaining("--restart");
        RunSummary anew = run(scan, new RunOptions(output, 2, true, 0, 1), RunListener.NONE);
        assertThat(anew.frames()).isEqualTo(TestScan.COLUMNS * TestScan.ROWS);
    }

    @Test
    void aTruncatedFrameIsAPointWithAReason(@TempDir Path folder) throws Exception {
        Path scan = TestScan.write(folder.resolve("scan"), Order.RASTER, "");
        truncate(folder.resolve("scan/frame_40.tif"));
        Path output = folder.resolve("result.nxs");
        RunSummary summary = run(scan, RunOptions.of(output, 2), RunListener.NONE);
        assertThat(summary.failed())
                .singleElement()
                .satisfies(frame -> {
                    assertThat(frame.point()).isEqualTo(40);
                    assertThat(frame.reason()).contains("frame_40.tif");
                });
        ScanResult result = ResultFiles.read(output).scans().getFirst();
        assertThat(result.map().status(40)).isEqualTo(PointStatus.UNREADABLE);
        assertThat(result.map().plane("peaks_found").values()[40]).isNaN();
    }

    /// Of the run with damaged frames nothing may be left but what the good frames gave: the bits
    /// of a run that never saw the damage.
    @ParameterizedTest
    // Frames between those of the sample, on which no other depends; then point (4, 4) of the
    // sample,
    // which helps to predict all of columns 0 to 8 but the other eight sample points there.
    // Point 43 is one of 25 that tell the systematic error of all.
    @CsvSource({"41, 37, 3", "44, 37, 73", "43, 37, 90"})
    void repairedAndLateFramesAreAnalysedAgain(
            int truncated, int blank, int again, @TempDir Path folder) throws Exception {
        copyScan(folder);
        Path late = folder.resolve("frame_53.tif");
        Path away = Files.move(late, folder.resolve("away"));
        truncate(folder.resolve("frame_%d.tif".formatted(truncated)));
        writeConstant(folder.resolve("frame_%d.tif".formatted(blank)), 0);
        Path file = folder.resolve("experiment.toml");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("name = \"S\"", "name = \"S\"\nincomplete = true"));
        Path output = folder.resolve("result.nxs");
        RunSummary damaged = run(file, RunOptions.of(output, 2), RunListener.NONE);
        assertThat(damaged.failed()).hasSize(2);

        for (int point : new int[] {truncated, blank}) {
            String name = "frame_%d.tif".formatted(point);
            Files.copy(
                    shared.resolve("scan").resolve(name),
                    folder.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(away, late);
        Files.writeString(file, "# all frames are there now\n" + text);
        List<String> messages = new ArrayList<>();
        RunSummary repaired =
                run(
                        file,
                        RunOptions.of(output, 2),
                        new RunListener() {
                            @Override
                            public void resumed(String message) {
                                messages.add(message);
                            }
                        });
        assertThat(repaired.failed()).isEmpty();
        assertThat(repaired.frames()).isEqualTo(again);
        assertThat(messages)
                .singleElement()
                .asString()
                .contains("scan \"S\": 3 frames changed", "frame_37.tif");
        assertSame(content(output));
    }

    /// The frames say it themselves: all zero, all without data, all at the largest of 16 bits.
    @Test
    void framesWithoutAMeasurementAreListed(@TempDir Path folder) throws Exception {
        copyScan(folder);
        writeConstant(folder.resolve("frame_30.tif"), 0);
        writeConstant(folder.resolve("frame_40.tif"), -1);
        writeConstant(folder.resolve("frame_50.tif"), 65535);
        Path output = folder.resolve("result.nxs");
        RunSummary summary =
                run(folder.resolve("experiment.toml"), RunOptions.of(output, 2), RunListener.NONE);
        assertThat(summary.failed().stream().map(RunSummary.Failed::point))
                .containsExactly(30, 40, 50);
        assertThat(summary.failed().getFirst().reason()).contains("frame_30.tif: blank frame");
        ScanResult scan = ResultFiles.read(output).scans().getFirst();
        assertThat(List.of(30, 40, 50))
                .extracting(scan.map()::status)
                .containsExactly(PointStatus.BLANK, PointStatus.MASKED, PointStatus.SATURATED);
        assertThat(value(scan, "peaks_found", 30)).isNaN();
        assertThat(scan.failures()).extracting(FailedFrame::point).containsExactly(30, 40, 50);
        assertThat(scan.failures().get(2).reason()).contains("frame_50.tif: saturated frame");
    }

    /// The store is the oracle: the same spots, summed one by one.
    @Test
    void residualsAreThoseOfTheSpots() throws IOException {
        Table field =
                Objects.requireNonNull(
                        ResultFiles.read(shared.resolve("reference.nxs"))
                                .scans()
                                .getFirst()
                                .tables()
                                .get(MapTables.RESIDUALS));
        double[] sums = new double[4];
        try (RunStore store = RunStore.openToRead(shared.resolve("reference.duckdb"))) {
            store.query(
                    "SELECT dx, dy FROM final_reflection WHERE used",
                    row -> {
                        sums[0]++;
                        sums[1] += row.getDouble(1);
                        sums[2] += row.getDouble(2);
                        sums[3] +=
                                row.getDouble(1) * row.getDouble(1)
                                        + row.getDouble(2) * row.getDouble(2);
                    });
        }
        double[] pooled = new double[4];
        for (int cell = 0; cell < field.size(); cell++) {
            double spots = field.column("spots")[cell];
            pooled[0] += spots;
            pooled[1] += spots * field.column("dx")[cell];
            pooled[2] += spots * field.column("dy")[cell];
            pooled[3] += spots * Math.pow(field.column("rms")[cell], 2);
            // 300 px in cells of 13 px.
            assertThat(field.column("x")[cell] % 13).isEqualTo(6);
        }
        assertThat(pooled[0]).isEqualTo(sums[0]);
        // Each of the spots is rounded to 1e-6 px.
        assertThat(pooled).containsExactly(sums, within(1e-6 * sums[0]));
    }

    @Test
    void whatConcernsTheMapsAloneIsNoOtherRun(@TempDir Path folder) throws Exception {
        copyScan(folder);
        Path file = folder.resolve("experiment.toml");
        Path output = folder.resolve("result.nxs");
        run(file, RunOptions.of(output, 2), RunListener.NONE);
        Files.writeString(file, Files.readString(file).replace("C11 = 168.4", "C11 = 200"));
        RunSummary again = run(file, RunOptions.of(output, 2), RunListener.NONE);
        assertThat(again.frames()).isZero();
        Map<String, String> content = content(output);
        assertThat(content.get("stress_xx")).isNotEqualTo(reference.get("stress_xx"));
        assertThat(content.get("strain_xx")).isEqualTo(reference.get("strain_xx"));
    }

    private static void copyScan(Path folder) throws IOException {
        TestScan.writeExperiment(shared.resolve("scan"), Order.RASTER, "");
        try (Stream<Path> files = Files.list(shared.resolve("scan"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private static void truncate(Path file) throws IOException {
        try (RandomAccessFile frame = new RandomAccessFile(file.toFile(), "rw")) {
            frame.setLength(frame.length() / 2);
        }
    }

    private static void writeConstant(Path file, int value) throws IOException {
        Frame usual = Frames.read(file);
        int[] counts = new int[usual.columns() * usual.rows()];
        Arrays.fill(counts, value);
        Files.delete(file);
        Frames.write(
                Frame.ofCounts("f", usual.columns(), usual.rows(), counts, Frame.Header.UNKNOWN),
                file);
    }

    @Test
    void partsJoinToTheSameBits(@TempDir Path folder) throws Exception {
        TestScan.writeExperiment(shared.resolve("scan"), Order.RASTER, "tile = 4");
        Path output = folder.resolve("result.nxs");
        for (int part : new int[] {2, 0, 1}) {
            run(experiment, new RunOptions(output, 2, false, part, 3), RunListener.NONE);
            assertThat(output).doesNotExist();
        }
        new Run(
                        ExperimentToml.readWithFrames(experiment),
                        RunOptions.of(output, 2),
                        "test",
                        RunListener.NONE)
                .merge(List.of());
        assertSame(content(output));
        TestScan.writeExperiment(shared.resolve("scan"), Order.RASTER, "");
    }

    private static RunSummary run(Path file, RunOptions options, RunListener listener)
            throws Exception {
        return new Run(ExperimentToml.readWithFrames(file), options, "test", listener).execute();
    }

    private static void assertSame(Map<String, String> content) {
        assertThat(content.keySet()).isEqualTo(reference.keySet());
        assertThat(
                        content.keySet().stream()
                                .filter(name -> !content.get(name).equals(reference.get(name))))
                .isEmpty();
    }

    private static final class Broken extends RuntimeException {}

    /// Stops a run after a number of frames: in order, or by breaking off.
    private static final class Stop implements RunListener {
        private final boolean breaks;
        private int left;

        Stop(int left, boolean breaks) {
            this.left = left;
            this.breaks = breaks;
        }

        @Override
        public void analysed() {
            if (--left <= 0 && breaks) {
                throw new Broken();
            }
        }

        @Override
        public boolean isStopped() {
            return left <= 0;
        }
    }

    /// Everything that a result says of its scans by name, numbers to the last bit.
    static Map<String, String> content(Path file) throws IOException {
        Map<String, String> content = new TreeMap<>();
        for (ScanResult scan : ResultFiles.read(file).scans()) {
            double[] status =
                    IntStream.range(0, scan.map().grid().size())
                            .mapToDouble(point -> scan.map().status(point).code())
                            .toArray();
            content.put("status", bits(status));
            content.put("orientation", bits(scan.map().orientations().quaternions()));
            content.put("agreement", scan.agreement().toString());
            scan.tables()
                    .forEach((name, table) ->
                            table.quantities()
                                    .forEach(column ->
                                            content.put(
                                                    name + "." + column.name(),
                                                    bits(table.column(column.name())))));
            for (String name : scan.map().planeNames()) {
                Plane plane = scan.map().plane(name);
                content.put(name, bits(plane.values()));
                content.put(name + " σ", plane.sigma() == null ? "none" : bits(plane.sigma()));
            }
        }
        return content;
    }

    private static String bits(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> Long.toHexString(Double.doubleToLongBits(value)))
                .collect(Collectors.joining(" "));
    }
}
