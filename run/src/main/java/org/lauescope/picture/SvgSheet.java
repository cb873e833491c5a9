package org.lauescope.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A sheet of lines and texts, written as SVG; rasters are embedded as PNG.
///
/// Colours of the paper and of the ink also have a class (`paper`, `ink`, `faint`, `rule`), by
/// which the style of a page that holds the picture can turn them dark.
public final class SvgSheet extends Sheet {

    private final String name;
    private final StringBuilder body = new StringBuilder();
    private int clips;

    /// @param name distinguishes the clip areas of several pictures on one page: letters, digits
    ///   and hyphens
    public SvgSheet(int width, int height, String name) {
        super(width, height);
        this.name = name;
    }

    @Override
    public void picture(BufferedImage raster, Rectangle2D place) {
        try {
            String png = Base64.getEncoder().encodeToString(RasterSheet.png(raster));
            body.append(
                    "<image %s preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,%s\"/>\n"
                            .formatted(rectangle(place), png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void clip(Rectangle2D area) {
        clips++;
        body.append(
                "<clipPath id=\"%s-clip%d\"><rect %s/></clipPath><g clip-path=\"url(#%s-clip%d)\">\n"
                        .formatted(name, clips, rectangle(area), name, clips));
    }

    @Override
    public void unclip() {
        body.append("</g>\n");
    }

    @Override
    public void fill(Shape shape, Color colour) {
        String path = path(shape);
        if (!path.isEmpty()) {
            body.append("<path d=\"%s\" %s/>\n".formatted(path, paint("fill", colour)));
        }
    }

    @Override
    void stroke(Shape shape, Color colour, BasicStroke pen) {
        String round =
                pen.getLineJoin() == BasicStroke.JOIN_ROUND
                        ? " stroke-linejoin=\"round\" stroke-linecap=\"round\""
                        : "";
        body.append(
                "<path d=\"%s\" fill=\"none\" %s stroke-width=\"%s\"%s/>\n"
                        .formatted(
                                path(shape),
                                paint("stroke", colour),
                                number(pen.getLineWidth()),
                                round));
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
        String place = "x=\"%s\" y=\"%s\"".formatted(number(x), number(y));
        text(text, place, size, colour, anchor, bold);
    }

    @Override
    public void verticalText(String text, double x, double y, double size, Color colour) {
        String place = "transform=\"translate(%s %s) rotate(-90)\"".formatted(number(x), number(y));
        text(text, place, size, colour, Anchor.CENTRE, false);
    }

    private void text(
            String text, String place, double size, Color colour, Anchor anchor, boolean bold) {
        String side =
                switch (anchor) {
                    case LEFT -> "";
                    case CENTRE -> " text-anchor=\"middle\"";
                    case RIGHT -> " text-anchor=\"end\"";
                };
        body.append(
                "<text %s font-size=\"%s\"%s%s %s>%s</text>\n"
                        .formatted(
                                place,
                                number(size),
                                side,
                                bold ? " font-weight=\"600\"" : "",
                                paint("fill", colour),
                                escape(text)));
    }

    /// The `svg` element with a description for those who cannot see it.
    public String element(String description) {
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" font-family="system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif">
        <rect class="paper" width="100%%" height="100%%" fill="#ffffff"/>
        %s</svg>
        """
                .formatted(width(), height(), escape(description), body);
    }

    @Override
    byte[] bytes() {
        return element("").getBytes(StandardCharsets.UTF_8);
    }

    private static String paint(String attribute, Color colour) {
        String opacity =
                colour.getAlpha() == 255
                        ? ""
                        : " %s-opacity=\"%s\""
                                .formatted(attribute, number(colour.getAlpha() / 255.0));
        String kind = kind(colour);
        return "%s=\"#%06x\"%s%s"
                .formatted(
                        attribute,
                        colour.getRGB() & 0xffffff,
                        opacity,
                        kind.isEmpty() ? "" : " class=\"%s-%s\"".formatted(attribute, kind));
    }

    private static String kind(Color colour) {
        if (colour.equals(Palette.INK)) {
            return "ink";
        }
        if (colour.equals(Palette.FAINT)) {
            return "faint";
        }
        return colour.equals(Palette.RULE) ? "rule" : "";
    }

    private static String rectangle(Rectangle2D r) {
        return "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
                .formatted(
                        number(r.getMinX()),
                        number(r.getMinY()),
                        number(r.getWidth()),
                        number(r.getHeight()));
    }

    private static String path(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] c = new double[6];
        for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            switch (i.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> append(path, 'M', c, 2);
                case PathIterator.SEG_LINETO -> append(path, 'L', c, 2);
                case PathIterator.SEG_QUADTO -> append(path, 'Q', c, 4);
                case PathIterator.SEG_CUBICTO -> append(path, 'C', c, 6);
                default -> path.append('Z');
            }
        }
        return path.toString();
    }

    private static void append(StringBuilder path, char command, double[] c, int count) {
        path.append(command);
        for (int i = 0; i < count; i++) {
            path.append(i == 0 ? "" : " ").append(number(c[i]));
        }
    }

    /// To a hundredth of a unit.
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
