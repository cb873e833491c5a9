package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;

/// Pixel of one reflection and its closed derivatives. The result of a call stays in the fields until the next; one object
/// belongs to one thread; nothing is allocated.
///
/// With q (1/Å, LAB), u = q/|q|, the beam k̂ᵢ = +X, the ray's start S = depth · k̂ᵢ and the detector plane (n, O):
///
///     k̂_f = k̂ᵢ − 2 (u·k̂ᵢ) u      P = S + t k̂_f,  t = (O − S)·n / (k̂_f·n)      x = P·fast/pitch − …
///
/// A small change v of q/|q| moves u by du = v − u (u·v), and x by
///
///     dx = g·v,   g = (1 − u uᵀ) g′,   g′ = −2 [ (a·u) k̂ᵢ + (u·k̂ᵢ) a ],   a = t (f − (f·k̂_f)/(n·k̂_f) n),  f = fast/pitch
///
/// The change of the depth itself is left out: it is the depth (10 µm) against the distance (100 mm) times a number
/// near one, so 1e-4 of the derivative. That slows the last step of a fit by as little and does not move its end.
public final class Projection {

    /// ω (3, rad, LAB), then the five strain coefficients of [GrainFit], LAB.
    static final int STATE = 8;

    /// [#STATE], then the five parameters of [DetectorPose].
    static final int STATE_AND_POSE = 13;

    private static final double R2 = StrainBasis.R2;
    private static final double R6 = StrainBasis.R6;

    private final double nx;
    private final double ny;
    private final double nz;
    private final double fx;
    private final double fy;
    private final double fz;
    private final double sx;
    private final double sy;
    private final double sz;
    private final double distance;
    private final double fastOffset;
    private final double slowOffset;
    private final double footX;
    private final double footY;
    private final double slowPerFast;
    private final double rollSign;
    private final double pitchAxisY;
    private final double pitchAxisZ;

    /// Predicted position, px; NaN where the ray does not meet the plane.
    public double x;

    public double y;

    /// ∂x and ∂y by the parameters.
    public final double[] rowX = new double[STATE_AND_POSE];

    public final double[] rowY = new double[STATE_AND_POSE];

    private double ux;
    private double uy;
    private double uz;
    private double kx;
    private double ky;
    private double kz;
    private double cosine;
    private double ray;
    private double start;

    public Projection(Detector detector) {
        Vector3 n = detector.normal();
        Vector3 f = detector.fast().times(1 / detector.pitchColumn());
        Vector3 s = detector.slow().times(1 / detector.pitchRow());
        DetectorPose pose = DetectorPose.of(detector);
        nx = n.x();
        ny = n.y();
        nz = n.z();
        fx = f.x();
        fy = f.y();
        fz = f.z();
        sx = s.x();
        sy = s.y();
        sz = s.z();
        distance = n.dot(detector.origin());
        fastOffset = f.dot(detector.origin());
        slowOffset = s.dot(detector.origin());
        footX = pose.x0();
        footY = pose.y0();
        slowPerFast = detector.pitchRow() / detector.pitchColumn();
        rollSign = pose.mirrored() ? -1 : 1;
        Vector3 pitchAxis = Matrix3.rotation(new Vector3(pose.yaw(), 0, 0)).times(Vector3.Y);
        pitchAxisY = pitchAxis.y();
        pitchAxisZ = pitchAxis.z();
    }

    /// Position of the spot of `q` (1/Å, LAB, any length) that starts at `depth` mm along the beam.
    public void position(double qx, double qy, double qz, double depth) {
        double inverse = 1 / Math.sqrt(qx * qx + qy * qy + qz * qz);
        ux = qx * inverse;
        uy = qy * inverse;
        uz = qz * inverse;
        kx = 1 - 2 * ux * ux;
        ky = -2 * ux * uy;
        kz = -2 * ux * uz;
        cosine = kx * nx + ky * ny + kz * nz;
        start = depth;
        if (!(ux < 0 && cosine > Detector.SMALLEST_SINE)) {
            x = Double.NaN;
            y = Double.NaN;
            return;
        }
        ray = (distance - depth * nx) / cosine;
        x = (depth + ray * kx) * fx + ray * ky * fy + ray * kz * fz - fastOffset;
        y = (depth + ray * kx) * sx + ray * ky * sy + ray * kz * sz - slowOffset;
    }

