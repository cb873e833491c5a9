package org.lauescope.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.lauescope.io.NewFile;

/// A white sheet to draw on: lines, symbols and text, all positions in pixels of the picture.
///
/// A Java without any font (no fontconfig on the machine) cannot draw text; then all texts are left
/// out and have no width, and the rest of the picture is drawn.
final class Sheet {

    enum Anchor {
        LEFT,
        CENTRE,
        RIGHT
    }

    private static final boolean FONTS = fontsExist();

    private final BufferedImage image;
    private final Graphics2D graphics;

    Sheet(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    BufferedImage image() {
        return image;
    }

    /// Whether this Java can draw text at all.
    static boolean hasFonts() {
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

    void picture(BufferedImage part, int x, int y) {
        graphics.drawImage(part, x, y, null);
    }

    /// Draws only inside a rectangle until [#unclip()].
    void clip(Rectangle2D area) {
        graphics.setClip(area);
    }

    void unclip() {
        graphics.setClip(null);
    }

    void line(double x1, double y1, double x2, double y2, Color colour, double thickness) {
        pen(colour, thickness);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    void outline(Shape shape, Color colour, double thickness) {
        pen(colour, thickness);
        graphics.draw(shape);
    }

    void fill(Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    private void pen(Color colour, double thickness) {
        graphics.setColor(colour);
        graphics.setStroke(
                new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    }

    /// An arrow with a head that shrinks with short arrows.
    void arrow(double x, double y, double dx, double dy, Color colour, double thickness) {
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

    /// Width of a text in pixels; 0 without fonts.
    double textWidth(String text, double size, boolean bold) {
        if (!FONTS || text.isEmpty()) {
            return 0;
        }
        return font(size, bold)
                .createGlyphVector(graphics.getFontRenderContext(), text)
                .getLogicalBounds()
                .getWidth();
    }

    /// Text whose baseline starts, is centred or ends at (x, y).
    void text(String text, double x, double y, double size, Color colour, Anchor anchor) {
        text(text, x, y, size, colour, anchor, false);
    }

    void boldText(String text, double x, double y, double size, Color colour, Anchor anchor) {
        text(text, x, y, size, colour, anchor, true);
    }

    private void text(
            String text,
            double x,
            double y,
            double size,
            Color colour,
            Anchor anchor,
            boolean bold) {
        if (!FONTS || text.isEmpty()) {
            return;
        }
        double width = textWidth(text, size, bold);
        double shift =
                switch (anchor) {
                    case LEFT -> 0;
                    case CENTRE -> -width / 2;
                    case RIGHT -> -width;
                };
        fill(glyphs(text, size, bold, x + shift, y), colour);
    }

    /// Text upwards, its baseline on the right, centred at (x, y).
    void verticalText(String text, double x, double y, double size, Color colour) {
        if (!FONTS) {
            return;
        }
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(-Math.PI / 2);
        text(text, 0, 0, size, colour, Anchor.CENTRE);
        graphics.setTransform(before);
    }

    /// The outline of a text whose baseline starts at (x, y); empty without fonts.
    Shape glyphs(String text, double size, boolean bold, double x, double y) {
        if (!FONTS || text.isEmpty()) {
            return new Path2D.Double();
        }
        GlyphVector glyphs =
                font(size, bold).createGlyphVector(graphics.getFontRenderContext(), text);
        return glyphs.getOutline((float) x, (float) y);
    }

    /// Fills an outline on top of a paler rim, so that it reads on any ground.
    void fillWithHalo(Shape shape, Color colour, double rim) {
        graphics.setColor(Palette.withAlpha(Color.WHITE, 220));
        graphics.setStroke(
                new BasicStroke((float) rim, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
        fill(shape, colour);
    }

    static Shape circle(Point2D centre, double radius) {
        return new Ellipse2D.Double(
                centre.getX() - radius, centre.getY() - radius, 2 * radius, 2 * radius);
    }

    static Rectangle2D square(Point2D centre, double side) {
        return new Rectangle2D.Double(
                centre.getX() - side / 2, centre.getY() - side / 2, side, side);
    }

    /// Writes the sheet as PNG; makes the folder if there is none.
    void writePng(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException(file + " cannot be written: this Java has no PNG writer");
        }
        NewFile.write(file, ByteBuffer.wrap(png.toByteArray()));
    }
}
