package org.lauescope.picture;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.result.NamedRegion;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// A map with its axes in µm of the SAMPLE frame, a bar of length, and the key to its colours;
/// points keep the shape of the steps. Drawn row 0 on top, with the outlines of grains if there are
/// any.
public final class MapPicture implements Figure {

    private static final int WIDTH = 1200;
    private static final int LEFT = 130;
    private static final int TOP = 124;
    private static final int LEGEND = 268;
    private static final int SIDE = WIDTH - LEFT - LEGEND - 40;
    private static final int BOTTOM = 104;
    private static final int LEAST = 300;
    private static final int NAME_SIZE = 22;
    private static final Color BOUNDARY = new Color(0, 0, 0, 150);

    /// Ground of what is written on the map.
    private static final Color PALE = new Color(255, 255, 255, 215);

    /// On that ground, however dark the page is.
    private static final Color BLACK = new Color(0x101010);

    private final String title;
    private final String note;
    private final ScanGrid grid;
    private final BufferedImage raster;
    private final @Nullable MapLegend legend;
    private final Set<PointStatus> statuses = EnumSet.noneOf(PointStatus.class);
    private final Rectangle2D box;
    private final Path2D boundaries;
    private List<double[]> line = List.of();
    private List<NamedRegion> regions = List.of();
    private Path2D places = new Path2D.Double();

    /// @param note second line, small: unit, noise, what is to be known
    /// @param known whether a point has a colour
    /// @param rgb its colour
    MapPicture(
            String title,
            String note,
            ScanMap map,
            IntPredicate known,
            IntUnaryOperator rgb,
            @Nullable MapLegend legend) {
        this.title = title;
        this.note = note;
        this.legend = legend;
        grid = map.grid();
        raster = MapRaster.of(map, known, rgb);
        for (int i = 0; i < grid.size(); i++) {
            if (!known.test(i)) {
                statuses.add(map.status(i));
            }
        }
        double scale = SIDE / Math.max(extentX(), extentY());
        box = new Rectangle2D.Double(LEFT, TOP, scale * extentX(), scale * extentY());
        boundaries = GrainOutlines.of(map, box);
    }

    /// With the interface line drawn on it.
    ///
    /// @param corners (x, y) of the line, µm on the map; none for no line
    public MapPicture withLine(List<double[]> corners) {
        line = List.copyOf(corners);
        return this;
    }

    /// With regions outlined on it, and their names.
    public MapPicture withRegions(List<NamedRegion> named) {
        regions = List.copyOf(named);
        return this;
    }

    /// With outlines of places drawn on it.
    ///
    /// @param place number of the place of each point, NaN outside of all
    public MapPicture withPlaces(double[] place) {
        places = GrainOutlines.ofPlaces(grid, place, box);
        return this;
    }

    private void drawLine(Sheet sheet, PlotFrame plot) {
        if (line.isEmpty()) {
            return;
        }
        sheet.clip(box);
        twice(sheet, path(line, plot));
        sheet.unclip();
    }

    private static Path2D path(List<double[]> corners, PlotFrame plot) {
        Path2D path = new Path2D.Double();
        for (double[] corner : corners) {
            Point2D p = plot.at(corner[0], corner[1]);
            if (path.getCurrentPoint() == null) {
                path.moveTo(p.getX(), p.getY());
            } else {
                path.lineTo(p.getX(), p.getY());
            }
        }
        return path;
    }

    /// Names stand in the upper left corners of what of the regions is on the map.
    private void drawRegions(Sheet sheet, PlotFrame plot) {
        sheet.clip(box);
        for (NamedRegion region : regions) {
            Path2D outline = path(region.corners(), plot);
            outline.closePath();
            twice(sheet, outline);
            Rectangle2D shown = outline.getBounds2D().createIntersection(box);
            if (!shown.isEmpty()) {
                double width = Sheet.textWidth(region.name(), NAME_SIZE, false) + 12;
                Rectangle2D ground =
                        new Rectangle2D.Double(shown.getMinX() + 3, shown.getMinY() + 3, width, 28);
                sheet.fill(ground, PALE);
                sheet.text(
                        region.name(),
                        ground.getCenterX(),
                        ground.getMaxY() - 7,
                        NAME_SIZE,
                        BLACK,
                        Sheet.Anchor.CENTRE);
            }
        }
        sheet.unclip();
    }

