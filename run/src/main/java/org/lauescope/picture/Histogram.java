package org.lauescope.picture;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/// How often values occur, as steps; several series share the bins.
///
/// @param nameX axis with its unit
/// @param series their values, all counted; NaN are left out
public record Histogram(
        String title, String note, String nameX, double low, double high, List<Series> series)
        implements Figure {

    /// @param values in the unit of the axis
    public record Series(String name, double[] values) {}

    private static final int BINS = 60;
    private static final int LEFT = 130;

    /// From the 0.5th to the 99.5th percentile of all series.
    public static Histogram of(String title, String note, String nameX, List<Series> series) {
        double[] all =
                series.stream()
                        .flatMapToDouble(s -> Arrays.stream(s.values))
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        double low = all.length == 0 ? 0 : all[(int) (0.005 * (all.length - 1))];
        double high = all.length == 0 ? 1 : all[(int) (0.995 * (all.length - 1))];
        low = low >= 0 && low < 0.3 * high ? 0 : low;
        return new Histogram(
                title, note, nameX, low, high > low ? high : low + 1e-9, List.copyOf(series));
    }

    @Override
    public int width() {
        return 1200;
    }

    @Override
    public int height() {
        return 760;
    }

    /// Lower edge of a bin.
    public double edge(int bin) {
        return low + bin * (high - low) / BINS;
    }

    public int bins() {
        return BINS;
    }

    /// Values in each bin; those beyond the ends are not counted.
    public int[] counts(Series of) {
        int[] counts = new int[BINS];
        for (double value : of.values) {
            double position = (value - low) / (high - low) * BINS;
            if (position >= 0 && position <= BINS) {
                counts[Math.min(BINS - 1, (int) position)]++;
            }
        }
        return counts;
    }

    @Override
    public void draw(Sheet sheet) {
        sheet.boldText(title, LEFT, 50, 36, Palette.INK, Sheet.Anchor.LEFT);
        sheet.text(note, LEFT, 94, 27, Palette.INK, Sheet.Anchor.LEFT);
        int most = series.stream().flatMapToInt(s -> Arrays.stream(counts(s))).max().orElse(1);
        PlotFrame plot =
                PlotFrame.upwards(
                        new Rectangle2D.Double(LEFT, 124, 1200 - LEFT - 220, 520),
                        low,
                        high,
                        0,
                        Math.max(1, most) * 1.08);
        plot.draw(sheet, nameX, "points", 8, 5);
        for (int i = 0; i < series.size(); i++) {
            Color colour = Palette.of(i);
            sheet.curve(steps(plot, counts(series.get(i))), colour, 3.5);
            if (series.size() > 1) {
                double y = 148 + 38.0 * i;
                sheet.line(1000, y - 8, 1040, y - 8, colour, 4);
                sheet.text(series.get(i).name(), 1052, y, 24, Palette.INK, Sheet.Anchor.LEFT);
            }
        }
    }

    private Path2D steps(PlotFrame plot, int[] counts) {
        Path2D path = new Path2D.Double();
        path.moveTo(plot.x().at(low), plot.y().at(0));
        for (int bin = 0; bin < BINS; bin++) {
            path.lineTo(plot.x().at(edge(bin)), plot.y().at(counts[bin]));
            path.lineTo(plot.x().at(edge(bin + 1)), plot.y().at(counts[bin]));
        }
        path.lineTo(plot.x().at(high), plot.y().at(0));
        return path;
    }
}
