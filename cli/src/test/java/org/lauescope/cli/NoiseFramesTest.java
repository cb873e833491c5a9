package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lauescope.frame.Frame;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.index.Indexer;
import org.lauescope.index.IndexerOptions;
import org.lauescope.index.PointResult;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.simulate.DetectorPreset;

/// Noise is never indexed: frames of pure Poisson noise on smooth background, searched down to
/// three and a half σ so that there are false peaks to be fooled by.
class NoiseFramesTest {

    @Test
    void noneOfForty() throws Exception {
        assertThat(indexed(40)).isZero();
    }

    @Test
    @Tag("acceptance")
    void noneOfTenThousand() throws Exception {
        assertThat(indexed(10_000)).isZero();
    }

    private static int indexed(int frames) throws Exception {
        Geometry geometry =
                new Geometry(
                        new Beam(5, 24),
                        DetectorPreset.named("Pilatus 1M").place(150, Math.PI / 2),
                        Math.PI / 4,
                        null);
        List<ReflectionList> crystals = new ArrayList<>();
        for (String name : List.of("LLZO", "Si", "Cu")) {
            crystals.add(Indexer.reflections(Crystals.named(name, Path.of("")), geometry.beam()));
        }
        PeakSearch usual = new PeakSearch();
        PeakSearch eager =
                new PeakSearch(
                        new PeakSearch.Options(3.5, 1000, PeakSearch.Options.DEFAULT.profile()));
        Indexer indexer = new Indexer(geometry, crystals, IndexerOptions.DEFAULT);
        int indexed = 0;
        for (int i = 0; i < frames; i++) {
            Frame frame = noise(geometry.detector().columns(), geometry.detector().rows(), i);
            for (PeakSearch search : List.of(usual, eager)) {
                Peaks peaks = search.find(frame, geometry.detector().mask());
                indexed += indexer.index(peaks) instanceof PointResult.Indexed ? 1 : 0;
            }
        }
        return indexed;
    }

    /// Poisson counts about a mean from 0.1 to 300 that doubles across the frame.
    private static Frame noise(int columns, int rows, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double mean = Math.exp(random.nextDouble(Math.log(0.1), Math.log(300)));
        int[] counts = new int[columns * rows];
        for (int row = 0; row < rows; row++) {
            double level = mean * (1 + (double) row / rows);
            double floor = Math.exp(-level);
            double root = Math.sqrt(level);
            for (int column = 0; column < columns; column++) {
                counts[row * columns + column] =
                        level < 12
                                ? poisson(random, floor)
                                : (int)
                                        Math.max(
                                                0, Math.rint(level + root * random.nextGaussian()));
            }
        }
        return Frame.ofCounts("noise " + seed, columns, rows, counts, Frame.Header.UNKNOWN);
    }

    /// Knuth's method (The Art of Computer Programming 2, 3.4.1).
    private static int poisson(SplittableRandom random, double floor) {
        int count = 0;
        for (double product = random.nextDouble();
                product > floor;
                product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
