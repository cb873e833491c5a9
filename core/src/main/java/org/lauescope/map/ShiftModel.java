package org.lauescope.map;

/// Where the places of a later scan lie in an earlier one, by unknowns that are all lengths, µm:
/// shift x, y; rotation times half the diagonal of the map; drift x, then y of each knot.
final class ShiftModel {

    /// Unknown number of the rotation.
    static final int ROTATION = 2;

    /// Unknown number of the first knot's drift.
    static final int DRIFT = 3;

    /// Standard deviation of the drift of a knot before anything is known, steps.
    private static final double USUAL_DRIFT = 2;

    private final ScanGrid earlier;
    private final DriftKnots knots;
    private final double[] hats;
    private final double[] unknowns;

    /// NaN where nothing is.
    private final double[] expected;

    private final double[] precision;
    private final double arm;

    ShiftModel(ScanGrid earlier, ScanGrid later) {
        this.earlier = earlier;
        knots = new DriftKnots(later);
        hats = new double[knots.size()];
        unknowns = new double[DRIFT + 2 * knots.size()];
        expected = new double[unknowns.length];
        precision = new double[unknowns.length];
        arm =
                Math.hypot(
                                earlier.columns() * earlier.columnStep(),
                                earlier.rows() * earlier.rowStep())
                        / 2;
        double drift = USUAL_DRIFT * step();
        for (int k = 0; k < unknowns.length; k++) {
            // A shift or rotation that nothing tells stays where it is, as uncertain as the map is
            // large.
            expected[k] = k < DRIFT ? Double.NaN : 0;
            precision[k] = k < DRIFT ? 1 / (arm * arm) : 1 / (drift * drift);
        }
    }

    int size() {
        return unknowns.length;
    }

    DriftKnots knots() {
        return knots;
    }

    /// Geometric mean of the steps, µm.
    double step() {
        return Math.sqrt(earlier.columnStep() * earlier.rowStep());
    }

    /// Half the diagonal of the map, µm.
    double arm() {
        return arm;
    }

    double unknown(int k) {
        return unknowns[k];
    }

    void place(double shiftX, double shiftY, double rotation) {
        unknowns[0] = shiftX;
        unknowns[1] = shiftY;
        unknowns[ROTATION] = arm * rotation;
    }

    /// Takes the rotation as known beforehand, rad.
    void expectRotation(Estimate rotation) {
        expected[ROTATION] = arm * rotation.value();
        precision[ROTATION] = 1 / (arm * arm * rotation.sigma() * rotation.sigma());
    }

    /// @return size of the largest change, µm
    double move(double[] by, double most) {
        double largest = 0;
        for (int k = 0; k < unknowns.length; k++) {
            double change = Math.clamp(by[k], -most, most);
            unknowns[k] += change;
            largest = Math.max(largest, Math.abs(change));
        }
        return largest;
    }

    /// What is known of an unknown beforehand, 1/µm².
    double precision(int k) {
        return precision[k];
    }

    /// How far an unknown lies from what was expected of it; 0 where nothing was.
    double excess(int k) {
        return Double.isNaN(expected[k]) ? 0 : unknowns[k] - expected[k];
    }

    double x(double px, double py) {
        double phi = unknowns[ROTATION] / arm;
        double x = middleX() + Math.cos(phi) * (px - middleX()) - Math.sin(phi) * (py - middleY());
        return x + unknowns[0] + drift(py, DRIFT);
    }

    double y(double px, double py) {
        double phi = unknowns[ROTATION] / arm;
        double y = middleY() + Math.sin(phi) * (px - middleX()) + Math.cos(phi) * (py - middleY());
        return y + unknowns[1] + drift(py, DRIFT + knots.size());
    }

    private double drift(double line, int first) {
        knots.weights(line, hats);
        double drift = 0;
        for (int k = 0; k < hats.length; k++) {
            drift += hats[k] * unknowns[first + k];
        }
        return drift;
    }

    /// g · ∂q/∂θ for a gradient g at the place p of the later scan.
    ///
    /// @param row modified
    void row(double px, double py, double gx, double gy, double[] row) {
        double phi = unknowns[ROTATION] / arm;
        double alongX = -Math.sin(phi) * (px - middleX()) - Math.cos(phi) * (py - middleY());
        double alongY = Math.cos(phi) * (px - middleX()) - Math.sin(phi) * (py - middleY());
        row[0] = gx;
        row[1] = gy;
        row[ROTATION] = (gx * alongX + gy * alongY) / arm;
        knots.weights(py, hats);
        for (int k = 0; k < hats.length; k++) {
            row[DRIFT + k] = gx * hats[k];
            row[DRIFT + hats.length + k] = gy * hats[k];
        }
    }

    private double middleX() {
        return earlier.originX() + (earlier.columns() - 1) * earlier.columnStep() / 2;
    }

    private double middleY() {
        return earlier.originY() + (earlier.rows() - 1) * earlier.rowStep() / 2;
    }
}
