package org.lauescope.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewFileTest {

    @TempDir private Path folder;

    @Test
    void aFullDiskNamesTheFileAndLeavesTheOldOne() throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "old");
        assertThatThrownBy(() ->
                        NewFile.make(
                                file,
                                temporary -> {
                                    Files.writeString(temporary, "half");
                                    throw new IOException("No space left on device");
                                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": cannot be written (No space left on device)")
                .hasMessageContaining("make room");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
