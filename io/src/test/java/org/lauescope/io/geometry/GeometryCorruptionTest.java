package org.lauescope.io.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Geometry;
import org.lauescope.testing.Corruption;

/// Whatever is wrong with a geometry file, its reader says so, in its own exception and soon.
final class GeometryCorruptionTest {

    private static final Geometry PLAIN =
            new LaueToolsDetector.Parameters(70.775, 941.74, 1082.56, 0.63, -0.682)
                    .geometry("MARCCD165", 2048, 2048, 0.079142);

    static Stream<String> texts() {
        Geometry calibrated =
                new Geometry(
                        PLAIN.beam(),
                        PLAIN.detector(),
                        PLAIN.tilt(),
                        new CalibrationRecord("a.tif", "Ge", 95, 0.2, new double[25]));
        return Stream.of(
                GeometryToml.format(calibrated, null),
                LaueToolsDetector.format(PLAIN),
                ApsGeometry.format(PLAIN),
                """
                $filetype geometryFileN
                $d0_Nx 2048 // pixels
                $d0_Ny 2048
                $d0_sizeX 409.6
                $d0_sizeY 409.6
                $d0_R {-1.2,-1.2,-1.2}
                $d0_P {23.6,-0.3,510.9}
                $d0_detectorID PE1621 723-3335
                """);
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aDamagedFileIsReadOrRefused(String text) {
        assertThat(damage(text, 17, 300)).isPositive();
    }

    @Tag("acceptance")
    @ParameterizedTest
    @MethodSource("texts")
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void aFileDamagedInManyWaysIsReadOrRefused(String text) {
        assertThat(damage(text, 29, 20_000)).isPositive();
    }

    private static int damage(String text, long seed, int repeats) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < repeats; i++) {
            read += accepts(Corruption.of(text, random)) ? 1 : 0;
        }
        return read;
    }

    @Test
    void deepNestingIsRefused() {
        for (String text :
                new String[] {"a = " + "[".repeat(100_000), "<geoN>" + "<a>".repeat(100_000)}) {
            assertThatThrownBy(() -> GeometryFiles.parse(new TextFile("g", text), null, ""))
                    .isInstanceOf(FileFormatException.class);
        }
    }

    /// `JAZZER_FUZZ=1` searches; else the stored inputs are replayed.
    @FuzzTest(maxDuration = "1m")
    void anythingIsReadOrRefused(FuzzedDataProvider data) {
        accepts(data.consumeRemainingAsString());
    }

    private static boolean accepts(String text) {
        try {
            GeometryFiles.parse(new TextFile("g", text), null, "");
            return true;
        } catch (FileFormatException e) {
            assertThat(e.getMessage()).startsWith("g");
            return false;
        } catch (IOException e) {
            throw new AssertionError("another exception than the reader's own", e);
        }
    }
}
