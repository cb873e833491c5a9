package org.lauescope.index;

import java.util.Arrays;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Detector;

/// The peaks of one frame as the search sees them: positions with a grid for neighbours, scattering
/// directions, local density, an order of trust, and which of them a grain has taken. Reused from
/// frame to frame.
final class PeakField {

    /// Cells along the longer side of the detector.
    private static final int CELLS = 96;

    /// Radii at which the local density is measured, as parts of the longer side of the detector.
    private static final double[] DENSITY_RADII = {0.004, 0.008, 0.016, 0.032, 0.064};

    private final Detector detector;
    private final double cell;
    private final int cellColumns;
    private final int cellRows;
    private final int[] cellStart;
    private final double[] squaredRadii = new double[DENSITY_RADII.length];
    private final double largestRadius;

    private int size;
    private long version;
    private long changes;
    private double[] x = new double[0];
    private double[] y = new double[0];
    private double[] directionX = new double[0];
    private double[] directionY = new double[0];
    private double[] directionZ = new double[0];
    private double[] intensity = new double[0];
    private double[] density = new double[0];
    private int[] sorted = new int[0];
    private int[] original = new int[0];
    private boolean[] taken = new boolean[0];

    PeakField(Detector detector) {
        this.detector = detector;
        double side = Math.max(detector.columns(), detector.rows());
        cell = side / CELLS;
        cellColumns = (int) (detector.columns() / cell) + 1;
        cellRows = (int) (detector.rows() / cell) + 1;
        cellStart = new int[cellColumns * cellRows + 1];
        for (int s = 0; s < squaredRadii.length; s++) {
            squaredRadii[s] = side * side * DENSITY_RADII[s] * DENSITY_RADII[s];
        }
        largestRadius = side * DENSITY_RADII[DENSITY_RADII.length - 1];
    }

