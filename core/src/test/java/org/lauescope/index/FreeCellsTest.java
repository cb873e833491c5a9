package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.frame.Peaks;

/// Oracle: the distances to all free peaks.
final class FreeCellsTest {

    private static final double RADIUS = 4.9;

    @Test
    void missNoFreePeakAndPassByMostOtherPlaces() {
        Random random = new Random(3);
        Peaks.Builder builder = new Peaks.Builder();
        Patterns.addNoise(builder, Patterns.pilatus(), 200, random);
        builder.add(-0.4, -0.4, 1);
        builder.add(980.4, 1042.4, 1);
        PeakField field = new PeakField(Patterns.pilatus().detector());
        FreeCells cells = new FreeCells(Patterns.pilatus().detector(), RADIUS);
        field.load(builder.build());
        check(field, cells, random);
        for (int peak = 0; peak < 150; peak++) {
            field.take(peak);
        }
        check(field, cells, random);
        field.release();
        check(field, cells, random);
    }

    private static void check(PeakField field, FreeCells cells, Random random) {
        cells.mark(field);
        int places = 20_000;
        int marked = 0;
        for (int n = 0; n < places; n++) {
            double x = random.nextDouble(-30, 1010);
            double y = random.nextDouble(-30, 1070);
            marked += cells.mayHold(x, y) ? 1 : 0;
            if (isNear(field, x, y)) {
                assertThat(cells.mayHold(x, y)).isTrue();
            }
        }
        for (int peak = 0; peak < field.size(); peak++) {
            if (!field.isTaken(peak)) {
                double angle = random.nextDouble(2 * Math.PI);
                double x = field.x(peak) + RADIUS * Math.cos(angle);
                double y = field.y(peak) + RADIUS * Math.sin(angle);
                assertThat(cells.mayHold(x, y)).isTrue();
            }
        }
        // 202 squares of at most (2 · 4.9 + 2 · 4 + 1) px a side cover 6 % of the detector.
        assertThat(marked).isLessThan(places * 7 / 100);
        assertThat(cells.mayHold(Double.NaN, 5)).isFalse();
        assertThat(cells.mayHold(-1e9, 5)).isFalse();
        assertThat(cells.mayHold(5, 1e9)).isFalse();
    }

    private static boolean isNear(PeakField field, double x, double y) {
        for (int i = 0; i < field.size(); i++) {
            if (!field.isTaken(i) && Math.hypot(field.x(i) - x, field.y(i) - y) < RADIUS) {
                return true;
            }
        }
        return false;
    }
}
