package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.io.virtual.ScanSimulation;
import org.lauescope.io.virtual.VirtualExperiment;
import org.lauescope.io.virtual.VirtualFolder;
import org.lauescope.io.virtual.VirtualToml;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.picture.ColourMap;
import org.lauescope.run.LiveRun;
import org.lauescope.run.Run;
import org.lauescope.run.RunListener;
import org.lauescope.run.RunOptions;
import org.lauescope.run.RunSummary;
import org.lauescope.run.Watch;
import org.lauescope.run.WatchListener;
import org.lauescope.run.WatchOptions;
import org.lauescope.run.experiment.ExperimentToml;

/// The page of a run while it goes on, tile by tile as the test lets it: what is drawn is what the
/// finished result holds, and nothing else.
class LiveBrowserTest {

    private static final int COLUMNS = 8;
    private static final int ROWS = 6;

    private static final String VIRTUAL =
            """
            seed = 7
            [geometry]
            detector = "Pilatus 300K"
            distance_mm = 80
            [[scan]]
            name = "S"
            columns = %d
            rows = %d
            step_um = [2, 2]
            layers = 1
            [[scan.grain]]
            crystal = "LLZO"
            mosaic_deg = 0.01
            """
                    .formatted(COLUMNS, ROWS);

    @TempDir static Path folder;
    private static TestBrowser browser;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        browser = TestBrowser.launch();
        Path virtual = Files.writeString(folder.resolve("virtual.toml"), VIRTUAL);
        VirtualExperiment experiment = VirtualToml.read(virtual);
        VirtualFolder.prepare(folder, experiment, VIRTUAL);
        ScanSimulation scan = new ScanSimulation(experiment, experiment.scans().getFirst());
        for (int order = 0; order < COLUMNS * ROWS; order++) {
            scan.write(folder, order);
        }
        Path file = folder.resolve("experiment.toml");
        Files.writeString(file, Files.readString(file) + "\n[analysis]\ntile = 3\n");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /// Passes on what a run tells, and lets it store as many tiles as the test says.
    private static final class Slowly implements RunListener {

        private final RunInProgress page;
        private final Semaphore allowed = new Semaphore(0);

        Slowly(RunInProgress page) {
            this.page = page;
        }

        @Override
        public void opened(LiveRun run) {
            page.opened(run);
        }

        @Override
        public void stored(int scan) {
            page.stored(scan);
            allowed.acquireUninterruptibly();
        }

        @Override
        public void closing() {
            page.closing();
        }

        @Override
        public void started(long frames) {
            page.started(frames);
        }

        @Override
        public void analysed() {
            page.analysed();
        }
    }

