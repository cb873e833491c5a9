package org.lauescope.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lauescope.frame.Frame;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.index.IndexerOptions;
import org.lauescope.index.PointResult;
import org.lauescope.index.Prediction;
import org.lauescope.index.Propagation;
import org.lauescope.io.frame.Frames;
import org.lauescope.laue.ReflectionList;

/// How many frames a second go from disk to orientation and strain, where does the time go, and how
/// far is that from reading the same pixels and adding them up?
///
/// Scans of about 70, 150 and 280 peaks a frame ([VirtualScan]); each point is predicted from the
/// one before. Times of the steps are processor time of the threads, so they hold on a busy machine
/// too; frames a second are those of the clock.
public final class Throughput {

    /// In the strongest spot.
    private static final double[] PHOTONS = {2e3, 6e3, 1.4e4};

    /// The first warms the compiler up.
    private static final int ROUNDS = 3;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private Throughput() {}

    /// @param arguments folder, number of frames, number of threads
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException {
        Path folder = Path.of(arguments[0]);
        int frames = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        ReflectionList llzo = VirtualScan.llzo();
        System.out.println(
                "peaks  frames/s  read ms  search and fit ms  index and refine ms  indexed  floor frames/s  ratio");
        for (double photons : PHOTONS) {
            Path place = folder.resolve("photons-%.0f".formatted(photons));
            VirtualScan scan = new VirtualScan(place, frames, photons);
            scan.write();
            double floor = 0;
            double rate = 0;
            Sums sums = new Sums();
            for (int round = 0; round < ROUNDS; round++) {
                floor = frames / seconds(threads, part -> sum(scan, part, threads));
                Sums all = new Sums();
                rate = frames / seconds(threads, part -> all.add(chain(scan, llzo, part, threads)));
                sums = all;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%5.0f  %8.0f  %7.2f  %17.2f  %19.2f  %7.3f  %14.0f  %5.2f%n",
                    sums.peaks / frames,
                    rate,
                    sums.read / frames * 1e-6,
                    sums.search / frames * 1e-6,
                    sums.index / frames * 1e-6,
                    sums.indexed / frames,
                    floor,
                    rate / floor);
        }
        System.out.printf(Locale.ROOT, "largest heap: %.0f MB%n", peakHeap() * 1e-6);
    }

    /// What a thread has done; times in ns.
    private static final class Sums {
        private double read;
        private double search;
        private double index;
        private double peaks;
        private double indexed;

        synchronized long add(Sums other) {
            read += other.read;
            search += other.search;
            index += other.index;
            peaks += other.peaks;
            indexed += other.indexed;
            return 0;
        }
    }

    private static Sums chain(VirtualScan scan, ReflectionList llzo, int part, int parts)
            throws IOException {
        PeakSearch search = new PeakSearch();
        Propagation propagation =
                new Propagation(VirtualScan.GEOMETRY, List.of(llzo), IndexerOptions.DEFAULT);
        Sums sums = new Sums();
        List<Prediction> predictions = List.of();
        int end = scan.frames() * (part + 1) / parts;
        for (int n = scan.frames() * part / parts; n < end; n++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            Frame frame = Frames.read(scan.file(n));
            long read = CLOCK.getCurrentThreadCpuTime();
            Peaks peaks = search.find(frame, VirtualScan.GEOMETRY.detector().mask());
            long searched = CLOCK.getCurrentThreadCpuTime();
            PointResult result = propagation.propagate(peaks, predictions);
            sums.index += CLOCK.getCurrentThreadCpuTime() - searched;
            sums.search += searched - read;
            sums.read += read - start;
            sums.peaks += peaks.size();
            if (result instanceof PointResult.Indexed indexed) {
                predictions = List.of(new Prediction(0, indexed.grains().getFirst().state()));
                sums.indexed++;
            }
        }
        return sums;
    }

    private static long sum(VirtualScan scan, int part, int parts) throws IOException {
        long sum = 0;
        int end = scan.frames() * (part + 1) / parts;
        for (int n = scan.frames() * part / parts; n < end; n++) {
            for (int count : Objects.requireNonNull(Frames.read(scan.file(n)).counts())) {
                sum += count;
            }
        }
        return sum;
    }

    /// The part of the work that one thread does.
    private interface Work {
        long of(int part) throws IOException;
    }

    private static double seconds(int threads, Work work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int part = t;
                tasks.add(() -> work.of(part));
            }
            long start = System.nanoTime();
            for (Future<Long> done : pool.invokeAll(tasks)) {
                done.get();
            }
            return (System.nanoTime() - start) * 1e-9;
        }
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
