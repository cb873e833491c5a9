package org.lauescope.run.series;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanMap;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ExperimentToml;

/// Scans that are no series: refused with their names and what was expected.
class BadSeriesTest {

    @TempDir private Path folder;

    private Experiment experiment;

    @BeforeEach
    void writeExperiment() throws IOException {
        Files.writeString(folder.resolve("geometry.toml"), SeriesAnalysisTest.GEOMETRY);
        experiment =
                ExperimentToml.read(
                        Files.writeString(
                                folder.resolve("experiment.toml"), SeriesAnalysisTest.EXPERIMENT));
    }

    private void analyse(Result result) throws IOException {
        SeriesAnalysis.of(result, experiment, folder.resolve("none.duckdb"));
    }

    private static Result with(Result result, List<ScanResult> scans) {
        return new Result(
                result.title(),
                result.geometry(),
                result.crystals(),
                result.cell(),
                result.interfaceLine(),
                scans,
                result.provenance());
    }

    private static Result changed(UnaryOperator<ScanResult> last) throws IOException {
        Result result = VirtualResult.of(0, 1);
        return with(
                result,
                List.of(
                        result.scans().getFirst(),
                        result.scans().get(1),
                        last.apply(result.scans().getLast())));
    }

    /// Two grains turned by 23° and −31° about different axes: nothing rigid brings both back.
    @Test
    void anotherSampleIsRefused() throws IOException {
        Result result = changed(BadSeriesTest::anotherSample);
        assertThatThrownBy(() -> analyse(result))
                .isInstanceOf(SeriesException.class)
                .hasMessageContaining("\"Scan 2\" cannot be laid over \"Scan 0\"");
    }

    private static ScanResult anotherSample(ScanResult scan) {
        ScanMap map = scan.map();
        OrientationMap orientations = map.orientations();
        double[] quaternions = orientations.quaternions().clone();
        for (int i = 0; i < map.grid().size(); i++) {
            double[] q = Arrays.copyOfRange(quaternions, 4 * i, 4 * i + 4);
            int part = map.grid().row(i) / 5 % 2 + 2 * (map.grid().column(i) / 7 % 2);
            Vector3 turn = new Vector3(0.4 + 0.3 * part, 0.2 * part - 0.5, 0.7 - 0.45 * part);
            Quaternion turned =
                    Quaternion.ofMatrix(
                            Matrix3.rotation(turn)
                                    .times(new Quaternion(q[0], q[1], q[2], q[3]).matrix()));
            quaternions[4 * i] = turned.w();
            quaternions[4 * i + 1] = turned.x();
            quaternions[4 * i + 2] = turned.y();
            quaternions[4 * i + 3] = turned.z();
        }
        PointStatus[] status = new PointStatus[map.grid().size()];
        Arrays.setAll(status, map::status);
        ScanMap.Builder other =
                ScanMap.builder(
                        map.name(),
                        status,
                        new OrientationMap(
                                map.grid(),
                                orientations.crystals(),
                                orientations.crystal(),
                                quaternions));
        for (String name : List.of("strain_xx", "strain_yy", "peaks_found")) {
            other.add(map.plane(name));
        }
        return new ScanResult(other.build());
    }

    @Test
    void scansThatOverlapAreRefused() throws IOException {
        Result result = VirtualResult.of(0, 1);
        Result timed =
                with(
                        result,
                        List.of(
                                started(result.scans().get(0), "2021-03-01T10:00:00Z"),
                                started(result.scans().get(1), "2021-03-01T10:19:00Z"),
                                started(result.scans().get(2), "2021-03-01T12:00:00Z")));
        assertThatThrownBy(() -> analyse(timed))
                .isInstanceOf(SeriesException.class)
                .hasMessageContaining("scan \"Scan 1\" (2021-03-01T10:19:00Z to")
                .hasMessageContaining("begins before scan \"Scan 0\"")
                .hasMessageContaining("check start, seconds_per_point and the time zone");
    }

    /// A point a second, 20 minutes in all.
    private static ScanResult started(ScanResult scan, String start) {
        double[] time = new double[scan.map().grid().size()];
        Arrays.setAll(time, i -> i);
        ScanMap map = scan.map().toBuilder().add(new Plane(PointQuantities.TIME, time)).build();
        return new ScanResult(
                map, scan.tables(), scan.agreement(), scan.systematic(), Instant.parse(start), "");
    }

    @Test
    void oneScanIsNoSeries() throws IOException {
        Result result = VirtualResult.of(0, 1);
        assertThatThrownBy(() -> analyse(with(result, List.of(result.scans().getFirst()))))
                .isInstanceOf(SeriesException.class)
                .hasMessageContaining("a series of 1 scan; expected two or more");
    }
}
