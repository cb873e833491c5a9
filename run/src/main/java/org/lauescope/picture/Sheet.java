package org.lauescope.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lauescope.io.NewFile;

/// A white sheet to draw on: lines, symbols and text, all positions in units of the sheet, y
/// downwards. The same drawing becomes a [RasterSheet] or an [SvgSheet].
///
/// A Java without any font (no fontconfig on the machine) knows no width of a text: it counts as
/// zero, and a raster leaves texts out.
public abstract class Sheet {

    public enum Anchor {
        LEFT,
        CENTRE,
        RIGHT
    }

    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
    private static final boolean FONTS = fontsExist();

    private final int width;
    private final int height;

    Sheet(int width, int height) {
        this.width = width;
        this.height = height;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// Whether this Java can draw text at all.
    public static boolean hasFonts() {
        return FONTS;
    }

    private static boolean fontsExist() {
        try {
            Graphics2D trial = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
            return trial.getFontMetrics(font(12, false)).stringWidth("x") > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            // What a Java without fontconfig or freetype throws differs between its versions.
            return false;
        }
    }

    private static Font font(double size, boolean bold) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
    }

    /// Fills a rectangle with a raster, each of its pixels a sharp rectangle.
    public abstract void picture(BufferedImage raster, Rectangle2D place);

    /// A raster with one of its pixels per unit.
    public void picture(BufferedImage raster, int x, int y) {
        picture(raster, new Rectangle2D.Double(x, y, raster.getWidth(), raster.getHeight()));
    }

    /// Draws only inside a rectangle until [#unclip()].
    public abstract void clip(Rectangle2D area);

    public abstract void unclip();

    public abstract void fill(Shape shape, Color colour);

    abstract void stroke(Shape shape, Color colour, BasicStroke pen);

    /// Text whose baseline starts, is centred or ends at (x, y).
    abstract void text(
            String text,
            double x,
            double y,
            double size,
            Color colour,
            Anchor anchor,
            boolean bold);

    /// Text upwards, its baseline on the right, centred at (x, y).
    public abstract void verticalText(String text, double x, double y, double size, Color colour);

    /// The file's content.
    abstract byte[] bytes() throws IOException;

    public void text(String text, double x, double y, double size, Color colour, Anchor anchor) {
        text(text, x, y, size, colour, anchor, false);
    }

    public void boldText(
            String text, double x, double y, double size, Color colour, Anchor anchor) {
        text(text, x, y, size, colour, anchor, true);
    }

    public void line(double x1, double y1, double x2, double y2, Color colour, double thickness) {
        outline(new Line2D.Double(x1, y1, x2, y2), colour, thickness);
    }

    public void outline(Shape shape, Color colour, double thickness) {
        stroke(
                shape,
                colour,
                new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    }

    /// A line with round joints.
    public void curve(Shape shape, Color colour, double thickness) {
        stroke(
                shape,
                colour,
                new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    /// An arrow with a head that shrinks with short arrows.
    public void arrow(double x, double y, double dx, double dy, Color colour, double thickness) {
        double length = Math.hypot(dx, dy);
        if (!(length > 0.5)) {
            return;
        }
        double head = Math.min(4.5 * thickness, 0.55 * length);
        double ux = dx / length;
        double uy = dy / length;
        double baseX = x + dx - head * ux;
        double baseY = y + dy - head * uy;
        line(x, y, baseX, baseY, colour, thickness);
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(x + dx, y + dy);
        triangle.lineTo(baseX - 0.42 * head * uy, baseY + 0.42 * head * ux);
        triangle.lineTo(baseX + 0.42 * head * uy, baseY - 0.42 * head * ux);
        triangle.closePath();
        fill(triangle, colour);
    }

    /// Width of a text; 0 without fonts.
    public static double textWidth(String text, double size, boolean bold) {
        if (!FONTS || text.isEmpty()) {
            return 0;
        }
        return font(size, bold).createGlyphVector(METRICS, text).getLogicalBounds().getWidth();
    }

    /// The outline of a text whose baseline starts at (x, y); empty without fonts.
    public static Shape glyphs(String text, double size, boolean bold, double x, double y) {
        if (!FONTS || text.isEmpty()) {
            return new Path2D.Double();
        }
        GlyphVector glyphs = font(size, bold).createGlyphVector(METRICS, text);
        return glyphs.getOutline((float) x, (float) y);
    }

    /// Fills an outline on top of a paler rim, so that it reads on any ground.
    public void fillWithHalo(Shape shape, Color colour, double rim) {
        curve(shape, Palette.withAlpha(Color.WHITE, 220), rim);
        fill(shape, colour);
    }

    public static Shape circle(Point2D centre, double radius) {
        return new Ellipse2D.Double(
                centre.getX() - radius, centre.getY() - radius, 2 * radius, 2 * radius);
    }

    public static Rectangle2D square(Point2D centre, double side) {
        return new Rectangle2D.Double(
                centre.getX() - side / 2, centre.getY() - side / 2, side, side);
    }

    /// Writes the sheet; makes the folder if there is none.
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        NewFile.write(file, ByteBuffer.wrap(bytes()));
    }
}
