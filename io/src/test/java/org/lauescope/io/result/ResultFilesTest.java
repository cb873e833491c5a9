package org.lauescope.io.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;
import org.lauescope.laue.Detector;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.CyclerLog;

class ResultFilesTest {

    @TempDir private Path folder;

    @Test
    void everythingComesBackAsItWasWritten() throws IOException {
        Result written = SmallResults.of(new Random(1), 7, 5);
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(written, file);
        Result read = ResultFiles.read(file);

        assertThat(ResultFiles.recognises(file)).isTrue();
        assertThat(read.title()).isEqualTo(written.title());
        assertThat(read.provenance()).isEqualTo(written.provenance());
        assertThat(read.cell()).isEqualTo(written.cell());
        assertThat(read.interfaceLine())
                .usingRecursiveComparison()
                .isEqualTo(written.interfaceLine());
        // Degrees in between: cell angles may change by an ulp.
        assertThat(read.crystals())
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-14 ? 0 : 1, Double.class)
                .isEqualTo(written.crystals());
        assertThat(read.crystals().getFirst().operators())
                .isEqualTo(written.crystals().getFirst().operators());
        assertSameGeometry(written, read);
        assertThat(read.scans()).hasSameSizeAs(written.scans());
        for (int i = 0; i < read.scans().size(); i++) {
            assertSame(written.scans().get(i), read.scans().get(i));
        }
        assertThat(read.scan("Scan 1").map().grid().rows()).isEqualTo(1);
        assertThat(folder.toFile().list()).containsExactly("result.nxs");
    }

    @Test
    void logsAndRegionsComeBackAsTheyWereWritten() throws IOException {
        Result bare = SmallResults.of(new Random(2), 3, 2);
        double[] time = {0, 10.5, 20, 30};
        double[] unix = {1.6e9, 1.6e9 + 10.5, 1.6e9 + 20, 1.6e9 + 30};
        double[] none = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        double[] current = {0, 1e-3, 1e-3, -2e-6};
        double[] voltage = {3, 3.1, 3.2, 3.3};
        CyclerLog.Column force = new CyclerLog.Column("Force", "N", new double[] {1, 2, 3, 4});
        List<CyclerRecord> records =
                List.of(
                        new CyclerRecord(
                                "cell.mpt",
                                "EC-Lab text",
                                new CyclerLog(time, unix, current, voltage, List.of(force)),
                                new ClockMap(1.6e9 + 5, 1.6e9 + 47.25, 3e-5, 0.5, 1e-6),
                                List.of("times taken to be in min, as asked")),
                        new CyclerRecord(
                                "heat.csv",
                                "BDF",
                                new CyclerLog(time, none, current, voltage, List.of()),
                                new ClockMap(0, 1.6e9, 0, 10, 5e-5),
                                List.of()));
        List<NamedRegion> regions =
                List.of(
                        new NamedRegion(
                                "at the electrode",
                                List.of(
                                        new double[] {0.1, 2},
                                        new double[] {30, 2},
                                        new double[] {17.25, 40})),
                        new NamedRegion(
                                "tief · deep",
                                List.of(
                                        new double[] {-1, 50},
                                        new double[] {30, 50},
                                        new double[] {30, 60},
                                        new double[] {-1, 60})));
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(
                new Result(
                        bare.title(),
                        bare.geometry(),
                        bare.crystals(),
                        bare.cell(),
                        bare.interfaceLine(),
                        regions,
                        records,
                        bare.scans(),
                        bare.provenance()),
                file);
        assertThat(ResultFiles.read(file).regions()).usingRecursiveComparison().isEqualTo(regions);
        // Times are kept from the start of the log: an ulp of seconds since 1970 is 2.4e-7 s.
        assertThat(ResultFiles.read(file).cycler())
                .usingRecursiveComparison()
                .withComparatorForType(
                        (a, b) -> a.equals(b) || Math.abs(a - b) < 3e-7 ? 0 : 1, Double.class)
                .isEqualTo(records);
    }

    private static void assertSameGeometry(Result written, Result read) {
        Detector before = Objects.requireNonNull(written.geometry()).detector();
        Detector after = Objects.requireNonNull(read.geometry()).detector();
        for (double[] pixel :
                List.of(new double[] {0, 0}, new double[] {59, 0}, new double[] {7, 39})) {
            // Text keeps every digit of every number.
            assertThat(
                            after.point(pixel[0], pixel[1])
                                    .minus(before.point(pixel[0], pixel[1]))
                                    .norm())
                    .isLessThan(1e-12);
        }
        for (int x = 0; x < 60; x++) {
            for (int y = 0; y < 40; y++) {
                assertThat(after.isMasked(x, y)).isEqualTo(before.isMasked(x, y));
            }
        }
    }

    private static void assertSame(ScanResult written, ScanResult read) {
        ScanMap before = written.map();
        ScanMap after = read.map();
        assertThat(after.name()).isEqualTo(before.name());
        assertThat(after.grid()).isEqualTo(before.grid());
        assertThat(read.statusCounts()).isEqualTo(written.statusCounts());
        assertThat(read.start()).isEqualTo(written.start());
        assertThat(read.electricalState()).isEqualTo(written.electricalState());
        assertThat(read.agreement().agreed()).isEqualTo(written.agreement().agreed());
        assertThat(read.systematic()).isEqualTo(written.systematic());
        assertThat(read.agreement().largestAngle())
                .isCloseTo(written.agreement().largestAngle(), within(1e-18));
        for (int i = 0; i < before.grid().size(); i++) {
            assertThat(after.status(i)).isEqualTo(before.status(i));
        }
        assertThat(after.orientations().crystal()).isEqualTo(before.orientations().crystal());
        assertThat(after.orientations().quaternions())
                .isEqualTo(before.orientations().quaternions());
        assertThat(after.planeNames()).isEqualTo(before.planeNames());
        for (String name : before.planeNames()) {
            // Radians are degrees in the file, and stay so.
            boolean angle = before.plane(name).quantity().unit().equals("rad");
            double[] expected =
                    angle
                            ? Arrays.stream(before.plane(name).values())
                                    .map(v -> v * 180 / Math.PI)
                                    .toArray()
                            : before.plane(name).values();
            assertThat(after.plane(name).quantity().unit())
                    .isEqualTo(FileUnit.of(before.plane(name).quantity()).name());
            assertThat(after.plane(name).parameters()).isEqualTo(before.plane(name).parameters());
            assertThat(after.plane(name).quantity().title())
                    .isEqualTo(before.plane(name).quantity().title());
            assertThat(after.plane(name).values())
                    .containsExactly(expected, within(angle ? 1e-17 : 0));
            assertThat(after.plane(name).sigma()).isEqualTo(before.plane(name).sigma());
        }
        assertThat(read.tables().keySet()).containsExactlyElementsOf(written.tables().keySet());
        written.tables()
                .forEach((name, table) -> {
                    Table other = Objects.requireNonNull(read.tables().get(name));
                    assertThat(other.size()).isEqualTo(table.size());
                    assertThat(other.quantities().stream().map(Quantity::name))
                            .containsExactlyElementsOf(
                                    table.quantities().stream().map(Quantity::name).toList());
                    for (Quantity quantity : table.quantities()) {
                        assertThat(other.column(quantity.name()))
                                .isEqualTo(table.column(quantity.name()));
                    }
                });
    }

    /// What a viewer does that knows NeXus and not this program: from `default` to `default` to the
    /// signal and its axes.
    @Test
    void aViewerFindsMapsByDefaultSignalAndAxes() throws IOException {
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(SmallResults.of(new Random(2), 4, 3), file);
        try (HdfFile hdf = new HdfFile(file)) {
            Group entry = (Group) hdf.getChild((String) hdf.getAttribute("default").getData());
            assertThat(entry.getAttribute("NX_class").getData()).isEqualTo("NXentry");
            Group scan = (Group) entry.getChild((String) entry.getAttribute("default").getData());
            assertThat(scan.getAttribute("NX_class").getData()).isEqualTo("NXprocess");
            Group data = (Group) scan.getChild((String) scan.getAttribute("default").getData());
            assertThat(data.getAttribute("NX_class").getData()).isEqualTo("NXdata");
            String signal = (String) data.getAttribute("signal").getData();
            String[] axes = (String[]) data.getAttribute("axes").getData();
            assertThat(axes).containsExactly("y", "x");
            assertThat(data.getDatasetByPath(signal).getDimensions()).containsExactly(3, 4);
            assertThat((double[]) data.getDatasetByPath("x").getData())
                    .containsExactly(-3, -1, 1, 3);
            assertThat((double[]) data.getDatasetByPath("y").getData())
                    .containsExactly(20, 21.5, 23);
            assertThat(data.getDatasetByPath("y").getAttribute("units").getData()).isEqualTo("um");
        }
    }

    @Test
    void everyFieldOfNumbersSaysItsUnitAndWhatItIs() throws IOException {
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(SmallResults.of(new Random(2), 4, 3), file);
        try (HdfFile hdf = new HdfFile(file)) {
            List<Dataset> fields = new ArrayList<>();
            collect(hdf, fields);
            assertThat(fields).hasSizeGreaterThan(50);
            for (Dataset field : fields) {
                assertThat(field.getAttribute("units")).as(field.getPath()).isNotNull();
                assertThat(field.getAttribute("long_name")).as(field.getPath()).isNotNull();
                assertThat(field.getAttribute("units").getData().toString())
                        .as(field.getPath())
                        .doesNotContain("µ");
            }
        }
    }

    private static void collect(Group group, List<Dataset> numbers) {
        for (Node node : group) {
            if (node instanceof Group below) {
                collect(below, numbers);
            } else if (node instanceof Dataset field && field.getJavaType() != String.class) {
                numbers.add(field);
            }
        }
    }

    /// The chain of NeXus gives the place of every pixel: origin + column · fast + row · slow, each
    /// a value along its unit vector. NeXus's (x, y, z) are (Y, Z, X) of LAB.
    @Test
    void theChainOfTheDetectorLeadsToItsPixels() throws IOException {
        Result result = SmallResults.of(new Random(3), 2, 2);
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(result, file);
        try (HdfFile hdf = new HdfFile(file)) {
            String detector = "/entry/instrument/detector/";
            Vector3 pixel =
                    lab(hdf, detector + "transformations/origin")
                            .plus(lab(hdf, detector + "module/fast_pixel_direction").times(31))
                            .plus(lab(hdf, detector + "module/slow_pixel_direction").times(17));
            Vector3 expected = Objects.requireNonNull(result.geometry()).detector().point(31, 17);
            assertThat(pixel.minus(expected).norm()).isLessThan(1e-12);
        }
    }

    private static Vector3 lab(HdfFile hdf, String transformation) {
        var dataset = hdf.getDatasetByPath(transformation);
        double[] v = (double[]) dataset.getAttribute("vector").getData();
        return new Vector3(v[2], v[0], v[1]).times((Double) dataset.getData());
    }

    /// Cell and symmetry alone: the orientation of such a crystal still has its equivalents.
    @Test
    void aCrystalWithoutSitesKeepsItsSymmetry() throws IOException {
        Result full = SmallResults.of(new Random(4), 2, 2);
        List<Crystal> bare =
                full.crystals().stream()
                        .map(c ->
                                new Crystal(
                                        c.name(),
                                        c.cell(),
                                        c.operators(),
                                        List.of(),
                                        org.lauescope.crystal.Attenuation.UNKNOWN,
                                        "somewhere"))
                        .toList();
        Path file = folder.resolve("bare.nxs");
        ResultFiles.write(
                new Result("", null, bare, null, List.of(), List.of(), full.provenance()), file);
        Result read = ResultFiles.read(file);
        assertThat(read.geometry()).isNull();
        assertThat(read.cell()).isNull();
        for (int i = 0; i < bare.size(); i++) {
            List<Matrix3> expected = bare.get(i).properRotations();
            List<Matrix3> rotations = read.crystals().get(i).properRotations();
            assertThat(rotations).hasSameSizeAs(expected);
            for (int k = 0; k < expected.size(); k++) {
                assertThat(rotations.get(k).minus(expected.get(k)).largest()).isLessThan(1e-14);
            }
        }
    }

    @Test
    void refusesWhatIsNoResult() throws IOException {
        Path text = Files.writeString(folder.resolve("a.nxs"), "hello");
        assertThatThrownBy(() -> ResultFiles.read(text))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("not an HDF5 file");
        assertThat(ResultFiles.recognises(text)).isFalse();
        Path foreign = folder.resolve("foreign.nxs");
        try (var hdf = HdfFile.write(foreign)) {
            hdf.putGroup("entry").putDataset("data", new double[] {1, 2});
        }
        assertThatThrownBy(() -> ResultFiles.read(foreign))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("has no /entry that this program wrote");
        assertThat(ResultFiles.recognises(foreign)).isFalse();
        assertThatThrownBy(() -> ResultFiles.read(folder.resolve("absent.nxs")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileThatCannotBeCompletedLeavesTheOldOne() throws IOException {
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(SmallResults.of(new Random(5), 3, 3), file);
        byte[] old = Files.readAllBytes(file);
        Result good = SmallResults.of(new Random(6), 3, 3);
        ScanMap failing =
                good.scans().getFirst().map().toBuilder()
                        .add(
                                "lost",
                                () -> {
                                    throw new UncheckedIOException(
                                            new IOException("store is gone"));
                                })
                        .build();
        Result broken =
                new Result(
                        "",
                        null,
                        good.crystals(),
                        null,
                        List.of(),
                        List.of(new ScanResult(failing)),
                        good.provenance());
        assertThatThrownBy(() -> ResultFiles.write(broken, file))
                .hasMessageContaining("store is gone");
        assertThat(Files.readAllBytes(file)).isEqualTo(old);
        assertThat(folder.toFile().list()).containsExactly("result.nxs");
        assertThatThrownBy(() -> ResultFiles.write(good, folder.resolve("no/such/result.nxs")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its folder does not exist");
    }

    /// Groups lie in the file in an order that their names and number decide: none may be
    /// overwritten.
    @Test
    void anyNumberOfScansComesBack() throws IOException {
        Result one = SmallResults.of(new Random(10), 3, 2);
        Random random = new Random(11);
        List<ScanResult> scans = new ArrayList<>();
        for (int n = 1; n <= 6; n++) {
            scans.add(SmallResults.scan("scan " + n, one.crystals(), random, 30 * n, 20));
            Result written =
                    new Result("", null, one.crystals(), null, List.of(), scans, one.provenance());
            Path file = folder.resolve("scans" + n + ".nxs");
            ResultFiles.write(written, file);
            List<ScanResult> read = ResultFiles.read(file).scans();
            assertThat(read).hasSize(n);
            for (int i = 0; i < n; i++) {
                assertSame(scans.get(i), read.get(i));
            }
        }
    }

    /// Bytes changed and ends cut off: a result or a message, nothing else.
    @Test
    void damagedFilesAreMetWithMessages() throws IOException {
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(SmallResults.of(new Random(7), 6, 4), file);
        byte[] sound = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.nxs");
        Random random = new Random(8);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            byte[] bytes = sound.clone();
            for (int k = random.nextInt(6); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (i % 8 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            Files.write(damaged, bytes);
            try {
                for (ScanResult scan : ResultFiles.read(damaged).scans()) {
                    scan.map().planeNames().forEach(name -> scan.map().plane(name));
                    scan.tables()
                            .values()
                            .forEach(table ->
                                    table.quantities().forEach(q -> table.column(q.name())));
                }
            } catch (FileFormatException e) {
                refused++;
            } catch (UncheckedIOException e) {
                assertThat(e.getCause()).isInstanceOf(FileFormatException.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10);
    }

    @Test
    void statusesAreCounted() throws IOException {
        ScanResult scan = SmallResults.of(new Random(9), 9, 9).scans().getFirst();
        int sum = scan.statusCounts().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(sum).isEqualTo(81);
        assertThat(scan.statusCounts().keySet()).contains(PointStatus.INDEXED);
        Plane grain = scan.map().plane("grain");
        long known = Arrays.stream(grain.values()).filter(v -> !Double.isNaN(v)).count();
        assertThat(scan.statusCounts().get(PointStatus.INDEXED)).isEqualTo((int) known);
    }
}
