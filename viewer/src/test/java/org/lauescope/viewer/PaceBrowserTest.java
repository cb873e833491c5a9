package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What makes the page quick, without a clock: few requests before the first maps, no drawing that
/// nobody sees, nothing left behind by clicks, and statistics without sorting that are those of
/// sorted lists. [PagePaceTest] tells the times.
class PaceBrowserTest {

    @TempDir static Path folder;
    private static TestBrowser browser;
    private static ViewServer server;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        browser = TestBrowser.launch();
        server =
                ViewServer.start(
                        SmallResult.write(folder, 4, 130, 130),
                        null,
                        InetAddress.getLoopbackAddress(),
                        0);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openBrowserPage() {
        page = browser.newPage(complaints);
        page.addInitScript(COUNT_DRAWINGS);
        page.navigate(server.url() + "#a=0,ramp,value&b=3,strain_xx,value");
        page.waitForFunction(
                "() => ['a', 'b'].every((map) => performance.getEntriesByName('first map ' + map).length)");
    }

    @AfterEach
    void consoleIsFreeOfErrors() {
        assertThat(complaints).isEmpty();
        page.close();
    }

    private static final String COUNT_DRAWINGS =
            """
            window.drawings = 0;
            const draw = WebGL2RenderingContext.prototype.drawArrays;
            WebGL2RenderingContext.prototype.drawArrays = function (...all) {
              window.drawings++;
              return draw.apply(this, all);
            };
            """;

    @Test
    void theFirstMapsAskForWhatTheyShow() {
        @SuppressWarnings("unchecked")
        List<String> asked =
                (List<String>)
                        page.evaluate(
                                """
                                () => {
                                  const end = Math.max(...performance.getEntriesByType('mark').map((mark) => mark.startTime));
                                  return performance.getEntriesByType('resource').filter((r) => r.responseEnd < end && r.name.includes('/api/'))
                                    .map((r) => r.name.replace(/.*api./, ''));
                                }
                                """);

        assertThat(asked)
                .contains(
                        "result",
                        "status?scan=0",
                        "status?scan=3",
                        "plane?scan=0&name=ramp",
                        "plane?scan=3&name=strain_xx",
                        "plane?scan=0&name=grain",
                        "plane?scan=3&name=grain")
                .noneMatch(request -> request.startsWith("orientations"))
                .hasSizeLessThan(16);
    }

    @Test
    void thePointerDrawsNoMap() {
        page.waitForTimeout(1000);
        BoundingBox box = page.locator("#panel-a .canvas").boundingBox();
        Object before = page.evaluate("() => window.drawings");
        for (int i = 0; i < 20; i++) {
            page.mouse().move(box.x + 100 + 5 * i, box.y + 100);
        }
        page.keyboard().press("r");
        page.mouse().move(box.x + 100, box.y + 60);
        page.mouse().down();
        for (int i = 0; i < 20; i++) {
            page.mouse().move(box.x + 200 + 5 * i, box.y + 100 + 3 * i);
        }
        page.mouse().up();
        page.waitForFunction("() => location.hash.includes('region=rectangle')");

        assertThat(page.evaluate("() => window.drawings")).isEqualTo(before);
    }

    @Test
    void clicksLeaveNothingBehind() {
        CDPSession session = page.context().newCDPSession(page);
        PagePaceTest.Clicks clicks = new PagePaceTest.Clicks(page);
        int[] first = leftAfter(120, clicks, session);
        int[] second = leftAfter(240, clicks, session);

        // The last choice may have a longer legend or list than the one before.
        assertThat(second[0]).as("nodes").isLessThan(first[0] + 200);
        assertThat(second[1]).as("listeners").isLessThan(first[1] + 40);
    }

    private int[] leftAfter(int count, PagePaceTest.Clicks clicks, CDPSession session) {
        for (int i = 0; i < count; i++) {
            clicks.click();
        }
        page.waitForTimeout(1000);
        session.send("HeapProfiler.collectGarbage");
        JsonObject counters = session.send("Memory.getDOMCounters");
        return new int[] {
            counters.get("nodes").getAsInt(), counters.get("jsEventListeners").getAsInt()
        };
    }

