package org.lauescope.cli.picture;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.picture.Palette;
import org.lauescope.picture.Sheet;

/// A detector drawn on a sheet: the frame in grey, pixels without data hatched, a frame of ticks in
/// pixels around it.
///
/// A pixel is a whole number of picture points, or a picture point the largest of a whole number of
/// pixels: sharp spots stay sharp and none is lost.
final class FrameView {

    private static final int WIDTH = 2000;
    private static final double TICK_TEXT = 26;

    private final int columns;
    private final int rows;
    private final int zoom;
    private final int binning;
    private final int left;
    private final int top;

    /// @param left, top of the image on the sheet
    FrameView(int columns, int rows, int left, int top) {
        this.columns = columns;
        this.rows = rows;
        int longest = Math.max(columns, rows);
        this.zoom = Math.max(1, (int) Math.rint((double) WIDTH / longest));
        this.binning = Math.max(1, (int) Math.rint((double) longest / (1.3 * WIDTH)));
        this.left = left;
        this.top = top;
    }

    int width() {
        return zoom * Math.ceilDiv(columns, binning);
    }

    int height() {
        return zoom * Math.ceilDiv(rows, binning);
    }

    /// Picture points per pixel.
    double scale() {
        return (double) zoom / binning;
    }

    Rectangle2D area() {
        return new Rectangle2D.Double(left, top, width(), height());
    }

    /// Where a position in detector pixels lies on the sheet.
    Point2D at(double x, double y) {
        return new Point2D.Double(left + (x + 0.5) * scale(), top + (y + 0.5) * scale());
    }

    void draw(Sheet sheet, @Nullable Frame frame, GreyScale scale) {
        if (frame != null) {
            sheet.picture(image(frame, scale), left, top);
        }
        sheet.outline(area(), Palette.INK, 2);
        drawTicks(sheet);
    }

    private BufferedImage image(Frame frame, GreyScale scale) {
        BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        for (int j = 0; j < height(); j += zoom) {
            for (int i = 0; i < width(); i += zoom) {
                double value = largest(frame, Math.floorDiv(i, zoom), Math.floorDiv(j, zoom));
                int grey = value >= 0 ? scale.grey(value) : -1;
                for (int y = j; y < j + zoom; y++) {
                    for (int x = i; x < i + zoom; x++) {
                        image.setRGB(x, y, grey < 0 ? noData(x, y) : grey * 0x010101);
                    }
                }
            }
        }
        return image;
    }

    private double largest(Frame frame, int i, int j) {
        double largest = -1;
        for (int row = j * binning; row < Math.min(rows, (j + 1) * binning); row++) {
            for (int column = i * binning;
                    column < Math.min(columns, (i + 1) * binning);
                    column++) {
                largest = Math.max(largest, frame.at(column, row));
            }
        }
        return largest;
    }

    private static int noData(int x, int y) {
        Color colour = (x + y) % 12 < 3 ? Palette.NO_DATA_HATCH : Palette.NO_DATA;
        return colour.getRGB();
    }

    private void drawTicks(Sheet sheet) {
        int step = Math.max(columns, rows) > 1500 ? 500 : 200;
        for (int x = 0; x < columns; x += step) {
            Point2D p = at(x, 0);
            double y = top + height();
            sheet.line(p.getX(), y, p.getX(), y + 10, Palette.INK, 2);
            sheet.text("" + x, p.getX(), y + 40, TICK_TEXT, Palette.INK, Sheet.Anchor.CENTRE);
        }
        for (int y = 0; y < rows; y += step) {
            Point2D p = at(0, y);
            sheet.line(left - 10, p.getY(), left, p.getY(), Palette.INK, 2);
            sheet.text("" + y, left - 18, p.getY() + 9, TICK_TEXT, Palette.INK, Sheet.Anchor.RIGHT);
        }
        sheet.text(
                "x / px",
                left + width() / 2.0,
                top + height() + 78,
                TICK_TEXT + 2,
                Palette.INK,
                Sheet.Anchor.CENTRE);
        sheet.verticalText("y / px", left - 92, top + height() / 2.0, TICK_TEXT + 2, Palette.INK);
    }
}
