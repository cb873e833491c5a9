package org.lauescope.viewer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long the page takes; prints figures and asserts none, as they are those of the machine.
///
/// `LAUESCOPE_RESULT` names a result to be clicked through, in place of a small one without frames.
@Tag("acceptance")
class PagePaceTest {

    private static final int STARTS = 7;
    private static final int STEPS = 150;
    private static final int CLICKS = 3600;

    @TempDir static Path folder;
    private static TestBrowser browser;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() {
        browser = TestBrowser.launch();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /// From the start of the process to the first maps, with a browser that is open already.
    @Test
    void start4Times16900() throws IOException {
        Path command = Path.of("").toAbsolutePath().resolve("lauescope");
        if (!Files.exists(command)) {
            command = command.resolveSibling("../lauescope").normalize();
        }
        assumeTrue(Files.isExecutable(command), "started from a clone of the repository");
        Path file = SmallResult.write(folder, 4, 130, 130);
        double[][] times = new double[5][STARTS];
        String requests = "";
        for (int i = 0; i < STARTS; i++) {
            Page page = browser.newPage(complaints);
            long begin = System.nanoTime();
            Process process =
                    new ProcessBuilder(command.toString(), "view", file.toString(), "--no-browser")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (BufferedReader out = process.inputReader()) {
                String address = out.readLine();
                times[0][i] = (System.nanoTime() - begin) / 1e6;
                page.navigate(
                        address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
                times[1][i] = (System.nanoTime() - begin) / 1e6;
                page.waitForFunction(BOTH_MAPS);
                times[2][i] = (System.nanoTime() - begin) / 1e6;
                times[3][i] = number(page, FIRST_BYTE);
                times[4][i] = number(page, LAST_MAP);
                requests = (String) page.evaluate(REQUESTS);
            } finally {
                process.destroy();
            }
            page.close();
        }
        print("process start to address", times[0], "ms");
        print("… to the first byte of the page", times[1], "ms");
        print("… to both maps", times[2], "ms");
        print("in the page: navigation to first byte", times[3], "ms");
        print("in the page: navigation to both maps", times[4], "ms");
        System.out.println(requests);
        System.out.println(complaints);
    }

    private static final String BOTH_MAPS =
            "() => ['a', 'b'].every((map) => performance.getEntriesByName('first map ' + map).length)";

    private static final String FIRST_BYTE =
            "() => performance.getEntriesByType('navigation')[0].responseStart";

    private static final String LAST_MAP =
            "() => Math.max(...performance.getEntriesByType('mark').map((mark) => mark.startTime))";

    /// What was asked for before both maps were there.
    private static final String REQUESTS =
            """
            () => {
              const end = Math.max(...performance.getEntriesByType('mark').map((mark) => mark.startTime));
              const all = performance.getEntriesByType('resource').filter((r) => r.startTime < end);
              const sum = (key) => all.reduce((total, r) => total + r[key], 0);
              return `${all.length} requests, ${sum('encodedBodySize')} bytes sent, ${sum('decodedBodySize')} unpacked\\n`
                + all.map((r) => `${r.startTime.toFixed(0)}-${r.responseEnd.toFixed(0)} ${r.encodedBodySize} ${new URL(r.name).pathname}${new URL(r.name).search}`).join('\\n');
            }
            """;

    /// Moves, zooms and regions on a million points.
    @Test
    void movingAMillionPoints() throws IOException {
        Path file = SmallResult.write(folder, 2, 1000, 1000);
        try (ViewServer server = serve(file)) {
            Page page = browser.newPage(complaints);
            page.navigate(server.url() + "#a=0,ramp,value&b=1,ramp,value&active=b");
            page.waitForFunction(BOTH_MAPS);
            System.out.println(page.evaluate(REQUESTS));
            System.out.printf("maps after %.0f ms%n", number(page, LAST_MAP));
            // What is read ahead and first seen.
            page.waitForTimeout(6000);
            BoundingBox box = page.locator("#panel-a .canvas").boundingBox();
            Mouse mouse = page.mouse();
            double x = box.x + box.width / 2;
            double y = box.y + box.height / 2;
            recorded(page, "idle", () -> page.waitForTimeout(1000));
            mouse.move(x, y);
            recorded(
                    page,
                    "hover",
                    () -> {
                        for (int i = 0; i < STEPS; i++) {
                            mouse.move(x + 60 * Math.sin(0.1 * i), y + 40 * Math.cos(0.1 * i));
                        }
                    });
            recorded(
                    page,
                    "zoom",
                    () -> {
                        for (int i = 0; i < STEPS; i++) {
                            mouse.wheel(0, i < STEPS / 2 ? -25 : 22);
                        }
                    });
            mouse.move(x, y);
            mouse.down();
            recorded(
                    page,
                    "pan",
                    () -> {
                        for (int i = 0; i < STEPS; i++) {
                            mouse.move(x + 60 * Math.sin(0.1 * i), y + 40 * Math.cos(0.1 * i));
                        }
                    });
            mouse.up();
            page.keyboard().press("0");
            page.keyboard().press("r");
            mouse.move(box.x + 40, box.y + 20);
            mouse.down();
            recorded(
                    page,
                    "brush of a rectangle",
                    () -> {
                        for (int i = 0; i < STEPS; i++) {
                            mouse.move(
                                    box.x + 60 + (box.width - 120) * i / STEPS,
                                    box.y + 40 + (box.height - 80) * i / STEPS);
                        }
                    });
            mouse.up();
            page.waitForTimeout(2000);
            System.out.println(page.locator("#inspector .facts").first().innerText());
            page.keyboard().press("Escape");
            System.out.println(page.evaluate(DRAWING));
        }
        System.out.println(complaints);
    }

    /// What a picture of each map costs with what WebGL does, ms.
    private static final String DRAWING =
            """
            () => ['a', 'b'].map((name) => {
              const gl = document.querySelector(`#panel-${name} canvas.raster`).getContext('webgl2');
              const pixel = new Uint8Array(4);
              gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
              const begin = performance.now();
              for (let i = 0; i < 20; i++) {
                gl.drawArrays(gl.TRIANGLES, 0, 3);
                gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
              }
              const info = gl.getExtension('WEBGL_debug_renderer_info');
              return `map ${name}: ${((performance.now() - begin) / 20).toFixed(2)} ms a drawing, ${gl.canvas.width} × ${gl.canvas.height} px, ${info && gl.getParameter(info.UNMASKED_RENDERER_WEBGL)}`;
            }).join('\\n')
            """;

    /// An hour of clicking, one click a second, without the waiting.
    @Test
    void memoryOverAnHourOfClicks() throws IOException {
        String named = System.getenv("LAUESCOPE_RESULT");
        Path file = named == null ? SmallResult.write(folder, 4, 130, 130) : Path.of(named);
        try (ViewServer server = serve(file)) {
            Page page = browser.newPage(complaints);
            page.navigate(server.url().toString());
            page.waitForFunction(BOTH_MAPS);
            CDPSession session = page.context().newCDPSession(page);
            Clicks clicks = new Clicks(page);
            for (int done = 0; done <= CLICKS; done++) {
                if (done % (CLICKS / 12) == 0) {
                    page.waitForTimeout(1500);
                    System.out.printf("%d clicks: %s%n", done, memory(session));
                }
                clicks.click();
            }
        }
        System.out.println(complaints);
    }

    static String memory(CDPSession session) {
        session.send("HeapProfiler.collectGarbage");
        session.send("HeapProfiler.collectGarbage");
        JsonObject heap = session.send("Runtime.getHeapUsage");
        JsonObject dom = session.send("Memory.getDOMCounters");
        return "%.2f MB objects, %.2f MB arrays, %d nodes, %d listeners"
                .formatted(
                        heap.get("usedSize").getAsDouble() / 1e6,
                        heap.get("backingStorageSize").getAsDouble() / 1e6,
                        dom.get("nodes").getAsInt(),
                        dom.get("jsEventListeners").getAsInt());
    }

    private static ViewServer serve(Path file) throws IOException {
        return ViewServer.start(Exploration.of(file, null), InetAddress.getLoopbackAddress(), 0);
    }

    /// Time from picture to picture, and what the page's thread did in it.
    private static void recorded(Page page, String name, Runnable gesture) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("Performance.enable");
        page.evaluate(RECORD);
        Map<String, Double> before = metrics(session);
        gesture.run();
        Map<String, Double> after = metrics(session);
        @SuppressWarnings("unchecked")
        List<Number> deltas = (List<Number>) page.evaluate("() => window.recorded()");
        double[] frames = deltas.stream().mapToDouble(Number::doubleValue).toArray();
        print(name + ": from picture to picture", frames, "ms");
        StringBuilder line = new StringBuilder("  a picture:");
        for (String metric :
                List.of(
                        "ScriptDuration",
                        "LayoutDuration",
                        "RecalcStyleDuration",
                        "TaskDuration")) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            " %s %.2f ms",
                            metric,
                            1e3 * (after.get(metric) - before.get(metric)) / frames.length));
        }
        System.out.println(line);
        session.detach();
    }

    private static final String RECORD =
            """
            () => {
              const times = [];
              let goes = true;
              const step = (now) => {
                times.push(now);
                if (goes) requestAnimationFrame(step);
              };
              requestAnimationFrame(step);
              window.recorded = () => {
                goes = false;
                return times.slice(1).map((time, i) => time - times[i]);
              };
            }
            """;

    private static Map<String, Double> metrics(CDPSession session) {
        Map<String, Double> metrics = new HashMap<>();
        session.send("Performance.getMetrics")
                .getAsJsonArray("metrics")
                .forEach(metric ->
                        metrics.put(
                                metric.getAsJsonObject().get("name").getAsString(),
                                metric.getAsJsonObject().get("value").getAsDouble()));
        return metrics;
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static void print(String name, double[] values, String unit) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%s: least %.1f, median %.1f, 90 %% %.1f, most %.1f %s (%d)%n",
                name,
                sorted[0],
                sorted[sorted.length / 2],
                sorted[(int) (0.9 * (sorted.length - 1))],
                sorted[sorted.length - 1],
                unit,
                sorted.length);
    }

    /// Points, scans, planes, regions and differences in turn.
    static final class Clicks {

        private final Page page;
        private final BoundingBox box;
        private int done;

        Clicks(Page page) {
            this.page = page;
            this.box = page.locator("#panel-a .canvas").boundingBox();
        }

        void click() {
            int turn = done++;
            switch (turn % 12) {
                case 3 -> page.keyboard().press(turn % 24 < 12 ? "]" : "[");
                case 5 -> page.keyboard().press("d");
                case 7 -> choosePlane(turn / 12);
                case 8 -> page.keyboard().press("ArrowRight");
                case 9 -> page.keyboard().press(turn % 24 < 12 ? "a" : "b");
                case 10 -> rectangle(turn);
                case 11 -> page.keyboard().press("Escape");
                default -> page.mouse().click(x(turn), y(turn));
            }
        }

        private void rectangle(int turn) {
            page.keyboard().press("r");
            page.mouse().move(x(turn), y(turn));
            page.mouse().down();
            page.mouse().move(x(turn + 5), y(turn + 5));
            page.mouse().up();
        }

        private void choosePlane(int turn) {
            var select = page.locator("#panel-a .head select").first();
            int options = ((Number) select.evaluate("(s) => s.options.length")).intValue();
            select.evaluate(
                    "(s, i) => { s.selectedIndex = i; s.dispatchEvent(new Event('change')); }",
                    turn % options);
        }

        private double x(int turn) {
            return box.x + box.width * (0.3 + 0.4 * (turn * 0.618 % 1));
        }

        private double y(int turn) {
            return box.y + box.height * (0.3 + 0.4 * (turn * 0.755 % 1));
        }
    }
}
