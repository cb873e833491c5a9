package org.lauescope.crystal;

import java.util.ArrayList;
import java.util.List;

/// All positions of one cell that symmetry makes of one site, fractional, each in [0, 1).
///
/// A site within [#SNAP] of a symmetry element is put exactly upon it first, so that 0.3333 counts
/// as ⅓ and the images of a special position fall together.
public record Orbit(List<Vector3> positions) {

    /// Sites nearer than this to their own image (Å) are one special position written with few
    /// digits: 0.33 for ⅓ in a cell of 10 Å is off by 0.06 Å. Truly split sites lie further apart
    /// than 0.1 Å.
    private static final double SNAP = 0.1;

    /// After snapping, images coincide up to rounding (Å).
    private static final double SAME = 1e-4;

    public Orbit {
        positions = List.copyOf(positions);
    }

    /// @param site fractional
    public static Orbit of(Vector3 site, List<SymmetryOperator> operators, UnitCell cell) {
        Matrix3 direct = cell.direct();
        Vector3 exact = onSymmetryElement(site, operators, direct);
        List<Vector3> distinct = new ArrayList<>();
        for (SymmetryOperator operator : operators) {
            Vector3 image = wrapped(operator.apply(exact));
            if (distinct.stream().noneMatch(known -> distance(image, known, direct) < SAME)) {
                distinct.add(image);
            }
        }
        return new Orbit(distinct);
    }

    /// Number of equivalent positions in the cell.
    public int multiplicity() {
        return positions.size();
    }

    /// Distance in Å from a fractional position to the nearest position of the orbit, in any cell.
    public double distance(Vector3 fractional, UnitCell cell) {
        Matrix3 direct = cell.direct();
        return positions.stream()
                .mapToDouble(position -> distance(position, fractional, direct))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /// The mean of the images that lie within [#SNAP] of the site is invariant under the operators
    /// that made them; repeated until no further operator joins.
    private static Vector3 onSymmetryElement(
            Vector3 site, List<SymmetryOperator> operators, Matrix3 direct) {
        Vector3 position = site;
        int members = 0;
        while (true) {
            Vector3 shift = Vector3.ZERO;
            int near = 0;
            for (SymmetryOperator operator : operators) {
                Vector3 step = nearest(operator.apply(position).minus(position));
                if (direct.times(step).norm() < SNAP) {
                    shift = shift.plus(step);
                    near++;
                }
            }
            if (near <= members) {
                return position;
            }
            members = near;
            position = position.plus(shift.times(1.0 / near));
        }
    }

    private static double distance(Vector3 one, Vector3 other, Matrix3 direct) {
        return direct.times(nearest(one.minus(other))).norm();
    }

    /// The shortest lattice-equivalent of a small fractional difference.
    private static Vector3 nearest(Vector3 d) {
        return new Vector3(
                d.x() - Math.rint(d.x()), d.y() - Math.rint(d.y()), d.z() - Math.rint(d.z()));
    }

    private static Vector3 wrapped(Vector3 r) {
        return new Vector3(
                r.x() - Math.floor(r.x()), r.y() - Math.floor(r.y()), r.z() - Math.floor(r.z()));
    }
}
