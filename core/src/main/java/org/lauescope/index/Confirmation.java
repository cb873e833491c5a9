package org.lauescope.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.lauescope.crystal.Disorientation;
import org.lauescope.refine.GrainFit;

/// The last word on refined grains: what the search accepted must still hold once orientation and
/// strain are free.
final class Confirmation {

    /// Fewer spots than this fit other orientations of the same crystal as well: low-index
    /// directions repeat each other's angles, which the odds against random peaks do not count.
    private static final int FEWEST_SPOTS = 6;

    /// A grain of which fewer of the spots to be seen are there is another crystal that shares some
    /// directions with the right one; real frames with gaps, overlaps and rough intensities show
    /// half of them or more.
    private static final double LEAST_SEEN = 0.4;

    /// Beyond five standard deviations of the expected strain it is another lattice.
    private static final double LARGEST_STRAIN = 5;

    /// Two grains closer than this on the same peaks are one, fitted twice.
    private static final double SAME_GRAIN = Math.toRadians(0.1);

    private Confirmation() {}

    /// The fits that hold, in their order.
    ///
    /// @param strainScale standard deviation of the strain components expected
    static List<GrainFit> of(List<GrainFit> fits, double strainScale) {
        List<GrainFit> byOdds = new ArrayList<>(fits);
        byOdds.sort(Comparator.comparingDouble(GrainFit::logOdds).reversed());
        List<GrainFit> kept = new ArrayList<>();
        for (GrainFit fit : byOdds) {
            if (fit.matches().usedCount() >= FEWEST_SPOTS
                    && isSeen(fit)
                    && isPlausible(fit, strainScale)
                    && kept.stream().noneMatch(better -> isGhost(fit, better))) {
                kept.add(fit);
            }
        }
        return fits.stream().filter(kept::contains).toList();
    }

    private static boolean isSeen(GrainFit fit) {
        return fit.matches().usedCount() >= LEAST_SEEN * fit.predicted();
    }

    private static boolean isPlausible(GrainFit fit, double strainScale) {
        return !fit.hasStrain()
                || Math.sqrt(fit.state().strain().square()) <= LARGEST_STRAIN * strainScale;
    }

    private static boolean isGhost(GrainFit fit, GrainFit better) {
        if (fit.reflections() != better.reflections()) {
            return false;
        }
        BitSet taken = new BitSet();
        for (int peak : better.matches().peak()) {
            taken.set(peak);
        }
        int shared = 0;
        for (int peak : fit.matches().peak()) {
            shared += taken.get(peak) ? 1 : 0;
        }
        return 2 * shared > fit.matches().size()
                && Disorientation.angle(
                                fit.state().labFromCrystal(),
                                better.state().labFromCrystal(),
                                fit.reflections().crystal().properRotations())
                        < SAME_GRAIN;
    }
}
