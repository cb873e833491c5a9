package org.lauescope.cli.picture;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.picture.Axis;
import org.lauescope.picture.LabelPlacement;
import org.lauescope.picture.Palette;
import org.lauescope.picture.PlotFrame;
import org.lauescope.picture.RasterSheet;
import org.lauescope.picture.Sheet;
import org.lauescope.refine.CalibrationResult;
import org.lauescope.refine.Matches;

/// What is left between peaks and predicted spots after a calibration: as vectors on the detector,
/// against the scattering angle and as histograms, with the pose and its errors. A pattern in the
/// vectors is a wrong pose, a distorted detector or a strained calibrant; noise has none.
public final class ResidualPicture {

    private static final int LEFT = 150;
    private static final int TOP = 150;
    private static final int DETECTOR_SIDE = 1180;
    private static final int SIDE_LEFT = LEFT + DETECTOR_SIDE + 210;
    private static final int SIDE_WIDTH = 760;
    private static final int WIDTH = SIDE_LEFT + SIDE_WIDTH + 50;
    private static final Color ALONG_X = Palette.of(0);
    private static final Color ALONG_Y = Palette.of(1);

    private final Geometry geometry;
    private final CalibrationRecord record;
    private final Matches matches;
    private final int[] used;

    public ResidualPicture(CalibrationResult.Calibrated result) {
        this(result.geometry(), result.geometry().calibration(), result.matches());
    }

    /// @param geometry after the calibration
    public ResidualPicture(Geometry geometry, @Nullable CalibrationRecord record, Matches matches) {
        this.geometry = geometry;
        this.record =
                record != null
                        ? record
                        : new CalibrationRecord("", "", matches.usedCount(), 0, new double[25]);
        this.matches = matches;
        this.used = IntStream.range(0, matches.size()).filter(i -> matches.used()[i]).toArray();
    }

    public void write(Path png) throws IOException {
        sheet().write(png);
    }

    public BufferedImage image() {
        return sheet().image();
    }

    private RasterSheet sheet() {
        RasterSheet sheet = new RasterSheet(WIDTH, TOP + DETECTOR_SIDE + 210);
        drawTitle(sheet);
        drawVectors(sheet);
        double reach = reach();
        drawAgainstAngle(sheet, reach);
        drawHistogram(sheet, reach);
        drawPose(sheet);
        return sheet;
    }

    private void drawTitle(Sheet sheet) {
        sheet.boldText(
                "Calibration with %s: %s".formatted(record.crystal(), record.frame()),
                LEFT,
                62,
                40,
                Palette.INK,
                Sheet.Anchor.LEFT);
        double mean = 0;
        double square = 0;
        for (int i : used) {
            double d = Math.hypot(matches.dx()[i], matches.dy()[i]);
            mean += d / used.length;
            square += d * d / used.length;
        }
        sheet.text(
                String.format(
                        Locale.ROOT,
                        "%d spots, %d rejected; distance from peak to prediction: mean %.3f px, rms"
                                + " %.3f px",
                        used.length,
                        matches.size() - used.length,
                        mean,
                        Math.sqrt(square)),
                LEFT,
                108,
                30,
                Palette.INK,
                Sheet.Anchor.LEFT);
    }

    private void drawVectors(Sheet sheet) {
        Detector d = geometry.detector();
        double scale = (double) DETECTOR_SIDE / Math.max(d.columns(), d.rows());
        double width = d.columns() * scale;
        double height = d.rows() * scale;
        PlotFrame frame =
                new PlotFrame(
                        new Axis(-0.5, d.columns() - 0.5, LEFT, LEFT + width),
                        new Axis(-0.5, d.rows() - 0.5, TOP, TOP + height));
        frame.draw(sheet, "x / px", "y / px", 6, 6);
        double rms = rms();
        double enlargement = rms > 0 ? Axis.niceBelow(60 / (rms * scale)) : 1;
        for (int i = 0; i < matches.size(); i++) {
            Point2D p = frame.at(matches.x()[i], matches.y()[i]);
            Color colour = matches.used()[i] ? Palette.INK : Palette.FAINT;
            sheet.outline(
                    Sheet.square(p, 9),
                    Palette.withAlpha(colour, matches.used()[i] ? 130 : 90),
                    1.5);
            if (matches.used()[i]) {
                double factor = enlargement * scale;
                sheet.arrow(
                        p.getX(),
                        p.getY(),
                        factor * matches.dx()[i],
                        factor * matches.dy()[i],
                        ALONG_Y,
                        3);
            }
        }
        drawFoot(sheet, frame, enlargement * scale);
        double shown = Axis.niceBelow(120 / (enlargement * scale));
        double y = TOP + height + 130;
        double length = shown * enlargement * scale;
        sheet.arrow(LEFT, y - 9, length, 0, ALONG_Y, 3);
        sheet.text(
                "%s px, from prediction to peak, enlarged × %s"
                        .formatted(Axis.number(shown), Axis.number(enlargement)),
                LEFT + length + 18,
                y,
                28,
                Palette.INK,
                Sheet.Anchor.LEFT);
    }

