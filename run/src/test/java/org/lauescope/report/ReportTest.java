package org.lauescope.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.io.result.MapTables;
import org.lauescope.io.result.Result;
import org.lauescope.picture.ResidualFieldPicture;

final class ReportTest {

    private static final Result RESULT = ExampleResult.of(36, 30);
    private static final Report REPORT = new Report(RESULT);
    private static final String PAGE = REPORT.page();

    /// Also a way to look at the page: -Dlauescope.report=FILE writes it.
    @Test
    void writesOneFile(@TempDir Path folder) throws IOException {
        Path file = Path.of(System.getProperty("lauescope.report", folder + "/a/report.html"));
        REPORT.write(file);
        assertThat(file).hasContent(PAGE);
    }

    /// Nothing is fetched: no address but the name space of SVG, no script, no file.
    @Test
    void pageNeedsNothingElse() {
        String without = PAGE.replace("http://www.w3.org/2000/svg", "");
        assertThat(without).doesNotContain("http:", "https:", "<script", "<link", "@import");
        assertThat(Pattern.compile("(?:src|href)=\"(?!#|data:)").matcher(PAGE).find()).isFalse();
    }

    /// Every link of the contents has its target, and every picture its description.
    @Test
    void contentsLeadSomewhereAndPicturesAreDescribed() {
        List<String> links =
                Pattern.compile("href=\"#([^\"]+)\"")
                        .matcher(PAGE)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(links).contains("experiment", "calibration", "scan-0-strain", "provenance");
        links.forEach(id -> assertThat(PAGE).contains("id=\"" + id + "\""));
        assertThat(PAGE.split("<svg ", -1))
                .hasSameSizeAs(PAGE.split("role=\"img\" aria-label=\"[^\"]", -1));
        assertThat(PAGE).contains("symmetric cell &lt;made up&gt;").doesNotContain("<made up>");
    }

    @Test
    void saysWhatBecameOfThePoints() {
        assertThat(PAGE)
                .contains("112 of 112 random points", "Too few peaks", "not measured", "± 0.0100");
    }

    @Test
    void failedFramesAreListedByName(@TempDir Path folder) throws IOException {
        int failed = RESULT.scans().getFirst().failures().size();
        assertThat(failed).isBetween(1, 49);
        assertThat(PAGE.split("half a &quot;frame&quot;", -1)).hasSize(failed + 1);
        REPORT.writeFigures(folder);
        assertThat(Files.readAllLines(folder.resolve("scan-0-failed-frames.csv")))
                .hasSize(failed + 1)
                .last()
                .asString()
                .endsWith("half a \"\"frame\"\"\"");
    }

    /// Worked out by hand from the four cells of the example: the mean of n spots scatters by
    /// rms/√n, and the cell of two spots does not count.
    @Test
    void residualsAreComparedWithChance() {
        ResidualFieldPicture picture =
                new ResidualFieldPicture(
                        981, 1043, RESULT.scans().getFirst().tables().get(MapTables.RESIDUALS));
        double means = Math.sqrt((1e-6 + 4e-6 + 1.6e-3 + 4e-6 + 1e-6) / 3);
        assertThat(picture.rmsOfMeans()).isCloseTo(means, within(1e-12));
        double chance = Math.sqrt((2.5e-3 / 900 + 3.6e-3 / 400 + 2.5e-3 / 625) / 3);
        assertThat(picture.rmsByChance()).isCloseTo(chance, within(1e-12));
        assertThat(PAGE)
                .contains("means: rms 0.0232 px, by chance 0.0023 px", "id=\"scan-0-residuals\"");
    }

    @Test
    void figuresAreFiles(@TempDir Path folder) throws Exception {
        REPORT.writeFigures(folder);
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.toList();
        }
        List<Path> svg = files.stream().filter(f -> f.toString().endsWith(".svg")).toList();
        assertThat(svg).hasSizeGreaterThan(15);
        // A CSV of the failed frames beside those of the figures.
        assertThat(files).hasSize(3 * svg.size() + 1);
        for (Path file : svg) {
            byte[] content = Files.readAllBytes(file);
            assertThat(
                            DocumentBuilderFactory.newInstance()
                                    .newDocumentBuilder()
                                    .parse(new ByteArrayInputStream(content))
                                    .getDocumentElement()
                                    .getTagName())
                    .isEqualTo("svg");
        }
        assertThat(ImageIO.read(folder.resolve("scan-0-ipf-z.png").toFile()).getWidth())
                .isEqualTo(1200);
        numbersAreThoseOfThePlane(folder.resolve("scan-0-strain-zz.csv"));
    }

    private static void numbersAreThoseOfThePlane(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv, StandardCharsets.UTF_8);
        double[] values = RESULT.scans().get(0).map().plane("strain_zz").values();
        assertThat(lines).hasSize(values.length + 1);
        assertThat(lines.get(0)).isEqualTo("x_um,y_um,status,strain_zz,strain_zz_sigma");
        int index = 600;
        String[] cells = lines.get(index + 1).split(",", -1);
        assertThat(Double.parseDouble(cells[0])).isEqualTo(2.0 * (index % 36));
        assertThat(Double.parseDouble(cells[1])).isEqualTo(2.0 * (index / 36));
        assertThat(Double.parseDouble(cells[3])).isEqualTo(values[index]);
        assertThat(lines.get(1)).endsWith(",,1.2E-4");
    }
}
