package org.lauescope.refine;

/// How far the spots of one grain have moved between two patterns, as columns of equal length;
/// never copied, not to be changed.
///
/// @param qx, qy, qz reciprocal vector of each reflection in the unstrained crystal, of any length,
///   CRYSTAL
/// @param dx, dy later minus earlier position, px
/// @param varianceX, varianceY, covarianceXY of the displacement, px²: the sums of both patterns'
public record Displacements(
        double[] qx,
        double[] qy,
        double[] qz,
        double[] dx,
        double[] dy,
        double[] varianceX,
        double[] varianceY,
        double[] covarianceXY) {

    public int size() {
        return qx.length;
    }
}
