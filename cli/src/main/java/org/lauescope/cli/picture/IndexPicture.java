package org.lauescope.cli.picture;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.frame.Peaks;
import org.lauescope.index.PointResult;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.picture.Axis;
import org.lauescope.picture.LabelPlacement;
import org.lauescope.picture.MillerLabel;
import org.lauescope.picture.Palette;
import org.lauescope.picture.RasterSheet;
import org.lauescope.picture.Sheet;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;

/// A frame with what was found in it: peaks as circles, the spots of each grain as squares of one
/// colour, the matched ones with their indices and with arrows from prediction to peak, enlarged as
/// the legend says.
public final class IndexPicture {

    private static final int LEFT = 130;
    private static final int TOP = 130;
    private static final int RIGHT = 50;
    private static final double LABEL = 23;
    private static final double LEGEND = 28;
    private static final double LINE = 46;

    private final @Nullable Frame frame;
    private final Peaks peaks;
    private final PointResult result;
    private final Geometry geometry;
    private final String name;

    /// @param frame null if only a peak list is known
    /// @param name of the frame, for the title
    public IndexPicture(
            @Nullable Frame frame,
            Peaks peaks,
            PointResult result,
            Geometry geometry,
            String name) {
        this.frame = frame;
        this.peaks = peaks;
        this.result = result;
        this.geometry = geometry;
        this.name = name;
    }

    public void write(Path png) throws IOException {
        sheet().write(png);
    }

    public BufferedImage image() {
        return sheet().image();
    }

    private List<GrainFit> grains() {
        return result instanceof PointResult.Indexed indexed ? indexed.grains() : List.of();
    }

    private RasterSheet sheet() {
        Detector detector = geometry.detector();
        int columns = frame != null ? frame.columns() : detector.columns();
        int rows = frame != null ? frame.rows() : detector.rows();
        FrameView view = new FrameView(columns, rows, LEFT, TOP);
        int legendTop = TOP + view.height() + 130;
        int legendLines = Math.max(3, grains().size() + 1);
        RasterSheet sheet =
                new RasterSheet(
                        LEFT + view.width() + RIGHT, legendTop + (int) (legendLines * LINE) + 20);
        GreyScale scale = frame != null ? GreyScale.of(frame) : new GreyScale(0, 1, 1);
        view.draw(sheet, frame, scale);
        drawTitle(sheet);
        double enlargement = enlargement(view);
        sheet.clip(view.area());
        drawPeaks(sheet, view);
        for (int g = 0; g < grains().size(); g++) {
            drawGrain(sheet, view, grains().get(g), Palette.of(g), enlargement);
        }
        drawLabels(sheet, view, enlargement * view.scale());
        sheet.unclip();
        drawLegend(sheet, view, legendTop, enlargement);
        if (frame != null) {
            drawScale(sheet, view, legendTop, scale);
        }
        return sheet;
    }

    private void drawTitle(Sheet sheet) {
        sheet.boldText(name, LEFT, 62, 40, Palette.INK, Sheet.Anchor.LEFT);
        String outcome =
                switch (result) {
                    case PointResult.Indexed indexed ->
                            "%d of %d peaks explained by %s"
                                    .formatted(
                                            explained(),
                                            peaks.size(),
                                            indexed.grains().size() == 1
                                                    ? "one grain"
                                                    : indexed.grains().size() + " grains");
                    case PointResult.NotIndexed no ->
                            "%d peaks, not indexed: %s".formatted(peaks.size(), no.reason().text());
                    case PointResult.NotMeasured _ -> "not measured";
                };
        sheet.text(outcome, LEFT, 106, 30, Palette.INK, Sheet.Anchor.LEFT);
    }

    private long explained() {
        return grains().stream()
                .flatMapToInt(grain -> {
                    Matches m = grain.matches();
                    return IntStream.range(0, m.size())
                            .filter(i -> m.used()[i])
                            .map(i -> m.peak()[i]);
                })
                .distinct()
                .count();
    }

    private void drawPeaks(Sheet sheet, FrameView view) {
        double radius = Math.max(9, 4.5 * view.scale());
        for (int i = 0; i < peaks.size(); i++) {
            Point2D p = view.at(peaks.x(i), peaks.y(i));
            sheet.outline(Sheet.circle(p, radius), Palette.withAlpha(Palette.INK, 150), 1.6);
        }
    }

    private static double squareSide(FrameView view) {
        return 2 * Math.max(13, 6.5 * view.scale());
    }

