package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void theTutorialWorks(@TempDir Path folder) throws IOException {
        String page = Files.readString(PAGE);
        // A detector of a third of the size, so that the test is quick.
        String recipe =
                blocks(page, "toml")
                        .getFirst()
                        .replace(
                                "[exposure]",
                                "[geometry]\ndetector = \"Pilatus 300K\"\ndistance_mm = 80\n[exposure]");
        Files.writeString(folder.resolve("virtual.toml"), recipe);
        for (String block : blocks(page, "sh")) {
            block.lines().forEach(line -> run(folder, line));
        }
        ScanMap map = ResultFiles.read(folder.resolve("tutorial/result.nxs")).scan("map").map();
        assertThat(map.grid().columns()).isEqualTo(6);
        Plane strain = map.plane("strain_yy");
        for (int column = 0; column < 6; column++) {
            assertThat(map.status(column)).isNotEqualTo(PointStatus.INDEXED);
            assertThat(map.status(6 + column)).isEqualTo(PointStatus.INDEXED);
            assertThat(strain.values()[6 + column]).isBetween(-7e-4, -4e-4);
            assertThat(strain.values()[18 + column]).isGreaterThan(strain.values()[6 + column]);
        }
        assertThat(folder.resolve("tutorial/report.html")).isNotEmptyFile();
        assertThat(folder.resolve("tutorial/index.png")).isNotEmptyFile();
    }

    /// The experiment file on the page says what the simulation writes.
    @Test
    void theExperimentOnThePageIsTheOneWritten(@TempDir Path folder) throws IOException {
        List<String> blocks = blocks(Files.readString(PAGE), "toml");
        Files.writeString(
                folder.resolve("virtual.toml"), blocks.getFirst().replace("rows = 4", "rows = 1"));
        run(folder, "lauescope simulate virtual.toml --output out");
        String written = Files.readString(folder.resolve("out/experiment.toml"));
        blocks.get(1)
                .lines()
                .map(line -> line.replaceFirst(" *#.*", ""))
                .filter(line -> !line.isBlank() && !line.startsWith("rows"))
                .forEach(line -> assertThat(written.replaceAll(" +=", " =")).contains(line));
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
