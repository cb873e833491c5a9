package org.lauescope.crystal;

import java.util.List;

/// A crystal: cell, symmetry, sites of the asymmetric unit, and what its elements do to the beam.
///
/// @param operators every operator of the space group in this cell's setting, centrings included
/// @param atoms empty where only cell and symmetry are known, as of a map made by another program:
///   such a crystal has no reflections
/// @param source where cell and sites come from
public record Crystal(
        String name,
        UnitCell cell,
        List<SymmetryOperator> operators,
        List<Atom> atoms,
        Attenuation attenuation,
        String source) {

    public Crystal {
        operators = List.copyOf(operators);
        atoms = List.copyOf(atoms);
        if (operators.isEmpty()) {
            throw new IllegalArgumentException(
                    "crystal %s has no symmetry operator; expected at least the identity"
                            .formatted(name));
        }
    }

    /// The same crystal without thermal displacement, all B = 0: what tables of |F| are calculated
    /// for.
    public Crystal atRest() {
        List<Atom> still =
                atoms.stream()
                        .map(a ->
                                new Atom(
                                        a.label(),
                                        a.element(),
                                        a.position(),
                                        a.occupancy(),
                                        0,
                                        a.formFactor(),
                                        a.dispersion()))
                        .toList();
        return new Crystal(name, cell, operators, still, attenuation, source);
    }

    public Crystal withName(String newName) {
        return new Crystal(newName, cell, operators, atoms, attenuation, source);
    }

    /// The symmetry every Laue pattern of this crystal has (Friedel's law).
    public LaueGroup laueGroup() {
        return LaueGroup.of(operators);
    }

    /// Proper rotations of the Laue group in CRYSTAL Cartesian axes, identity first:
    /// `labFromCrystal.times(rotation)` is the same orientation for each of them.
    public List<Matrix3> properRotations() {
        return LaueGroup.properRotations(operators, cell);
    }

    /// Length of the shortest translation of the lattice, centrings included, Å: the usual Burgers
    /// vector.
    public double shortestTranslation() {
        Matrix3 direct = cell.direct();
        double shortest = Double.POSITIVE_INFINITY;
        for (SymmetryOperator operator : operators) {
            if (operator.rotation().minus(Matrix3.IDENTITY).largest() > 1e-6) {
                continue;
            }
            for (int a = -2; a <= 2; a++) {
                for (int b = -2; b <= 2; b++) {
                    for (int c = -2; c <= 2; c++) {
                        Vector3 step = operator.translation().plus(new Vector3(a, b, c));
                        double length = direct.times(step).norm();
                        if (length > 1e-6 * cell.a() && length < shortest) {
                            shortest = length;
                        }
                    }
                }
            }
        }
        return shortest;
    }
}
