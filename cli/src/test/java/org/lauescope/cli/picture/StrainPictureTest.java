package org.lauescope.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lauescope.picture.Palette;

final class StrainPictureTest {

    private static StrainPicture.Point point(double position, double found, double truth) {
        return new StrainPicture.Point(position, found, 0.05, truth);
    }

    /// Points of a colour inside the box, below the legend.
    private static long count(BufferedImage image, int colour) {
        long count = 0;
        for (int y = 125; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == colour ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void drawsTruthAsALineAndEveryPointWithItsBar() {
        List<StrainPicture.Point> points =
                List.of(point(0, 0.1, 0), point(1, 0.2, 0.3), point(2, 0.7, 0.6));
        BufferedImage image = StrainPicture.sheet(points).image();
        // Three dots of radius 8, and bars 3 wide that are hidden in part by their dots.
        assertThat(count(image, Palette.of(1).getRGB())).isBetween(3 * 190L, 3 * 1200L);
        // A line across most of the box, of at least one full point per column.
        assertThat(count(image, Palette.of(0).getRGB())).isGreaterThan(1000);
    }

    @Test
    void aPointWithoutStrainHasItsTruthAlone() {
        BufferedImage image =
                StrainPicture.sheet(List.of(point(0, Double.NaN, 0), point(1, Double.NaN, 0.1)))
                        .image();
        assertThat(count(image, Palette.of(1).getRGB())).isZero();
        assertThat(count(image, Palette.of(0).getRGB())).isGreaterThan(500);
    }
}
