package org.lauescope.picture;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/// Curves with their confidence bands, one colour each.
///
/// @param nameX, nameY axes with their units
/// @param curves over the same abscissae; NaN where nothing is known, at least one value is
public record BandCurves(
        String title, String note, String nameX, String nameY, double[] x, List<Curve> curves)
        implements Figure {

    private static final int LEFT = 130;
    private static final int OPACITY = 56;

    /// @param value one per abscissa
    /// @param lower, upper ends of the band
    public record Curve(String name, double[] value, double[] lower, double[] upper) {}

    public BandCurves {
        curves = List.copyOf(curves);
    }

    @Override
    public int width() {
        return 1200;
    }

    @Override
    public int height() {
        return 760;
    }

    @Override
    public void draw(Sheet sheet) {
        sheet.boldText(title, LEFT, 50, 36, Palette.INK, Sheet.Anchor.LEFT);
        sheet.text(note, LEFT, 94, 27, Palette.INK, Sheet.Anchor.LEFT);
        double highest =
                curves.stream()
                        .flatMapToDouble(curve -> Arrays.stream(curve.upper))
                        .filter(Double::isFinite)
                        .max()
                        .orElse(1);
        PlotFrame plot =
                PlotFrame.upwards(
                        new Rectangle2D.Double(LEFT, 124, 1200 - LEFT - 220, 520),
                        x[0],
                        x[x.length - 1],
                        0,
                        Math.max(highest, Double.MIN_NORMAL) * 1.08);
        for (int i = 0; i < curves.size(); i++) {
            Color colour = Palette.of(i);
            sheet.fill(
                    band(plot, curves.get(i)),
                    new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), OPACITY));
        }
        plot.draw(sheet, nameX, nameY, 8, 5);
        for (int i = 0; i < curves.size(); i++) {
            Color colour = Palette.of(i);
            sheet.curve(path(plot, curves.get(i).value), colour, 3.5);
            double y = 148 + 38.0 * i;
            sheet.line(1000, y - 8, 1040, y - 8, colour, 4);
            sheet.text(curves.get(i).name, 1052, y, 24, Palette.INK, Sheet.Anchor.LEFT);
        }
    }

    private Path2D path(PlotFrame plot, double[] y) {
        Path2D path = new Path2D.Double();
        for (int k = 0; k < x.length; k++) {
            if (Double.isFinite(y[k])) {
                append(path, plot.x().at(x[k]), plot.y().at(y[k]));
            }
        }
        return path;
    }

    private Path2D band(PlotFrame plot, Curve curve) {
        Path2D path = path(plot, curve.upper);
        for (int k = x.length - 1; k >= 0; k--) {
            if (Double.isFinite(curve.lower[k])) {
                append(path, plot.x().at(x[k]), plot.y().at(Math.max(0, curve.lower[k])));
            }
        }
        path.closePath();
        return path;
    }

    private static void append(Path2D path, double x, double y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    /// Middles of bins.
    public static double[] middles(double[] edges) {
        double[] middles = new double[edges.length - 1];
        Arrays.setAll(middles, k -> (edges[k] + edges[k + 1]) / 2);
        return middles;
    }
}
