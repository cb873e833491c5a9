package org.lauescope.cli.picture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.lauescope.picture.Palette;
import org.lauescope.picture.PlotFrame;
import org.lauescope.picture.RasterSheet;
import org.lauescope.picture.Sheet;

/// Strain along a line of frames with its error bars, beside the truth.
public final class StrainPicture {

    /// One grain of one frame.
    ///
    /// @param position along the line
    /// @param found 10⁻³
    /// @param sigma 10⁻³
    /// @param truth 10⁻³
    public record Point(double position, double found, double sigma, double truth) {}

    private static final int WIDTH = 2000;
    private static final int HEIGHT = 1130;
    private static final int LEFT = 190;
    private static final int TOP = 120;
    private static final int LEGEND = 28;
    private static final double RADIUS = 7;
    private static final Color TRUTH = Palette.of(0);
    private static final Color FOUND = Palette.of(1);

    private StrainPicture() {}

    public static void write(List<Point> points, Path png) throws IOException {
        if (!points.isEmpty()) {
            sheet(points).write(png);
        }
    }

    static RasterSheet sheet(List<Point> points) {
        RasterSheet sheet = new RasterSheet(WIDTH, HEIGHT);
        sheet.boldText(
                "Strain along the sample normal", LEFT, 62, 40, Palette.INK, Sheet.Anchor.LEFT);
        PlotFrame plot = plot(points);
        plot.draw(sheet, "frame", "deviatoric ε_zz / 10⁻³", 12, 6);
        drawTruth(sheet, plot, points);
        for (Point point : points) {
            drawFound(sheet, plot, point);
        }
        drawLegend(sheet);
        return sheet;
    }

    /// A box that holds every point with its error bar, and a little more.
    private static PlotFrame plot(List<Point> points) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (Point p : points) {
            left = Math.min(left, p.position);
            right = Math.max(right, p.position);
            // Without strain a point has its truth alone.
            double reach = isFound(p) ? p.sigma : 0;
            double found = isFound(p) ? p.found : p.truth;
            lowest = Math.min(lowest, Math.min(p.truth, found - reach));
            highest = Math.max(highest, Math.max(p.truth, found + reach));
        }
        double margin = Math.max(0.01, 0.06 * (highest - lowest));
        return PlotFrame.upwards(
                new Rectangle2D.Double(LEFT, TOP, WIDTH - LEFT - 50, HEIGHT - TOP - 120),
                left - 0.7,
                right + 0.7,
                lowest - margin,
                highest + margin);
    }

    private static boolean isFound(Point point) {
        return Double.isFinite(point.found) && Double.isFinite(point.sigma);
    }

    /// A line for each grain: from frame to frame the two truths that are nearest to each other.
    private static void drawTruth(Sheet sheet, PlotFrame plot, List<Point> points) {
        TreeMap<Double, List<Point>> frames =
                points.stream().collect(groupingBy(Point::position, TreeMap::new, toList()));
        List<Point> before = List.of();
        for (List<Point> frame : frames.values()) {
            for (Point to : frame) {
                Point from = before.isEmpty() ? to : nearest(to, before);
                if (nearest(from, frame).equals(to)) {
                    Point2D start = plot.at(from.position, from.truth);
                    Point2D end = plot.at(to.position, to.truth);
                    sheet.line(start.getX(), start.getY(), end.getX(), end.getY(), TRUTH, 3);
                }
            }
            before = frame;
        }
    }

    private static Point nearest(Point point, List<Point> others) {
        return Collections.min(
                others, Comparator.comparingDouble(p -> Math.abs(p.truth - point.truth)));
    }

    private static void drawFound(Sheet sheet, PlotFrame plot, Point point) {
        if (isFound(point)) {
            Point2D above = plot.at(point.position, point.found + point.sigma);
            Point2D below = plot.at(point.position, point.found - point.sigma);
            drawBar(sheet, above, below);
            plot.dot(sheet, point.position, point.found, RADIUS, FOUND);
        }
    }

    private static void drawBar(Sheet sheet, Point2D above, Point2D below) {
        sheet.line(above.getX(), above.getY(), below.getX(), below.getY(), FOUND, 3);
        // Ends within the dot would only make it look square.
        if (below.getY() - above.getY() > 3 * RADIUS) {
            for (Point2D end : List.of(above, below)) {
                sheet.line(end.getX() - 8, end.getY(), end.getX() + 8, end.getY(), FOUND, 3);
            }
        }
    }

    private static void drawLegend(Sheet sheet) {
        double y = 62;
        double x = WIDTH - 400;
        Point2D symbol = new Point2D.Double(x, y - 9);
        drawBar(sheet, new Point2D.Double(x, y - 29), new Point2D.Double(x, y + 11));
        sheet.fill(Sheet.circle(symbol, RADIUS), FOUND);
        sheet.text("found ± σ", x + 24, y, LEGEND, Palette.INK, Sheet.Anchor.LEFT);
        sheet.line(x + 200, y - 9, x + 250, y - 9, TRUTH, 3);
        sheet.text("truth", x + 264, y, LEGEND, Palette.INK, Sheet.Anchor.LEFT);
    }
}