    @Test
    void ordersAreThoseOfSortedLists() {
        assertThat(page.evaluate(WRONG_ORDERS)).isEqualTo(List.of());
    }

    /// Ranks of lists with ties, signs, zeros and values that are none, against sorted lists.
    private static final String WRONG_ORDERS =
            """
            async () => {
              const { Order } = await import('./order.js');
              let seed = 12345;
              const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
              const lists = [
                Float32Array.from({ length: 5000 }, () => (random() - 0.4) * 1e-3),
                Float32Array.from({ length: 5000 }, () => Math.round(20 * random() - 10)),
                Float32Array.from({ length: 5000 }, () => 10 ** (60 * random() - 30) * (random() < 0.5 ? -1 : 1)),
                new Float32Array([3]), new Float32Array([NaN, Infinity, -Infinity]),
              ];
              lists[0].set([NaN, Infinity, -Infinity, 0], 100);
              const wrong = [];
              lists.forEach((list, number) => {
                for (const inside of [null, Uint8Array.from(list, () => (random() < 0.3 ? 1 : 0))]) {
                  const sorted = list.filter((v, i) => Number.isFinite(v) && (!inside || inside[i])).sort();
                  const order = new Order(list, inside);
                  if (order.count !== sorted.length) wrong.push(`count of ${number}`);
                  for (const part of sorted.length ? [0, 0.01, 0.16, 0.5, 0.84, 0.99, 1] : []) {
                    if (order.at(part) !== sorted[Math.round(part * (sorted.length - 1))]) wrong.push(`${part} of ${number}`);
                  }
                }
              });
              return wrong;
            }
            """;

    @Test
    void regionsHoldThePointsInsideTheirCorners() {
        assertThat(page.evaluate(WRONG_REGIONS)).isEqualTo(List.of());
    }

    /// Points of polygons, some with corners on points, against the winding of the angle about each
    /// point, which knows nothing of crossings. Points on an outline belong to either side.
    private static final String WRONG_REGIONS =
            """
            async () => {
              const [{ mask }, api] = await Promise.all([import('./regions.js'), import('./api.js')]);
              const result = await api.result();
              const { grid } = result.scans[0];
              const regions = [
                { kind: 'rectangle', corners: [[201.3, 15.2], [33.1, 120.7]] },
                { kind: 'polygon', corners: [[10.5, 20.5], [200.1, 33.3], [120.7, 220.9]] },
                { kind: 'polygon', corners: [[-50.5, -20.5], [100.1, 133.3], [320.7, -20.9], [100.2, 300.1]] },
              ];
              const wrong = [];
              for (const [number, region] of regions.entries()) {
                const inside = await mask(result, 0, region);
                let count = 0;
                let differs = 0;
                const [[x0, y0], [x1, y1]] = region.corners;
                const corners = region.kind === 'rectangle' ? [[x0, y0], [x1, y0], [x1, y1], [x0, y1]] : region.corners;
                for (let i = 0; i < inside.length; i++) {
                  const x = grid.originX + (i % grid.columns) * grid.columnStep;
                  const y = grid.originY + Math.floor(i / grid.columns) * grid.rowStep;
                  let angle = 0;
                  corners.forEach(([ax, ay], k) => {
                    const [bx, by] = corners[(k + 1) % corners.length];
                    angle += Math.atan2((ax - x) * (by - y) - (ay - y) * (bx - x), (ax - x) * (bx - x) + (ay - y) * (by - y));
                  });
                  const expected = Math.abs(angle) > Math.PI ? 1 : 0;
                  count += expected;
                  if (expected !== inside[i]) differs++;
                }
                if (differs || !count) wrong.push(`${differs} of ${count} in region ${number}`);
              }
              return wrong;
            }
            """;
}
