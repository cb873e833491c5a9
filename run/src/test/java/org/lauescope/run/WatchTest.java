package org.lauescope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanMap;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.ScanEntry.Order;

/// Oracle: the result of a run over the frames that lie there at the end, bit for bit.
final class WatchTest {

    private static final int ROWS = 7;
    private static final int POINTS = TestScan.COLUMNS * ROWS;
    private static final Pattern OF_THE_MAKING =
            Pattern.compile("/entry/(start_time|end_time|scan_\\d+/date|provenance/.*)");

    private static final Duration POLL = Duration.ofMillis(50);

    @TempDir private static Path shared;

    @TempDir private Path folder;

    @BeforeAll
    static void measure() throws IOException {
        TestScan.write(shared, Order.RASTER, "tile = 5");
    }

    @Test
    void framesThatComeSlowlyAndInHalvesEndInTheBitsOfARun() throws Exception {
        Path experiment = prepare();
        Path output = folder.resolve("watched.nxs");
        Ending ending = new Ending(Integer.MAX_VALUE);
        RunSummary summary =
                whileWatching(
                        () -> watch(experiment, output, null, ending),
                        () -> {
                            // The second frame before the first: others seem to be the first then.
                            deliver(1);
                            while (ending.seen.get() == 0) {
                                Thread.sleep(POLL);
                            }
                            for (int number = 0; number < POINTS; number++) {
                                if (number % 30 == 7) {
                                    deliverInHalves(number);
                                } else if (number != 1) {
                                    deliver(number);
                                }
                            }
                        });
        assertThat(summary.frames()).isEqualTo(POINTS);
        // The first that came was seen again, at its own point.
        assertThat(ending.seen.get()).isGreaterThan(POINTS);
        assertSameAsRun(experiment, output);
        Path live = folder.resolve("watched.live");
        assertThat(live.resolve("live.json")).content().contains("\"ended\" : true");
        assertThat(live.resolve("S-status.png")).isNotEmptyFile();
        assertThat(live.resolve("S-ipf-z.png")).isNotEmptyFile();
        assertThat(live.resolve("S-equivalent-strain.png")).isNotEmptyFile();
        assertThat(folder.resolve("watched.live.duckdb")).doesNotExist();
    }

    @Test
    void pointsWithoutAFrameAreNotMeasured() throws Exception {
        Path experiment = prepare();
        Path output = folder.resolve("watched.nxs");
        for (int number = 0; number < POINTS; number++) {
            if (number != 30 && number < 60) {
                deliver(number);
            }
        }
        watch(experiment, output, Duration.ofMillis(500), new Ending(Integer.MAX_VALUE));
        ScanMap map = ResultFiles.read(output).scans().getFirst().map();
        for (int point = 0; point < POINTS; point++) {
            assertThat(map.status(point) == PointStatus.NOT_MEASURED)
                    .as("point %d", point)
                    .isEqualTo(point == 30 || point >= 60);
        }
        Files.writeString(
                experiment,
                Files.readString(experiment)
                        .replace("name = \"S\"", "name = \"S\"\nincomplete = true"));
        assertSameAsRun(experiment, output);
    }

    @Test
    void halfAFrameAtTheEndIsAPointWithAReason() throws Exception {
        Path experiment = prepare();
        Path output = folder.resolve("watched.nxs");
        for (int number = 0; number < 20; number++) {
            deliver(number);
        }
        byte[] bytes = Files.readAllBytes(shared.resolve(name(20)));
        Files.write(folder.resolve(name(20)), Arrays.copyOf(bytes, bytes.length / 2));
        RunSummary summary =
                watch(experiment, output, Duration.ofMillis(500), new Ending(Integer.MAX_VALUE));
        assertThat(summary.failed())
                .singleElement()
                .satisfies(frame -> assertThat(frame.point()).isEqualTo(20));
        ScanMap map = ResultFiles.read(output).scans().getFirst().map();
        assertThat(map.status(20)).isEqualTo(PointStatus.UNREADABLE);
        assertThat(map.status(21)).isEqualTo(PointStatus.NOT_MEASURED);
    }

    @Test
    void theResultIsMadeWhenTheUserEndsIt() throws Exception {
        Path experiment = prepare();
        Path output = folder.resolve("watched.nxs");
        for (int number = 0; number < 50; number++) {
            deliver(number);
        }
        watch(experiment, output, null, new Ending(40));
        // What was there but not seen yet belongs to the result.
        ScanMap map = ResultFiles.read(output).scans().getFirst().map();
        assertThat(map.status(49)).isNotEqualTo(PointStatus.NOT_MEASURED);
        assertThat(map.status(50)).isEqualTo(PointStatus.NOT_MEASURED);
    }

    @Test
    void watchingGoesOnWhereItBrokeOff() throws Exception {
        Path experiment = prepare();
        Path output = folder.resolve("watched.nxs");
        for (int number = 0; number < POINTS; number++) {
            deliver(number);
        }
        assertThatThrownBy(() ->
                        watch(
                                experiment,
                                output,
                                null,
                                new Ending(Integer.MAX_VALUE) {
                                    @Override
                                    public boolean isStopped() {
                                        return seen.get() > 64;
                                    }
                                }))
                .isInstanceOf(StoppedException.class);
        Ending second = new Ending(Integer.MAX_VALUE);
        watch(experiment, output, null, second);
        assertThat(second.seen.get()).isEqualTo(POINTS - 64);
        assertSameAsRun(experiment, output);
    }

