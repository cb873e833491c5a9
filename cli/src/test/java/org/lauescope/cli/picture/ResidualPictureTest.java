package org.lauescope.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.laue.Beam;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Geometry;
import org.lauescope.picture.Palette;
import org.lauescope.refine.Matches;
import org.lauescope.simulate.DetectorPreset;

final class ResidualPictureTest {

    private static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(5, 24),
                    DetectorPreset.RAYONIX_MX165.place(70, Math.PI / 2),
                    Math.PI / 4,
                    null);

    private static Matches matches(int size) {
        Random random = new Random(4);
        double[] x = random.doubles(size, 0, 2048).toArray();
        double[] y = random.doubles(size, 0, 2048).toArray();
        double[] dx = random.doubles(size, -0.3, 0.3).toArray();
        double[] dy = random.doubles(size, -0.3, 0.3).toArray();
        boolean[] used = new boolean[size];
        for (int i = 0; i < size; i++) {
            used[i] = i % 7 != 0;
        }
        return new Matches(
                new int[size], new int[size], new int[size], new double[size], x, y, dx, dy, used);
    }

    @Test
    void drawsVectorsHistogramsAndPose() {
        double[] covariance = new double[25];
        for (int i = 0; i < 5; i++) {
            covariance[6 * i] = 1e-4;
        }
        CalibrationRecord record = new CalibrationRecord("ge.tif", "Ge", 60, 0.2, covariance);
        BufferedImage image = new ResidualPicture(GEOMETRY, record, matches(70)).image();
        assertThat(image.getWidth()).isBetween(2000, 2600);
        // Sixty arrows of some 20 to 60 points times 3 of thickness.
        assertThat(vectors(image)).isBetween(60 * 20, 60 * 400);
    }

    @Test
    void survivesACalibrationOfNothing() {
        // The one match of matches(1) is not used: neither picture has an arrow.
        for (int size : new int[] {0, 1}) {
            assertThat(vectors(new ResidualPicture(GEOMETRY, null, matches(size)).image()))
                    .isZero();
        }
    }

    /// Points of an arrow's colour on the detector.
    private static int vectors(BufferedImage image) {
        int vectors = 0;
        for (int x = 150; x < 1330; x++) {
            for (int y = 150; y < 1330; y++) {
                vectors += image.getRGB(x, y) == Palette.of(1).getRGB() ? 1 : 0;
            }
        }
        return vectors;
    }
}
