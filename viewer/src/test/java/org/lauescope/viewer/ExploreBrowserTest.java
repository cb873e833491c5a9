package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.DeviationKey;
import org.lauescope.map.OrientationMap;

/// The page of a small run with its store, frames, mask and a region with a name.
class ExploreBrowserTest {

    private static final int COLUMNS = SmallRun.COLUMNS;
    private static final int ROWS = SmallRun.ROWS;

    /// The frame of point 23 of scan T is cut short, that of point 22 deleted.
    private static final int DAMAGED = 23;

    private static final int MISSING = 22;

    @TempDir static Path folder;
    private static TestBrowser browser;
    private static ViewServer server;
    private static Exploration exploration;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        browser = TestBrowser.launch();
        Path output = SmallRun.write(folder);
        damage();
        exploration = Exploration.of(output, null);
        server = ViewServer.start(exploration, InetAddress.getLoopbackAddress(), 0);
    }

    private static void damage() throws IOException {
        List<Path> frames;
        try (var files = Files.list(folder.resolve("T"))) {
            frames = files.sorted().toList();
        }
        byte[] whole = Files.readAllBytes(frames.get(DAMAGED));
        Files.write(frames.get(DAMAGED), Arrays.copyOf(whole, whole.length / 3));
        Files.delete(frames.get(MISSING));
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
    void twoPinsAreComparedReflectionByReflection() {
        open("#a=0,ipf_z,value&b=1,ipf_z,value&point=9");
        page.keyboard().press("a");
        page.keyboard().press("1");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("2");

        page.locator("#compare .pairs tbody tr").nth(10).waitFor();
        page.waitForFunction("() => location.hash.includes('pins=0:9,0:10')");
        assertThat(page.evaluate(PAIRS_AGREE)).as("rows that differ from the store").isEqualTo(0);
        assertThat(page.locator("#compare .head").innerText()).contains("peaks in both");
        page.locator("#compare").getByText("Close").click();
        assertThat(page.locator("#compare").isVisible()).isFalse();
        assertThat(page.locator("#inspector").isVisible()).isTrue();
    }

    /// Counts rows of the list whose displacement is not that of the two reflections of the same
    /// indices in the store, found = predicted + residual, to the digits that are written.
    private static final String PAIRS_AGREE =
            """
            async () => {
              const [one, two] = await Promise.all([9, 10].map(async (point) => (await fetch(`api/point?scan=0&point=${point}`)).json()));
              const key = (r) => [r.h, r.k, r.l].map((n) => (n < 0 ? `${-n}\\u0305` : n)).join('\\u2009');
              const of = (all) => new Map(all.reflections.map((r) => [key(r), r]));
              const [first, second] = [of(one), of(two)];
              let wrong = 0;
              let seen = 0;
              for (const row of document.querySelectorAll('#compare .pairs tbody tr')) {
                const cells = [...row.cells].map((cell) => cell.innerText);
                const [a, b] = [first.get(cells[0]), second.get(cells[0])];
                if (!a || !b) continue;
                seen++;
                const dx = b.x + b.dx - a.x - a.dx;
                const dy = b.y + b.dy - a.y - a.dy;
                const number = (text) => Number(text.replace('\\u2212', '-'));
                if (Math.abs(number(cells[3]) - dx) > 0.011 || Math.abs(number(cells[4]) - dy) > 0.011) wrong++;
              }
              return seen > 10 ? wrong : 999;
            }
            """;

    @Test
    void anAddressWithPinsOpensTheComparison() {
        open("#a=0,ipf_z,value&b=1,ipf_z,value&pins=0:3,0:3&compare=blink");

        page.locator("#compare .pairs tbody tr").nth(10).waitFor();
        // A frame differs by nothing from itself.
        assertThat(page.locator("#compare .head").innerText()).contains("moved by 0 px");
        assertThat(page.locator("#compare .frames").getAttribute("class")).contains("blinking");
    }

    @Test
    void differentGrainsAreNotPairedByChance() {
        open("#a=0,ipf_z,value&b=1,ipf_z,value&pins=0:9,1:9&compare=side");

        page.locator("#compare .pairs").getByText("different grains").waitFor();
    }

    @Test
    void theSharpKeyIsThatOfTheOrientations() throws IOException {
        open("#a=0,sharp_pin,value&b=1,ipf_z,value&pins=0:8,");
        OrientationMap map = exploration.scan(0).map().orientations();
        double range =
                Math.toRadians(
                        Double.parseDouble(
                                page.locator("#panel-a .legend input").first().inputValue()));
        DeviationKey key = new DeviationKey(map.sampleFromCrystal(8), map.symmetry(8), range);
        BufferedImage picture = picture("#panel-a .canvas");
        for (int point : new int[] {2, 10, 15, 20}) {
            double[] at =
                    inside(
                            picture.getWidth(),
                            picture.getHeight(),
                            point / COLUMNS + 0.35,
                            point % COLUMNS - 0.35);
            int drawn = picture.getRGB((int) at[0], (int) at[1]);
            int expected = key.colour(map.sampleFromCrystal(point)).rgb();
            for (int shift = 0; shift <= 16; shift += 8) {
                // The range is written with three digits: a few parts in a thousand of 255.
                assertThat((drawn >> shift) & 255)
                        .as("point %d: %06x, expected %06x", point, drawn & 0xffffff, expected)
                        .isCloseTo((expected >> shift) & 255, within(3));
            }
        }
    }

    @Test
    void aCapOfThePoleFigureBecomesTheRegion() {
        // The cap about a pole of point 8, as wide as the middle of the distances of all points.
        OrientationMap map = exploration.scan(0).map().orientations();
        Vector3 towards = map.sampleFromCrystal(8).times(Vector3.X);
        double[] distance = new double[COLUMNS * ROWS];
        for (int i = 0; i < distance.length; i++) {
            distance[i] = 90;
            for (Matrix3 turn : map.symmetry(i)) {
                Vector3 pole = map.sampleFromCrystal(i).times(turn.times(Vector3.X));
                double cosine = Math.min(1, Math.abs(pole.dot(towards)));
                distance[i] = Math.min(distance[i], Math.toDegrees(Math.acos(cosine)));
            }
        }
        double[] sorted = distance.clone();
        Arrays.sort(sorted);
        double reach = (sorted[11] + sorted[12]) / 2;
        open(
                "#a=0,peaks_found,value&b=1,ipf_z,value&tab=poles&region=pole,0,1,0,0,%s,%s,%s,%s"
                        .formatted(towards.x(), towards.y(), towards.z(), reach));

        page.locator(".chart.poles").getByText("24 points, 12 in").waitFor();
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Curves")).click();
        page.locator(".chart").getByText("n 12,").waitFor();
    }

    @Test
    void draggingInThePoleFigureSelectsPoints() {
        open("#a=0,peaks_found,value&b=1,ipf_z,value&tab=poles");
        page.locator(".chart.poles").getByText("24 points").waitFor();
        Locator canvas = page.locator(".chart.poles canvas");
        canvas.scrollIntoViewIfNeeded();
        BoundingBox box = canvas.boundingBox();
        double[] middle = {box.x + box.width / 2, box.y + box.height / 2};
        double radius = Math.min(box.width, box.height) / 2 - 12;
        page.mouse().move(middle[0], middle[1]);
        page.mouse().down();
        page.mouse().move(middle[0] + 0.9 * radius, middle[1]);
        page.mouse().up();

        // θ of a place r of the equal-area disc: r = √2 sin(θ / 2).
        double reach = 2 * Math.toDegrees(Math.asin(0.9 / Math.sqrt(2)));
        page.waitForFunction("() => location.hash.includes('region=pole,0,1,0,0,')");
        String[] parts =
                String.valueOf(page.evaluate("() => /region=pole,([^&]*)/.exec(location.hash)[1]"))
                        .split(",");
        // A pixel of the mouse is 1 / radius of the disc.
        assertThat(Double.parseDouble(parts[7])).isCloseTo(reach, within(150 / radius));
        // A cube has a face normal within 54.7° of every direction: all points have.
        page.locator(".chart.poles").getByText("24 in").waitFor();
    }

    @Test
    void regionsOfTheExperimentFileAreOffered() {
        open("#a=0,peaks_found,value&b=1,ipf_z,value");
        page.locator("#tools select").selectOption("named corner");

        // x = 0, 2, 4 and y = 0, 2 µm.
        page.locator(".chart").getByText("n 6,").waitFor();
        page.waitForFunction("() => location.hash.includes('name=corner')");
    }

    @Test
    void maskedPixelsAreVeiled() throws IOException {
        open("#a=0,peaks_found,value&b=1,ipf_z,value&point=2");
        page.waitForFunction("() => document.querySelector('#frame .message').textContent === ''");
        page.waitForTimeout(400);
        BufferedImage frame = picture("#frame .canvas");
        double scale = 0.97 * Math.min(frame.getWidth() / 487.0, frame.getHeight() / 619.0);
        int x = (int) (frame.getWidth() / 2.0 + scale * (50 - 243.5));
        int y = (int) (frame.getHeight() / 2.0 + scale * (50 - 309.5));
        int veiled = frame.getRGB(x, y);
        assertThat((veiled >> 16 & 255) - (veiled & 255))
                .as("orange %06x", veiled)
                .isGreaterThan(80);
        int mirrored = frame.getRGB(frame.getWidth() - x, y);
        assertThat(Math.abs((mirrored >> 16 & 255) - (mirrored & 255))).isLessThan(40);
    }

    @Test
    void damagedAndMissingFramesAreShownAsSuch() {
        open("#a=1,peaks_found,value&b=1,status,value&point=" + DAMAGED);
        page.waitForFunction(
                "() => document.querySelector('#frame .message').textContent.length > 20");
        String damaged = page.locator("#frame .message").innerText();
        assertThat(damaged).contains(".tif").doesNotContain("Exception", "defect");
        page.keyboard().press("ArrowLeft");
        page.waitForFunction(
                "t => !['', 'Loading …', t].includes(document.querySelector('#frame .message').textContent)",
                damaged);
        assertThat(page.locator("#frame .message").innerText())
                .doesNotContain("Exception", "defect");
        page.keyboard().press("ArrowLeft");
        page.waitForFunction("() => document.querySelector('#frame .message').textContent === ''");
    }

    @Test
    void aScreenReaderIsToldTheValueOfThePoint() {
        open("#a=0,peaks_found,value&b=1,ipf_z,value&point=2");
        page.keyboard().press("a");
        page.keyboard().press("ArrowRight");
        int value = (int) exploration.plane(0, "peaks_found").values()[3];

        page.waitForFunction(
                "v => document.querySelector('#spoken').textContent.includes('row 0, column 3') && document.querySelector('#spoken').textContent.includes(v)",
                String.valueOf(value));
    }

    private void open(String state) {
        page.navigate(server.url() + state);
        page.waitForFunction(
                "() => ['a', 'b'].every(name => document.querySelector(`#panel-${name} .message`)?.textContent === '')");
    }

    private BufferedImage picture(String selector) throws IOException {
        page.mouse().move(5, 5);
        page.waitForTimeout(200);
        byte[] png = page.locator(selector).screenshot();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static double[] inside(double width, double height, double row, double column) {
        double scale = 0.97 * Math.min(width / (2.0 * COLUMNS), height / (2.0 * ROWS));
        return new double[] {
            width / 2 + 2 * scale * (column - (COLUMNS - 1) / 2.0),
            height / 2 + 2 * scale * (row - (ROWS - 1) / 2.0)
        };
    }
}
