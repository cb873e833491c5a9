package org.lauescope.picture;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lauescope.io.result.Table;

/// Mean residuals of spots in cells of the detector as arrows, from prediction to peak. Cells are
/// the darker the more spots they have; arrows that scatter alone may make are grey.
public final class ResidualFieldPicture implements Figure {

    private static final int LEFT = 130;
    private static final int TOP = 150;
    private static final int SIDE = 900;
    private static final int WIDTH = 1200;

    /// Cells with fewer spots have no arrow.
    private static final int FEWEST = 5;

    /// A mean beyond so many of its standard errors is coloured.
    private static final double SIGNIFICANT = 3;

    private final int columns;
    private final int rows;
    private final double[] x;
    private final double[] y;
    private final double[] dx;
    private final double[] dy;
    private final double[] rms;
    private final double[] spots;
    private final int[] shown;

    /// @param columns, rows of the detector, px
    public ResidualFieldPicture(int columns, int rows, Table field) {
        this.columns = columns;
        this.rows = rows;
        x = field.column("x");
        y = field.column("y");
        dx = field.column("dx");
        dy = field.column("dy");
        rms = field.column("rms");
        spots = field.column("spots");
        shown = IntStream.range(0, x.length).filter(i -> spots[i] >= FEWEST).toArray();
    }

    /// Root mean square of all residuals, px.
    public double rmsOfSpots() {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < x.length; i++) {
            sum += spots[i] * rms[i] * rms[i];
            count += spots[i];
        }
        return Math.sqrt(sum / count);
    }

    /// Root mean square of the shown means, px.
    public double rmsOfMeans() {
        double sum = 0;
        for (int i : shown) {
            sum += dx[i] * dx[i] + dy[i] * dy[i];
        }
        return Math.sqrt(sum / shown.length);
    }

    /// What scatter alone would make of that, px: the means of n independent spots scatter by
    /// rms/√n.
    public double rmsByChance() {
        double sum = 0;
        for (int i : shown) {
            sum += rms[i] * rms[i] / spots[i];
        }
        return Math.sqrt(sum / shown.length);
    }

    public boolean isEmpty() {
        return shown.length == 0;
    }

    private double scale() {
        return (double) SIDE / Math.max(columns, rows);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return TOP + (int) Math.ceil(rows * scale()) + 190;
    }

    @Override
    public void draw(Sheet sheet) {
        sheet.boldText(
                "Mean residuals over the detector", LEFT, 50, 36, Palette.INK, Sheet.Anchor.LEFT);
        sheet.text(
                String.format(
                        Locale.ROOT,
                        "%,.0f spots, rms %.3f px; their means: rms %.4f px, by chance %.4f px",
                        Arrays.stream(spots).sum(),
                        rmsOfSpots(),
                        rmsOfMeans(),
                        rmsByChance()),
                LEFT,
                94,
                27,
                Palette.INK,
                Sheet.Anchor.LEFT);
        double width = columns * scale();
        double height = rows * scale();
        PlotFrame frame =
                new PlotFrame(
                        new Axis(-0.5, columns - 0.5, LEFT, LEFT + width),
                        new Axis(-0.5, rows - 0.5, TOP, TOP + height));
        drawCells(sheet, frame);
        frame.draw(sheet, "x / px", "y / px", 6, 6);
        double arrow = arrowScale();
        sheet.clip(frame.box());
        for (int i : shown) {
            Point2D p = frame.at(x[i], y[i]);
            sheet.arrow(
                    p.getX(),
                    p.getY(),
                    arrow * dx[i],
                    arrow * dy[i],
                    isSignificant(i) ? Palette.of(0) : Palette.FAINT,
                    3);
        }
        sheet.unclip();
        drawKey(sheet, TOP + height + 140, arrow);
    }

    private boolean isSignificant(int i) {
        // The rms has two components, the mean's standard error is for each.
        double error = rms[i] / Math.sqrt(2 * spots[i]);
        return Math.hypot(dx[i], dy[i]) > SIGNIFICANT * error;
    }

    /// Sheet units per px of residual: one arrow in fifty is longer than a cell and a half.
    private double arrowScale() {
        double[] lengths = IntStream.of(shown).mapToDouble(i -> Math.hypot(dx[i], dy[i])).toArray();
        Arrays.sort(lengths);
        double usual = lengths.length == 0 ? 1 : lengths[(int) (0.98 * (lengths.length - 1))];
        return 1.5 * SIDE / 24 / Math.max(usual, 1e-6);
    }

    private void drawCells(Sheet sheet, PlotFrame frame) {
        double most = Arrays.stream(spots).max().orElse(1);
        double edge = Math.ceilDiv(Math.max(columns, rows), 24) * scale();
        sheet.clip(frame.box());
        for (int i = 0; i < x.length; i++) {
            Point2D p = frame.at(x[i], y[i]);
            int alpha = (int) Math.round(8 + 52 * Math.sqrt(spots[i] / most));
            sheet.fill(
                    new Rectangle2D.Double(
                            p.getX() - edge / 2, p.getY() - edge / 2, edge - 1, edge - 1),
                    Palette.withAlpha(Palette.of(1), alpha));
        }
        sheet.unclip();
    }

    private void drawKey(Sheet sheet, double at, double arrow) {
        double shownLength = Axis.niceBelow(120 / arrow);
        double length = shownLength * arrow;
        sheet.arrow(LEFT, at - 9, length, 0, Palette.of(0), 3);
        sheet.text(
                "%s px from prediction to peak; grey: within %.0f standard errors of none"
                        .formatted(Axis.number(shownLength), SIGNIFICANT),
                LEFT + length + 16,
                at,
                24,
                Palette.INK,
                Sheet.Anchor.LEFT);
    }
}
