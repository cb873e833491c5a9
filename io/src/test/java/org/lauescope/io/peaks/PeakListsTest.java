package org.lauescope.io.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.frame.PeakFlag;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.Peaks.Column;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.Geometry;

final class PeakListsTest {

    @TempDir Path folder;

    private static final Geometry GEOMETRY =
            new LaueToolsDetector.Parameters(70.775, 941.74, 1082.56, 0.63, -0.682)
                    .geometry("MARCCD165", 2048, 2048, 0.079142);

    private static Peaks random(long seed, int count) {
        Random random = new Random(seed);
        Peaks.Builder peaks = new Peaks.Builder();
        for (int i = 0; i < count; i++) {
            double[] row = random.doubles(Column.values().length, 1, 2).toArray();
            row[Column.X.ordinal()] *= 500;
            row[Column.Y.ordinal()] *= 500;
            row[Column.FWHM_MINOR.ordinal()] *= 0.4;
            row[Column.INTENSITY.ordinal()] = 1000 - i;
            row[Column.ANGLE.ordinal()] -= 1.5;
            peaks.add(row, random.nextInt(1 << PeakFlag.values().length));
        }
        return peaks.build();
    }

    /// Shortest decimal texts of doubles read back to the same bits; squares of roots to an ulp or
    /// two.
    @Test
    void ourOwnTableKeepsEverything() throws IOException {
        Peaks first = random(1, 40);
        StringBuilder text = new StringBuilder(PeakTable.HEADER).append('\n');
        PeakTable.append(text, "a, \"b\".tif", first);
        PeakTable.append(text, "b.tif", new Peaks.Builder().add(1, 2, Double.NaN).build());
        List<PeakList> lists = PeakLists.parse(new TextFile("p.csv", text.toString()), GEOMETRY);
        assertThat(lists).extracting(PeakList::source).containsExactly("a, \"b\".tif", "b.tif");
        Peaks read = lists.getFirst().peaks();
        for (int i = 0; i < first.size(); i++) {
            for (Column column : Column.values()) {
                double value = first.value(column, i);
                assertThat(read.value(column, i)).isCloseTo(value, within(4 * Math.ulp(value)));
            }
            assertThat(read.flags(i)).isEqualTo(first.flags(i));
        }
        Peaks second = lists.get(1).peaks();
        assertThat(second.x(0)).isEqualTo(1);
        assertThat(second.intensity(0)).isNaN();
        assertThat(second.value(Column.VARIANCE_X, 0)).isNaN();
        assertThat(lists.getFirst().geometry()).isSameAs(GEOMETRY);
    }

    /// What was written with 6 decimals comes back to half a unit of the last.
    @Test
    void aLaueToolsListKeepsPositionsAndShapes() throws IOException {
        Peaks peaks = random(2, 40);
        Peaks read =
                PeakLists.parse(new TextFile("p.dat", LaueToolsText.dat(peaks)), null)
                        .getFirst()
                        .peaks();
        assertThat(read.size()).isEqualTo(peaks.size());
        for (int i = 0; i < peaks.size(); i++) {
            int at = nearest(read, peaks.x(i), peaks.y(i));
            assertThat(read.x(at)).isCloseTo(peaks.x(i), within(6e-7));
            assertThat(read.y(at)).isCloseTo(peaks.y(i), within(6e-7));
            for (Column column : List.of(Column.FWHM_MAJOR, Column.FWHM_MINOR, Column.ANGLE)) {
                assertThat(read.value(column, at)).isCloseTo(peaks.value(column, i), within(2e-6));
            }
            for (Column column : List.of(Column.HEIGHT, Column.BACKGROUND)) {
                assertThat(read.value(column, at)).isCloseTo(peaks.value(column, i), within(6e-5));
            }
        }
    }

    @Test
    void aListWithAnglesCarriesItsDetector() throws IOException {
        Peaks peaks = random(3, 10);
        PeakList list =
                PeakLists.parse(new TextFile("p.cor", LaueToolsText.cor(peaks, GEOMETRY)), null)
                        .getFirst();
        Geometry geometry = Objects.requireNonNull(list.geometry());
        double[] pixel = geometry.detector().pixel(GEOMETRY.detector().ray(100, 200));
        assertThat(pixel[0]).isCloseTo(100, within(1e-9));
        assertThat(pixel[1]).isCloseTo(200, within(1e-9));
        assertThat(nearest(list.peaks(), peaks.x(3), peaks.y(3))).isNotNegative();
    }

