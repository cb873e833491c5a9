package org.lauescope.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.Colour;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.testing.TestCrystals;

final class MapPicturesTest {

    /// CIE lightness rises by even steps: the largest is less than twice the smallest.
    @Test
    void everyStatusHasItsOwnColour() {
        assertThat(Arrays.stream(PointStatus.values()).map(StatusLegend::rgb))
                .doesNotHaveDuplicates();
    }

    @Test
    void sequentialColoursGetLighterEvenly() {
        double[] steps =
                IntStream.range(0, 16)
                        .mapToDouble(i ->
                                lightness(ColourMap.SEQUENTIAL.rgb((i + 1) / 16.0))
                                        - lightness(ColourMap.SEQUENTIAL.rgb(i / 16.0)))
                        .toArray();
        assertThat(Arrays.stream(steps).min().orElseThrow()).isPositive();
        assertThat(Arrays.stream(steps).max().orElseThrow())
                .isLessThan(2 * Arrays.stream(steps).min().orElseThrow());
    }

    /// Equal sizes of either sign are equally light, and zero is the lightest: 4 of the 100 units
    /// of lightness are hardly seen.
    @Test
    void divergingColoursAreEvenOnBothSides() {
        for (double part = 0.05; part < 0.5; part += 0.05) {
            double below = lightness(ColourMap.DIVERGING.rgb(0.5 - part));
            double above = lightness(ColourMap.DIVERGING.rgb(0.5 + part));
            assertThat(below).isCloseTo(above, within(4.0));
            assertThat(below).isLessThan(lightness(ColourMap.DIVERGING.rgb(0.5)));
        }
    }

    /// CIE 1976 L* of an sRGB colour.
    private static double lightness(int rgb) {
        Colour c = Colour.ofRgb(rgb);
        double y =
                0.2126 * linear(c.red()) + 0.7152 * linear(c.green()) + 0.0722 * linear(c.blue());
        return 116 * Math.cbrt(y) - 16;
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    /// Values 0 … 1000 and one outlier: percentiles are known.
    @Test
    void fewOutliersDoNotTakeTheColours() {
        double[] values = IntStream.rangeClosed(0, 1000).mapToDouble(i -> 500 + i).toArray();
        values[1000] = 1e9;
        ScalarScale scale = ScalarScale.of(values, Quantity.Scale.SEQUENTIAL);
        assertThat(scale.low()).isEqualTo(510);
        assertThat(scale.high()).isEqualTo(1490);
        assertThat(scale.below()).isCloseTo(0.01, within(1e-4));
        assertThat(scale.above()).isCloseTo(0.01, within(1e-4));
    }

    @Test
    void signedValuesHaveZeroInTheMiddle() {
        double[] values = {-1, Double.NaN, 3};
        ScalarScale scale = ScalarScale.of(values, Quantity.Scale.DIVERGING);
        assertThat(scale.low()).isEqualTo(-scale.high());
        assertThat(scale.rgb(0)).isEqualTo(0xf7f7f7);
        ScalarScale empty = ScalarScale.of(new double[] {Double.NaN}, Quantity.Scale.DIVERGING);
        assertThat(empty.high()).isGreaterThan(empty.low());
        ScalarScale constant = ScalarScale.of(new double[5], Quantity.Scale.DIVERGING);
        assertThat(constant.high()).isGreaterThan(constant.low());
    }

    @ParameterizedTest
    @CsvSource({
        "strain_xx, '', 10⁻³, 1000",
        "kam, rad, °, 57.29577951",
        "stress_xx, GPa, MPa, 1000",
        "equivalent_strain_squared, '', 10⁻⁶, 1e6",
        "curvature, 1/m, ° mm⁻¹, 0.05729577951"
    })
    void unitsAreThoseOfPeople(String name, String unit, String shown, double factor) {
        DisplayUnit display = DisplayUnit.of(Quantity.diverging(name, name, unit));
        assertThat(display.name()).isEqualTo(shown);
        assertThat(display.factor()).isCloseTo(factor, within(1e-7));
    }

    /// Cubic [111] and, with a ∧ b = 120°, [210] at 30° from a.
    @Test
    void cornersHaveLatticeIndices() {
        UnitCell hexagonal = UnitCell.ofDegrees(3, 3, 5, 90, 90, 120);
        Vector3 thirty = new Vector3(Math.cos(Math.PI / 6), Math.sin(Math.PI / 6), 0);
        assertThat(LatticeDirection.nearest(thirty, hexagonal)).containsExactly(2, 1, 0);
        assertThat(LatticeDirection.nearest(new Vector3(1, 1, 1), UnitCell.cubic(4)))
                .containsExactly(1, 1, 1);
        assertThat(LatticeDirection.nearest(new Vector3(1, 0.1, 0.02), UnitCell.cubic(4)))
                .isEmpty();
    }

    /// 3 × 2 points of 2 × 1 µm: row 0 on top, column 0 on the left, each a block of its colour, no
    /// colour where nothing is known.
    @Test
    void pointsLieWhereTheyWereMeasured() {
        ScanMap map = map();
        double[] values = map.plane("a").values();
        BufferedImage image =
                MapRaster.of(map, i -> Double.isFinite(values[i]), i -> 0x112233 * (int) values[i]);
        int block = image.getWidth() / 3;
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                assertThat(image.getRGB(column * block + 3, row * block + 3))
                        .isEqualTo(0xff000000 | 0x112233 * (3 * row + column));
            }
        }
        assertThat(image.getRGB(2 * block + 10, 10)).isZero();
        BufferedImage picture = MapPictures.plane(map, "a").raster().image();
        assertThat(picture.getWidth()).isEqualTo(1200);
        assertThat(picture.getHeight()).isGreaterThan(400);
    }

    @Test
    void picturesHaveNames() {
        ScanMap map = map();
        for (String name : List.of("a", "status", "ipf_x", "ipf_y", "ipf_z", "orientation")) {
            assertThat(MapPictures.of(map, name).svg("n").element("d")).contains("<image ");
        }
    }

    private static ScanMap map() {
        PointStatus[] status = new PointStatus[6];
        Arrays.fill(status, PointStatus.INDEXED);
        status[2] = PointStatus.NOT_MEASURED;
        status[5] = PointStatus.UNREADABLE;
        double[] quaternions = new double[24];
        for (int i = 0; i < 6; i++) {
            quaternions[4 * i] = 1;
        }
        return ScanMap.builder(
                        "tiny",
                        status,
                        new OrientationMap(
                                ScanGrid.of(3, 2, 2, 1),
                                List.of(TestCrystals.llzo()),
                                new int[] {0, 0, -1, 0, 0, -1},
                                quaternions))
                .add(
                        new Plane(
                                Quantity.sequential("a", "a", ""),
                                new double[] {0, 1, Double.NaN, 3, 4, Double.NaN}))
                .build();
    }
}