    private void drawGrain(
            Sheet sheet, FrameView view, GrainFit grain, Color colour, double enlargement) {
        Matches matches = grain.matches();
        boolean[] matched = new boolean[grain.reflections().size()];
        double side = squareSide(view);
        for (int i = 0; i < matches.size(); i++) {
            Point2D p = view.at(matches.x()[i], matches.y()[i]);
            matched[matches.reflection()[i]] |= matches.used()[i];
            if (matches.used()[i]) {
                sheet.outline(Sheet.square(p, side), colour, 2.6);
                double factor = enlargement * view.scale();
                sheet.arrow(
                        p.getX(),
                        p.getY(),
                        factor * matches.dx()[i],
                        factor * matches.dy()[i],
                        colour,
                        3);
            }
        }
        for (Point2D missed : missed(view, grain, matched)) {
            sheet.outline(Sheet.square(missed, 0.6 * side), Palette.withAlpha(colour, 130), 1.6);
        }
    }

    /// Predicted spots as strong as those that were matched, but without a peak.
    private List<Point2D> missed(FrameView view, GrainFit grain, boolean[] matched) {
        SpotPattern pattern = new SpotPattern(grain.reflections(), geometry);
        pattern.compute(grain.state().deformation().inverse().transpose());
        Integer[] order =
                IntStream.range(0, pattern.size())
                        .boxed()
                        .filter(i -> isSeen(pattern.x(i), pattern.y(i)))
                        .sorted(Comparator.comparingDouble((Integer i) -> -pattern.intensity(i)))
                        .limit(grain.predicted())
                        .toArray(Integer[]::new);
        List<Point2D> missed = new ArrayList<>();
        for (int i : order) {
            if (!matched[pattern.reflection(i)]) {
                missed.add(view.at(pattern.x(i), pattern.y(i)));
            }
        }
        return missed;
    }

    private boolean isSeen(double x, double y) {
        int column = (int) Math.rint(x);
        int row = (int) Math.rint(y);
        boolean onFrame =
                frame == null
                        || (column >= 0
                                && row >= 0
                                && column < frame.columns()
                                && row < frame.rows()
                                && frame.at(column, row) >= 0);
        return onFrame && !geometry.detector().isMasked(column, row);
    }

    private record Candidate(GrainFit grain, int match, double brightness, Color colour) {}