    @Test
    void tooManyFramesAreToldWhileThereIsTimeToCorrectTheGrid() throws Exception {
        Path experiment = prepare();
        Files.writeString(
                experiment, Files.readString(experiment).replace("rows = " + ROWS, "rows = 2"));
        for (int number = 0; number < 40; number++) {
            deliver(number);
        }
        assertThatThrownBy(() ->
                        watch(
                                experiment,
                                folder.resolve("watched.nxs"),
                                null,
                                new Ending(Integer.MAX_VALUE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("40 frames for 10 × 2 = 20 points")
                .hasMessageContaining("columns and rows");
    }

    /// First the data set grows, then it has its full size before its frames are there.
    @Test
    void aGrowingHdf5FileEndsInTheBitsOfARun() throws Exception {
        Path experiment = prepare();
        int rows = 3;
        Files.writeString(
                experiment,
                Files.readString(experiment)
                        .replace("rows = " + ROWS, "rows = " + rows)
                        .replace("frame_*.tif", "scan.h5:/frames"));
        Path file = folder.resolve("scan.h5");
        Path output = folder.resolve("watched.nxs");
        int points = TestScan.COLUMNS * rows;
        RunSummary summary =
                whileWatching(
                        () -> watch(experiment, output, null, new Ending(Integer.MAX_VALUE)),
                        () -> {
                            for (int frames = 1; frames < points; frames += 9) {
                                writeHdf5(file, frames, frames);
                                Thread.sleep(3 * POLL.toMillis());
                            }
                            for (int frames = points - 9; frames < points; frames += 4) {
                                writeHdf5(file, points, frames);
                                Thread.sleep(3 * POLL.toMillis());
                            }
                            writeHdf5(file, points, points);
                        });
        assertThat(summary.frames()).isEqualTo(points);
        assertSameAsRun(experiment, output);
    }

    /// @param size of the data set, frames
    /// @param written frames that are not all zeros
    private static void writeHdf5(Path file, int size, int written) throws IOException {
        int[][][] frames = new int[size][][];
        for (int number = 0; number < size; number++) {
            Frame frame = Frames.read(shared.resolve(name(number)));
            frames[number] = new int[frame.rows()][frame.columns()];
            for (int row = 0; row < frame.rows() && number < written; row++) {
                for (int column = 0; column < frame.columns(); column++) {
                    frames[number][row][column] = (int) frame.at(column, row);
                }
            }
        }
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putDataset("frames", frames);
        }
    }

    /// Ends watching after a number of frames.
    private static class Ending implements WatchListener {
        private final int limit;
        protected final AtomicInteger seen = new AtomicInteger();

        Ending(int limit) {
            this.limit = limit;
        }

        @Override
        public void arrived() {
            seen.incrementAndGet();
        }

        @Override
        public boolean isEnded() {
            return seen.get() >= limit;
        }
    }

    private interface Delivery {
        void run() throws IOException, InterruptedException;
    }

    private static RunSummary whileWatching(Callable<RunSummary> watching, Delivery delivery)
            throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<RunSummary> summary = thread.submit(watching);
            delivery.run();
            return summary.get();
        }
    }

    private Path prepare() throws IOException {
        Files.copy(shared.resolve("geometry.toml"), folder.resolve("geometry.toml"));
        return Files.writeString(
                folder.resolve("experiment.toml"),
                Files.readString(shared.resolve("experiment.toml"))
                        .replace("rows = " + TestScan.ROWS, "rows = " + ROWS));
    }

    private static String name(int number) {
        return "frame_%d.tif".formatted(number);
    }

    private void deliver(int number) throws IOException {
        Files.copy(shared.resolve(name(number)), folder.resolve(name(number)));
    }

    /// With a pause in which the half is taken for the whole.
    private void deliverInHalves(int number) throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(shared.resolve(name(number)));
        Path file = folder.resolve(name(number));
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        Thread.sleep(4 * POLL.toMillis());
        Files.write(
                file,
                Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length),
                StandardOpenOption.APPEND);
    }

    private static RunSummary watch(
            Path experiment, Path output, @Nullable Duration stopAfter, WatchListener listener)
            throws Exception {
        WatchOptions options =
                new WatchOptions(
                        RunOptions.of(output, 2),
                        POLL,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        stopAfter);
        return new Watch(experiment, options, "test", listener).execute();
    }

    private void assertSameAsRun(Path experiment, Path watched) throws Exception {
        Path output = folder.resolve("run.nxs");
        new Run(
                        ExperimentToml.readWithFrames(experiment),
                        RunOptions.of(output, 2),
                        "test",
                        RunListener.NONE)
                .execute();
        Map<String, String> expected = datasets(output);
        Map<String, String> found = datasets(watched);
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(found).isEqualTo(expected);
    }

    /// All data sets of a file as text by path, without those that tell when and of what it was
    /// made.
    private static Map<String, String> datasets(Path file) {
        Map<String, String> datasets = new TreeMap<>();
        try (HdfFile hdf = new HdfFile(file)) {
            collect(hdf, datasets);
        }
        return datasets;
    }

    private static void collect(Group group, Map<String, String> datasets) {
        for (Node node : group) {
            if (node instanceof Group inner) {
                collect(inner, datasets);
            } else if (node instanceof Dataset dataset
                    && !OF_THE_MAKING.matcher(dataset.getPath()).matches()) {
                datasets.put(dataset.getPath(), text(dataset.getData()));
            }
        }
    }

    private static String text(Object data) {
        return Arrays.deepToString(new Object[] {data});
    }
}
