package org.lauescope.simulate;

import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;

/// Smooth light between the spots, expected counts per pixel:
///
///     level · (1 + g_x x/columns + g_y y/rows) + scatter · exp(−½ (2θ / width)²)
///
/// with x, y counted from the detector's centre and 2θ the angle to the beam: fluorescence and diffuse light on one
/// side, scatter from air and slits around the beam on the other.
///
/// @param level counts per pixel at the centre
/// @param gradientX, gradientY relative change from one edge of the detector to the other
/// @param scatter counts per pixel in the direction of the beam
/// @param scatterWidth standard deviation of the scatter in 2θ, rad
public record Background(
        double level, double gradientX, double gradientY, double scatter, double scatterWidth) {

    public static final Background NONE = new Background(0, 0, 0, 0, 1);

    public Background {
        if (!(level >= 0 && level < 1e9 && scatter >= 0 && scatter < 1e9)) {
            throw new IllegalArgumentException(
                    "background level = %s, scatter = %s counts; expected 0 or more"
                            .formatted(level, scatter));
        }
        if (!(Math.abs(gradientX) + Math.abs(gradientY) <= 2)) {
            throw new IllegalArgumentException(
                    "background gradients = %s, %s; expected a sum of at most 2, beyond which a corner is negative"
                            .formatted(gradientX, gradientY));
        }
        if (!(scatterWidth > 0)) {
            throw new IllegalArgumentException(
                    "width of the scatter = %s rad; expected above 0".formatted(scatterWidth));
        }
    }

    /// Expected counts of every pixel, row-major.
    float[] plane(Detector detector) {
        int columns = detector.columns();
        int rows = detector.rows();
        float[] plane = new float[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double fromCentreX = (column - (columns - 1) / 2.0) / columns;
                double fromCentreY = (row - (rows - 1) / 2.0) / rows;
                double value = level * (1 + gradientX * fromCentreX + gradientY * fromCentreY);
                if (scatter > 0) {
                    double widths = detector.point(column, row).angleTo(Vector3.X) / scatterWidth;
                    value += scatter * Math.exp(-widths * widths / 2);
                }
                plane[row * columns + column] = (float) value;
            }
        }
        return plane;
    }
}
