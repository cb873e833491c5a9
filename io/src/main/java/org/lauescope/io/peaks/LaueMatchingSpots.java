package org.lauescope.io.peaks;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.Peaks.Column;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.laue.Geometry;

/// Spots and labels of LaueMatching: matched spots of all its grains in whole pixels (`GrainNr
/// SpotNr h k l X Y Qhat[0] Qhat[1] Qhat[2] Intensity`, with or without that line), and connected
/// components as `row,col,label`. Both count pixels from 0.
final class LaueMatchingSpots {

    private static final List<String> SPOT_COLUMNS =
            List.of("grain", "spot", "h", "k", "l", "x", "y", "qx", "qy", "qz", "intensity");

    private static final String LABEL_HEADER = "row,col,label";

    private LaueMatchingSpots() {}

    static boolean recognises(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.startsWith("%GrainNr\tSpotNr")
                || first.strip().equals(LABEL_HEADER)
                || isSpot(first);
    }

    static PeakList parse(TextFile file, @Nullable Geometry given) throws FileFormatException {
        boolean labels = file.text().startsWith(LABEL_HEADER);
        return new PeakList(
                file.source(),
                labels ? "LaueMatching labels" : "LaueMatching spots",
                labels ? centroids(file) : spots(file),
                given);
    }

    /// A spot that several grains claim is listed for each; here once.
    private static Peaks spots(TextFile file) throws FileFormatException {
        NumericTable table = new NumericTable(file.source(), SPOT_COLUMNS);
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("%")) {
                table.add(i + 1, lines.get(i));
            }
        }
        Set<List<Double>> seen = new HashSet<>();
        Peaks.Builder peaks = new Peaks.Builder();
        for (int i = 0; i < table.size(); i++) {
            double x = table.position(i, "x");
            double y = table.position(i, "y");
            if (seen.add(List.of(x, y))) {
                peaks.add(row(x + 0.5, y + 0.5, table.value(i, "intensity")), 0);
            }
        }
        return peaks.buildByIntensity();
    }

    private static double[] row(double x, double y, double intensity) {
        double[] row = new double[Column.values().length];
        Arrays.fill(row, Double.NaN);
        row[Column.X.ordinal()] = x;
        row[Column.Y.ordinal()] = y;
        row[Column.VARIANCE_X.ordinal()] = 1 / 12.0;
        row[Column.VARIANCE_Y.ordinal()] = 1 / 12.0;
        row[Column.COVARIANCE_XY.ordinal()] = 0;
        row[Column.INTENSITY.ordinal()] = intensity;
        return row;
    }

    /// Means of the pixels of each label; how bright they are the file does not say.
    private static Peaks centroids(TextFile file) throws FileFormatException {
        NumericTable table = NumericTable.parse(file, 0);
        Map<Double, double[]> sums = new TreeMap<>();
        for (int i = 0; i < table.size(); i++) {
            double[] sum = sums.computeIfAbsent(table.value(i, "label"), _ -> new double[3]);
            sum[0] += table.position(i, "col");
            sum[1] += table.position(i, "row");
            sum[2]++;
        }
        Peaks.Builder peaks = new Peaks.Builder();
        for (double[] sum : sums.values()) {
            peaks.add(sum[0] / sum[2], sum[1] / sum[2], Double.NaN);
        }
        return peaks.build();
    }

    private static boolean isSpot(String line) {
        String[] fields = Numbers.fields(line);
        return fields.length == SPOT_COLUMNS.size()
                && line.contains(",")
                && Numbers.isNumeric(fields);
    }
}
