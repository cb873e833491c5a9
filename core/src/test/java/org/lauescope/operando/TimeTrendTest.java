package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

/// Fields of known slope with noise of known correlation; over 300 seeds a root mean square is
/// known within 4/√600 = 16 %.
class TimeTrendTest {

    private static final int SIDE = 48;
    private static final ScanGrid GRID = ScanGrid.of(SIDE, SIDE, 2, 2);
    private static final int SEEDS = 300;

    private static double[] raster() {
        double[] time = new double[GRID.size()];
        Arrays.setAll(time, i -> 1.2 * i);
        return time;
    }

    private static boolean[] all() {
        boolean[] member = new boolean[GRID.size()];
        Arrays.fill(member, true);
        return member;
    }

    /// White noise, and noise averaged over a square of points.
    private static double[] noise(Random random, double white, double smooth, int window) {
        double[] fine = new double[(SIDE + window) * (SIDE + window)];
        Arrays.setAll(fine, i -> random.nextGaussian());
        double[] field = new double[GRID.size()];
        for (int i = 0; i < field.length; i++) {
            double sum = 0;
            for (int r = 0; r < window; r++) {
                for (int c = 0; c < window; c++) {
                    sum += fine[(GRID.row(i) + r) * (SIDE + window) + GRID.column(i) + c];
                }
            }
            field[i] = white * random.nextGaussian() + smooth * sum / window;
        }
        return field;
    }

    private static double pull(double white, double smooth, int window) {
        double truth = 3e-8;
        double[] time = raster();
        double squares = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] values = noise(new Random(seed), white, smooth, window);
            for (int i = 0; i < values.length; i++) {
                values[i] += truth * time[i];
            }
            TimeTrend trend = TimeTrend.of(0, GRID, all(), values, time);
            squares += Math.pow((trend.slope() - truth) / trend.sigma(), 2);
        }
        return Math.sqrt(squares / SEEDS);
    }

    /// The largest of several estimates is above the truth by a tenth.
    @Test
    void uncertaintyIsThatOfIndependentPointsIfTheyAre() {
        assertThat(pull(1e-4, 0, 1)).isBetween(0.75, 1.05);
    }

    /// Taken for independent, points that are alike in squares of 3 × 3 would give 3.
    @Test
    void uncertaintyKnowsThatNeighboursAreAlike() {
        assertThat(pull(0, 1e-4, 3)).isBetween(0.8, 1.1);
    }

    @Test
    void noiseDoesNotHideLongCorrelations() {
        assertThat(pull(1e-4, 5e-5, 6)).isBetween(0.85, 1.2);
    }

    /// Without noise the slope is exact to rounding.
    @Test
    void slopeOfAnExactLine() {
        double[] time = raster();
        double[] values = Arrays.stream(time).map(t -> 5e-4 - 2e-7 * t).toArray();
        TimeTrend trend = TimeTrend.of(4, GRID, all(), values, time);
        assertThat(trend.slope()).isCloseTo(-2e-7, within(1e-18));
        assertThat(trend.sigma()).isLessThan(1e-15);
        assertThat(trend.grain()).isEqualTo(4);
        assertThat(trend.points()).isEqualTo(GRID.size());
    }

    /// A raster's time is position; a random order's is not.
    @Test
    void timeThatIsPositionIsNamedSo() {
        double[] time = raster();
        double[] values = noise(new Random(1), 1, 0, 1);
        assertThat(TimeTrend.of(0, GRID, all(), values, time).positionShare())
                .isCloseTo(1, within(1e-9));
        Random random = new Random(2);
        Arrays.setAll(time, i -> random.nextDouble());
        assertThat(TimeTrend.of(0, GRID, all(), values, time).positionShare()).isLessThan(0.01);
    }

    @Test
    void fewPointsTellNothing() {
        boolean[] member = new boolean[GRID.size()];
        Arrays.fill(member, 0, 15, true);
        TimeTrend trend = TimeTrend.of(0, GRID, member, new double[GRID.size()], raster());
        assertThat(trend.points()).isEqualTo(15);
        assertThat(trend.slope()).isNaN();
    }
}
