package org.lauescope.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

final class SharedDataTest {

    private static final String PROPERTY = "lauescope.shared";
    private static final String CONFIGURED = System.getProperty(PROPERTY, "../../shared");

    @TempDir Path folder;

    @BeforeEach
    void point() throws IOException {
        Files.createFile(folder.resolve("list.dat"));
        System.setProperty(PROPERTY, folder.resolve("inner/..").toString());
    }

    @AfterEach
    void pointBack() {
        System.setProperty(PROPERTY, CONFIGURED);
    }

    @Test
    void findsTheFolderThroughTheSystemProperty() {
        assertThat(SharedData.root()).isEqualTo(folder.toAbsolutePath());
        assertThat(SharedData.file("list.dat")).isEqualTo(folder.resolve("list.dat"));
    }

    @Test
    void skipsTheTestThatAsksForAnAbsentFile() {
        assertThatThrownBy(() -> SharedData.file("no/such/file"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no/such/file");
    }

    @Test
    void skipsTheTestWhereTheFolderIsAbsent() {
        System.setProperty(PROPERTY, folder.resolve("nowhere").toString());
        assertThatThrownBy(SharedData::root)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("nowhere is absent; set -Dlauescope.shared");
    }
}
