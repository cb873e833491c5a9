package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Places that a series has found to change: their outlines on maps, their table, their regions.
class PlacesBrowserTest {

    /// `--warn` of the light theme.
    private static final int ORANGE = 0xa83a00;

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
                        Exploration.of(SmallResult.writeWithChanges(folder), null),
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
    }

    @AfterEach
    void consoleIsFreeOfErrors() {
        assertThat(complaints).isEmpty();
        page.close();
    }

    @Test
    void outlinesAreThoseOfTheScan() throws IOException {
        page.navigate(server.url() + "#a=1,ramp,value&b=2,ramp,value&outlines=0");
        page.locator("#panel-b .foot").getByText("Click a point").waitFor();
        page.waitForTimeout(400);
        BufferedImage first = picture("#panel-a .canvas");
        BufferedImage second = picture("#panel-b .canvas");

        // Right edges at 3 + 2 and 3 + 3 columns, in the middle of the place's two rows.
        assertThat(isOrange(first, 3.2, 4.5)).isTrue();
        assertThat(isOrange(first, 3.2, 5.5)).isFalse();
        assertThat(isOrange(second, 3.2, 5.5)).isTrue();
        assertThat(isOrange(second, 3.2, 4.5)).isFalse();
        assertThat(isOrange(second, 3.2, 2.5)).isTrue();
        page.keyboard().press("h");
        page.waitForTimeout(300);
        assertThat(isOrange(picture("#panel-b .canvas"), 3.2, 5.5)).isFalse();
    }

    @Test
    void theListOfColoursIsThatOfTheMap() throws IOException {
        page.navigate(server.url() + "#a=0,ramp,value&b=2,changed_place,value&outlines=0");
        page.locator("#panel-b .legend li").getByText("7").waitFor();
        page.waitForTimeout(400);

        assertThat(page.locator("#panel-b .legend li").allInnerTexts()).containsExactly("7");
        BufferedImage map = picture("#panel-b .canvas");
        BufferedImage swatch = picture("#panel-b .legend li i");
        int inside = at(map, 3.2, 4.5);
        assertThat(swatch.getRGB(swatch.getWidth() / 2, swatch.getHeight() / 2)).isEqualTo(inside);
        assertThat(at(map, 0.2, 0.2)).isNotEqualTo(inside);
    }

    @Test
    void theTableSaysWhatBecameOfThem() {
        page.navigate(server.url() + "#a=0,ramp,value&b=2,ramp,value&tab=places&active=a");
        page.locator(".places tbody tr").nth(3).waitFor();

        assertThat(page.locator(".places tbody tr").allInnerTexts())
                .containsExactly(
                        "7\tstrain yy\tScan 1\tborn\t16\t7\t7\t0.0020",
                        "7\tstrain yy\tScan 2\tgrows\t24\t8\t7\t0.0020",
                        "7\t\tScan 3\tgone\t–\t–\t–\t–",
                        "–\tstrain yy\tseries\ttrend\t0\t5\t7\t0.0020");
    }

    @Test
    void aRowMakesItsPlaceTheRegion() {
        page.navigate(server.url() + "#a=0,ramp,value&b=2,strain_xx,value&tab=places&active=a");
        page.locator(".places tbody tr").first().focus();
        page.keyboard().press("Enter");
        page.waitForFunction(
                "() => location.hash.includes('region=place,7') && location.hash.includes('a=1,ramp')");
        page.keyboard().press("i");

        // The points of the last scan that shows it, in every scan.
        page.locator(".chart").getByText("n 6,").waitFor();
    }

    private BufferedImage picture(String selector) throws IOException {
        page.mouse().move(5, 5);
        byte[] png = page.locator(selector).screenshot();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /// Colour of a place of the whole map.
    private static int at(BufferedImage picture, double row, double column) {
        return at(picture, row, column, 0);
    }

    /// @param aside pixels to the right
    private static int at(BufferedImage picture, double row, double column, int aside) {
        double scale = 0.97 * Math.min(picture.getWidth() / 24.0, picture.getHeight() / 16.0);
        int x = (int) (picture.getWidth() / 2.0 + 2 * scale * (column - 5.5));
        int y = (int) (picture.getHeight() / 2.0 + 2 * scale * (row - 3.5));
        return picture.getRGB(x + aside, y);
    }

    /// Whether the line is seen within two pixels of a place of the whole map.
    private static boolean isOrange(BufferedImage picture, double row, double column) {
        for (int dx = -2; dx <= 2; dx++) {
            int rgb = at(picture, row, column, dx) & 0xffffff;
            boolean isAlike = true;
            for (int shift = 0; shift <= 16; shift += 8) {
                isAlike &= Math.abs((rgb >> shift & 255) - (ORANGE >> shift & 255)) < 24;
            }
            if (isAlike) {
                return true;
            }
        }
        return false;
    }
}
