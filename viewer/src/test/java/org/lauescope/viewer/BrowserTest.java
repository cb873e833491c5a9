package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
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
import org.lauescope.picture.ColourMap;

/// The page in a real browser: what is drawn and written is compared with the closed forms of
/// [SmallResult].
class BrowserTest {

    private static final int COLUMNS = 12;
    private static final int ROWS = 8;
    private static final double STEP = 2;

    /// The page shows 97 % of the smaller side, see `viewport.js`.
    private static final double FILLED = 0.97;

    @TempDir static Path folder;
    private static TestBrowser browser;
    private static ViewServer server;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        browser = TestBrowser.launch();
        server = serve(SmallResult.write(folder, 2, COLUMNS, ROWS));
    }

    private static ViewServer serve(Path result) throws IOException {
        return ViewServer.start(Exploration.of(result, null), InetAddress.getLoopbackAddress(), 0);
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
    }

    @AfterEach
    void consoleIsFreeOfErrors() {
        assertThat(complaints).isEmpty();
        page.close();
    }

    @Test
    void drawsTheColourOfTheValueUnderTheCursor() throws IOException {
        open("#a=0,ramp,value,0,100&b=1,ramp,value,100,200");

        for (int[] place : new int[][] {{1, 1}, {3, 7}, {5, 2}, {7, 11}}) {
            int row = place[0];
            int column = place[1];
            double value = SmallResult.ramp(0, row, column);
            hover("a", row, column);

            assertThat(foot("a"))
                    .contains("row %d, column %d".formatted(row, column))
                    .contains("%.2f ± 0.50 px".formatted(value));
            assertThat(foot("b")).contains("%.2f ± 0.50 px".formatted(value + 100));
            page.mouse().move(5, 5);
            for (String panel : List.of("a", "b")) {
                // Near opposite corners: a map that is half a point off shows here.
                for (double off : new double[] {-0.4, 0.4}) {
                    assertSameColour(
                            pixel(panel, row + off, column + off),
                            ColourMap.SEQUENTIAL.rgb(value / 100));
                }
            }
        }
    }

    @Test
    void signedPlanesHaveZeroInTheMiddle() throws IOException {
        open("#a=0,strain_xx,value,-0.001,0.001&b=1,strain_xx,value");

        assertSameColour(
                pixel("a", 3.2, 5.2), ColourMap.DIVERGING.rgb((Math.sin(0.3 * 5) + 1) / 2));
        assertThat(legend("b", 0)).isEqualTo(-legend("b", 1));
    }

    @Test
    void whatIsNotKnownIsNoColour() throws IOException {
        open("#a=0,ramp,value&outlines=0");
        BufferedImage map = picture("a");

        assertThat(colours(map, 0, 4))
                .as("not indexed: hatched")
                .hasSizeBetween(2, 40)
                .contains(0xe6edf2, 0xb4c2ce);
        assertThat(colours(map, 1, 0)).as("not measured: blank").containsExactly(0xf4f6f7);
        hover("a", 0, 4);
        assertThat(foot("a")).contains("too few");
        hover("a", 1, 0);
        assertThat(foot("a")).contains("not measured");
    }

    @Test
    void aClickShowsAllNumbersAndKeysMoveOn() {
        open("#a=0,ramp,value&b=1,ramp,value");
        click("a", 3, 7);

        Locator numbers = page.locator(".numbers");
        cell("37.00 ± 0.50").waitFor();
        assertThat(numbers.innerText())
                .contains("Row 3, column 7", "137.00 ± 0.50", "result.duckdb");
        assertThat(page.locator("#frame .message").innerText()).contains("--experiment");

        page.keyboard().press("ArrowRight");
        cell("38.00 ± 0.50").waitFor();
        page.keyboard().press("ArrowUp");
        cell("28.00 ± 0.50").waitFor();
        page.keyboard().press("]");
        page.waitForFunction("() => document.querySelectorAll('.numbers thead th').length === 2");
        assertThat(numbers.innerText()).contains("128.00 ± 0.50");
        page.waitForFunction(
                "() => location.hash.includes('point=32') && location.hash.includes('a=1,ramp')");
    }

    @Test
    void theDifferenceOfTwoScansHasTheirCommonUncertainty() {
        open("#a=0,ramp,value&b=0,ramp,value");
        page.keyboard().press("d");
        page.waitForFunction("() => location.hash.includes('difference')");
        hover("b", 4, 4);

        // √2 · 0.5, and 100 from scan to scan.
        page.waitForFunction(
                "() => document.querySelector('#panel-b .foot').innerText.includes('100.00 ± 0.71')");
        page.keyboard().press("d");
        page.waitForFunction(
                "() => document.querySelector('#panel-b .foot').innerText.includes('144.00 ± 0.50')");
    }

    @Test
    void anAddressBringsTheViewBack() {
        open(
                "#a=1,grain,value&b=0,ramp,sigma&point=43&view=10,8,30&region=rectangle,5,5,11,9&active=b");

        assertThat(page.locator("#panel-a select").first().inputValue()).isEqualTo("grain");
        page.locator(".numbers").getByText("Row 3, column 7").waitFor();
        // Points at x = 6, 8, 10 µm and y = 6, 8 µm lie inside.
        page.locator(".chart").getByText("n 6,").waitFor();
    }

    @Test
    void regionsFeedTheStatistics() {
        open("#a=0,ramp,value&b=0,ramp,value");
        page.keyboard().press("o");
        click("a", 3, 2);
        // Columns 0–5 of rows 1–7 without the point that is not measured.
        page.locator(".chart").getByText("n 41,").waitFor();
        page.keyboard().press("r");
        double[] from = at("a", 2.6, 1.6);
        double[] to = at("a", 4.4, 4.4);
        page.mouse().move(from[0], from[1]);
        page.mouse().down();
        page.mouse().move(to[0], to[1]);
        page.mouse().up();
        // Rows 3, 4 and columns 2, 3, 4: the median of 32 … 44 is 38 for an even number of points.
        page.locator(".chart").getByText("n 6,").waitFor();
        page.keyboard().press("Escape");
        page.locator(".chart").getByText("n 83,").waitFor();
    }

    @Test
    void aBandAlongBoundariesIsARegion() {
        // The boundary lies between columns 5 and 6, 1 µm from both: rows 1 to 7 of them.
        open("#a=0,ramp,value&b=0,ramp,value&region=boundaries,2");
        page.locator(".chart").getByText("n 14,").waitFor();

        page.locator("#tools input").fill("3.1");
        page.locator("#tools input").press("Enter");
        // 3 µm reaches columns 4 and 7.
        page.locator(".chart").getByText("n 28,").waitFor();
        page.waitForFunction("() => location.hash.includes('region=boundaries,3.1')");
    }

    @Test
    void severalTabsShowWhatTheirAddressesSay() {
        open("#a=0,ramp,value&b=0,ramp,value&point=43");
        try (Page second = browser.newPage(complaints)) {
            second.navigate(server.url() + "#a=1,ramp,value&b=1,ramp,value&point=44");
            second.locator(".numbers").getByText("138.00 ± 0.50").waitFor();
            cell("37.00 ± 0.50").waitFor();
        }
    }

    @Test
    void theListOfKeysClosesWithoutTouchingTheView() {
        open("#a=0,ramp,value&b=0,ramp,value&region=rectangle,5,5,11,9");
        page.keyboard().press("?");
        page.locator("#keys").getByText("the neighbouring point").waitFor();
        page.keyboard().press("Escape");

        assertThat(page.locator("#keys").isVisible()).isFalse();
        page.locator(".chart").getByText("n 6,").waitFor();
    }

    @Test
    void namesFromFilesAreNoMarkup() {
        open("");

        assertThat(page.locator("#title").innerText()).isEqualTo("Small <result>");
    }

    @Test
    void showsANewResultOfTheSameName() throws IOException {
        Path other = Files.createDirectories(folder.resolve("changing"));
        try (ViewServer changing = serve(SmallResult.write(other, 1, COLUMNS, ROWS))) {
            page.navigate(changing.url() + "#a=0,ramp,value&b=0,ramp,value&point=43");
            page.locator(".numbers").getByText("Row 3, column 7").waitFor();
            SmallResult.write(other, 2, COLUMNS, ROWS);
            page.waitForFunction(
                    "() => document.querySelectorAll('#panel-a select option[value=\"1\"]').length === 1");
            page.locator(".numbers").getByText("Row 3, column 7").waitFor();
        }
        complaints.removeIf(text -> text.contains("ERR_"));
    }

    @Test
    void tellsThatTheServerIsGone() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        try (ViewServer mortal = serve(SmallResult.write(other, 1, COLUMNS, ROWS))) {
            page.navigate(mortal.url().toString());
            page.locator("#panel-b .foot").getByText("Click a point").waitFor();
        }
        click("a", 3, 7);
        page.locator(".numbers").getByText("still running").waitFor();
        complaints.removeIf(text -> text.contains("ERR_"));
    }

    @Test
    void findsAServerThatWasStartedAnew() throws IOException {
        Path other = Files.createDirectories(folder.resolve("again"));
        Path result = SmallResult.write(other, 1, COLUMNS, ROWS);
        // Two tabs that share their cookies.
        BrowserContext shared = page.context().browser().newContext();
        page.close();
        page = shared.newPage();
        Locator notice = page.locator("#notice");
        int port;
        try (ViewServer first = serve(result)) {
            port = first.url().getPort();
            page.navigate(first.url() + "#a=0,ramp,value&b=0,ramp,value&point=43");
            page.locator(".numbers").getByText("Row 3, column 7").waitFor();
        }
        notice.getByText("does not answer").waitFor();
        try (ViewServer second =
                        ViewServer.start(
                                Exploration.of(result, null),
                                InetAddress.getLoopbackAddress(),
                                port);
                Page tab = shared.newPage()) {
            notice.getByText("open the address that it printed").waitFor();
            // The new token comes with its address; then the old page goes on by itself.
            tab.navigate(second.url().toString());
            page.waitForFunction("() => document.querySelector('#notice').textContent === ''");
            page.keyboard().press("ArrowRight");
            cell("38.00 ± 0.50").waitFor();
        }
        shared.close();
    }

    private void open(String state) {
        page.navigate(server.url() + state);
        page.waitForFunction(
                "() => document.querySelectorAll('#frame .message').length === 1"
                        + " && [...document.querySelectorAll('section.panel .message')].slice(0, 2).every(m => m.textContent === '')");
    }

    private String foot(String panel) {
        page.waitForTimeout(80);
        return page.locator("#panel-" + panel + " .foot").innerText();
    }

    /// A number of the table, with its uncertainty.
    private Locator cell(String text) {
        return page.locator(".numbers")
                .getByRole(
                        AriaRole.CELL, new Locator.GetByRoleOptions().setName(text).setExact(true));
    }

    private double legend(String panel, int which) {
        String text = page.locator("#panel-" + panel + " .legend input").nth(which).inputValue();
        return Double.parseDouble(text.replace('\u2212', '-'));
    }

    private void hover(String panel, int row, int column) {
        double[] at = at(panel, row, column);
        page.mouse().move(at[0], at[1]);
        page.waitForTimeout(80);
    }

    private void click(String panel, int row, int column) {
        double[] at = at(panel, row, column);
        page.mouse().click(at[0], at[1]);
    }

    /// Where the middle of a point lies on the page when the whole map is shown.
    private double[] at(String panel, double row, double column) {
        BoundingBox box = page.locator("#panel-" + panel + " canvas.raster").boundingBox();
        double[] in = inside(box.width, box.height, row, column);
        return new double[] {box.x + in[0], box.y + in[1]};
    }

    private static double[] inside(double width, double height, double row, double column) {
        double scale = FILLED * Math.min(width / (COLUMNS * STEP), height / (ROWS * STEP));
        return new double[] {
            width / 2 + scale * STEP * (column - (COLUMNS - 1) / 2.0),
            height / 2 + scale * STEP * (row - (ROWS - 1) / 2.0)
        };
    }

    private BufferedImage picture(String panel) throws IOException {
        page.waitForTimeout(150);
        byte[] png = page.locator("#panel-" + panel + " .canvas").screenshot();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private int pixel(String panel, double row, double column) throws IOException {
        BufferedImage picture = picture(panel);
        double[] at = inside(picture.getWidth(), picture.getHeight(), row, column);
        return picture.getRGB((int) at[0], (int) at[1]) & 0xffffff;
    }

    /// All colours of a point, away from its edges.
    private static List<Integer> colours(BufferedImage picture, int row, int column) {
        double[] at = inside(picture.getWidth(), picture.getHeight(), row, column);
        List<Integer> colours = new ArrayList<>();
        for (int dy = -8; dy <= 8; dy++) {
            for (int dx = -8; dx <= 8; dx++) {
                int rgb = picture.getRGB((int) at[0] + dx, (int) at[1] + dy) & 0xffffff;
                if (!colours.contains(rgb)) {
                    colours.add(rgb);
                }
            }
        }
        return colours;
    }

    /// The page takes the nearest of 256 colours, which differ by at most 5 of 255 from one to the
    /// next; half of that is rounded up.
    private static void assertSameColour(int drawn, int expected) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat((drawn >> shift) & 255)
                    .as("%06x, expected %06x", drawn, expected)
                    .isCloseTo((expected >> shift) & 255, within(3));
        }
    }
}
