package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    /// All ways to give each row a free column or none are tried.
    @Test
    void isTheCheapestOfAll() {
        Random random = new Random(4);
        for (int trial = 0; trial < 400; trial++) {
            int rows = random.nextInt(6);
            int columns = 1 + random.nextInt(5);
            double[][] cost = new double[rows][columns];
            for (double[] row : cost) {
                for (int c = 0; c < columns; c++) {
                    row[c] =
                            random.nextInt(4) == 0
                                    ? Double.POSITIVE_INFINITY
                                    : 3 * random.nextDouble();
                }
            }
            double found = 0;
            boolean[] taken = new boolean[columns];
            int[] assigned = Assignment.of(cost, 2);
            for (int row = 0; row < rows; row++) {
                found += assigned[row] < 0 ? 2 : cost[row][assigned[row]];
                if (assigned[row] >= 0) {
                    assertThat(taken[assigned[row]]).isFalse();
                    taken[assigned[row]] = true;
                }
            }
            assertThat(found).isCloseTo(cheapest(cost, 0, new boolean[columns]), within(1e-12));
        }
    }

    private static double cheapest(double[][] cost, int row, boolean[] taken) {
        if (row == cost.length) {
            return 0;
        }
        double least = 2 + cheapest(cost, row + 1, taken);
        for (int c = 0; c < taken.length; c++) {
            if (!taken[c]) {
                taken[c] = true;
                least = Math.min(least, cost[row][c] + cheapest(cost, row + 1, taken));
                taken[c] = false;
            }
        }
        return least;
    }
}