    /// Indices beside the matched spots, brightest first, where there is room.
    private void drawLabels(Sheet sheet, FrameView view, double arrowScale) {
        LabelPlacement placement = new LabelPlacement(view.area());
        double spot = 0.55 * squareSide(view);
        for (int i = 0; i < peaks.size(); i++) {
            placement.reserve(Sheet.square(view.at(peaks.x(i), peaks.y(i)), spot));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int g = 0; g < grains().size(); g++) {
            GrainFit grain = grains().get(g);
            Matches matches = grain.matches();
            for (int i = 0; i < matches.size(); i++) {
                if (matches.used()[i]) {
                    placement.reserve(
                            Sheet.square(
                                    view.at(matches.x()[i], matches.y()[i]), squareSide(view)));
                    placement.reserveArrow(
                            view.at(matches.x()[i], matches.y()[i]),
                            arrowScale * matches.dx()[i],
                            arrowScale * matches.dy()[i]);
                    double brightness = peaks.intensity(matches.peak()[i]);
                    candidates.add(new Candidate(grain, i, brightness, Palette.of(g)));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::brightness).reversed());
        for (Candidate candidate : candidates) {
            drawLabel(sheet, view, placement, candidate);
        }
    }

    private static void drawLabel(
            Sheet sheet, FrameView view, LabelPlacement placement, Candidate candidate) {
        Matches matches = candidate.grain.matches();
        ReflectionList reflections = candidate.grain.reflections();
        int reflection = matches.reflection()[candidate.match];
        int order = matches.order()[candidate.match];
        MillerLabel label =
                new MillerLabel(
                        order * reflections.h(reflection),
                        order * reflections.k(reflection),
                        order * reflections.l(reflection),
                        LABEL);
        Point2D point = view.at(matches.x()[candidate.match], matches.y()[candidate.match]);
        Rectangle2D place =
                placement.place(
                        point, label.width() + 6, label.height() + 6, 0.62 * squareSide(view));
        if (place != null && label.width() > 0) {
            sheet.fillWithHalo(
                    label.at(place.getX() + 3, place.getMaxY() - 3), candidate.colour.darker(), 5);
        }
    }

    /// Arrows are so much longer than the residuals that the typical one is about as long as a
    /// square.
    private double enlargement(FrameView view) {
        double square = 0;
        int count = 0;
        for (GrainFit grain : grains()) {
            Matches m = grain.matches();
            for (int i = 0; i < m.size(); i++) {
                if (m.used()[i]) {
                    square += m.dx()[i] * m.dx()[i] + m.dy()[i] * m.dy()[i];
                    count++;
                }
            }
        }
        double rms = count == 0 ? 0 : Math.sqrt(square / count);
        return rms > 0 ? Axis.niceBelow(1.3 * squareSide(view) / (rms * view.scale())) : 1;
    }

    private void drawLegend(Sheet sheet, FrameView view, int top, double enlargement) {
        double y = top + 12;
        double x = LEFT;
        Point2D symbol = new Point2D.Double(x + 20, y - 9);
        sheet.outline(Sheet.circle(symbol, 11), Palette.withAlpha(Palette.INK, 150), 1.6);
        x = entry(sheet, x + 48, y, "peak");
        sheet.outline(Sheet.square(new Point2D.Double(x + 16, y - 9), 26), Palette.INK, 2.6);
        x = entry(sheet, x + 42, y, "matched spot");
        sheet.outline(Sheet.square(new Point2D.Double(x + 12, y - 9), 16), Palette.FAINT, 1.6);
        x = entry(sheet, x + 34, y, "predicted, no peak");
        if (!grains().isEmpty()) {
            double length = 0.1 * enlargement * view.scale();
            double shown = Math.clamp(length, 20, 200);
            sheet.arrow(x, y - 9, shown, 0, Palette.INK, 3);
            entry(
                    sheet,
                    x + shown + 14,
                    y,
                    "%s px: peak − prediction, × %s"
                            .formatted(
                                    Axis.number(shown / (enlargement * view.scale())),
                                    Axis.number(enlargement)));
        }
        for (int g = 0; g < grains().size(); g++) {
            y += LINE;
            Color colour = Palette.of(g);
            sheet.fill(Sheet.square(new Point2D.Double(LEFT + 20, y - 9), 24), colour);
            entry(sheet, LEFT + 48, y, description(grains().get(g)));
        }
    }

    private String description(GrainFit grain) {
        Matches matches = grain.matches();
        return String.format(
                Locale.ROOT,
                "%s: %d matched of %d predicted, rms %.3f px, %s",
                grain.reflections().crystal().name(),
                matches.usedCount(),
                grain.predicted(),
                grain.rmsPixels(),
                strain(grain));
    }

    static String strain(GrainFit grain) {
        return grain.hasStrain()
                ? String.format(
                        Locale.ROOT,
                        "equivalent strain %.2f · 10⁻³",
                        1e3 * grain.equivalentStrain())
                : "too few spots for strain";
    }

    private static double entry(Sheet sheet, double x, double y, String text) {
        sheet.text(text, x, y, LEGEND, Palette.INK, Sheet.Anchor.LEFT);
        return x + Sheet.textWidth(text, LEGEND, false) + 46;
    }

    /// A bar of the greys with the counts they stand for, at the right end of the legend.
    private static void drawScale(Sheet sheet, FrameView view, int top, GreyScale scale) {
        int width = 460;
        double right = LEFT + view.width();
        double left = right - width;
        double y = top + LINE + 6;
        BufferedImage bar = new BufferedImage(width, 26, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width; i++) {
            int grey = (int) Math.round(255 * (1 - 0.94 * i / (width - 1)));
            for (int j = 0; j < 26; j++) {
                bar.setRGB(i, j, grey * 0x010101);
            }
        }
        sheet.picture(bar, (int) left, (int) y - 26);
        sheet.outline(
                new Rectangle2D.Double((int) left, (int) y - 26, width, 26), Palette.INK, 1.5);
        double end = Double.NEGATIVE_INFINITY;
        for (double decade = 1; decade <= scale.ceiling(); decade *= 10) {
            double x = left + width * scale.blackness(decade);
            String text = Axis.number(decade);
            double half = Sheet.textWidth(text, 22, false) / 2;
            if (decade >= scale.floor() && x - half > end && x + half < right + 30) {
                sheet.line(x, y, x, y + 7, Palette.INK, 1.5);
                sheet.text(text, x, y + 30, 22, Palette.INK, Sheet.Anchor.CENTRE);
                end = x + half + 10;
            }
        }
        sheet.text("counts", left - 16, y - 5, 24, Palette.INK, Sheet.Anchor.RIGHT);
    }
}
