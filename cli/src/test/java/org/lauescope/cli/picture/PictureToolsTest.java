package org.lauescope.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.picture.Axis;
import org.lauescope.picture.LabelPlacement;
import org.lauescope.picture.MillerLabel;
import org.lauescope.picture.Sheet;

final class PictureToolsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "1.99, 1", "2, 2", "4.9, 2", "5, 5", "0.03, 0.02", "730, 500"})
    void roundNumbersBelow(double value, double expected) {
        assertThat(Axis.niceBelow(value)).isCloseTo(expected, within(1e-12 * expected));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.01, 2", "2.5, 5", "5.1, 10", "0.012, 0.02", "730, 1000"})
    void roundNumbersAbove(double value, double expected) {
        assertThat(Axis.niceAbove(value)).isCloseTo(expected, within(1e-9 * expected));
    }

    @Test
    void ticksAreRoundAndInside() {
        assertThat(new Axis(-0.6, 0.6, 0, 100).ticks(6))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6);
        assertThat(new Axis(0, 10, 50, 150).at(2.5)).isEqualTo(75);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5",
        "-0.2, −0.2",
        "200, 200",
        "1000000, 1000000",
        "0, 0",
        "0.00002, 0.00002"
    })
    void numbersAreShort(double value, String text) {
        assertThat(Axis.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "70.77471, 0.0039, 70.7747 ± 0.0039",
        "-0.68163, 0.0053, −0.6816 ± 0.0053",
        "941.2, 12.3, 941 ± 12"
    })
    void errorsHaveTwoDigits(double value, double sigma, String text) {
        assertThat(ResidualPicture.withError(value, sigma)).isEqualTo(text);
    }

    @Test
    void labelsNeverOverlapAndStayInside() {
        Rectangle2D area = new Rectangle2D.Double(0, 0, 600, 400);
        LabelPlacement placement = new LabelPlacement(area);
        Random random = new Random(1);
        List<Rectangle2D> placed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Point2D point =
                    new Point2D.Double(600 * random.nextDouble(), 400 * random.nextDouble());
            Rectangle2D place = placement.place(point, 50, 20, 10);
            if (place != null) {
                assertThat(area.contains(place)).isTrue();
                assertThat(placed).noneMatch(place::intersects);
                assertThat(place.contains(point)).isFalse();
                placed.add(place);
            }
        }
        assertThat(placed).hasSizeGreaterThan(80);
    }

    /// A bar stands above each negative index alone, and makes the label no wider.
    @Test
    void negativeIndicesHaveABarAbove() {
        assumeTrue(Sheet.hasFonts(), "this Java has no fonts");
        MillerLabel plain = new MillerLabel(2, 4, 8, 100);
        MillerLabel barred = new MillerLabel(2, -4, 8, 100);
        assertThat(barred.width()).isEqualTo(plain.width());
        double digitsTop = plain.at(0, 0).getBounds2D().getMinY();
        assertThat(barred.at(0, 0).getBounds2D().getMinY()).isLessThan(digitsTop - 5);
        double barY = digitsTop - 14;
        assertThat(barred.at(0, 0).intersects(0, barY, plain.width() / 4, 6)).isFalse();
        assertThat(barred.at(0, 0).intersects(plain.width() * 0.45, barY, 5, 6)).isTrue();
    }

    @Test
    void greysGrowWithCounts() {
        GreyScale scale = new GreyScale(10, 5, 1e5);
        assertThat(scale.grey(10)).isEqualTo(255);
        assertThat(scale.grey(0)).isEqualTo(255);
        assertThat(scale.grey(1e6)).isEqualTo(scale.grey(1e5)).isLessThan(20);
        for (double value = 12; value < 9e4; value *= 2) {
            assertThat(scale.grey(2 * value)).isLessThan(scale.grey(value));
        }
    }
}