    /// The foot of the normal, where it lies on the detector, as a cross with its name beside it.
    private void drawFoot(Sheet sheet, PlotFrame frame, double arrowScale) {
        double[] foot = geometry.detector().foot();
        if (!geometry.detector().contains(foot[0], foot[1])) {
            return;
        }
        LabelPlacement placement = new LabelPlacement(frame.box());
        for (int i : used) {
            Point2D p = frame.at(matches.x()[i], matches.y()[i]);
            placement.reserveArrow(p, arrowScale * matches.dx()[i], arrowScale * matches.dy()[i]);
        }
        Point2D p = frame.at(foot[0], foot[1]);
        sheet.line(p.getX() - 16, p.getY(), p.getX() + 16, p.getY(), ALONG_X, 3);
        sheet.line(p.getX(), p.getY() - 16, p.getX(), p.getY() + 16, ALONG_X, 3);
        String name = "foot of the normal";
        Rectangle2D place = placement.place(p, Sheet.textWidth(name, 22, false) + 8, 30, 14);
        if (place != null) {
            sheet.fillWithHalo(
                    Sheet.glyphs(name, 22, false, place.getX() + 4, place.getMaxY() - 8),
                    ALONG_X.darker(),
                    5);
        }
    }

    private double rms() {
        double square = 0;
        for (int i : used) {
            square += matches.dx()[i] * matches.dx()[i] + matches.dy()[i] * matches.dy()[i];
        }
        return used.length == 0 ? 0 : Math.sqrt(square / used.length);
    }

    /// A round number that no used residual exceeds.
    private double reach() {
        double largest = 1e-3;
        for (int i : used) {
            largest =
                    Math.max(
                            largest,
                            Math.max(Math.abs(matches.dx()[i]), Math.abs(matches.dy()[i])));
        }
        double step = Axis.niceAbove(largest / 4);
        return step * Math.ceil(largest / step);
    }

    private void drawAgainstAngle(Sheet sheet, double reach) {
        double[] angle = new double[matches.size()];
        for (int i : used) {
            Vector3 ray = geometry.detector().ray(matches.x()[i], matches.y()[i]);
            angle[i] = Math.toDegrees(Vector3.X.angleTo(ray));
        }
        double least = Arrays.stream(used).mapToDouble(i -> angle[i]).min().orElse(0);
        double most = Arrays.stream(used).mapToDouble(i -> angle[i]).max().orElse(180);
        double margin = Math.max(1, 0.03 * (most - least));
        PlotFrame plot =
                PlotFrame.upwards(
                        new Rectangle2D.Double(SIDE_LEFT, TOP, SIDE_WIDTH, 330),
                        least - margin,
                        most + margin,
                        -reach,
                        reach);
        plot.draw(sheet, "2θ / °", "residual / px", 6, 4);
        for (int i : used) {
            plot.dot(sheet, angle[i], matches.dx()[i], 5, Palette.withAlpha(ALONG_X, 200));
            plot.dot(sheet, angle[i], matches.dy()[i], 5, Palette.withAlpha(ALONG_Y, 200));
        }
        double y = TOP - 18;
        double x = SIDE_LEFT + SIDE_WIDTH - 130;
        sheet.text("along", x - 24, y, 26, Palette.INK, Sheet.Anchor.RIGHT);
        sheet.fill(Sheet.square(new Point2D.Double(x, y - 8), 18), ALONG_X);
        sheet.text("x", x + 16, y, 26, Palette.INK, Sheet.Anchor.LEFT);
        sheet.fill(Sheet.square(new Point2D.Double(x + 76, y - 8), 18), ALONG_Y);
        sheet.text("y", x + 92, y, 26, Palette.INK, Sheet.Anchor.LEFT);
    }

