package org.lauescope.run.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.series.CourseTrends.Row;

/// Maps of known slope: grains with strains of their own, the same in all maps, and noise of
/// points.
class CourseTrendsTest {

    private static final ScanGrid GRID = ScanGrid.of(40, 24, 5, 5);
    private static final double SLOPE = 2e-6;
    private static final int SEEDS = 200;

    /// @param whole standard deviation of what a whole map has wrong
    private static Row row(long seed, double[] x, double whole) {
        Random random = new Random(seed);
        double[] grains = new double[10 * 6];
        for (int g = 0; g < grains.length; g++) {
            grains[g] = 3e-4 * random.nextGaussian();
        }
        List<double[]> maps = new ArrayList<>();
        for (double at : x) {
            double common = SLOPE * at + whole * random.nextGaussian();
            double[] values = new double[GRID.size()];
            for (int i = 0; i < values.length; i++) {
                int grain = GRID.row(i) / 4 * 10 + GRID.column(i) / 4;
                values[i] = common + grains[grain] + 2e-4 * random.nextGaussian();
            }
            maps.add(values);
        }
        return CourseTrends.row(PointQuantities.STRAIN.get(1), GRID, maps, x);
    }

    private static double coverage(double[] x, double whole) {
        int held = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Row row = row(seed, x, whole);
            held += Math.abs(row.slope() - SLOPE) <= row.halfWidth() ? 1 : 0;
        }
        return (double) held / SEEDS;
    }

    /// Of 200, 95 % are 190 ± 3.1; the larger of two uncertainties holds more.
    @Test
    @Tag("acceptance")
    void intervalHoldsTheTruthAsOftenAsItSays() {
        assertThat(coverage(new double[] {0, 100, 200, 300, 400}, 0)).isBetween(0.9, 1.0);
        assertThat(coverage(new double[] {0, 200, 400}, 1e-4)).isBetween(0.9, 1.0);
        assertThat(coverage(new double[] {0, 100, 200, 300, 400}, 1e-4)).isBetween(0.9, 0.99);
    }

    /// Even maps, whose medians are 1, 4, 5 ·10⁻⁴ at 0, 100, 300. By hand: Sxx = 140 000 ⁄ 3, Sxy =
    /// 0.17 ⁄ 3, residuals −5, 7.5, −2.5 of 7·10⁻⁵, with one degree of freedom, in which t of 95 %
    /// is tan(0.95 π ⁄ 2) and p = 1 − 2 atan(t) ⁄ π.
    @Test
    void lineThroughThreeMedians() {
        double[] x = {0, 100, 300};
        double[] medians = {1e-4, 4e-4, 5e-4};
        List<double[]> maps = new ArrayList<>();
        for (double median : medians) {
            double[] values = new double[GRID.size()];
            Arrays.fill(values, median);
            maps.add(values);
        }
        Row row = CourseTrends.row(PointQuantities.STRAIN.get(1), GRID, maps, x);
        double slope = 0.17 / 140_000;
        double scatter = Math.sqrt((25 + 56.25 + 6.25) / 49 * 1e-8 / (140_000 / 3.0));
        assertThat(row.medians()).containsExactly(medians);
        assertThat(row.slope()).isCloseTo(slope, withinPercentage(1e-9));
        assertThat(row.scatterSigma()).isCloseTo(scatter, withinPercentage(1e-9));
        assertThat(row.blockSigma()).isZero();
        assertThat(row.halfWidth())
                .isCloseTo(scatter * Math.tan(0.95 * Math.PI / 2), withinPercentage(1e-5));
        assertThat(row.p())
                .isCloseTo(1 - 2 * Math.atan(slope / scatter) / Math.PI, withinPercentage(1e-5));
    }

    /// Noise alone: slopes are right within 4 of the σ that blocks give.
    @Test
    void slopesAreRightWithinTheirUncertainty() {
        double[] x = {0, 100, 200, 300, 400};
        for (long seed = 0; seed < 8; seed++) {
            Row row = row(seed, x, 0);
            assertThat(row.slope()).isCloseTo(SLOPE, within(4 * row.blockSigma()));
            // Far from zero, so that its sign is seen.
            assertThat(row.slope()).isGreaterThan(4 * row.blockSigma());
        }
    }

    /// Grains that maps share do not blur the slope: the median of 960 independent points of √(3² +
    /// 2²)·10⁻⁴ would be uncertain by 1.5·10⁻⁵, of noise alone by 0.8·10⁻⁵.
    @Test
    void whatMapsShareDropsOut() {
        double[] x = {0, 400};
        double sum = 0;
        for (long seed = 0; seed < 20; seed++) {
            sum += row(seed, x, 0).blockSigma() * 400 / Math.sqrt(2) / 20;
        }
        assertThat(sum).isBetween(6e-6, 1.5e-5);
    }

    @Test
    void aCourseFitsItsScans() throws Exception {
        assertThatThrownBy(() ->
                        CourseTrends.of(VirtualResult.of(0, 1), "load", "MPa", new double[] {0, 1}))
                .isInstanceOf(SeriesException.class)
                .hasMessageContaining("2 values of load for 3 scans (Scan 0, Scan 1, Scan 2)");
        assertThat(
                        CourseTrends.of(
                                        VirtualResult.of(0, 1),
                                        "load",
                                        "MPa",
                                        new double[] {0, 1, 2})
                                .rows())
                .extracting(row -> row.quantity().name())
                .contains("strain_xx", "strain_xy");
    }
}
