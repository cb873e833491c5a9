package org.lauescope.io.ebsd;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

/// The crystal axes of Oxford Instruments' files: x along a\*, z along c (then y is along b in all
/// but triclinic crystals).
final class OxfordFrame {

    private OxfordFrame() {}

    /// From Oxford's axes to CRYSTAL axes.
    static Quaternion crystalFromOxford(UnitCell cell) {
        Vector3 x = cell.reciprocal().column(0).unit();
        Vector3 z = cell.direct().column(2).unit();
        return Quaternion.ofMatrix(Matrix3.ofColumns(x, z.cross(x), z));
    }
}