    /// Takes the peaks inside the detector's outline, most trusted first: by intensity; where that
    /// is equal or unknown by a scrambled position, so that neither the order of the list nor one
    /// side of the detector is preferred.
    void load(Peaks peaks) {
        long[][] keys = new long[peaks.size()][];
        int count = 0;
        for (int i = 0; i < peaks.size(); i++) {
            if (detector.contains(peaks.x(i), peaks.y(i))) {
                double value = peaks.intensity(i);
                long rank = value > 0 ? -Double.doubleToLongBits(value) : 0;
                keys[count++] = new long[] {rank, scrambled(peaks.x(i), peaks.y(i)), i};
            }
        }
        size = count;
        version++;
        changes++;
        Arrays.sort(
                keys,
                0,
                count,
                (a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        reserve(count);
        for (int i = 0; i < count; i++) {
            int from = (int) keys[i][2];
            original[i] = from;
            x[i] = peaks.x(from);
            y[i] = peaks.y(from);
            intensity[i] = peaks.intensity(from) > 0 ? peaks.intensity(from) : Double.NaN;
            Vector3 u = detector.ray(x[i], y[i]).minus(Vector3.X).unit();
            directionX[i] = u.x();
            directionY[i] = u.y();
            directionZ[i] = u.z();
        }
        Arrays.fill(taken, 0, count, false);
        fillGrid();
        fillDensity();
    }

    private static long scrambled(double x, double y) {
        long bits = Double.doubleToLongBits(x) * 0x9E3779B97F4A7C15L + Double.doubleToLongBits(y);
        bits = (bits ^ (bits >>> 31)) * 0xBF58476D1CE4E5B9L;
        return bits ^ (bits >>> 29);
    }

    private void reserve(int count) {
        if (x.length < count) {
            x = new double[count];
            y = new double[count];
            directionX = new double[count];
            directionY = new double[count];
            directionZ = new double[count];
            intensity = new double[count];
            density = new double[count];
            sorted = new int[count];
            original = new int[count];
            taken = new boolean[count];
        }
    }

    private void fillGrid() {
        Arrays.fill(cellStart, 0);
        for (int i = 0; i < size; i++) {
            cellStart[cellOf(i) + 1]++;
        }
        for (int c = 1; c < cellStart.length; c++) {
            cellStart[c] += cellStart[c - 1];
        }
        // Filled backwards from the ends, which leaves each start where it belongs.
        for (int c = cellStart.length - 1; c > 0; c--) {
            cellStart[c] = cellStart[c - 1];
        }
        for (int i = 0; i < size; i++) {
            sorted[cellStart[cellOf(i) + 1]++] = i;
        }
    }

    private int cellOf(int i) {
        return cellRow(y[i]) * cellColumns + cellColumn(x[i]);
    }

    private int cellColumn(double px) {
        return Math.clamp((int) ((px + 0.5) / cell), 0, cellColumns - 1);
    }

    private int cellRow(double py) {
        return Math.clamp((int) ((py + 0.5) / cell), 0, cellRows - 1);
    }

    /// Peaks per px² around each peak: the largest over several radii, at each the number c of
    /// other peaks less its own uncertainty √c, and never less than the mean over the detector.
    /// Lines and clusters of peaks thus do not pass for evidence.
    private void fillDensity() {
        int[] count = new int[squaredRadii.length];
        double mean = meanDensity();
        for (int i = 0; i < size; i++) {
            Arrays.fill(count, 0);
            int left = cellColumn(x[i] - largestRadius);
            int right = cellColumn(x[i] + largestRadius);
            int bottom = cellRow(y[i] + largestRadius);
            for (int row = cellRow(y[i] - largestRadius); row <= bottom; row++) {
                int end = cellStart[row * cellColumns + right + 1];
                for (int k = cellStart[row * cellColumns + left]; k < end; k++) {
                    double dx = x[i] - x[sorted[k]];
                    double dy = y[i] - y[sorted[k]];
                    double square = dx * dx + dy * dy;
                    for (int s = count.length - 1; s >= 0 && square < squaredRadii[s]; s--) {
                        count[s]++;
                    }
                }
            }
            double largest = mean;
            for (int s = 0; s < count.length; s++) {
                int others = count[s] - 1;
                largest =
                        Math.max(
                                largest,
                                (others - Math.sqrt(others)) / (Math.PI * squaredRadii[s]));
            }
            density[i] = largest;
        }
    }

    private double meanDensity() {
        return Math.max(size, 1) / ((double) detector.columns() * detector.rows());
    }

    /// Changes with every list that is loaded.
    long version() {
        return version;
    }

    /// Changes with every list that is loaded and every peak that is taken or released.
    long changes() {
        return changes;
    }

    int size() {
        return size;
    }

    double x(int i) {
        return x[i];
    }

    double y(int i) {
        return y[i];
    }

    double directionX(int i) {
        return directionX[i];
    }

    double directionY(int i) {
        return directionY[i];
    }

    double directionZ(int i) {
        return directionZ[i];
    }

    /// NaN where unknown.
    double intensity(int i) {
        return intensity[i];
    }

    /// Peaks per px² in the neighbourhood.
    double density(int i) {
        return density[i];
    }

    /// Index into the list that was loaded.
    int original(int i) {
        return original[i];
    }

    boolean isTaken(int i) {
        return taken[i];
    }

    void take(int i) {
        taken[i] = true;
        changes++;
    }

    void release() {
        Arrays.fill(taken, 0, size, false);
        changes++;
    }

    int free() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += taken[i] ? 0 : 1;
        }
        return count;
    }

    /// The nearest peak within `radius` px, or −1; of two at the same distance the more trusted
    /// one.
    int nearest(double px, double py, double radius) {
        int left = cellColumn(px - radius);
        int right = cellColumn(px + radius);
        int top = cellRow(py - radius);
        int bottom = cellRow(py + radius);
        int best = -1;
        double least = radius * radius;
        for (int row = top; row <= bottom; row++) {
            int end = cellStart[row * cellColumns + right + 1];
            for (int k = cellStart[row * cellColumns + left]; k < end; k++) {
                int i = sorted[k];
                double dx = x[i] - px;
                double dy = y[i] - py;
                double square = dx * dx + dy * dy;
                if (square < least || (square == least && i < best)) {
                    least = square;
                    best = i;
                }
            }
        }
        return best;
    }
}
