package org.lauescope.map;

import java.util.List;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// A sharp key: the small rotation by which an orientation differs from a reference, as a colour.
/// Its axis gives the hue (about SAMPLE x red, at 120° in the surface green, at 240° blue; about +z
/// towards white, about −z towards black), its angle the strength: grey is the reference itself.
///
/// @param sampleFromReference the orientation drawn grey
/// @param symmetry proper rotations in CRYSTAL axes
/// @param range angle of full strength, rad; larger ones are drawn as this one
public record DeviationKey(Matrix3 sampleFromReference, List<Matrix3> symmetry, double range) {

    /// Light enough that weak colours of any hue show on it.
    private static final Colour NONE = Colour.ofHsl(0, 0, 0.72);

    public DeviationKey {
        symmetry = List.copyOf(symmetry);
        if (!(range > 0 && range <= Math.PI)) {
            throw new IllegalArgumentException(
                    "range of the colour key is %s rad; expected above 0 and at most π"
                            .formatted(range));
        }
    }

    public Colour colour(Matrix3 sampleFromCrystal) {
        return deviationColour(deviation(sampleFromCrystal));
    }

    /// Rotation vector (rad, SAMPLE axes) that turns the reference into an orientation.
    public Vector3 deviation(Matrix3 sampleFromCrystal) {
        Disorientation turn =
                Disorientation.between(sampleFromReference, sampleFromCrystal, symmetry);
        return sampleFromReference.times(turn.axis()).times(turn.angle());
    }

    /// @param deviation rotation vector, rad, SAMPLE axes
    public Colour deviationColour(Vector3 deviation) {
        double angle = deviation.norm();
        if (angle == 0) {
            return NONE;
        }
        double polar = Math.atan2(Math.hypot(deviation.x(), deviation.y()), deviation.z());
        Colour full = ColourSphere.at(Math.atan2(deviation.y(), deviation.x()), polar);
        return NONE.towards(full, Math.min(1, angle / range));
    }
}
