package org.lauescope.run;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lauescope.run.analysis.PointAnalysis;
import org.lauescope.run.analysis.PointRecord;

/// A fixed number of threads that analyse points, each with buffers of its own.
final class Workers implements AutoCloseable {

    /// Points handed out per thread: enough to keep every thread busy while the receiver commits a
    /// tile. What waits is peaks and grains, some 0.1 MB each, no frames.
    private static final int AHEAD = 32;

    private final int threads;
    private final ExecutorService pool;
    private final ThreadLocal<PointAnalysis> analysis;

    Workers(int threads, Supplier<PointAnalysis> analyses) {
        this.threads = threads;
        pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("point-", 0).factory());
        analysis = ThreadLocal.withInitial(analyses);
    }

    /// One thing to do.
    ///
    /// @param tag tells the receiver what it was
    record Task<T>(T tag, Function<PointAnalysis, @Nullable PointRecord> work) {}

    interface Receiver<T, E extends Exception> {
        void accept(T tag, @Nullable PointRecord record) throws E;
    }

    /// Does the tasks on all threads and hands on the answers in the order of the tasks.
    <T, E extends Exception> void run(
            Iterator<Task<T>> tasks, RunListener listener, Receiver<T, E> receiver)
            throws E, StoppedException, InterruptedException {
        Queue<Pending<T>> pending = new ArrayDeque<>();
        while (tasks.hasNext() || !pending.isEmpty()) {
            while (tasks.hasNext() && pending.size() < AHEAD * threads) {
                Task<T> task = tasks.next();
                pending.add(
                        new Pending<>(
                                task.tag(), pool.submit(() -> task.work().apply(analysis.get()))));
            }
            if (listener.isStopped()) {
                pending.forEach(one -> one.record.cancel(false));
                throw new StoppedException();
            }
            Pending<T> first = pending.remove();
            receiver.accept(first.tag, answer(first.record));
        }
    }

    private record Pending<T>(T tag, Future<@Nullable PointRecord> record) {}

    private static @Nullable PointRecord answer(Future<@Nullable PointRecord> future)
            throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the analysis of a point broke off", e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        pool.close();
    }
}
