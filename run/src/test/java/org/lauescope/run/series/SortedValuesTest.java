package org.lauescope.run.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;
import org.lauescope.operando.Distribution;
import org.lauescope.operando.Field;
import org.lauescope.operando.Region;

final class SortedValuesTest {

    /// Against the sorted list with all repetitions written out.
    @Test
    void repeatedPointsCountAsOftenAsTheyOccur() {
        Random random = new Random(7);
        for (int trial = 0; trial < 50; trial++) {
            double[] values = new double[30];
            Arrays.setAll(
                    values, i -> i % 9 == 4 ? Double.NaN : Math.rint(5 * random.nextGaussian()));
            double[] ones = new double[values.length];
            Arrays.fill(ones, 1);
            int[] drawn = random.ints(1 + random.nextInt(40), 5, 25).toArray();
            int[] times = new int[values.length];
            Arrays.stream(drawn).forEach(point -> times[point]++);
            Distribution expected =
                    Distribution.of(
                            new Field(ScanGrid.of(6, 5, 1, 1), values, ones),
                            new Region("", drawn));
            double[] found = new double[5];
            new SortedValues(values, IntStream.range(5, 25).toArray()).summary(times, found, 1);
            double[] summary = {
                expected.quantile(0.1),
                expected.median(),
                expected.quantile(0.9),
                expected.fractionAbove(0)
            };
            for (int k = 0; k < 4; k++) {
                if (Double.isNaN(summary[k])) {
                    assertThat(found[k + 1]).isNaN();
                } else {
                    assertThat(found[k + 1]).isCloseTo(summary[k], within(1e-12));
                }
            }
        }
    }
}
