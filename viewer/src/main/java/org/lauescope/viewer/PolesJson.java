package org.lauescope.viewer;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.json.JsonObject;

/// Normals of a family of lattice planes, unit vectors in CRYSTAL axes: all that symmetry makes
/// equal, one of each pair of opposite ones.
final class PolesJson {

    private static final double SAME = 1e-6;

    private PolesJson() {}

    static JsonObject of(Crystal crystal, double h, double k, double l) {
        Vector3 normal = crystal.cell().reciprocal().times(new Vector3(h, k, l)).unit();
        List<Vector3> poles = new ArrayList<>();
        for (Matrix3 rotation : crystal.properRotations()) {
            Vector3 pole = rotation.times(normal);
            if (poles.stream().noneMatch(known -> Math.abs(known.dot(pole)) > 1 - SAME)) {
                poles.add(pole);
            }
        }
        JsonObject json = new JsonObject().text("crystal", crystal.name());
        JsonObject.Elements list = json.elements("poles");
        poles.forEach(p -> list.add().number("x", p.x()).number("y", p.y()).number("z", p.z()));
        return json;
    }
}
