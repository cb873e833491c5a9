package org.lauescope.laue;

import java.util.Arrays;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.PhysicalConstants;
import org.lauescope.crystal.Vector3;

/// Which scattering directions the detector can see: a cone that holds the bisectors of the beam
/// (reversed) and every ray to the detector, a margin included.
final class View {

    /// Surroundings of the detector that are looked at, px: a spot that starts at a depth of a
    /// millimetre at most cannot come in from further outside.
    static final int MARGIN = 20;

    /// Points along each edge of the detector.
    private static final int POINTS = 64;

    /// Between two of them the edge may bulge by less than this, rad.
    private static final double BULGE = 0.002;

    private final Vector3 axis;
    private final double leastCosine;
    private final double maximumEnergy;

    View(Geometry geometry) {
        Detector detector = geometry.detector();
        double right = detector.columns() - 1 + MARGIN + 1;
        double bottom = detector.rows() - 1 + MARGIN + 1;
        axis = bisector(detector.ray((detector.columns() - 1) / 2.0, (detector.rows() - 1) / 2.0));
        double least = 1;
        for (int i = 0; i <= POINTS; i++) {
            double x = -MARGIN - 1 + (right + MARGIN + 1) * i / POINTS;
            double y = -MARGIN - 1 + (bottom + MARGIN + 1) * i / POINTS;
            least = Math.min(least, axis.dot(bisector(detector.ray(x, -MARGIN - 1))));
            least = Math.min(least, axis.dot(bisector(detector.ray(x, bottom))));
            least = Math.min(least, axis.dot(bisector(detector.ray(-MARGIN - 1, y))));
            least = Math.min(least, axis.dot(bisector(detector.ray(right, y))));
        }
        double angle = Math.acos(least) + BULGE + Math.asin(Neighbourhood.REACH);
        double[] beam = detector.pixel(Vector3.X);
        boolean beamInside =
                beam[0] > -MARGIN - 1
                        && beam[0] < right
                        && beam[1] > -MARGIN - 1
                        && beam[1] < bottom;
        // Around the direct beam the bisectors of all azimuths are edge enough.
        leastCosine = beamInside || angle > Math.PI / 2 ? -1 : Math.cos(angle);
        maximumEnergy = geometry.beam().maximumEnergy();
    }

    private static Vector3 bisector(Vector3 ray) {
        return ray.minus(Vector3.X).unit();
    }

    /// The directions that can have a spot where F⁻ᵀ is not farther than [Neighbourhood#REACH] from
    /// this one.
    Neighbourhood around(Matrix3 reciprocalDeformation, ReflectionList list) {
        Matrix3 m = reciprocalDeformation;
        double shorter = (1 - Neighbourhood.REACH) * (1 - Neighbourhood.REACH);
        int[] found = new int[list.size()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            Vector3 q =
                    m.times(
                            new Vector3(
                                    list.reciprocalX()[i],
                                    list.reciprocalY()[i],
                                    list.reciprocalZ()[i]));
            double length = q.norm();
            double towardsBeam = -q.x() + Neighbourhood.REACH * length;
            boolean excited =
                    PhysicalConstants.HC * length * length * shorter
                            <= 2 * maximumEnergy * towardsBeam;
            if (excited && axis.dot(q) >= leastCosine * length) {
                found[count++] = i;
            }
        }
        return Neighbourhood.of(m.inverse(), Arrays.copyOf(found, count), list);
    }
}
