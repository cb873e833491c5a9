package org.lauescope.map;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.frame.Cholesky;

/// Shift, rotation and drift of a later scan against an earlier one to a part of a step:
/// Gauss–Newton on [ShiftEquations].
///
/// A rigid sample that was put back turned has its places turned as far as its lattices, which are
/// known a hundred times better: unless the places contradict, their rotation is taken from there.
/// Rotation and a drift along x are then told apart, too.
final class ShiftFit {

    /// Error of a detector's pose that turns all lattices alike and no place, rad: that of a usual
    /// calibration.
    private static final double POSE = Math.toRadians(0.01);

    /// Standard uncertainties by which places and lattices may turn differently.
    private static final double CONTRADICTION = 6;

    private final ScanFeatures earlier;
    private final ScanFeatures later;
    private final ShiftModel model;

    ShiftFit(ScanFeatures earlier, ScanFeatures later) {
        this.earlier = earlier;
        this.later = later;
        model = new ShiftModel(earlier.grid(), later.grid());
    }

    Registration registration(RemountRotation remount, CoarseShift coarse) {
        ScanGrid grid = earlier.grid();
        ScanGrid from = later.grid();
        Estimate lattices = ofLattices(remount);
        model.place(
                grid.originX() - from.originX() + coarse.columns() * grid.columnStep(),
                grid.originY() - from.originY() + coarse.rows() * grid.rowStep(),
                0);
        boolean isLarge = Math.min(from.columns(), from.rows()) >= 24;
        if (isLarge) {
            iterate(3);
        }
        ShiftEquations equations = iterate(1);
        double[] covariance = ShiftCovariance.of(equations, model);
        if (agrees(lattices, covariance)) {
            model.expectRotation(lattices);
            equations = iterate(1);
            covariance = ShiftCovariance.of(equations, model);
        }
        return registration(remount, coarse, covariance);
    }

    /// Rotation of the places of a rigid sample: −ω_z. Few grains make a poor σ.
    private static Estimate ofLattices(RemountRotation remount) {
        int n = remount.grains();
        double scatter = remount.sigma().z() * Math.sqrt((n + 1) / (n - 1.0));
        return new Estimate(-remount.vector().z(), Math.hypot(scatter, POSE));
    }

    private boolean agrees(Estimate lattices, double[] covariance) {
        double sigma =
                Math.sqrt(covariance[ShiftModel.ROTATION * (model.size() + 1)]) / model.arm();
        double difference = model.unknown(ShiftModel.ROTATION) / model.arm() - lattices.value();
        return Math.abs(difference) < CONTRADICTION * Math.hypot(sigma, lattices.sigma());
    }

    private Registration registration(
            RemountRotation remount, CoarseShift coarse, double[] covariance) {
        DriftKnots knots = model.knots();
        List<Registration.Knot> drift = new ArrayList<>();
        double[] weights = new double[knots.size()];
        for (int knot = 0; knot < knots.size(); knot++) {
            knots.weights(knots.line(knot), weights);
            drift.add(
                    new Registration.Knot(
                            knots.line(knot),
                            combination(weights, ShiftModel.DRIFT, covariance),
                            combination(weights, ShiftModel.DRIFT + knots.size(), covariance)));
        }
        return new Registration(
                earlier.grid(),
                later.grid(),
                remount,
                unknown(0, covariance),
                unknown(1, covariance),
                unknown(ShiftModel.ROTATION, covariance).times(1 / model.arm()),
                drift,
                coarse.agreement());
    }

    private Estimate unknown(int k, double[] covariance) {
        return new Estimate(model.unknown(k), Math.sqrt(covariance[k * (model.size() + 1)]));
    }

    private Estimate combination(double[] weights, int first, double[] covariance) {
        double value = 0;
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            value += weights[i] * model.unknown(first + i);
            for (int j = 0; j < weights.length; j++) {
                variance +=
                        weights[i]
                                * weights[j]
                                * covariance[(first + i) * model.size() + first + j];
            }
        }
        return new Estimate(value, Math.sqrt(Math.max(0, variance)));
    }

    private ShiftEquations iterate(double width) {
        ShiftEquations equations = new ShiftEquations(earlier, later, model, width);
        double[] column = new double[model.size()];
        for (int round = 0; round < 30; round++) {
            double[] factor = equations.normal(column);
            if (!Cholesky.factor(factor, model.size())) {
                break;
            }
            Cholesky.solve(factor, model.size(), column);
            double moved = model.move(column, width * model.step());
            equations.update();
            if (moved < 1e-4 * model.step()) {
                break;
            }
        }
        return equations;
    }
}