    private static int nearest(Peaks peaks, double x, double y) {
        int best = -1;
        double least = 1e-3;
        for (int i = 0; i < peaks.size(); i++) {
            double distance = Math.hypot(peaks.x(i) - x, peaks.y(i) - y);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    /// Every pixel of the binned region covers `group` pixels of the chip; its centre is their
    /// mean.
    @ParameterizedTest
    @CsvSource({"0, 1", "100, 1", "0, 2", "64, 2", "32, 4"})
    void regionAndBinningAreUndone(int start, int group) throws IOException {
        double centre = 0;
        int binned = 7;
        for (int k = 0; k < group; k++) {
            centre += (start + binned * group + k) / (double) group;
        }
        String text =
                """
                $filetype PixelPeakList
                $startx %d
                $groupx %d		// binning
                $peakList	8 1	// fitX fitY intens integral hwhmX hwhmY tilt chisq
                %d 3.25 100 2.5 0.75 1.25 3 1.5
                """
                        .formatted(start, group, binned);
        Peaks peaks = PeakLists.parse(new TextFile("p.txt", text), null).getFirst().peaks();
        assertThat(peaks.x(0)).isEqualTo(centre);
        assertThat(peaks.y(0)).isEqualTo(3.25);
        assertThat(peaks.value(Column.CHI_SQUARE, 0)).isEqualTo(1.5);
        assertThat(peaks.value(Column.FWHM_MAJOR, 0)).isEqualTo(Math.max(1.5 * group, 2.5));
    }

    /// No XMAS file may be kept here; this one follows the layout that readers of it agree on.
    static final String XMAS =
            """
            Number of grains : 1
            Grain no  1
             x(exp)   y(exp)  h  k  l xdev  ydev  energy  dspace  intens   integr xwidth   ywidth  tilt  rfactor   pearson  xcentroid  ycentroid
              101.50   201.25  2  0  2  0.03 -0.04  9.1126  1.2  120  340 0.8 0.9 12 0.05 1.2 101.4 201.2
              301.50   401.25  -1  1  3  0.00  0.05  8.5  1.1  520  840 0.8 0.9 12 0.05 1.2 301.4 401.2
            latticeparameters 5.43 5.43 5.43 90 90 90
            dd, xcent, ycent  70.775 941.74 1082.56
            xbet, xgam  0.63 -0.682
            dev1 dev2 dev3 0.01 0.02 0.03
            deviatoric strain in crystal ref. system (in 1E-3)
              0.10 0.20 0.30
              0.20 -0.40 0.50
              0.30 0.50 0.30
            coordinates of a*, b*, c* in X, Y, Z
              0.1 0.0 0.0
              0.0 0.1 0.0
              0.0 0.0 0.1
            """;

    @Test
    void anXmasPatternIsRead() throws IOException {
        XmasPattern pattern = XmasPattern.parse(new TextFile("a.str", XMAS));
        XmasPattern.Grain grain = pattern.grains().getFirst();
        assertThat(grain.spots()).hasSize(2);
        assertThat(grain.spots().getFirst().l()).isEqualTo(2);
        assertThat(grain.spots().getFirst().x()).isEqualTo(100.5);
        assertThat(grain.spots().getFirst().deviation()).isCloseTo(0.05, within(1e-12));
        assertThat(Objects.requireNonNull(grain.calibration()).xgam()).isEqualTo(-0.682);
        assertThat(Objects.requireNonNull(grain.strainCrystal()).yz())
                .isCloseTo(5e-4, within(1e-15));
        assertThat(grain.strainLab()).isNull();
        assertThat(Objects.requireNonNull(grain.reciprocal()).zz()).isEqualTo(0.1);
        PeakList list = PeakLists.parse(new TextFile("a.str", XMAS), null).getFirst();
        assertThat(list.format()).isEqualTo("XMAS .str");
        assertThat(list.peaks().x(0)).isEqualTo(300.5);
    }

    /// `|` stands for the end of a line.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "peak_X peak_Y peak_Isub|12 abc 3; line 2: peak_y = \"abc\"; expected a number",
                "peak_X peak_Y peak_Isub|1 2 3|4 5; line 3: \"4 5\" has 2 values; expected 3",
                "peak_X peak_Y peak_Isub|1 1e9 3; expected a position within",
                "2theta chi X Y I|1 2 3 4 5|# dd : far|# xcen : 1|# ycen : 1|# xbet : 0|# xgam : 0;"
                        + " dd = \"far\"",
                "frame,x,y|a,1,2|a,,3; line 3: x = NaN px; expected a position",
                "x,y,flags|1,2,green; flag \"green\"; expected one of [saturated, gap,",
                "$filetype PixelPeakList|$peakList 4 3 // fitX fitY intens integral|1 2 3 4;"
                        + " announces 3 peaks, the list has 1",
                "$filetype PixelPeakList|$groupx 0.5|$peakList 4 1|1 2 3 4; $groupx = 0.5; expected"
                        + " a whole number",
                "$N_Ghat+Intens 1|0.1 0.2 0.3 5; expected a unit vector",
                "#spot_index intensity h k l Xexp Yexp|0 1 0.5 0 0 1 1; h = 0.5; expected a whole"
                        + " number",
                "hello world; begins with \"hello world\"; expected a peak list"
            })
    void mistakesAreNamedWithTheirPlace(String text, String message) {
        TextFile file = new TextFile("list.txt", text.replace('|', '\n'));
        String wanted = message.strip();
        assertThatThrownBy(() -> PeakLists.parse(file, null))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("list.txt")
                .hasMessageContaining(wanted);
    }

    @Test
    void aDamagedArchiveAndAnImageAreNoLists() throws IOException {
        Path archive =
                Files.write(folder.resolve("a.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(() -> PeakLists.read(archive, null))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("damaged gzip archive");
        Path empty = Files.write(folder.resolve("empty.dat"), new byte[0]);
        assertThat(PeakLists.looksLikePeakList(empty)).isFalse();
        assertThatThrownBy(() -> PeakLists.read(empty, null))
                .isInstanceOf(FileFormatException.class);
    }
}
