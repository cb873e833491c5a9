package org.lauescope.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Analyses many inputs on several threads and hands on the outcomes in the order of the inputs.
final class Batch {

    private final Supplier<FrameAnalysis> analyses;
    private final int threads;

    /// @param analyses makes the analysis of one thread
    Batch(Supplier<FrameAnalysis> analyses, int threads) {
        this.analyses = analyses;
        this.threads = threads;
    }

    @FunctionalInterface
    interface Receiver {
        void accept(Outcome outcome) throws IOException;
    }

    void run(List<Input> inputs, Receiver receiver) throws IOException, InterruptedException {
        int workers = Math.clamp(threads, 1, Math.max(1, inputs.size()));
        ThreadLocal<FrameAnalysis> analysis = ThreadLocal.withInitial(analyses);
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            Queue<Future<Outcome>> ahead = new ArrayDeque<>();
            for (int next = 0; next < inputs.size() || !ahead.isEmpty(); ) {
                // A few frames ahead keep every thread busy without holding a scan in memory.
                while (next < inputs.size() && ahead.size() < 2 * workers) {
                    Input input = inputs.get(next++);
                    ahead.add(pool.submit(() -> analysis.get().analyse(input)));
                }
                receiver.accept(outcome(ahead.remove()));
            }
        }
    }

    private static Outcome outcome(Future<Outcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the analysis of a frame broke off", e.getCause());
        }
    }
}
