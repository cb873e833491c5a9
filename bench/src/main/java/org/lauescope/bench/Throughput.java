package org.lauescope.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lauescope.frame.Frame;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.index.IndexerOptions;
import org.lauescope.index.PointResult;
import org.lauescope.index.Prediction;
import org.lauescope.index.Propagation;
import org.lauescope.io.frame.Frames;
import org.lauescope.laue.ReflectionList;
import org.lauescope.run.Run;
import org.lauescope.run.RunListener;
import org.lauescope.run.RunOptions;
import org.lauescope.run.StoppedException;
import org.lauescope.run.experiment.ExperimentToml;

/// How many frames a second go from disk to the result file, where does the time go, and how far is
/// that from reading the same pixels and adding them up?
///
/// Maps of about 70, 150 and 280 peaks a frame ([VirtualScan]) go through a [Run] as the command
/// `lauescope run` does them. Processor times of the steps are then taken on one thread, each point
/// predicted from the one before. Processor time holds on a busy machine too; frames a second are
/// those of the clock.
public final class Throughput {

    /// In the strongest spot.
    private static final double[] PHOTONS = {2e3, 6e3, 1.4e4};

    /// The first warms the compiler up.
    private static final int ROUNDS = 3;

    /// Frames whose steps are timed, one after the other.
    private static final int MOST_TIMED = 512;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Throughput() {}

    /// @param arguments folder, rows of the map, number of threads, photons in the strongest spot
    ///   (all of them if absent)
    public static void main(String[] arguments)
            throws IOException, InterruptedException, StoppedException {
        Path folder = Path.of(arguments[0]);
        int rows = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        double[] photons =
                arguments.length > 3 ? new double[] {Double.parseDouble(arguments[3])} : PHOTONS;
        ReflectionList llzo = VirtualScan.llzo();
        Heap heap = new Heap();
        System.out.println(
                "peaks  frames/s  processor ms  of them read  search and fit  index and refine  indexed  floor frames/s  ratio");
        for (double brightest : photons) {
            Path place = folder.resolve("photons-%.0f-rows-%d".formatted(brightest, rows));
            VirtualScan scan = new VirtualScan(place, rows, brightest);
            scan.write();
            double rate = 0;
            double processor = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                long before = PROCESS.getProcessCpuTime();
                run(scan, threads, heap);
                rate = scan.frames() / ((System.nanoTime() - start) * 1e-9);
                processor = (PROCESS.getProcessCpuTime() - before) * 1e-6 / scan.frames();
            }
            long start = System.nanoTime();
            sum(scan, threads);
            double floor = scan.frames() / ((System.nanoTime() - start) * 1e-9);
            Sums sums = new Sums();
            for (int round = 0; round < ROUNDS; round++) {
                sums = chain(scan, llzo);
            }
            double perFrame = 1e-6 / sums.frames;
            System.out.printf(
                    Locale.ROOT,
                    "%5.0f  %8.0f  %12.2f  %12.2f  %14.2f  %16.2f  %7.3f  %14.0f  %5.2f%n",
                    sums.peaks / sums.frames,
                    rate,
                    processor,
                    sums.read * perFrame,
                    sums.search * perFrame,
                    sums.index * perFrame,
                    sums.indexed / sums.frames,
                    floor,
                    rate / floor);
        }
        System.out.printf(Locale.ROOT, "largest heap: %.0f MB%n", heap.most * 1e-6);
    }

    private static void run(VirtualScan scan, int threads, Heap heap)
            throws IOException, InterruptedException, StoppedException {
        Path output = scan.folder().resolve("result.nxs");
        RunOptions options = new RunOptions(output, threads, true, 0, 1);
        new Run(ExperimentToml.readWithFrames(scan.experiment()), options, "bench", heap).execute();
    }

    /// What a thread has done; times in ns.
    private static final class Sums {
        private double frames;
        private double read;
        private double search;
        private double index;
        private double peaks;
        private double indexed;
    }

    private static Sums chain(VirtualScan scan, ReflectionList llzo) throws IOException {
        PeakSearch search = new PeakSearch();
        Propagation propagation =
                new Propagation(VirtualScan.GEOMETRY, List.of(llzo), IndexerOptions.DEFAULT);
        Sums sums = new Sums();
        List<Prediction> predictions = List.of();
        for (int point = 0; point < scan.frames() && point < MOST_TIMED; point++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            Frame frame = Frames.read(scan.file(point));
            long read = CLOCK.getCurrentThreadCpuTime();
            Peaks peaks = search.find(frame, VirtualScan.GEOMETRY.detector().mask());
            Frames.recycle(frame);
            long searched = CLOCK.getCurrentThreadCpuTime();
            PointResult result = propagation.propagate(peaks, predictions);
            sums.index += CLOCK.getCurrentThreadCpuTime() - searched;
            sums.search += searched - read;
            sums.read += read - start;
            sums.frames++;
            sums.peaks += peaks.size();
            if (result instanceof PointResult.Indexed indexed) {
                predictions = List.of(new Prediction(0, indexed.grains().getFirst().state()));
                sums.indexed++;
            }
        }
        return sums;
    }

    private static void sum(VirtualScan scan, int threads) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int point = 0; point < scan.frames(); point++) {
                Path file = scan.file(point);
                tasks.add(() -> sum(file));
            }
            pool.invokeAll(tasks);
        }
    }

    private static long sum(Path file) throws IOException {
        long sum = 0;
        Frame frame = Frames.read(file);
        for (int count : Objects.requireNonNull(frame.counts())) {
            sum += count;
        }
        Frames.recycle(frame);
        return sum;
    }

    /// Remembers the largest heap that a frame left behind.
    private static final class Heap implements RunListener {
        private long most;

        @Override
        public void analysed() {
            Runtime runtime = Runtime.getRuntime();
            most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
        }
    }
}
