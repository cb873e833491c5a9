package org.lauescope.map;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;

/// Connected points of one crystal whose neighbours are turned little against each other.
///
/// @param number 0 for the grain of most points; of equal ones the one that begins first
/// @param crystal number of the phase in [OrientationMap#crystals()]
/// @param points how many
/// @param sampleFromCrystal mean orientation
/// @param area µm²
/// @param centroidX, centroidY mean position, µm, SAMPLE
/// @param orientationSpread GOS: mean disorientation of its points from the mean orientation, rad
/// @param neighbours numbers of the grains that share an edge with it, ascending
/// @param touchesBorder whether it may go on outside the map
/// @param strain null where no strain is known
public record Grain(
        int number,
        int crystal,
        int points,
        Quaternion sampleFromCrystal,
        double area,
        double centroidX,
        double centroidY,
        double orientationSpread,
        List<Integer> neighbours,
        boolean touchesBorder,
        @Nullable Strain strain) {

    public Grain {
        neighbours = List.copyOf(neighbours);
    }

    /// Diameter of the circle of the same area, µm.
    public double equivalentDiameter() {
        return 2 * Math.sqrt(area / Math.PI);
    }

    public Grain withStrain(Strain newStrain) {
        return new Grain(
                number,
                crystal,
                points,
                sampleFromCrystal,
                area,
                centroidX,
                centroidY,
                orientationSpread,
                neighbours,
                touchesBorder,
                newStrain);
    }

    /// Deviatoric strain of a grain in SAMPLE axes.
    ///
    /// @param mean over the points that have a strain
    /// @param deviation standard deviation of each component over those points
    /// @param sigma root of the mean squared uncertainty of one point; NaN where none is known. It
    ///   is not divided by √n: neighbours share the calibration and part of the probed volume
    public record Strain(
            int points, SymmetricTensor mean, SymmetricTensor deviation, SymmetricTensor sigma) {}
}