    private void drawHistogram(Sheet sheet, double reach) {
        int bins = Math.clamp(2 * (int) Math.sqrt(used.length) + 1, 9, 41);
        int[] countsX = counts(matches.dx(), bins, reach);
        int[] countsY = counts(matches.dy(), bins, reach);
        int most = IntStream.concat(Arrays.stream(countsX), Arrays.stream(countsY)).max().orElse(1);
        PlotFrame plot =
                PlotFrame.upwards(
                        new Rectangle2D.Double(SIDE_LEFT, TOP + 480, SIDE_WIDTH, 300),
                        -reach,
                        reach,
                        0,
                        1.15 * Math.max(1, most));
        plot.draw(sheet, "residual / px", "spots", 6, 4);
        sheet.clip(plot.box());
        drawSteps(sheet, plot, countsX, reach, ALONG_X);
        drawSteps(sheet, plot, countsY, reach, ALONG_Y);
        sheet.unclip();
        sheet.outline(plot.box(), Palette.INK, 2);
    }

    private int[] counts(double[] residuals, int bins, double reach) {
        int[] counts = new int[bins];
        for (int i : used) {
            int bin = (int) ((residuals[i] + reach) / (2 * reach) * bins);
            counts[Math.clamp(bin, 0, bins - 1)]++;
        }
        return counts;
    }

    private static void drawSteps(
            Sheet sheet, PlotFrame plot, int[] counts, double reach, Color colour) {
        Path2D path = new Path2D.Double();
        Point2D start = plot.at(-reach, 0);
        path.moveTo(start.getX(), start.getY());
        for (int bin = 0; bin < counts.length; bin++) {
            Point2D left = plot.at(reach * (2.0 * bin / counts.length - 1), counts[bin]);
            Point2D right = plot.at(reach * (2.0 * (bin + 1) / counts.length - 1), counts[bin]);
            path.lineTo(left.getX(), left.getY());
            path.lineTo(right.getX(), right.getY());
        }
        Point2D end = plot.at(reach, 0);
        path.lineTo(end.getX(), end.getY());
        sheet.fill(path, Palette.withAlpha(colour, 50));
        sheet.outline(path, colour, 3);
    }

    private void drawPose(Sheet sheet) {
        DetectorPose pose = DetectorPose.of(geometry.detector());
        double[] values = {
            pose.distance(),
            pose.x0(),
            pose.y0(),
            Math.toDegrees(pose.pitch()),
            Math.toDegrees(pose.roll())
        };
        String[] names = {"distance", "x₀ of the foot", "y₀ of the foot", "pitch", "roll"};
        String[] units = {"mm", "px", "px", "°", "°"};
        double y = TOP + 960;
        for (int i = 0; i < values.length; i++) {
            double sigma = Math.sqrt(record.covariance()[6 * i]);
            sigma = i > 2 ? Math.toDegrees(sigma) : sigma;
            sheet.text(names[i], SIDE_LEFT, y, 30, Palette.INK, Sheet.Anchor.LEFT);
            sheet.text(
                    withError(values[i], sigma),
                    SIDE_LEFT + 590,
                    y,
                    30,
                    Palette.INK,
                    Sheet.Anchor.RIGHT);
            sheet.text(units[i], SIDE_LEFT + 606, y, 30, Palette.INK, Sheet.Anchor.LEFT);
            y += 52;
        }
    }

    /// The value with its error, both to two digits of the error.
    static String withError(double value, double sigma) {
        if (!(sigma > 0)) {
            return String.format(Locale.ROOT, "%.4f", value);
        }
        int digits = Math.clamp(1 - (int) Math.floor(Math.log10(sigma)), 0, 9);
        return String.format(Locale.ROOT, "%." + digits + "f ± %." + digits + "f", value, sigma)
                .replace('-', '−');
    }
}
