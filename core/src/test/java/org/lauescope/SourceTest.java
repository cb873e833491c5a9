package org.lauescope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What the text of the repository must not contain.
final class SourceTest {

    /// A folder of one person's machine: nobody else has it.
    private static final Pattern PRIVATE_FOLDER =
            Pattern.compile("(?<![\\w.~$}-])/(work|root|home/\\w+|Users/\\w+|tmp/\\w+)/");

    private static final long LARGEST_TEXT_BYTES = 2_000_000;

    @Test
    void namesNoPrivateFolder() throws Exception {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            int number = 0;
            for (String line : text(file).lines().toList()) {
                number++;
                if (PRIVATE_FOLDER.matcher(line).find()) {
                    found.add(home().relativize(file) + ":" + number + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static Path home() {
        return Path.of(System.getProperty("lauescope.home", "..")).toAbsolutePath().normalize();
    }

    /// Files that git knows or would offer to add.
    private static List<Path> files() throws IOException, InterruptedException {
        Process git =
                new ProcessBuilder(
                                "git",
                                "-c",
                                "safe.directory=*",
                                "ls-files",
                                "-z",
                                "--cached",
                                "--others",
                                "--exclude-standard")
                        .directory(home().toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(git.waitFor() == 0, "this is not a git repository");
        List<Path> files = new ArrayList<>();
        for (String name : Pattern.compile("\0").split(names)) {
            Path file = home().resolve(name);
            if (Files.isRegularFile(file) && Files.size(file) < LARGEST_TEXT_BYTES) {
                files.add(file);
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }

    /// Nothing for a file that is not text.
    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (byte value : bytes) {
            if (value == 0) {
                return "";
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
