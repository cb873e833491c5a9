package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lauescope.io.virtual.ScanSimulation;
import org.lauescope.io.virtual.VirtualExperiment;
import org.lauescope.io.virtual.VirtualScan;

/// Writes the frames of a virtual scan on several threads. A frame depends on its place alone, so
/// the files do not depend on the number of threads.
final class ScanFrames {

    private final VirtualExperiment experiment;
    private final VirtualScan scan;
    private final int threads;

    ScanFrames(VirtualExperiment experiment, VirtualScan scan, int threads) {
        this.experiment = experiment;
        this.scan = scan;
        this.threads = threads;
    }

    /// Frames that are there already are left alone.
    ///
    /// @param step run after each point of the scan
    /// @return number of frames made now
    int write(Path folder, Runnable step) throws IOException, InterruptedException {
        ThreadLocal<ScanSimulation> simulation =
                ThreadLocal.withInitial(() -> new ScanSimulation(experiment, scan));
        int points = scan.grid().size();
        int made = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Queue<Future<Boolean>> ahead = new ArrayDeque<>();
            for (int next = 0; next < points || !ahead.isEmpty(); ) {
                while (next < points && ahead.size() < 8 * threads) {
                    int order = next++;
                    ahead.add(pool.submit(() -> simulation.get().write(folder, order)));
                }
                made += result(ahead.remove()) ? 1 : 0;
                step.run();
            }
        }
        return made;
    }

    private static boolean result(Future<Boolean> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new IOException(cause.getMessage(), cause);
            }
            throw new IllegalStateException("the simulation of a frame broke off", e.getCause());
        }
    }
}
