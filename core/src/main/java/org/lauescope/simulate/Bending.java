package org.lauescope.simulate;

import org.lauescope.crystal.Vector3;

/// Lattices that bend evenly: the rotation vector grows linearly with the distance from `origin`.
///
/// @param origin where nothing is turned, µm, SAMPLE
/// @param alongX, alongY rotation vector per µm along SAMPLE x and y, rad/µm, SAMPLE axes
public record Bending(Vector3 origin, Vector3 alongX, Vector3 alongY) implements LatticeField {

    @Override
    public Vector3 rotation(int grain, Vector3 place) {
        Vector3 d = place.minus(origin);
        return alongX.times(d.x()).plus(alongY.times(d.y()));
    }
}
