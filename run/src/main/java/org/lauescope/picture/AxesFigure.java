package org.lauescope.picture;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;

/// The axes of an experiment, drawn from its geometry: beam and LAB, sample surface, SAMPLE and
/// MAP, and the detector with its columns and rows. LAB X points to the right, Z up, and Y away
/// from the viewer, drawn aslant. The sample is drawn much too large.
public final class AxesFigure {

    private static final int WIDTH = 820;
    private static final int HEIGHT = 660;
    private static final double SIZE = 13;

    /// Units of the sheet per mm.
    private static final double SCALE = 1.75;

    private static final double PLATE = 55;
    private static final Color LAB = new Color(0x1a1a1a);
    private static final Color SAMPLE = new Color(0xb3440e);
    private static final Color MAP = new Color(0x1b6e3c);
    private static final Color DETECTOR = new Color(0x1f4e9c);

    private final Geometry geometry;
    private final Sheet sheet;

    private AxesFigure(Geometry geometry, Sheet sheet) {
        this.geometry = geometry;
        this.sheet = sheet;
    }

    public static SvgSheet svg(Geometry geometry) {
        SvgSheet sheet = new SvgSheet(WIDTH, HEIGHT, "axes");
        new AxesFigure(geometry, sheet).draw();
        return sheet;
    }

    public static RasterSheet raster(Geometry geometry) {
        RasterSheet sheet = new RasterSheet(WIDTH, HEIGHT);
        new AxesFigure(geometry, sheet).draw();
        return sheet;
    }

    /// Where a LAB position (mm) is drawn.
    static Point2D place(Vector3 p) {
        return new Point2D.Double(
                0.46 * WIDTH + SCALE * (p.x() - 0.5 * p.y()),
                0.74 * HEIGHT - SCALE * (p.z() + 0.24 * p.y()));
    }

    private void draw() {
        Matrix3 sampleFromLab = geometry.sampleFromLab();
        Vector3 x = sampleFromLab.row(0);
        Vector3 y = sampleFromLab.row(1);
        Vector3 z = sampleFromLab.row(2);
        plate(x, y);
        arrow(Vector3.X.times(-190), Vector3.X.times(186), FAINT, 3);
        label("beam", Vector3.X.times(-186).plus(Vector3.Z.times(6)), FAINT);
        detector();
        arrow(Vector3.ZERO, x.times(80), SAMPLE, 2);
        label("SAMPLE x", x.times(84).plus(Vector3.X.times(4)), SAMPLE);
        arrow(Vector3.ZERO, y.times(90), SAMPLE, 2);
        label("SAMPLE y = LAB Y", y.times(90).plus(Vector3.X.times(-74)), SAMPLE);
        arrow(Vector3.ZERO, z.times(80), SAMPLE, 2);
        label("SAMPLE z, outward normal", z.times(86).plus(Vector3.X.times(-98)), SAMPLE);
        arrow(Vector3.ZERO, Vector3.X.times(110), LAB, 2);
        label("LAB X", Vector3.X.times(114), LAB);
        arrow(Vector3.ZERO, Vector3.Z.times(80), LAB, 2);
        label("LAB Z", Vector3.Z.times(84).plus(Vector3.X.times(-9)), LAB);
        map(x, y);
    }

    private static final Color FAINT = Palette.FAINT;

    private void plate(Vector3 x, Vector3 y) {
        Vector3[] corners = {
            x.times(-PLATE).plus(y.times(-PLATE)),
            x.times(PLATE).plus(y.times(-PLATE)),
            x.times(PLATE).plus(y.times(PLATE)),
            x.times(-PLATE).plus(y.times(PLATE))
        };
        sheet.fill(outline(corners), Palette.withAlpha(SAMPLE, 28));
        sheet.outline(outline(corners), SAMPLE, 1);
    }

    /// Columns along SAMPLE x, rows along SAMPLE y, from the corner of the first point.
    private void map(Vector3 x, Vector3 y) {
        Vector3 first = x.times(-PLATE).plus(y.times(-PLATE)).times(0.9);
        arrow(first, x.times(46), MAP, 2);
        arrow(first, y.times(46), MAP, 2);
        label("MAP columns", first.plus(x.times(50)).plus(Vector3.X.times(14)), MAP);
        label("rows", first.plus(y.times(48)).plus(new Vector3(-18, 0, 11)), MAP);
        label("point (0, 0)", first.plus(new Vector3(-58, 0, -9)), MAP);
    }

    private void detector() {
        Detector d = geometry.detector();
        double right = d.columns() - 0.5;
        double bottom = d.rows() - 0.5;
        Vector3[] corners = {
            d.point(-0.5, -0.5), d.point(right, -0.5), d.point(right, bottom), d.point(-0.5, bottom)
        };
        sheet.fill(outline(corners), Palette.withAlpha(DETECTOR, 24));
        sheet.outline(outline(corners), DETECTOR, 1);
        Vector3 origin = d.origin();
        arrow(origin, d.fast().times(70), DETECTOR, 2);
        arrow(origin, d.slow().times(70), DETECTOR, 2);
        label(
                "fast: column, x of a pixel",
                origin.plus(d.fast().times(76)).plus(new Vector3(8, 0, 4)),
                DETECTOR);
        label("slow: row, y", origin.plus(d.slow().times(76)).plus(Vector3.Z.times(8)), DETECTOR);
        label("pixel (0, 0)", origin.plus(new Vector3(-58, 0, 6)), DETECTOR);
        label(d.name(), d.point(0.62 * d.columns(), 0.5 * d.rows()), DETECTOR);
    }

    private static Path2D outline(Vector3[] corners) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners.length; i++) {
            Point2D p = place(corners[i]);
            if (i == 0) {
                path.moveTo(p.getX(), p.getY());
            } else {
                path.lineTo(p.getX(), p.getY());
            }
        }
        path.closePath();
        return path;
    }

    private void arrow(Vector3 from, Vector3 along, Color colour, double thickness) {
        Point2D start = place(from);
        Point2D end = place(from.plus(along));
        sheet.arrow(
                start.getX(),
                start.getY(),
                end.getX() - start.getX(),
                end.getY() - start.getY(),
                colour,
                thickness);
    }

    private void label(String text, Vector3 at, Color colour) {
        Point2D p = place(at);
        sheet.fillWithHalo(
                Sheet.glyphs(text, SIZE, false, p.getX(), p.getY() + 0.35 * SIZE), colour, 3);
    }
}
