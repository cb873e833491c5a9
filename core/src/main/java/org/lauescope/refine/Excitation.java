package org.lauescope.refine;

import org.lauescope.crystal.PhysicalConstants;
import org.lauescope.laue.Beam;
import org.lauescope.laue.ReflectionList;

/// Whether the beam holds a photon energy that a direction reflects.
final class Excitation {

    private Excitation() {}

    /// Whether an allowed harmonic of direction `i`, E = n hc |q|² / (−2 q·x̂), lies in the band; q
    /// is the coprime one's, LAB.
    static boolean isPossible(
            ReflectionList reflections, int i, double qx, double qy, double qz, Beam beam) {
        double fundamental = PhysicalConstants.HC * (qx * qx + qy * qy + qz * qz) / (-2 * qx);
        for (int at = reflections.firstHarmonic(i); at < reflections.firstHarmonic(i + 1); at++) {
            double energy = reflections.harmonicOrder(at) * fundamental;
            if (energy > beam.maximumEnergy()) {
                return false;
            }
            if (energy >= beam.minimumEnergy()) {
                return true;
            }
        }
        return false;
    }
}