    /// White below black shows on every colour.
    private static void twice(Sheet sheet, Path2D path) {
        sheet.outline(path, new Color(255, 255, 255, 230), 6);
        sheet.outline(path, BLACK, 2.5);
    }

    private double extentX() {
        return grid.columns() * grid.columnStep();
    }

    private double extentY() {
        return grid.rows() * grid.rowStep();
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return TOP + (int) Math.max(box.getHeight(), LEAST) + BOTTOM;
    }

    @Override
    public void draw(Sheet sheet) {
        sheet.boldText(title, LEFT, 50, 36, Palette.INK, Sheet.Anchor.LEFT);
        sheet.text(note, LEFT, 94, 27, Palette.INK, Sheet.Anchor.LEFT);
        sheet.picture(raster, box);
        sheet.outline(boundaries, BOUNDARY, 1.6);
        twice(sheet, places);
        double left = grid.originX() - grid.columnStep() / 2;
        double top = grid.originY() - grid.rowStep() / 2;
        PlotFrame plot =
                new PlotFrame(
                        new Axis(left, left + extentX(), box.getMinX(), box.getMaxX()),
                        new Axis(top, top + extentY(), box.getMinY(), box.getMaxY()));
        plot.drawAxes(sheet, "x / µm", "y / µm", ticks(box.getWidth()), ticks(box.getHeight()));
        drawLine(sheet, plot);
        drawRegions(sheet, plot);
        drawLengthBar(sheet);
        double right = box.getMaxX() + 34;
        double free = Math.max(box.getHeight(), LEAST);
        double patterns = statuses.size() * 34.0;
        if (legend != null) {
            legend.draw(sheet, right, TOP, free - patterns);
        }
        drawPatterns(sheet, right, TOP + free - patterns + 26);
    }

    private static int ticks(double length) {
        return Math.max(2, (int) (length / 130));
    }

    /// In the lower left corner of the map, on a pale ground.
    private void drawLengthBar(Sheet sheet) {
        double length = Axis.niceBelow(extentX() / 3);
        double drawn = length / extentX() * box.getWidth();
        if (box.getHeight() < 120) {
            return;
        }
        String text = Axis.number(length) + " µm";
        double width = Math.max(drawn, Sheet.textWidth(text, 24, false)) + 24;
        double x = box.getMinX() + 14;
        double y = box.getMaxY() - 66;
        Rectangle2D ground = new Rectangle2D.Double(x, y, width, 52);
        sheet.fill(ground, PALE);
        sheet.fill(new Rectangle2D.Double(x + (width - drawn) / 2, y + 38, drawn, 6), BLACK);
        sheet.text(text, x + width / 2, y + 29, 24, BLACK, Sheet.Anchor.CENTRE);
    }

    private void drawPatterns(Sheet sheet, double x, double y) {
        double at = y;
        Set<String> drawn = new HashSet<>();
        for (PointStatus status : statuses) {
            String text =
                    switch (status) {
                        case NOT_MEASURED -> "not measured";
                        case INDEXED -> "no value";
                        case UNREADABLE -> "unreadable";
                        case BLANK, MASKED, SATURATED -> "no measurement";
                        default -> "not indexed";
                    };
            if (drawn.add(text)) {
                BufferedImage sample = new BufferedImage(28, 22, BufferedImage.TYPE_INT_ARGB);
                for (int i = 0; i < 28 * 22; i++) {
                    sample.setRGB(i % 28, i / 28, MapRaster.pattern(status, i % 28, i / 28));
                }
                Rectangle2D place = new Rectangle2D.Double(x, at - 18, 28, 22);
                sheet.picture(sample, place);
                sheet.outline(place, Palette.INK, 1);
                sheet.text(text, x + 40, at, 22, Palette.INK, Sheet.Anchor.LEFT);
                at += 34;
            }
        }
    }
}
