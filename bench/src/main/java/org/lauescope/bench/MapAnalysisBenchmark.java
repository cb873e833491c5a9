package org.lauescope.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Stiffness;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.map.StressAssumption;
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

/// How long do grains, boundaries, curvature and stress of a whole map take? Square grains of 50 ×
/// 50 points, bent, with noise.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class MapAnalysisBenchmark {

    private static final int GRAIN = 50;

    @Param({"130", "1000"})
    private int side = 130;

    private ScanMap map = scan(GRAIN);

    private static final MapAnalysis.Options OPTIONS =
            MapAnalysis.Options.DEFAULT.withStiffness(
                    Map.of("LLZO", Stiffness.cubic(169.8, 63.9, 69.8, "Yu et al. 2016")),
                    StressAssumption.FREE_SURFACE);

    @Setup
    public void prepare() {
        map = scan(side);
    }

    @Benchmark
    public MapAnalysis everything() {
        return MapAnalysis.of(map, OPTIONS);
    }

    private static ScanMap scan(int side) {
        ScanGrid grid = ScanGrid.of(side, side, 2, 2);
        Random random = new Random(1);
        int across = side / GRAIN + 1;
        Quaternion[] grains = new Quaternion[across * across];
        Arrays.setAll(
                grains,
                n ->
                        new Quaternion(
                                        random.nextGaussian(),
                                        random.nextGaussian(),
                                        random.nextGaussian(),
                                        random.nextGaussian())
                                .unit());
        double[] quaternions = new double[4 * grid.size()];
        for (int i = 0; i < grid.size(); i++) {
            Vector3 turn =
                    new Vector3(
                            1e-4 * random.nextGaussian(),
                            1e-4 * (grid.column(i) % GRAIN + random.nextGaussian()),
                            1e-4 * random.nextGaussian());
            Quaternion q =
                    Quaternion.ofRotationVector(turn)
                            .times(grains[grid.row(i) / GRAIN * across + grid.column(i) / GRAIN]);
            quaternions[4 * i] = q.w();
            quaternions[4 * i + 1] = q.x();
            quaternions[4 * i + 2] = q.y();
            quaternions[4 * i + 3] = q.z();
        }
        PointStatus[] status = new PointStatus[grid.size()];
        Arrays.fill(status, PointStatus.INDEXED);
        ScanMap.Builder builder =
                ScanMap.builder(
                        "bent grains",
                        status,
                        new OrientationMap(
                                grid, List.of(llzo()), new int[grid.size()], quaternions));
        double[] noise = new double[grid.size()];
        Arrays.fill(noise, 1.7e-4);
        builder.add(new Plane(Quantity.sequential("rotation_noise", "noise", "rad"), noise));
        for (Quantity strain : PointQuantities.STRAIN) {
            double[] sigma = new double[grid.size()];
            Arrays.fill(sigma, 5e-5);
            builder.add(
                    new Plane(strain, random.doubles(grid.size(), -1e-3, 1e-3).toArray(), sigma));
        }
        return builder.build();
    }

    private static Crystal llzo() {
        try {
            return Crystals.named("LLZO", Path.of(""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
