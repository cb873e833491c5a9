package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanMap;

/// The tutorial's files and commands do what its text says.
final class TutorialTest {

    private static final Path PAGE =
            Path.of(System.getProperty("lauescope.home", ".."), "docs", "tutorial.md");

    private static final int COLUMNS = 3;

    @Test
    void theTutorialWorks(@TempDir Path folder) throws IOException {
        String page = Files.readString(PAGE);
        Files.writeString(folder.resolve("virtual.toml"), smaller(blocks(page, "toml").getFirst()));
        for (String block : blocks(page, "sh")) {
            block.lines().forEach(line -> run(folder, line));
        }
        ScanMap map = ResultFiles.read(folder.resolve("tutorial/result.nxs")).scan("map").map();
        assertThat(map.grid().columns()).isEqualTo(COLUMNS);
        Plane strain = map.plane("strain_yy");
        for (int column = 0; column < COLUMNS; column++) {
            assertThat(map.status(column)).isNotEqualTo(PointStatus.INDEXED);
            assertThat(map.status(COLUMNS + column)).isEqualTo(PointStatus.INDEXED);
            assertThat(strain.values()[COLUMNS + column]).isBetween(-7e-4, -4e-4);
            assertThat(strain.values()[3 * COLUMNS + column])
                    .isGreaterThan(strain.values()[COLUMNS + column]);
        }
        assertHoldsTheFields(
                folder.resolve("tutorial/result.nxs"),
                page + Files.readString(PAGE.resolveSibling("result-file.md")));
        assertIsOnThePage(
                Files.readString(folder.resolve("tutorial/experiment.toml")),
                blocks(page, "toml").get(1));
        assertThat(folder.resolve("tutorial/report.html")).isNotEmptyFile();
        assertThat(folder.resolve("tutorial/index.png")).isNotEmptyFile();
    }

    /// Groups and fields that the examples in Python ask for.
    private static void assertHoldsTheFields(Path result, String pages) {
        List<String> examples = blocks(pages, "python");
        assertThat(examples).hasSize(2);
        try (HdfFile file = new HdfFile(result)) {
            for (String example : examples) {
                String scan = "";
                for (MatchResult name :
                        Pattern.compile("(file|f|scan|plane)\\[\"([^\"]+)\"]")
                                .matcher(example)
                                .results()
                                .toList()) {
                    boolean fromRoot = name.group(1).startsWith("f");
                    String path = fromRoot ? name.group(2) : scan + "/" + name.group(2);
                    scan = fromRoot ? path : scan;
                    assertThat(file.getByPath("/" + path)).as(path).isNotNull();
                }
            }
        }
    }

    private static void assertIsOnThePage(String written, String onPage) {
        smaller(onPage)
                .lines()
                .map(line -> line.replaceFirst(" *#.*", ""))
                .filter(line -> !line.isBlank())
                .forEach(line -> assertThat(written.replaceAll(" +=", " =")).contains(line));
    }

    /// Half the columns over the same width, on a detector of a third of the size, so that the test
    /// is quick.
    private static String smaller(String toml) {
        return toml.replace("columns = 6", "columns = " + COLUMNS)
                .replaceFirst("step_um = \\[20", "step_um = [40")
                .replace(
                        "[exposure]",
                        "[geometry]\ndetector = \"Pilatus 300K\"\ndistance_mm = 80\n[exposure]");
    }

    private static void run(Path folder, String line) {
        String[] words = line.split(" ");
        assertThat(words[0]).isEqualTo("lauescope");
        String[] arguments = new String[words.length - 1];
        for (int i = 1; i < words.length; i++) {
            boolean isFile = words[i].matches("(tutorial|out|virtual\\.toml).*");
            arguments[i - 1] = isFile ? folder.resolve(words[i]).toString() : words[i];
        }
        CommandRun run = CommandRun.of((Object[]) arguments);
        assertThat(run.status()).as("%s%n%s", line, run.err()).isZero();
    }

    private static List<String> blocks(String page, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring(4 + language.length(), block.length() - 3))
                .toList();
    }
}
