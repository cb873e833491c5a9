package org.lauescope.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lauescope.frame.Frame;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.Profile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long does a frame take from its pixels to its fitted peaks, and how much of it is the
/// search?
///
/// Frames are photon counts: a background of 20 a pixel and Gaussian spots of 1.1 px of 2000 to 200
/// 000 counts, 100 of them on 1 Mpx and 150 on 4 Mpx. The difference of the two benchmarks is the
/// time of the fits.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class PeakSearchBenchmark {

    @Param({"1", "4"})
    int megapixels;

    private Frame frame = frame(1, 1, 0);
    private PeakSearch full = new PeakSearch();
    private PeakSearch searchOnly = full;

    @Setup
    public void setUp() {
        int side = megapixels == 1 ? 1024 : 2048;
        int spots = megapixels == 1 ? 100 : 150;
        frame = frame(side, side, spots);
        full = new PeakSearch();
        searchOnly = new PeakSearch(new PeakSearch.Options(5.5, 1, Profile.PSEUDO_VOIGT));
        int found = full.find(frame, null).size();
        if (Math.abs(found - spots) > spots / 20) {
            throw new IllegalStateException(
                    "%d peaks found; the benchmark's frame has %d".formatted(found, spots));
        }
    }

    /// Background, hits, candidates, and the fit of the strongest peak alone.
    @Benchmark
    public Peaks search() {
        return searchOnly.find(frame, null);
    }

    /// Everything.
    @Benchmark
    public Peaks searchAndFit() {
        return full.find(frame, null);
    }

    private static Frame frame(int columns, int rows, int spots) {
        SplittableRandom random = new SplittableRandom(1);
        double[] expected = new double[columns * rows];
        java.util.Arrays.fill(expected, 20);
        for (int k = 0; k < spots; k++) {
            double x = 20 + random.nextDouble() * (columns - 40);
            double y = 20 + random.nextDouble() * (rows - 40);
            double counts = 2000 * Math.pow(100, random.nextDouble());
            for (int r = (int) y - 8; r <= y + 8; r++) {
                for (int c = (int) x - 8; c <= x + 8; c++) {
                    double u = ((c - x) * (c - x) + (r - y) * (r - y)) / (1.1 * 1.1);
                    expected[r * columns + c] +=
                            counts * Math.exp(-u / 2) / (2 * Math.PI * 1.1 * 1.1);
                }
            }
        }
        int[] counts = new int[expected.length];
        for (int i = 0; i < counts.length; i++) {
            // close enough to a Poisson number at 20 and more
            double noise = Math.sqrt(expected[i]) * random.nextGaussian();
            counts[i] = (int) Math.max(0, Math.round(expected[i] + noise));
        }
        return Frame.ofCounts("benchmark", columns, rows, counts, Frame.Header.UNKNOWN);
    }
}