    /// Fills the first [#STATE] columns of both rows for the last [#position].
    public void differentiate() {
        row(rowX, fx, fy, fz);
        row(rowY, sx, sy, sz);
    }

    /// Fills the first three columns (rotation) only.
    public void differentiateRotation() {
        rotationRow(rowX, fx, fy, fz);
        rotationRow(rowY, sx, sy, sz);
    }

    /// Fills the pose columns of both rows for the last [#position].
    public void differentiatePose() {
        double across = 1 / cosine;
        rowX[8] = (kx * fx + ky * fy + kz * fz) * across;
        rowY[8] = (kx * sx + ky * sy + kz * sz) * across;
        rowX[9] = 1;
        rowY[9] = 0;
        rowX[10] = 0;
        rowY[10] = 1;
        rowX[11] = pitchDerivative(fx, fy, fz);
        rowY[11] = pitchDerivative(sx, sy, sz);
        rowX[12] = -rollSign * (y - footY) * slowPerFast;
        rowY[12] = rollSign * (x - footX) / slowPerFast;
    }

    /// Turning the detector about the sample by w is turning the ray back: dx = −w·(P × a)/t.
    private double pitchDerivative(double axisX, double axisY, double axisZ) {
        double ratio = (axisX * kx + axisY * ky + axisZ * kz) / cosine;
        double ax = axisX - ratio * nx;
        double ay = axisY - ratio * ny;
        double az = axisZ - ratio * nz;
        double px = start + ray * kx;
        double py = ray * ky;
        double pz = ray * kz;
        return -(pitchAxisY * (pz * ax - px * az) + pitchAxisZ * (px * ay - py * ax));
    }

    private void row(double[] row, double axisX, double axisY, double axisZ) {
        double ratio = (axisX * kx + axisY * ky + axisZ * kz) / cosine;
        double ax = ray * (axisX - ratio * nx);
        double ay = ray * (axisY - ratio * ny);
        double az = ray * (axisZ - ratio * nz);
        double gx = -2 * (ax * ux + ay * uy + az * uz + ux * ax);
        double gy = -2 * ux * ay;
        double gz = -2 * ux * az;
        double along = gx * ux + gy * uy + gz * uz;
        gx -= along * ux;
        gy -= along * uy;
        gz -= along * uz;
        row[0] = uy * gz - uz * gy;
        row[1] = uz * gx - ux * gz;
        row[2] = ux * gy - uy * gx;
        double xx = gx * ux;
        double yy = gy * uy;
        row[3] = R2 * (yy - xx);
        row[4] = R6 * (2 * gz * uz - xx - yy);
        row[5] = -R2 * (gy * uz + gz * uy);
        row[6] = -R2 * (gx * uz + gz * ux);
        row[7] = -R2 * (gx * uy + gy * ux);
    }

    private void rotationRow(double[] row, double axisX, double axisY, double axisZ) {
        double ratio = (axisX * kx + axisY * ky + axisZ * kz) / cosine;
        double ax = ray * (axisX - ratio * nx);
        double ay = ray * (axisY - ratio * ny);
        double az = ray * (axisZ - ratio * nz);
        // A part of g along u gives no torque, so its projection is left out.
        double gx = -2 * (ax * ux + ay * uy + az * uz + ux * ax);
        double gy = -2 * ux * ay;
        double gz = -2 * ux * az;
        row[0] = uy * gz - uz * gy;
        row[1] = uz * gx - ux * gz;
        row[2] = ux * gy - uy * gx;
    }
}
