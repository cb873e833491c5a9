package org.lauescope.bench;

import java.util.Random;
import org.lauescope.frame.Frame;

/// A frame like a Laue pattern: background of 40 counts with its noise, spots, gaps between
/// modules.
final class SyntheticFrame {

    private SyntheticFrame() {}

    static Frame of(int columns, int rows) {
        Random random = new Random(11);
        int[] counts = new int[columns * rows];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) Math.max(0, Math.round(random.nextGaussian(40, Math.sqrt(40))));
        }
        for (int spot = 0; spot < counts.length / 10_000; spot++) {
            int x = 5 + random.nextInt(columns - 10);
            int y = 5 + random.nextInt(rows - 10);
            double height = 200 * Math.exp(4 * random.nextDouble());
            for (int dy = -4; dy <= 4; dy++) {
                for (int dx = -4; dx <= 4; dx++) {
                    counts[(y + dy) * columns + x + dx] +=
                            (int) (height * Math.exp(-(dx * dx + dy * dy) / 3.0));
                }
            }
        }
        for (int row = 195; row < rows; row += 212) {
            java.util.Arrays.fill(counts, row * columns, Math.min(row + 17, rows) * columns, -1);
        }
        var header = new Frame.Header(1, null, 1_000_000, Frame.Kind.COUNTING);
        return Frame.ofCounts("synthetic", columns, rows, counts, header);
    }
}
