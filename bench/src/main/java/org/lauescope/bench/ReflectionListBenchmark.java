package org.lauescope.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.laue.Beam;
import org.lauescope.laue.ReflectionList;
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

/// What does a run wait for before its first frame: reading a crystal, ranking its reflections to
/// 24 keV?
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReflectionListBenchmark {

    private static final Path HERE = Path.of("");

    @Param({"Si", "LLZO", "LLZO-tetragonal"})
    private String name = "LLZO";

    private final Beam beam = new Beam(5, 24);
    private Crystal crystal = read("Si");

    @Setup
    public void prepare() {
        crystal = read(name);
    }

    @Benchmark
    public Crystal crystal() {
        return read(name);
    }

    @Benchmark
    public ReflectionList everyDirection() {
        return ReflectionList.of(crystal, beam, 0);
    }

    private static Crystal read(String name) {
        try {
            return Crystals.named(name, HERE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
