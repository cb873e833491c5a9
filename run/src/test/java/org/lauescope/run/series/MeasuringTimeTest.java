package org.lauescope.run.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.Difference;
import org.lauescope.operando.ScanSeries;
import org.lauescope.run.series.MeasuringTime.Row;

/// The maps of [VirtualResult], in which nothing changes, with times; in the last one strain yy
/// relaxes while it is measured.
class MeasuringTimeTest {

    private static final double SECONDS = 1.5;

    /// @param order when each point is measured, from 0
    private static MeasuringTime of(long seed, double relaxation, int[] order) throws Exception {
        Result result = VirtualResult.of(0, seed);
        List<ScanMap> maps = new ArrayList<>();
        for (ScanResult scan : result.scans()) {
            ScanMap map = scan.map();
            double[] time = Arrays.stream(order).mapToDouble(n -> SECONDS * n).toArray();
            ScanMap.Builder changed = map.toBuilder().add(new Plane(PointQuantities.TIME, time));
            if (maps.size() == 2) {
                Plane yy = map.plane("strain_yy");
                double[] values = yy.values().clone();
                double last = SECONDS * values.length;
                Arrays.setAll(values, i -> values[i] + relaxation * time[i] / last);
                double[] sigma = yy.sigma();
                assertThat(sigma).isNotNull();
                changed.add(new Plane(yy.quantity(), values, sigma));
            }
            maps.add(changed.build());
        }
        ScanSeries series = ScanSeries.of(maps, Math.toRadians(2), 5);
        List<SeriesAnalysis.Change> changes =
                IntStream.of(1, 2)
                        .mapToObj(k ->
                                new SeriesAnalysis.Change(
                                        Difference.of(series, k), List.of(), null))
                        .toList();
        return MeasuringTime.of(series, changes);
    }

    private static int[] raster() {
        return IntStream.range(0, VirtualResult.GRID.size()).toArray();
    }

    private static List<Row> reported(MeasuringTime time) {
        return time.rows().stream().filter(Row::isReported).filter(Row::isChange).toList();
    }

    /// 10⁻⁴ over the scan, three times the uncertainty of a point.
    @Test
    void whatRelaxesIsReportedWithItsRise() throws Exception {
        MeasuringTime time = of(1, -1e-4, raster());
        List<Row> reported = reported(time);
        assertThat(reported).hasSizeGreaterThanOrEqualTo(2);
        assertThat(reported)
                .allSatisfy(row -> {
                    assertThat(row.scan()).isEqualTo(2);
                    assertThat(row.quantity().name()).isIn("strain_yy", "equivalent_strain");
                });
        for (Row row : reported) {
            if (row.quantity().name().equals("strain_yy")) {
                double truth = -1e-4 * row.seconds() / (SECONDS * VirtualResult.GRID.size());
                assertThat(row.rise()).isCloseTo(truth, within(3.5 * row.riseSigma()));
                assertThat(row.riseSigma()).isLessThan(1e-5);
                assertThat(row.trend().positionShare()).isGreaterThan(0.98);
            }
        }
        assertThat(new CellSentences(List.of("a", "b", "c")).of(time))
                .anySatisfy(text ->
                        assertThat(text).contains("change from a to c, deviatoric strain yy: (−0."))
                .last()
                .asString()
                .contains("relaxation or a gradient");
    }

    /// Gradients of the sample are in all scans: no change goes with time.
    @Test
    void whatStaysIsNoChange() throws Exception {
        for (long seed = 2; seed < 8; seed++) {
            assertThat(reported(of(seed, 0, raster()))).isEmpty();
        }
    }

    @Test
    void anotherOrderTellsRelaxationFromPosition() throws Exception {
        List<Integer> shuffled = new ArrayList<>(IntStream.range(0, 1200).boxed().toList());
        Collections.shuffle(shuffled, new Random(3));
        MeasuringTime time = of(1, -1e-4, shuffled.stream().mapToInt(n -> n).toArray());
        assertThat(reported(time))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.trend().positionShare()).isLessThan(0.05));
        assertThat(new CellSentences(List.of("a", "b", "c")).of(time).getLast())
                .contains("Position explains");
    }

    @Test
    void withoutTimesNothingIsAsked() throws Exception {
        ScanSeries series =
                ScanSeries.of(
                        VirtualResult.of(0, 1).scans().stream().map(ScanResult::map).toList(),
                        Math.toRadians(2),
                        5);
        List<SeriesAnalysis.Change> changes =
                IntStream.of(1, 2)
                        .mapToObj(k ->
                                new SeriesAnalysis.Change(
                                        Difference.of(series, k), List.of(), null))
                        .toList();
        assertThat(MeasuringTime.of(series, changes).rows()).isEmpty();
    }
}
