package org.lauescope.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// A sheet of pixels, one per unit, written as PNG.
public final class RasterSheet extends Sheet {

    private final BufferedImage image;
    private final Graphics2D graphics;

    public RasterSheet(int width, int height) {
        super(width, height);
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
    }

    public BufferedImage image() {
        return image;
    }

    @Override
    public void picture(BufferedImage raster, Rectangle2D place) {
        AffineTransform fit =
                AffineTransform.getTranslateInstance(place.getMinX(), place.getMinY());
        fit.scale(place.getWidth() / raster.getWidth(), place.getHeight() / raster.getHeight());
        graphics.drawImage(raster, fit, null);
    }

    @Override
    public void clip(Rectangle2D area) {
        graphics.setClip(area);
    }

    @Override
    public void unclip() {
        graphics.setClip(null);
    }

    @Override
    public void fill(Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    @Override
    void stroke(Shape shape, Color colour, BasicStroke pen) {
        graphics.setColor(colour);
        graphics.setStroke(pen);
        graphics.draw(shape);
    }

    @Override
    void text(
            String text,
            double x,
            double y,
            double size,
            Color colour,
            Anchor anchor,
            boolean bold) {
        double width = textWidth(text, size, bold);
        double shift =
                switch (anchor) {
                    case LEFT -> 0;
                    case CENTRE -> -width / 2;
                    case RIGHT -> -width;
                };
        fill(glyphs(text, size, bold, x + shift, y), colour);
    }

    @Override
    public void verticalText(String text, double x, double y, double size, Color colour) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(-Math.PI / 2);
        text(text, 0, 0, size, colour, Anchor.CENTRE);
        graphics.setTransform(before);
    }

    @Override
    byte[] bytes() throws IOException {
        return png(image);
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException("a picture cannot be written: this Java has no PNG writer");
        }
        return png.toByteArray();
    }
}
