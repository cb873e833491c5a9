package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.TextFile;

/// Scans of one sample: what their truth says against closed forms of what was asked for.
final class VirtualSeriesTest {

    private static final String SERIES =
            """
            seed = 3
            [geometry]
            detector = "Pilatus 300K"
            distance_mm = 80
            [[scan]]
            name = "Scan 0"
            columns = 6
            rows = 5
            step_um = [10, 10]
            layers = 1
            [scan.interface]
            polyline_um = [[0, 5], [60, 5]]
            strain = -1e-3
            decay_um = 20
            [[scan.grain]]
            crystal = "Si"
            mosaic_deg = 0.02
            [[scan]]
            name = "Scan 1"
            sample = "Scan 0"
            remount_deg = [0.5, -0.3, 0]
            offset_um = [2, 3]
            drift_um = [0, 4]
            pose_shift = [0.01, 0, 0, 0, 0.02]
            [scan.interface]
            strain = -5e-4
            [[scan.hot_spot]]
            center_um = [32, 23]
            radius_um = [10, 5]
            mosaic_deg = 0.1
            [[scan]]
            name = "Scan 2"
            sample = "Scan 1"
            """;

    private static VirtualExperiment experiment(String toml) throws IOException {
        return VirtualToml.parse(new TextFile("virtual.toml", toml), Path.of("."));
    }

    /// Rows of a scan's truth by name of the column.
    private static double[][] truth(Path folder, String scan, String... columns)
            throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(scan + ".truth.csv"));
        List<String> names = List.of(lines.getFirst().split(","));
        List<double[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            rows.add(
                    Arrays.stream(columns)
                            .map(column -> fields[names.indexOf(column)])
                            .mapToDouble(f -> f.isEmpty() ? Double.NaN : Double.parseDouble(f))
                            .toArray());
        }
        return rows.toArray(double[][]::new);
    }

    @Test
    void allScansSeeTheSameGrains() throws IOException {
        List<VirtualScan> scans = experiment(SERIES).scans();
        assertThat(scans).hasSize(3);
        assertThat(scans.get(1).sample().recipe().grains())
                .isEqualTo(scans.getFirst().sample().recipe().grains());
        assertThat(scans.get(1).grid()).isEqualTo(scans.getFirst().grid());
        // What the third does not say is as in the second, but for how it lies.
        assertThat(scans.get(2).sample().recipe().fields().getLast())
                .isEqualTo(scans.get(1).sample().recipe().fields().getLast());
        assertThat(scans.get(2).mounting().rotation()).isEqualTo(Vector3.ZERO);
    }

    @Test
    void theTruthSaysWhatHasChangedAndWhere(@TempDir Path folder) throws IOException {
        VirtualFolder.prepare(folder, experiment(SERIES), SERIES);
        double[][] rows =
                truth(folder, "Scan 1", "x_um", "y_um", "sample_x_um", "sample_y_um", "hot_spot");
        assertThat(rows).hasNumberOfRows(30);
        for (double[] row : rows) {
            double line = row[1] / 40 - 0.5;
            assertThat(row[2]).isCloseTo(row[0] + 2, within(1e-5));
            assertThat(row[3]).isCloseTo(row[1] + 3 + 4 * line, within(1e-5));
            double u = (row[2] - 32) / 10;
            double v = (row[3] - 23) / 5;
            assertThat(row[4]).isCloseTo(Math.exp(-(u * u + v * v) / 2), within(1e-6));
        }
        String mounting = Files.readString(folder.resolve("mounting.truth.csv"));
        assertThat(mounting)
                .contains("Scan 1,2.0,3.0,-0.0,0.0,4.0,0.5,-0.3,0.0,0.01,0.0,0.0,0.0,0.02,");
    }

    /// Deviatoric part of ε₀ exp(−d/L) n nᵀ with n = y, turned with the sample; n differs from y by
    /// 0.01 rad then.
    @Test
    void theTruthHasTheTurnedStrainAndOrientation(@TempDir Path folder) throws IOException {
        VirtualFolder.prepare(folder, experiment(SERIES), SERIES);
        double[][] rows =
                truth(
                        folder,
                        "Scan 1",
                        "grain",
                        "sample_y_um",
                        "strain_yy",
                        "strain_yz",
                        "mosaic_deg",
                        "hot_spot",
                        "qw",
                        "qx",
                        "qy",
                        "qz");
        double[] first = truth(folder, "Scan 0", "qw", "qx", "qy", "qz")[12];
        Matrix3 before = new Quaternion(first[0], first[1], first[2], first[3]).matrix();
        Vector3 remount = new Vector3(0.5, -0.3, 0).times(Math.toRadians(1));
        int seen = 0;
        for (double[] row : rows) {
            if (row[0] < 0) {
                assertThat(row[1]).isLessThan(5);
                continue;
            }
            seen++;
            double size = -5e-4 * Math.exp(-(row[1] - 5) / 20);
            assertThat(row[2]).isCloseTo(size * 2 / 3, within(3e-7));
            // ε_yz = size · n_y n_z with n = y + ω × y.
            assertThat(row[3]).isCloseTo(size * remount.x(), within(3e-8));
            assertThat(row[4]).isCloseTo(Math.hypot(0.02, 0.1 * row[5]), within(1e-6));
            Matrix3 after = new Quaternion(row[6], row[7], row[8], row[9]).matrix();
            assertThat(after.minus(Matrix3.rotation(remount).times(before)).largest())
                    .isLessThan(1e-12);
        }
        assertThat(seen).isGreaterThan(20);
    }

    /// A spot at p mm from the foot on a detector further away by δ falls p δ/D further out.
    @Test
    void spotsFallWhereTheMovedDetectorStands() throws IOException {
        String still = SERIES.replace("0.01, 0, 0, 0, 0.02]", "0, 0, 0, 0, 0]");
        String far = SERIES.replace("0.01, 0, 0, 0, 0.02]", "0.1, 0.5, 0, 0, 0]");
        double[] before = firstSpot(still);
        double[] after = firstSpot(far);
        double[] foot = experiment(SERIES).geometry().detector().foot();
        double scale = 80.1 / 80;
        assertThat(after[0]).isCloseTo(foot[0] + 0.5 + scale * (before[0] - foot[0]), within(1e-6));
        assertThat(after[1]).isCloseTo(foot[1] + scale * (before[1] - foot[1]), within(1e-6));
    }

    private static double[] firstSpot(String toml) throws IOException {
        VirtualExperiment experiment = experiment(toml);
        var spots = new ScanSimulation(experiment, experiment.scans().get(1)).frame(20).spots();
        return new double[] {spots.x()[0], spots.y()[0]};
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() ->
                        experiment(SERIES.replace("sample = \"Scan 0\"", "sample = \"Scan 7\"")))
                .hasMessageContaining(
                        "\"Scan 7\", which does not stand above; expected one of [Scan 0]");
        assertThatThrownBy(() -> experiment(SERIES + "[[scan.grain]]\ncrystal = \"Si\"\n"))
                .hasMessageContaining("grains in a later scan of a sample");
        assertThatThrownBy(() -> experiment(SERIES.replace("[10, 5]", "[10, 0]")))
                .hasMessageContaining("radius_um = [10, 0]; expected");
    }
}
