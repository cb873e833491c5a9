package org.lauescope.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.PhysicalConstants;
import org.lauescope.crystal.StructureFactor;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.GrainFit;

/// Tells a wrong crystal by the peaks it leaves. A white beam shows directions, not lengths: all
/// cubic crystals share theirs, so the spots of one lie on lattice directions of any other. What
/// differs is which directions are dark: those whose harmonics are all extinct or outside the band.
/// Peaks that no grain explains, but that lie exactly on dark directions of a grain's lattice, are
/// the spots of another crystal with that lattice.
///
/// The chance that a peak lies on a lattice direction with |q| < Q by accident is that of the
/// primitive vectors, V Q³/(3 ζ(3)) per steradian, times the solid angle within reach; Q is kept so
/// low that it stays below a hundredth. Spots of a twin lie on directions of its parent too: the
/// most that a coincidence of the lattice explains is not counted.
final class ForeignPeaks {

    /// The band is rarely known better than this factor.
    private static final double SOFT_EDGE = 1.15;

    /// Chance that a peak lies on a direction by accident, at most.
    private static final double MOST_CHANCE = 0.01;

    /// Directions are looked for up to this many times the longest reciprocal vector of the band:
    /// cells twice as long.
    private static final double LONGEST = 2;

    /// Fewer peaks, or a smaller part of those explained, are stray ones.
    private static final int FEWEST = 4;

    private static final double LEAST_PART = 0.1;

    /// Probability below which chance is excluded.
    private static final double SIGNIFICANT = 1e-6;

    /// Apéry's constant ζ(3): one lattice vector in ζ(3) is primitive.
    private static final double APERY = 1.2020569;

    private final ReflectionList reflections;
    private final Detector detector;
    private final Beam beam;
    private final List<Matrix3> coincidences;
    private final StructureFactor structureFactor;
    private final Matrix3 reciprocal;

    /// @param coincidences rotations that bring directions onto others
    ForeignPeaks(ReflectionList reflections, Geometry geometry, List<Matrix3> coincidences) {
        this.reflections = reflections;
        this.coincidences = coincidences;
        detector = geometry.detector();
        beam = geometry.beam();
        structureFactor = new StructureFactor(reflections.crystal());
        reciprocal = reflections.crystal().cell().reciprocal();
    }

    ReflectionList reflections() {
        return reflections;
    }

    /// Whether the peaks show that the grain is of another crystal.
    ///
    /// @param explained peaks of the loaded list that belong to grains
    boolean betray(GrainFit fit, PeakField field, BitSet explained) {
        int least = Math.max(FEWEST, (int) Math.ceil(LEAST_PART * fit.matches().usedCount()));
        if (field.size() - explained.cardinality() < least) {
            return false;
        }
        double reach = Math.max(3 * fit.rmsPixels() / Math.sqrt(2), 0.4);
        double angle =
                reach
                        * Math.max(detector.pitchColumn(), detector.pitchRow())
                        / (2 * detector.distance());
        double volume = reflections.crystal().cell().volume();
        double density = Math.PI * angle * angle * volume / (3 * APERY);
        double longest =
                Math.min(
                        LONGEST * 2 * beam.maximumEnergy() / PhysicalConstants.HC,
                        Math.cbrt(MOST_CHANCE / density));
        Matrix3 lattice = fit.state().reciprocalDeformation();
        List<Vector3> dark = new ArrayList<>();
        int unexplained = 0;
        for (int peak = 0; peak < field.size(); peak++) {
            if (!explained.get(field.original(peak))) {
                unexplained++;
                Vector3 observed =
                        new Vector3(
                                field.directionX(peak),
                                field.directionY(peak),
                                field.directionZ(peak));
                if (isDark(lattice, observed, angle, longest)) {
                    dark.add(observed);
                }
            }
        }
        int foreign = dark.size() - ofTwins(dark, lattice, angle, longest);
        double expected = unexplained * density * longest * longest * longest;
        return foreign >= least && atLeast(foreign, expected) < SIGNIFICANT;
    }

    /// Most of the peaks that one coincidence turns into spots.
    private int ofTwins(List<Vector3> dark, Matrix3 lattice, double angle, double longest) {
        int most = 0;
        for (Matrix3 rotation : dark.isEmpty() ? List.<Matrix3>of() : coincidences) {
            Matrix3 twin = lattice.times(rotation);
            int spots = 0;
            for (Vector3 observed : dark) {
                Vector3 q = direction(twin, observed, angle, longest);
                spots += q != null && isBright(twin, q) ? 1 : 0;
            }
            most = Math.max(most, spots);
        }
        return most;
    }

    private boolean isDark(Matrix3 lattice, Vector3 observed, double angle, double longest) {
        Vector3 hkl = direction(lattice, observed, angle, longest);
        return hkl != null && !isBright(lattice, hkl);
    }

    /// Coprime indices of the simplest lattice direction within `angle` of the observed one, null
    /// if there is none.
    private @Nullable Vector3 direction(
            Matrix3 lattice, Vector3 observed, double angle, double longest) {
        Matrix3 reciprocalLab = lattice.times(reciprocal);
        Vector3 indices = reciprocalLab.inverse().times(observed);
        double largest =
                Math.max(
                        Math.abs(indices.x()),
                        Math.max(Math.abs(indices.y()), Math.abs(indices.z())));
        double leastCosine = Math.cos(angle);
        for (int index = 1; ; index++) {
            double scale = index / largest;
            if (scale > longest) {
                return null;
            }
            Vector3 hkl =
                    new Vector3(
                            Math.rint(scale * indices.x()),
                            Math.rint(scale * indices.y()),
                            Math.rint(scale * indices.z()));
            if (reciprocalLab.times(hkl).unit().dot(observed) > leastCosine) {
                return hkl;
            }
        }
    }

    /// Whether a harmonic of the direction can reflect within the band, its edges soft.
    private boolean isBright(Matrix3 lattice, Vector3 hkl) {
        Vector3 q = lattice.times(reciprocal).times(hkl);
        double fundamental = PhysicalConstants.HC * q.dot(q) / (-2 * q.x());
        for (int n = Math.max(1, (int) Math.ceil(beam.minimumEnergy() / SOFT_EDGE / fundamental));
                n * fundamental <= SOFT_EDGE * beam.maximumEnergy();
                n++) {
            if (structureFactor.square(n * (int) hkl.x(), n * (int) hkl.y(), n * (int) hkl.z())
                    > 0) {
                return true;
            }
        }
        return false;
    }

    /// Probability of `count` or more where `expected` are, by Poisson.
    private static double atLeast(int count, double expected) {
        double term = Math.exp(-expected);
        double below = 0;
        double above = 0;
        for (int k = 0; k < count; k++) {
            below += term;
            term *= expected / (k + 1);
        }
        for (int k = count; term > 1e-12 * above; k++) {
            above += term;
            term *= expected / (k + 1);
        }
        return below < 0.5 ? 1 - below : above;
    }
}
