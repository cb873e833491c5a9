package org.lauescope.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.index.Indexer;
import org.lauescope.index.IndexerOptions;
import org.lauescope.index.PointResult;
import org.lauescope.index.Prediction;
import org.lauescope.index.Propagation;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.refine.CrystalState;
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

/// How long does a frame of one grain take from its peak list to orientation and strain, with no
/// start orientation, the search for further grains included? And how long where the neighbouring
/// point tells what to expect, 0.05° off? The given number of peaks, 0.2 px noise; three tenths of
/// the peaks are spurious, a tenth for the frames called clean.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IndexingBenchmark {

    private static final int PATTERNS = 32;

    @Param({"LLZO 300", "LLZO 100", "Ge 100", "noise 100", "LLZO 300 clean", "LLZO 100 clean"})
    private String frame = "";

    private final Peaks[] peaks = new Peaks[PATTERNS];
    private Indexer indexer =
            new Indexer(
                    nearDetector(), List.of(list("Ge", nearDetector())), IndexerOptions.DEFAULT);
    private final List<List<Prediction>> predictions = new ArrayList<>();
    private Propagation propagation =
            new Propagation(
                    nearDetector(), List.of(list("Ge", nearDetector())), IndexerOptions.DEFAULT);
    private int next;

    @Setup
    public void makePatterns() {
        String[] words = frame.split(" ", -1);
        int count = Integer.parseInt(words[1]);
        boolean noise = words[0].equals("noise");
        Geometry geometry = words[0].equals("LLZO") ? pilatus() : nearDetector();
        ReflectionList list = list(noise ? "Ge" : words[0], geometry);
        indexer = new Indexer(geometry, List.of(list), IndexerOptions.DEFAULT);
        propagation = new Propagation(geometry, List.of(list), IndexerOptions.DEFAULT);
        Random random = new Random(1);
        Matrix3 turn = Matrix3.rotation(new Vector3(0.6, 0, 0.8).times(Math.toRadians(0.05)));
        int spurious = noise ? count : words.length > 2 ? count / 10 : count * 3 / 10;
        Matrix3 orientation = orientation(random);
        for (int n = 0; n < PATTERNS; n++) {
            // Points in a line of one grain.
            orientation = turn.times(orientation);
            peaks[n] = pattern(list, geometry, orientation, count, spurious, random);
            CrystalState expected = CrystalState.unstrained(turn.transpose().times(orientation));
            predictions.add(List.of(new Prediction(0, expected)));
        }
    }

    private static Matrix3 orientation(Random random) {
        return new Quaternion(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .unit()
                .matrix();
    }

    /// The brightest spots of an orientation, and spurious peaks.
    private static Peaks pattern(
            ReflectionList list,
            Geometry geometry,
            Matrix3 orientation,
            int count,
            int spurious,
            Random random) {
        SpotPattern pattern = new SpotPattern(list, geometry);
        int spots = pattern.compute(orientation);
        double[] sorted = pattern.intensities();
        Arrays.sort(sorted);
        int wanted = Math.min(count - spurious, spots);
        double faintest = wanted > 0 ? sorted[spots - wanted] : Double.POSITIVE_INFINITY;
        Peaks.Builder builder = new Peaks.Builder();
        for (int i = 0; i < spots; i++) {
            if (pattern.intensity(i) >= faintest) {
                builder.add(
                        pattern.x(i) + 0.2 * random.nextGaussian(),
                        pattern.y(i) + 0.2 * random.nextGaussian(),
                        pattern.intensity(i));
            }
        }
        double brightest = sorted[spots - 1];
        for (int i = 0; i < spurious; i++) {
            builder.add(
                    random.nextDouble() * geometry.detector().columns(),
                    random.nextDouble() * geometry.detector().rows(),
                    brightest * Math.pow(10, -3 * random.nextDouble()));
        }
        return builder.buildByIntensity();
    }

    private static ReflectionList list(String crystal, Geometry geometry) {
        try {
            return ReflectionList.of(
                    Crystals.named(crystal, Path.of(".")), geometry.beam(), Indexer.FAINTEST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// 1 Mpx at 138 mm.
    private static Geometry pilatus() {
        Detector detector =
                new Detector(
                        "Pilatus 1M",
                        981,
                        1043,
                        0.172,
                        0.172,
                        new Vector3(-89.7, 84.4, 138.5),
                        new Vector3(0, -1, 0),
                        new Vector3(1, 0, 0),
                        null);
        return new Geometry(new Beam(5, 24), detector, Math.PI / 4, null);
    }

    /// 4 Mpx at 75 mm.
    private static Geometry nearDetector() {
        Detector detector =
                new Detector(
                        "near",
                        2048,
                        2048,
                        0.08,
                        0.08,
                        new Vector3(-80, 82, 75),
                        new Vector3(0, -1, 0),
                        new Vector3(1, 0, 0),
                        null);
        return new Geometry(new Beam(5, 22), detector, Math.toRadians(40), null);
    }

    @Benchmark
    public PointResult index() {
        return indexer.index(peaks[next++ % PATTERNS]);
    }

    @Benchmark
    public PointResult propagate() {
        int n = next++ % PATTERNS;
        return propagation.propagate(peaks[n], predictions.get(n));
    }
}
