package org.lauescope.io.peaks;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.frame.Peaks;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.testing.Corruption;

/// Whatever is wrong with a list, its reader says so, in its own exception and soon.
final class PeakListCorruptionTest {

    private static final Peaks PEAKS =
            new Peaks.Builder().add(10, 20, 30).add(1500, 900, 12).add(700, 1900, 5).build();

    static Stream<String> texts() {
        StringBuilder own = new StringBuilder(PeakTable.HEADER).append('\n');
        PeakTable.append(own, "a.tif", PEAKS);
        PeakTable.append(own, "b.tif", PEAKS);
        return Stream.of(
                own.toString(),
                LaueToolsText.dat(PEAKS),
                LaueToolsText.cor(
                        PEAKS,
                        new LaueToolsDetector.Parameters(70.775, 941.74, 1082.56, 0.63, -0.682)
                                .geometry("MARCCD165", 2048, 2048, 0.079142)),
                """
                #Strain and Orientation Refinement from experimental file: a.cor
                #Number of indexed spots: 2
                #Element
                #Si
                #Mean Deviation(pixel): 0.184
                ##spot_index intensity h k l 2theta Chi Xexp Yexp Energy GrainIndex PixDev
                0.0 59471.9 0.0 0.0 6.0 85.782562 0.864655 1023.54 1196.71 5.431198 0.0 0.058722
                1.0 48112.3 -1.0 0.0 11.0 51.687898 -9.335084 1208.74 1965.07 16.43475 0.0 0.316031
                #UB matrix in q= (UB) B0 G*
                #[[-0.639272345 -0.359007767 -0.680006595]
                # [ 0.480574837 -0.876748313  0.011086659]
                # [-0.600315496 -0.319862791  0.73191548 ]]
                #new lattice parameters
                #[  3.073       3.0728924  10.060976   90.0169063  90.0241792 120.0090952]
                #CCDLabel
                #sCMOS
                #DetectorParameters
                #[77.98, 1039.97, 1126.52, 0.433, 0.33]
                #pixelsize
                #0.0734
                #Frame dimensions
                #[2018.0, 2016.0]
                """,
                """
                $filetype PixelPeakList
                $startx 0
                $groupx 2 // binning
                $peakList 5 2 // fitX fitY intens integral boxSize
                20.327 1874.511 217.0 3.09 20
                35.883 313.510 233.0 2.02 20
                """,
                """
                $filetype PeaksFile
                $N_Ghat+Intens 2 // number of G^ vectors
                 0.1869614,  0.5585055, -0.8081566,     217
                -0.1561154,  0.5669707, -0.8088091,     233
                """,
                """
                $filetype IndexFile
                $NiData 44
                $recip_lattice0 {{8.3,5.5,5.7}{8.0,-6.0,-5.7}{0.2,8.1,-8.1}}
                $array0 10 1 G^ (hkl) intens E(keV) err(deg)
                    [  0]   ( 0.0190613  0.7051628 -0.7087891)     (  0   0   4)    1.0000,     6.4417,     0.00221
                """,
                """
                <AllSteps><step><detector><inputImage>a.h5</inputImage><peaksXY Npeaks="2">
                <Xpixel>100.1 200.2</Xpixel><Ypixel>150.1 250.2</Ypixel><Intens>1000 900</Intens>
                </peaksXY></detector></step></AllSteps>
                """,
                PeakListsTest.XMAS,
                "10,0,2,2,2,487,1210,0.051863,0.65137,-0.756986,26707.783\n"
                        + "4,1,5,-1,-1,489,1208,0.05,0.65,-0.75,1574\n",
                "row,col,label\n6,543,1\n6,544,1\n26,1729,2\n");
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aDamagedListIsReadOrRefused(String text) {
        damage(text, 19, 300);
    }

    @Tag("acceptance")
    @ParameterizedTest
    @MethodSource("texts")
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void aListDamagedInManyWaysIsReadOrRefused(String text) {
        damage(text, 23, 20_000);
    }

    private static void damage(String text, long seed, int repeats) {
        Random random = new Random(seed);
        for (int i = 0; i < repeats; i++) {
            readAsEverything(Corruption.of(text, random));
        }
    }

    private static void readAsEverything(String text) {
        TextFile file = new TextFile("list", text);
        check(file, () -> PeakLists.parse(file, null).forEach(PeakListCorruptionTest::isSound));
        check(file, () -> LaueToolsFit.parse(file));
        check(file, () -> XmasPattern.parse(file));
        check(file, () -> ApsIndex.parse(file));
    }

    /// `JAZZER_FUZZ=1` searches; else the stored inputs are replayed.
    @FuzzTest(maxDuration = "1m")
    void anythingIsReadOrRefused(FuzzedDataProvider data) {
        readAsEverything(data.consumeRemainingAsString());
    }

    private interface Reading {
        void run() throws FileFormatException;
    }

    private static void check(TextFile file, Reading reading) {
        try {
            reading.run();
        } catch (FileFormatException e) {
            assertThat(e.getMessage()).startsWith(file.source());
        }
    }

    /// A list that was accepted must be usable: every peak has a place.
    private static void isSound(PeakList list) {
        for (int i = 0; i < list.peaks().size(); i++) {
            assertThat(list.peaks().x(i)).isFinite();
            assertThat(list.peaks().y(i)).isFinite();
        }
    }
}
