package org.lauescope.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Refinement;
import org.lauescope.refine.RefinementOptions;
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

/// How long does one LLZO grain of known orientation take, from its peak list to strain with
/// errors? 1 Mpx detector at 150 mm, 5–24 keV, start 0.05° and 5e-4 off, 0.1 px noise, a fifth of
/// the peaks spurious.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RefinementBenchmark {

    @Param({"100", "300"})
    private int peakCount;

    private static final int PATTERNS = 16;

    private final Peaks[] peaks = new Peaks[PATTERNS];
    private final CrystalState[] starts = new CrystalState[PATTERNS];
    private final SpotPattern pattern;
    private final Refinement refinement;
    private final Refinement orientation;
    private int next;

    public RefinementBenchmark() {
        Detector detector =
                new Detector(
                        "Pilatus 1M",
                        981,
                        1043,
                        0.172,
                        0.172,
                        new Vector3(-87, 85, 150),
                        new Vector3(0, -1, 0),
                        Vector3.X,
                        null);
        Geometry geometry = new Geometry(new Beam(5, 24), detector, Math.toRadians(45), null, true);
        ReflectionList list = ReflectionList.of(garnet(), geometry.beam());
        pattern = new SpotPattern(list, geometry);
        refinement = new Refinement(geometry, RefinementOptions.DEFAULT);
        orientation = new Refinement(geometry, RefinementOptions.DEFAULT.orientationOnly());
    }

    private static Crystal garnet() {
        try {
            return Crystals.named("LLZO", Path.of(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Setup
    public void prepare() {
        Random random = new Random(1);
        for (int i = 0; i < PATTERNS; i++) {
            Vector3 axis =
                    new Vector3(
                            random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
            CrystalState truth = CrystalState.unstrained(Matrix3.rotation(axis));
            peaks[i] = peaks(truth, random);
            starts[i] =
                    new CrystalState(
                            Matrix3.rotation(new Vector3(6e-4, -5e-4, 4e-4))
                                    .times(truth.labFromCrystal()),
                            new SymmetricTensor(5e-4, -5e-4, 0, 0, 5e-4, 0));
        }
    }

    private Peaks peaks(CrystalState truth, Random random) {
        int n = pattern.compute(truth.reciprocalDeformation());
        int[] brightest =
                IntStream.range(0, n)
                        .boxed()
                        .sorted((a, b) ->
                                Double.compare(pattern.intensity(b), pattern.intensity(a)))
                        .limit(peakCount * 4 / 5)
                        .mapToInt(Integer::intValue)
                        .toArray();
        Peaks.Builder builder = new Peaks.Builder();
        for (int s : brightest) {
            add(
                    builder,
                    pattern.x(s) + 0.1 * random.nextGaussian(),
                    pattern.y(s) + 0.1 * random.nextGaussian());
        }
        for (int i = 0; i < peakCount / 5; i++) {
            add(builder, 981 * random.nextDouble(), 1043 * random.nextDouble());
        }
        return builder.build();
    }

    private static void add(Peaks.Builder builder, double x, double y) {
        double[] row = new double[Peaks.Column.values().length];
        Arrays.fill(row, 1);
        row[Peaks.Column.X.ordinal()] = x;
        row[Peaks.Column.Y.ordinal()] = y;
        row[Peaks.Column.VARIANCE_X.ordinal()] = 0.01;
        row[Peaks.Column.VARIANCE_Y.ordinal()] = 0.01;
        row[Peaks.Column.COVARIANCE_XY.ordinal()] = 0;
        builder.add(row, 0);
    }

    private int next() {
        next = (next + 1) % PATTERNS;
        return next;
    }

    @Benchmark
    public Optional<GrainFit> orientationAndStrain() {
        int i = next();
        return refinement.refine(peaks[i], pattern, starts[i]);
    }

    @Benchmark
    public Optional<GrainFit> orientationOnly() {
        int i = next();
        return orientation.refine(peaks[i], pattern, starts[i]);
    }

    /// The part of it that predicting the spots takes, once.
    @Benchmark
    public int prediction() {
        return pattern.compute(starts[next()].reciprocalDeformation());
    }
}
