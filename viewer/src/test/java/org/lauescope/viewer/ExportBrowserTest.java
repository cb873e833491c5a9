package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.OrientationMap;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What the page saves: tables against the result they are of, pictures against the screen.
class ExportBrowserTest {

    private static final String PLANE = "peaks_found";

    /// Of the result's six digits in tables of the page.
    private static final double DIGITS = 1e-6;

    @TempDir static Path folder;
    private static TestBrowser browser;
    private static Exploration run;
    private static ViewServer server;
    private static ViewServer withLog;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        browser = TestBrowser.launch();
        InetAddress here = InetAddress.getLoopbackAddress();
        run = Exploration.of(SmallRun.write(folder), null);
        server = ViewServer.start(run, here, 0);
        Path other = Files.createDirectories(folder.resolve("log"));
        withLog =
                ViewServer.start(
                        Exploration.of(SmallResult.writeWithLog(other, 3, 12, 8), null), here, 0);
    }

    @AfterAll
    static void stop() {
        for (ViewServer one : new ViewServer[] {server, withLog}) {
            if (one != null) {
                one.close();
            }
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
    void mapsHoldEveryPoint() throws IOException {
        open(server, "#a=0,peaks_found,value&b=1,ipf_z,value");
        double[] values = run.plane(0, PLANE).values();

        Saved csv = save("map A", "CSV");
        assertThat(csv.name).isEqualTo("S-peaks_found-value.csv");
        List<String[]> rows = csv.rows("row,column,x_um,y_um,peaks_found");
        assertThat(rows).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(number(rows.get(i)[4])).isEqualTo(values[i]);
        }
        assertThat(save("map B", "CSV").rows("row,column,x_um,y_um,red,green,blue"))
                .hasSize(values.length);
    }

    @Test
    void histogramsHoldThePartOfThePointsInEachBin() throws IOException {
        open(server, "#a=0,peaks_found,value&b=1,ipf_z,value");
        page.locator(".chart").getByText("n 24,").waitFor();

        List<String[]> rows =
                save("histogram", "CSV").rows("peaks_found (middle of the bin),S percent");
        double width = number(rows.get(1)[0]) - number(rows.get(0)[0]);
        double sum = 0;
        for (String[] row : rows) {
            double low = number(row[0]) - width / 2;
            // Counts are whole numbers: none lies within the rounding of the ends of a bin.
            long inside =
                    Arrays.stream(run.plane(0, PLANE).values())
                            .filter(v -> v >= low - 1e-4 && v < low + width - 1e-4)
                            .count();
            assertThat(number(row[1])).isCloseTo(100.0 * inside / 24, within(1e-4));
            sum += number(row[1]);
        }
        assertThat(sum).isGreaterThan(90);
    }

    @Test
    void profilesHoldValueAndUncertaintyAlongTheLine() throws IOException {
        // Row 4 of the ramp, columns 1 to 9.
        open(withLog, "#a=0,ramp,value&b=2,ramp,value&line=2,8,18,8");
        page.locator(".chart").getByText("16 µm, band").waitFor();

        Saved csv = save("profile", "CSV");
        assertThat(csv.name).isEqualTo("Scan_0-Scan_2-ramp-profile.csv");
        String of = ",%1$s ramp,%1$s ramp plus σ,%1$s ramp minus σ";
        List<String[]> rows =
                csv.rows("distance_um" + of.formatted("A Scan 0") + of.formatted("B Scan 2"));
        assertThat(rows).hasSize(9);
        for (int i = 0; i < 9; i++) {
            double value = SmallResult.ramp(0, 4, 1 + i);
            double[] expected = {
                2 * i, value, value + 0.5, value - 0.5, value + 200, value + 200.5, value + 199.5
            };
            for (int k = 0; k < expected.length; k++) {
                assertThat(number(rows.get(i)[k])).isCloseTo(expected[k], within(1e-4));
            }
        }
    }

    @Test
    void curvesLieWhereTheNumbersAre() throws Exception {
        open(withLog, "#a=0,ramp,value&b=0,strain_xx,value&line=2,8,18,8&active=a");
        page.locator(".chart").getByText("16 µm, band").waitFor();
        Document svg = save("profile", "SVG").svg();

        // Values rise by one a column: nine corners in even steps along a straight line.
        double[][] corners = longestPath(svg, 9);
        for (int i = 1; i < 9; i++) {
            assertThat(corners[i][0] - corners[i - 1][0])
                    .isCloseTo((corners[8][0] - corners[0][0]) / 8, within(0.03));
            assertThat(corners[i][1] - corners[i - 1][1])
                    .isCloseTo((corners[8][1] - corners[0][1]) / 8, within(0.03));
        }
        assertThat(corners[8][1]).as("upwards").isLessThan(corners[0][1] - 20);
    }

    @Test
    void distanceProfilesHoldMediansOfTheirBins() throws IOException {
        open(server, "#a=0,peaks_found,value&b=1,ipf_z,value");
        page.locator(".chart").getByText("whole map: median, band").first().waitFor();

        List<String[]> rows = save("profile", "CSV").rows("distance_um,S median,S 84 %,S 16 %");
        // The line is 2 µm above the first of four rows; bins are 4 µm wide.
        int[][] members = {{0}, {1, 2}, {3}};
        assertThat(rows).hasSize(3);
        for (int bin = 0; bin < 3; bin++) {
            double[] values = rows(members[bin]);
            assertThat(number(rows.get(bin)[0])).isEqualTo(4 * bin + 2);
            double[] parts = {0.5, 0.84, 0.16};
            for (int k = 0; k < 3; k++) {
                assertThat(number(rows.get(bin)[k + 1]))
                        .isEqualTo(values[(int) Math.round(parts[k] * (values.length - 1))]);
            }
        }
    }

    /// Sorted values of these rows of the map.
    private static double[] rows(int... rows) {
        double[] all = run.plane(0, PLANE).values();
        return Arrays.stream(rows)
                .boxed()
                .flatMapToDouble(row ->
                        Arrays.stream(all, row * SmallRun.COLUMNS, (row + 1) * SmallRun.COLUMNS))
                .sorted()
                .toArray();
    }

    @Test
    void trendsHoldEveryScan() throws IOException {
        open(withLog, "#a=0,ramp,value&b=2,ramp,value&point=43");
        page.locator(".chart").getByText("the point").waitFor();

        Saved csv = save("from scan to scan", "CSV");
        assertThat(csv.name).isEqualTo("ramp-trend.csv");
        List<String[]> rows = csv.rows("scan,ramp median,ramp 84 %,ramp 16 %,ramp of the point");
        for (int scan = 0; scan < 3; scan++) {
            String[] row = rows.get(scan);
            assertThat(row[0]).isEqualTo("Scan " + scan);
            assertThat(number(row[4])).isEqualTo(SmallResult.ramp(scan, 3, 7));
            double[] sorted = new double[83];
            for (int i = 13; i < 96; i++) {
                sorted[i - 13] = SmallResult.ramp(scan, i / 12, i % 12);
            }
            Arrays.sort(sorted);
            assertThat(number(row[1])).isEqualTo(sorted[41]);
        }
    }

    @Test
    void timeLinesHoldTheLogAndTheScans() throws IOException {
        open(withLog, "#a=0,ramp,value&b=2,ramp,value");
        page.locator("#timeline .bars button").nth(2).waitFor();

        Saved csv = save("time line", "CSV");
        assertThat(csv.name).isEqualTo("voltage-current-time-line.csv");
        List<String[]> rows = csv.rows("time_utc,voltage / V,current / mA,scan");
        assertThat(rows).hasSizeGreaterThan(400);
        for (String[] row : rows) {
            double hours =
                    (Instant.parse(row[0]).toEpochMilli() - SmallResult.BEGIN.toEpochMilli())
                            / 3.6e6;
            assertThat(number(row[1])).isCloseTo(1 + 0.01 * hours, within(DIGITS));
            assertThat(number(row[2])).isCloseTo(hours >= 1 && hours < 2 ? 1 : 0, within(DIGITS));
            double since = (hours - 2) % 3;
            String scan = hours >= 2 && since <= 1 ? "Scan " + (int) ((hours - 2) / 3) : "";
            assertThat(row.length > 3 ? row[3] : "").as("after %s h", hours).isEqualTo(scan);
        }
    }

    @Test
    void framesHoldPeaksWithTheirReflections() throws IOException {
        open(server, "#a=0,peaks_found,value&b=1,ipf_z,value&point=9&active=a");
        page.locator("#frame .foot").getByText("peaks found").waitFor();

        Saved csv = save("frame", "CSV");
        assertThat(csv.name).isEqualTo("S-row_1-column_3-frame.csv");
        List<String[]> rows =
                csv.rows(
                        "peak,x_px,y_px,intensity,fwhm_px,grain,h,k,l,energy_keV,predicted_x_px,predicted_y_px,dx_px,dy_px,used");
        assertThat(rows.stream().map(row -> row[0]).distinct().count())
                .isEqualTo((long) run.plane(0, PLANE).values()[9]);
        List<String[]> explained = rows.stream().filter(row -> row.length > 12).toList();
        assertThat(explained).hasSizeGreaterThan(20);
        for (String[] row : explained) {
            // Found is predicted and residual, to the thousandths that are kept.
            assertThat(number(row[1])).isCloseTo(number(row[10]) + number(row[12]), within(0.0011));
            assertThat(number(row[2])).isCloseTo(number(row[11]) + number(row[13]), within(0.0011));
        }
    }

    @Test
    void poleFiguresHoldTheNormals() throws IOException {
        open(server, "#a=0,peaks_found,value&b=1,ipf_z,value&active=a&tab=poles");
        page.locator(".chart.poles").getByText("24 points").waitFor();

        Saved csv = save("pole figure", "CSV");
        assertThat(csv.name).isEqualTo("S-100-pole-figure.csv");
        OrientationMap map = run.scan(0).map().orientations();
        List<String[]> rows = csv.rows("point,x,y,z,in_region");
        assertThat(rows).hasSizeBetween(24 * 3, 24 * 6);
        for (String[] row : rows) {
            Vector3 normal = new Vector3(number(row[1]), number(row[2]), number(row[3]));
            Vector3 inCrystal =
                    map.sampleFromCrystal((int) number(row[0])).transpose().times(normal);
            // Along an axis of the cubic crystal.
            double most =
                    Math.max(
                            Math.abs(inCrystal.x()),
                            Math.max(Math.abs(inCrystal.y()), Math.abs(inCrystal.z())));
            assertThat(most).isCloseTo(1, within(DIGITS));
        }
    }

    @Test
    void numbersHoldEveryPlaneOfBothScans() throws IOException {
        open(withLog, "#a=0,ramp,value&b=2,ramp,value&point=43");
        page.locator(".numbers").getByText("Row 3, column 7").waitFor();

        List<String[]> rows =
                save("numbers of the point", "CSV")
                        .rows("quantity,Scan 0,Scan 0 sigma,Scan 2,Scan 2 sigma");
        assertThat(rows)
                .anySatisfy(
                        row -> assertThat(row).containsExactly("ramp", "37", "0.5", "237", "0.5"));
    }

    /// What is saved is what the page shows: its pixels in the PNG, and those of the SVG as the
    /// browser draws it. The curves of the screen are drawn by another program than those saved.
    @ParameterizedTest
    @CsvSource({
        "map A, #panel-a .body, 6, 28",
        "map B, #panel-b .body, 6, 28",
        "frame, #frame .canvas, 6, 28",
        "histogram, .chart:has([aria-label='Save histogram']), 6, 6",
        "profile, .chart:has([aria-label='Save profile']), 6, 6",
        "from scan to scan, .chart:has([aria-label='Save from scan to scan']), 6, 6",
        "pole figure, .chart.poles, 6, 6",
    })
    void picturesAreThoseOfTheScreen(String view, String selector, int left, int top)
            throws Exception {
        open(
                server,
                "#a=0,peaks_found,value&b=1,ipf_z,value&point=9&region=rectangle,-1,-1,9,5&active=a&pins=0:3,");
        page.locator("#frame .foot").getByText("peaks found").waitFor();
        if (view.equals("pole figure")) {
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Poles")).click();
            page.locator(".chart.poles").getByText("24 points").waitFor();
        }
        compare(view, selector, left, top);
    }

    @Test
    void thePictureOfATimeLineIsThatOfTheScreen() throws Exception {
        open(withLog, "#a=0,ramp,value&b=2,ramp,value");
        page.locator("#timeline .bars button").nth(2).waitFor();
        compare("time line", "#timeline .plot", 6, 28);
    }

    private void compare(String view, String selector, int left, int top) throws Exception {
        Locator element = page.locator(selector);
        element.scrollIntoViewIfNeeded();
        page.mouse().move(5, 5);
        page.waitForTimeout(300);
        // Controls are no part of pictures.
        hide("hidden");
        BufferedImage screen = image(element.screenshot());
        hide("");
        BufferedImage png = ImageIO.read(save(view, "PNG").file.toFile());
        Saved saved = save(view, "SVG");
        saved.svg();
        BufferedImage svg;
        try (Page drawn = browser.newPage(complaints)) {
            drawn.setContent("<body style='margin:0'>" + Files.readString(saved.file) + "</body>");
            svg = image(drawn.locator("svg").screenshot());
        }
        // A quarter of the pixels of letters and edges lie otherwise by a part of a pixel.
        assertThat(different(screen, png, 2, left, top)).as("PNG").isLessThan(0.03);
        assertThat(different(screen, svg, 1, left, top)).as("SVG").isLessThan(0.03);
    }

    private void hide(String visibility) {
        page.evaluate(
                "v => document.querySelectorAll('select, .menu').forEach(e => (e.style.visibility = v))",
                visibility);
    }

    /// Part of the pixels of the screen that none of the saved picture's pixels around resembles.
    private static double different(
            BufferedImage screen, BufferedImage saved, int ratio, int left, int top) {
        int count = 0;
        for (int y = 2; y < screen.getHeight() - 2; y++) {
            for (int x = 2; x < screen.getWidth() - 2; x++) {
                int least = 255;
                for (int dy = -ratio; dy <= 2 * ratio - 1; dy++) {
                    for (int dx = -ratio; dx <= 2 * ratio - 1; dx++) {
                        int column = Math.min(saved.getWidth() - 1, ratio * (x + left) + dx);
                        int row = Math.min(saved.getHeight() - 1, ratio * (y + top) + dy);
                        least =
                                Math.min(
                                        least,
                                        distance(screen.getRGB(x, y), saved.getRGB(column, row)));
                    }
                }
                if (least > 48) {
                    count++;
                }
            }
        }
        return (double) count / (screen.getWidth() * screen.getHeight());
    }

    private static int distance(int first, int second) {
        int most = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            most = Math.max(most, Math.abs((first >> shift & 255) - (second >> shift & 255)));
        }
        return most;
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /// Corners of the first path with so many.
    private static double[][] longestPath(Document svg, int corners) {
        NodeList paths = svg.getElementsByTagName("path");
        Pattern place = Pattern.compile("[ML](-?[\\d.]+) (-?[\\d.]+)");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            List<double[]> found = new ArrayList<>();
            Matcher matcher = place.matcher(path.getAttribute("d"));
            while (matcher.find()) {
                found.add(new double[] {number(matcher.group(1)), number(matcher.group(2))});
            }
            if (found.size() == corners && path.getAttribute("fill").equals("none")) {
                return found.toArray(double[][]::new);
            }
        }
        throw new AssertionError("no path of %d corners".formatted(corners));
    }

    /// A file as it was offered.
    private record Saved(String name, Path file) {

        List<String[]> rows(String head) throws IOException {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.getFirst()).isEqualTo(head);
            return lines.stream().skip(1).map(line -> line.split(",")).toList();
        }

        Document svg() throws Exception {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        }
    }

    private Saved save(String view, String kind) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Save " + view).setExact(true))
                .click();
        Locator menu = page.locator("[popover][aria-label='Save " + view + " as']");
        Download file = page.waitForDownload(() -> menu.getByText("(" + kind + ")").click());
        return new Saved(file.suggestedFilename(), file.path());
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }

    private void open(ViewServer of, String state) {
        page.navigate(of.url() + state);
        page.waitForFunction(
                "() => ['a', 'b'].every(name => document.querySelector(`#panel-${name} .message`)?.textContent === '')");
    }
}
