package org.lauescope.io.lauemap;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

/// LaueTools' axes. Crystal: x along a\*, z along c. Its laboratory has two: "LT" has x along the
/// beam and z up, as LAB here; "OR" has y along the beam, x = y × z, and its sample frame is tilted
/// about that x.
final class LaueToolsFrames {

    /// Angle between beam and surface in LaueTools unless it is told otherwise, rad.
    static final double TILT = Math.toRadians(40);

    /// LAB, or SAMPLE, from OR: (x, y, z) becomes (y, −x, z).
    private static final Matrix3 HERE_FROM_OR = new Matrix3(0, 1, 0, -1, 0, 0, 0, 0, 1);

    private LaueToolsFrames() {}

    /// SAMPLE from LAB.
    static Matrix3 sampleFromLab() {
        double c = Math.cos(TILT);
        double s = Math.sin(TILT);
        return new Matrix3(c, 0, s, 0, 1, 0, -s, 0, c);
    }

    static Matrix3 labFromOr() {
        return HERE_FROM_OR;
    }

    /// A tensor in the sample frame that goes with OR, in SAMPLE.
    static SymmetricTensor inSample(SymmetricTensor tensor) {
        return tensor.in(HERE_FROM_OR);
    }

    /// LaueTools' crystal axes from CRYSTAL.
    static Matrix3 laueToolsFromCrystal(UnitCell cell) {
        Vector3 x = cell.reciprocal().column(0).unit();
        Vector3 z = cell.direct().column(2).unit();
        return Matrix3.ofRows(x, z.cross(x), z);
    }
}
