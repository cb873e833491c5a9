package org.lauescope.io.frame;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Any bytes at all as a file of frames, see [DamagedFilesTest]. Seeds and findings are replayed as
/// a normal test; with `JAZZER_FUZZ=1` in the environment new ones are searched.
final class FrameFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void anyBytes(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("any", ".frame");
        try {
            DamagedFilesTest.read(bytes, file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
