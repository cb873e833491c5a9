package org.lauescope.map;

import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;

/// The boundary that two grains have in common.
///
/// @param first, second numbers of the grains, the smaller first
/// @param edges pairs of neighbouring points across it
/// @param length µm; that of the stairs along the edges of points, up to √2 (4/π on average) longer
///   than a straight line between the ends
/// @param angle disorientation across its edges, mean weighted by length, rad; NaN between
///   different crystals
/// @param axis of the disorientation of both grains' mean orientations, unit vector, CRYSTAL axes
///   of the first; zero between different crystals
/// @param coincidence what the disorientation of the mean orientations is near to; null if to none
public record Boundary(
        int first,
        int second,
        int edges,
        double length,
        double angle,
        Vector3 axis,
        @Nullable Coincidence coincidence) {

    /// Whether the crystals are turned by less than 15°.
    public boolean isLowAngle() {
        return angle < Coincidence.LOW_ANGLE;
    }

    /// Whether different crystals meet.
    public boolean isBetweenPhases() {
        return Double.isNaN(angle);
    }
}
