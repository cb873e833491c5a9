package org.lauescope.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

final class SharedDataTest {

    @Test
    void findsTheFolderThroughTheSystemProperty() {
        assertThat(SharedData.root()).isDirectory().isAbsolute();
    }

    @Test
    void skipsTheTestThatAsksForAnAbsentFile() {
        SharedData.root();
        assertThatThrownBy(() -> SharedData.file("no/such/file"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no/such/file");
    }
}
