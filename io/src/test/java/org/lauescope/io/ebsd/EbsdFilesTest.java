package org.lauescope.io.ebsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.LaueGroup;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.io.exchange.MapReader;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.testing.Corruption;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class EbsdFilesTest {

    private static final String FOLDER = "data/orientation/";

    @TempDir private Path folder;

    private static MapReader reader(String name) {
        return name.endsWith(".ang") ? new AngFile() : new CtfFile();
    }

    private static ScanMap read(String name) throws IOException {
        TextFile text = TextFile.read(SharedData.file(FOLDER + name));
        assertThat(reader(name).recognises(text.text())).isTrue();
        return reader(name).read(text, MapReader.Request.NOTHING).map();
    }

    /// Oracle: `expected_files.json`, made of the files by another program.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ebsdlib/Test_1.ang",
                "ebsdlib/Test_European_1.ctf",
                "ebsdlib/Test_US_1.ctf",
                "mtex/testdata_sqr.ctf",
                "mtex/twins.ctf"
            })
    void readsAllPointsOfAGoodFile(String name) throws IOException {
        ScanMap map = read(name);
        JsonNode expected =
                new ObjectMapper()
                        .readTree(Files.readString(SharedData.file(FOLDER + "expected_files.json")))
                        .get(name);
        assertThat(map.grid().size()).isEqualTo(expected.get("data_rows").asInt());
        boolean ang = name.endsWith(".ang");
        for (String end : List.of("first", "last")) {
            JsonNode row = expected.get(end);
            int index = end.equals("first") ? 0 : map.grid().size() - 1;
            assertThat(map.grid().x(index)).isEqualTo(number(row.get(ang ? 3 : 1)), within(1e-9));
            assertThat(map.grid().y(index)).isEqualTo(number(row.get(ang ? 4 : 2)), within(1e-9));
            boolean indexed = !ang && !row.get(0).asString().equals("0");
            assertThat(map.status(index))
                    .isEqualTo(indexed ? PointStatus.INDEXED : PointStatus.NO_CANDIDATE);
            if (indexed) {
                EulerAngles angles = EulerAngles.of(oxford(map, index));
                assertThat(Math.toDegrees(angles.phi1()))
                        .isEqualTo(number(row.get(5)), within(1e-9));
                assertThat(Math.toDegrees(angles.capitalPhi()))
                        .isEqualTo(number(row.get(6)), within(1e-9));
                assertThat(Math.toDegrees(angles.phi2()))
                        .isEqualTo(number(row.get(7)), within(1e-9));
            }
        }
    }

    private static double number(JsonNode text) {
        return Double.parseDouble(text.asString().replace(',', '.'));
    }

    private static Quaternion oxford(ScanMap map, int index) {
        OrientationMap o = map.orientations();
        return o.quaternion(index)
                .times(OxfordFrame.crystalFromOxford(o.crystals().get(o.crystal()[index]).cell()));
    }

    @Test
    void aDecimalCommaReadsAsAPoint() throws IOException {
        ScanMap european = read("ebsdlib/Test_European_1.ctf");
        ScanMap american = read("ebsdlib/Test_US_1.ctf");
        assertThat(european.grid()).isEqualTo(american.grid());
        assertThat(european.orientations().quaternions())
                .isEqualTo(american.orientations().quaternions());
        assertThat(european.plane("mad").values()).isEqualTo(american.plane("mad").values());
    }

    @Test
    void readsThePhaseOfTwins() throws IOException {
        ScanMap map = read("mtex/twins.ctf");
        Crystal magnesium = map.orientations().crystals().getFirst();
        assertThat(magnesium.name()).isEqualTo("Magnesium");
        assertThat(magnesium.laueGroup()).isEqualTo(LaueGroup.HEXAGONAL_HIGH);
        assertThat(magnesium.cell().c()).isEqualTo(5.2101);
        int indexed = 0;
        for (int i = 0; i < map.grid().size(); i++) {
            indexed += map.status(i) == PointStatus.INDEXED ? 1 : 0;
        }
        // `indexed_points` of twins_expected.json.
        assertThat(indexed).isEqualTo(22833);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ebsdlib/Corrupted_XCells.ctf | grid of 123456789123456780 × 5 points; expected at least 1 × 1",
                "ebsdlib/ZeroXYCells.ctf | grid of 0 × 0 points; expected at least 1 × 1",
                "ebsdlib/GridMissing.ang | no # GRID in the header; expected # GRID: SqrGrid",
                "ebsdlib/HexHeader.ang | hexagonal grid; expected SqrGrid",
                "ebsdlib/MissingHeader_1.ang | no # NCOLS_ODD in the header",
                "ebsdlib/ShortFile.ang | 88 points; expected 160, 40 columns × 4 rows (the file is cut short)",
                "mtex/eclogite.ctf | no grid (JobMode Interactive, 617 single points); expected XCells"
            })
    void saysWhatIsWrongWithABadFile(String name, String message) {
        SharedData.root();
        assertThatThrownBy(() -> read(name))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(name.substring(name.indexOf('/') + 1));
    }

    @Test
    void aGridThatTheUserNamesHelps() throws IOException {
        TextFile text = TextFile.read(SharedData.file(FOLDER + "ebsdlib/GridMissing.ang"));
        MapReader.Request request = new MapReader.Request(List.of(), 40, 4, 0.25, 0.25, null);
        assertThat(new AngFile().read(text, request).map().grid().size()).isEqualTo(160);
    }

    /// Oxford: x along a\*, z along c. With all angles 0, a\* lies along sample x and c along z; in
    /// EDAX's convention it is a that lies along x. For a hexagonal cell a is 30° from a\*.
    @Test
    void hexagonalAxesDifferBetweenTheTwoFormats() throws IOException {
        UnitCell cell = UnitCell.ofDegrees(3.2, 3.2, 5.2, 90, 90, 120);
        Crystal crystal = Crystals.ofSpaceGroup("Mg", cell, 194, "");
        ScanMap map = map(List.of(crystal), new Random(1), 1, 1, Quaternion.IDENTITY);
        ScanMap ang = new AngFile().read(text(new AngExporter().text(map), "a.ang")).map();
        Vector3 a = cell.direct().column(0).unit();
        assertThat(ang.orientations().sampleFromCrystal(0).times(a).minus(Vector3.X).norm())
                .isLessThan(1e-9);
        String zeroed =
                new CtfExporter()
                        .text(map)
                        .replaceFirst("(?m)^1\t0.*$", "1\t0\t0\t9\t0\t0\t0\t0\t0\t0\t0");
        ScanMap ctf = new CtfFile().read(text(zeroed, "a.ctf")).map();
        Vector3 reciprocal = cell.reciprocal().column(0).unit();
        assertThat(
                        ctf.orientations()
                                .sampleFromCrystal(0)
                                .times(reciprocal)
                                .minus(Vector3.X)
                                .norm())
                .isLessThan(1e-9);
        assertThat(
                        Math.toDegrees(
                                ctf.orientations()
                                        .sampleFromCrystal(0)
                                        .times(a)
                                        .angleTo(Vector3.X)))
                .isEqualTo(30, within(1e-9));
    }

    /// Both formats, several phases of all crystal systems: what is written is read back.
    @ParameterizedTest
    @ValueSource(strings = {"ang", "ctf"})
    void aRoundTripKeepsOrientations(String format) throws IOException {
        List<Crystal> crystals = crystals();
        ScanMap map = map(crystals, new Random(2), 9, 7, null);
        Exporter exporter = format.equals("ang") ? new AngExporter() : new CtfExporter();
        Result result =
                new Result(
                        "",
                        null,
                        crystals,
                        null,
                        List.of(),
                        List.of(new ScanResult(map)),
                        Provenance.now(
                                "", "", new java.util.LinkedHashMap<>(), java.time.Instant.EPOCH));
        Exporter.Report report =
                exporter.export(
                        new Exporter.Order(result, folder, result.scans().getFirst(), List.of()),
                        folder,
                        "map");
        assertThat(report.files()).containsExactly(folder.resolve("map." + format));
        ScanMap read =
                reader("map." + format)
                        .read(TextFile.read(report.files().getFirst()), MapReader.Request.NOTHING)
                        .map();
        assertThat(read.grid()).isEqualTo(map.grid());
        // Half a unit of the last printed digit of each of three angles, as |Δq| ≤ Σ Δ/2: 5 digits
        // of
        // a radian, 4 of a degree; cells have 5 of a degree and 6 of an ångström.
        double printed =
                format.equals("ang") ? 3 * 0.25e-5 : 3 * 0.25 * Math.toRadians(1e-4) + 1e-6;
        for (int i = 0; i < map.grid().size(); i++) {
            assertThat(read.orientations().crystal()[i]).isEqualTo(map.orientations().crystal()[i]);
            if (map.orientations().isKnown(i)) {
                assertThat(
                                EulerAnglesTest.distance(
                                        read.orientations().quaternion(i),
                                        map.orientations().quaternion(i)))
                        .isLessThan(printed);
            }
        }
        for (int i = 0; i < crystals.size(); i++) {
            Crystal crystal = read.orientations().crystals().get(i);
            assertThat(crystal.name()).isEqualTo(crystals.get(i).name());
            assertThat(crystal.laueGroup()).isEqualTo(crystals.get(i).laueGroup());
            assertThat(crystal.cell().beta())
                    .isEqualTo(crystals.get(i).cell().beta(), within(1e-6));
        }
    }

    private static List<Crystal> crystals() {
        double[][] cells = {
            {5, 6, 7, 80, 85, 95},
            {9.541, 17.74, 5.295, 90, 103.67, 90},
            {5, 6, 7, 90, 90, 90},
            {5, 5, 7, 90, 90, 90},
            {5, 5, 7, 90, 90, 90},
            {4.9, 4.9, 5.4, 90, 90, 120},
            {4.9, 4.9, 5.4, 90, 90, 120},
            {4.9, 4.9, 5.4, 90, 90, 120},
            {3.2, 3.2, 5.2, 90, 90, 120},
            {5, 5, 5, 90, 90, 90},
            {5, 5, 5, 90, 90, 90}
        };
        int[] groups = {2, 10, 47, 83, 123, 147, 164, 175, 191, 200, 221};
        List<Crystal> crystals = new ArrayList<>();
        for (int i = 0; i < groups.length; i++) {
            double[] c = cells[i];
            crystals.add(
                    Crystals.ofSpaceGroup(
                            "phase " + LaueGroup.values()[i].symbol(),
                            UnitCell.ofDegrees(c[0], c[1], c[2], c[3], c[4], c[5]),
                            groups[i],
                            "test"));
            assertThat(crystals.getLast().laueGroup()).isEqualTo(LaueGroup.values()[i]);
        }
        return crystals;
    }

    private static ScanMap map(
            List<Crystal> crystals,
            Random random,
            int columns,
            int rows,
            @org.jspecify.annotations.Nullable Quaternion all) {
        ScanGrid grid = ScanGrid.of(columns, rows, 0.5, 0.25);
        int n = grid.size();
        PointStatus[] status = new PointStatus[n];
        int[] crystal = new int[n];
        double[] q = new double[4 * n];
        for (int i = 0; i < n; i++) {
            boolean indexed = all != null || random.nextInt(5) > 0;
            status[i] = indexed ? PointStatus.INDEXED : PointStatus.NOT_SIGNIFICANT;
            crystal[i] = indexed ? random.nextInt(crystals.size()) : -1;
            Quaternion orientation =
                    all != null
                            ? all
                            : new Quaternion(
                                            random.nextGaussian(),
                                            random.nextGaussian(),
                                            random.nextGaussian(),
                                            random.nextGaussian())
                                    .unit();
            q[4 * i] = indexed ? orientation.w() : Double.NaN;
            q[4 * i + 1] = indexed ? orientation.x() : Double.NaN;
            q[4 * i + 2] = indexed ? orientation.y() : Double.NaN;
            q[4 * i + 3] = indexed ? orientation.z() : Double.NaN;
        }
        return ScanMap.builder("map", status, new OrientationMap(grid, crystals, crystal, q))
                .build();
    }

    private static TextFile text(String content, String name) {
        return new TextFile(name, content);
    }

    /// Random faults in sound files: a map or a message with the name of the file.
    @ParameterizedTest
    @ValueSource(strings = {"ang", "ctf"})
    void faultsAreMetWithMessages(String format) {
        ScanMap map = map(crystals(), new Random(3), 6, 4, null);
        String sound =
                format.equals("ang") ? new AngExporter().text(map) : new CtfExporter().text(map);
        Random random = new Random(4);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            String damaged = Corruption.of(sound, random);
            try {
                reader("a." + format).read(text(damaged, "a." + format), MapReader.Request.NOTHING);
            } catch (IOException e) {
                assertThat(e)
                        .isInstanceOf(FileFormatException.class)
                        .hasMessageContaining("a." + format);
                refused++;
            }
        }
        assertThat(refused).as(format.toUpperCase(Locale.ROOT)).isGreaterThan(300);
    }
}
