package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
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

/// The time line in a real browser, against the log of [SmallResult].
class TimelineBrowserTest {

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
                        Exploration.of(SmallResult.writeWithLog(folder, 3, 12, 8), null),
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
    void openPage() {
        page = browser.newPage(complaints);
        page.navigate(server.url() + "#a=0,ramp,value&b=1,ramp,value");
        page.locator("#timeline .bars button").nth(2).waitFor();
    }

    @AfterEach
    void consoleIsFreeOfErrors() {
        assertThat(complaints).isEmpty();
        page.close();
    }

    @Test
    void barsLieWhereTheScansWere() {
        BoundingBox plot = page.locator("#timeline .u-over").boundingBox();
        // The log and 1 % on both sides fill the width; a scan of one hour each three.
        double hour = plot.width / 10.2;
        for (int scan = 0; scan < 3; scan++) {
            BoundingBox bar = bar(scan).boundingBox();
            assertThat(bar.x).isCloseTo(plot.x + hour * (0.1 + 2 + 3 * scan), within(1.5));
            assertThat(bar.width).isCloseTo(hour, within(1.5));
        }
        assertThat(bar(1).getAttribute("aria-label"))
                .isEqualTo("Scan 1: 2026-03-14 13:00 to 2026-03-14 14:00 UTC, 60 min");
    }

    @Test
    void clicksGoToTheScan() {
        BoundingBox plot = page.locator("#timeline .u-over").boundingBox();
        double hour = plot.width / 10.2;
        page.mouse().click(plot.x + hour * (0.1 + 8.5), plot.y + plot.height / 2);
        page.waitForFunction("() => location.hash.includes('a=2,ramp')");
        assertThat(bar(2).getAttribute("aria-pressed")).isEqualTo("true");
        bar(1).focus();
        page.keyboard().press("Enter");
        page.waitForFunction("() => location.hash.includes('a=1,ramp')");
    }

    @Test
    void tellsWhatTheCellDidUnderTheCursor() {
        BoundingBox plot = page.locator("#timeline .u-over").boundingBox();
        double hour = plot.width / 10.2;
        page.mouse().move(plot.x + hour * (0.1 + 1.5), plot.y + plot.height / 2);

        Locator readout = page.locator("#timeline .readout");
        readout.getByText("constant current").waitFor();
        assertThat(readout.innerText())
                .contains("2026-03-14 09:")
                .contains("1.015 V")
                .contains("1 mA");
    }

    @Test
    void theAddressHoldsItsZoomAndCurves() {
        long begin = SmallResult.BEGIN.getEpochSecond();
        page.navigate(
                server.url()
                        + "#a=0,ramp,value&curves=voltage,–&span=%d,%d"
                                .formatted(begin + 4 * 3600, begin + 8 * 3600));
        page.reload();
        bar(1).waitFor();

        BoundingBox plot = page.locator("#timeline .u-over").boundingBox();
        assertThat(bar(1).boundingBox().x).isCloseTo(plot.x + plot.width / 4, within(1.5));
        assertThat(page.locator("#timeline select").last().inputValue()).isEqualTo("–");
        page.keyboard().press("t");
        assertThat(page.locator("#timeline").isHidden()).isTrue();
    }

    private Locator bar(int scan) {
        return page.locator("#timeline .bars button[data-scan=\"" + scan + "\"]");
    }
}
