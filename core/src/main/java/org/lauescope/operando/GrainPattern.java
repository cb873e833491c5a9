package org.lauescope.operando;

import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.refine.CrystalState;

/// The spots of one grain at one point with their places, as a fit has left them.
///
/// @param h, k, l of each spot, in the cell that `state` refers to
/// @param x, y observed places, px
/// @param varianceX, varianceY, covarianceXY of the places, px². Arrays are not copied and not to
///   be changed
public record GrainPattern(
        Crystal crystal,
        CrystalState state,
        int[] h,
        int[] k,
        int[] l,
        double[] x,
        double[] y,
        double[] varianceX,
        double[] varianceY,
        double[] covarianceXY) {

    public int size() {
        return h.length;
    }

    /// Reciprocal vector of a spot in the unstrained crystal, 1/Å, CRYSTAL.
    Vector3 reciprocal(Matrix3 reciprocalBasis, int spot) {
        return reciprocalBasis.times(new Vector3(h[spot], k[spot], l[spot]));
    }
}