    @Test
    void theMapFillsInAndTurnsToTheResult() throws Exception {
        Path experiment = folder.resolve("experiment.toml");
        Path output = folder.resolve("result.nxs");
        RunInProgress progress = new RunInProgress();
        Slowly slowly = new Slowly(progress);
        try (ViewServer server = ViewServer.start(progress, InetAddress.getLoopbackAddress(), 0);
                Page page = browser.newPage(complaints)) {
            page.navigate(server.url() + "#a=0,peaks_found,value,0,200&b=0,status,value");
            page.locator("#notice").getByText("nothing yet").waitFor();
            CompletableFuture<RunSummary> run =
                    CompletableFuture.supplyAsync(() -> run(experiment, output, slowly));
            int early = measured(page, 0);
            page.locator("#notice").getByText("of 48 frames analysed").waitFor();
            page.evaluate("() => { window.stays = true; }");
            slowly.allowed.release(2);
            int later = measured(page, early);
            assertThat(page.evaluate("() => window.stays")).as("without a reload").isEqualTo(true);
            BufferedImage before = picture(page);

            slowly.allowed.release(1_000_000);
            run.get(60, TimeUnit.SECONDS);
            progress.finished(output, experiment);
            page.waitForFunction("() => !window.stays && " + MEASURED + " === 48");
            BufferedImage after = picture(page);
            Plane peaks =
                    Exploration.of(output, experiment)
                            .scan(0)
                            .map()
                            .plane(PointQuantities.PEAKS_FOUND.name());
            int seen = 0;
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    int value =
                            ColourMap.SEQUENTIAL.rgb(peaks.values()[row * COLUMNS + column] / 200);
                    assertSameColour(pixel(after, row, column), value);
                    int live = pixel(before, row, column);
                    if (live != 0xf4f6f7) {
                        assertSameColour(live, value);
                        seen++;
                    }
                }
            }
            assertThat(seen).as("points seen before the end").isGreaterThanOrEqualTo(later);
            assertThat(page.locator("#notice").innerText()).isEmpty();
        }
        // The first answers are 503, as there was nothing to show.
        assertThat(complaints).isEmpty();
    }

    /// Frames come one after another, as the detector writes them.
    @Test
    void aMeasurementFillsTheMapAsItsFramesCome(@TempDir Path measured) throws Exception {
        Path virtual = Files.writeString(measured.resolve("virtual.toml"), VIRTUAL);
        VirtualExperiment simulated = VirtualToml.read(virtual);
        VirtualFolder.prepare(measured, simulated, VIRTUAL);
        ScanSimulation scan = new ScanSimulation(simulated, simulated.scans().getFirst());
        Path experiment = measured.resolve("experiment.toml");
        Path output = measured.resolve("result.nxs");
        Duration poll = Duration.ofMillis(50);
        WatchOptions options =
                new WatchOptions(RunOptions.of(output, 1), poll, Duration.ofSeconds(1), poll, null);
        RunInProgress progress = new RunInProgress();
        try (ViewServer server = ViewServer.start(progress, InetAddress.getLoopbackAddress(), 0);
                Page page = browser.newPage(complaints)) {
            page.navigate(server.url() + "#a=0,peaks_found,value,0,200&b=0,status,value");
            page.locator("#notice").getByText("nothing yet").waitFor();
            CompletableFuture<RunSummary> watch =
                    CompletableFuture.supplyAsync(() -> watch(experiment, options, progress));
            int shown = 0;
            for (int order = 0; order < COLUMNS * ROWS; order++) {
                if (order == COLUMNS || order == 3 * COLUMNS) {
                    shown = measured(page, shown);
                    assertThat(shown).as("of what is there").isLessThanOrEqualTo(order);
                    if (order == COLUMNS) {
                        page.evaluate("() => { window.stays = true; }");
                    }
                }
                scan.write(measured, order);
            }
            assertThat(page.evaluate("() => window.stays")).as("without a reload").isEqualTo(true);
            assertThat(watch.get(60, TimeUnit.SECONDS).frames()).isEqualTo(COLUMNS * ROWS);
            progress.finished(output, experiment);
            page.waitForFunction("() => !window.stays && " + MEASURED + " === 48");
            assertThat(page.locator("#notice").innerText()).isEmpty();
        }
        assertThat(complaints).isEmpty();
    }

    private static RunSummary watch(Path experiment, WatchOptions options, WatchListener page) {
        try {
            return new Watch(experiment, options, "test", page).execute();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Points that the map shows.
    private static final String MEASURED =
            "Number(/; (\\d+) of/.exec(document.querySelector('#panel-a canvas')?.getAttribute('aria-label') ?? '')?.[1] ?? 0)";

    /// Waits until the map shows more points, but not all.
    private static int measured(Page page, int before) {
        page.waitForFunction("() => " + MEASURED + " > " + before);
        int now = ((Number) page.evaluate("() => " + MEASURED)).intValue();
        assertThat(now).isLessThan(COLUMNS * ROWS);
        return now;
    }

    private static RunSummary run(Path experiment, Path output, RunListener listener) {
        try {
            return new Run(
                            ExperimentToml.readWithFrames(experiment),
                            RunOptions.of(output, 1),
                            "test",
                            listener)
                    .execute();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedImage picture(Page page) throws IOException {
        page.mouse().move(5, 5);
        page.waitForTimeout(200);
        byte[] png = page.locator("#panel-a .canvas").screenshot();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int pixel(BufferedImage picture, int row, int column) {
        double scale =
                0.97
                        * Math.min(
                                picture.getWidth() / (2.0 * COLUMNS),
                                picture.getHeight() / (2.0 * ROWS));
        double x = picture.getWidth() / 2.0 + 2 * scale * (column - (COLUMNS - 1) / 2.0);
        double y = picture.getHeight() / 2.0 + 2 * scale * (row - (ROWS - 1) / 2.0);
        return picture.getRGB((int) x, (int) y) & 0xffffff;
    }

    private static void assertSameColour(int drawn, int expected) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat((drawn >> shift) & 255)
                    .as("%06x, expected %06x", drawn, expected)
                    .isBetween(((expected >> shift) & 255) - 3, ((expected >> shift) & 255) + 3);
        }
    }
}
