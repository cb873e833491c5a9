package org.lauescope.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// The search for one crystal in the free peaks of a frame: proposals by votes, each fitted and
/// weighed. Buffers are reused; one object belongs to one thread.
final class CrystalSearch {

    /// Peaks tried as anchors: for the first grain of a frame, and for further ones, whose peaks
    /// then are among the brightest that are left.
    private static final int SEEDS = 60;

    private static final int FURTHER_SEEDS = 30;

    /// Directions that a proposal is judged by.
    private static final int JUDGED_DIRECTIONS = 500;

    /// Directions that two orientations are compared by: of fewer, most may be common to both.
    private static final int COMPARED_DIRECTIONS = 4000;

    /// A proposal is judged if its votes stand out nearly as far as the best so far, and fitted if
    /// it is judged nearly as good as the best so far.
    private static final double WORTH_JUDGING = 0.75;

    private static final double WORTH_A_FIT = 0.7;

    /// Log odds of a fitted orientation that no strain can save.
    private static final double HOPELESS = -20;

    /// Angle by which a pseudo-symmetry may miss, rad: cells that are 4 % off a higher symmetry.
    private static final double DISTORTION = Math.toRadians(1.2);

    /// Strains of more than five times the expected scale are another lattice, not this one.
    private static final double LARGEST_UNLIKELY = 12.5;

    /// Seeds tried even when the first gave a good orientation: the best of several is less often a
    /// coincidence.
    private static final int FEWEST_SEEDS = 2;

    /// An orientation that leaves more of the bright peaks, and of all, unexplained may be a
    /// coincidence: all seeds are tried then.
    private static final double ENOUGH_EXPLAINED = 0.5;

    /// Peaks that vote; more add chance votes and time, but hardly certainty.
    private static final int VOTERS = 200;

    /// Directions that candidates are fitted to and compared by, the strongest of the list.
    private static final int FITTED_DIRECTIONS = 6000;

    /// No fit of real spots is better, whatever few pairs say, px.
    private static final double SMALLEST_SIGMA = 0.1;

    /// Part of the spots that is nearly all: Σ3 twins share a third, Σ5 a fifth; of a right
    /// orientation gaps and overlaps hide less than this leaves.
    private static final double NEARLY_ALL = 0.7;

    /// Peaks that leave no doubt that a strain is determined.
    private static final int ENOUGH_FOR_STRAIN = 24;

    /// An orientation that leaves no more peaks of another unexplained is compared with it.
    private static final int FEW_OF_ITS_OWN = 5;

    private final int crystal;
    private final ReflectionList reflections;
    private final PeakField field;
    private final DirectionPairs pairs;
    private final Coincidences coincidences;
    private final Coincidences pseudoSymmetry;
    private final List<Matrix3> relabellings;
    private final OrientationSearch search;
    private final Evidence evidence;

    /// of a candidate that was matched over the whole list, kept while others are tried
    private final Evidence whole;

    private final DeformationStep step = new DeformationStep();
    private final IndexerOptions options;
    private final int judged;
    private final int compared;
    private final int fittedDirections;
    private final double radius;
    private final double radiansPerPixel;
    private final double orientations;
    private double[] own = new double[0];
    private double[] others = new double[0];
    private double bestExcess;
    private double bestJudged;

    CrystalSearch(
            int crystal,
            ReflectionList reflections,
            Geometry geometry,
            PeakField field,
            IndexerOptions options) {
        this.crystal = crystal;
        this.reflections = reflections;
        this.field = field;
        this.options = options;
        pairs = new DirectionPairs(reflections, options.angleTolerance());
        List<Matrix3> symmetry = reflections.crystal().properRotations();
        coincidences = new Coincidences(pairs, symmetry, options.angleTolerance(), 0.1, 128);
        pseudoSymmetry =
                new Coincidences(
                        new DirectionPairs(reflections, DISTORTION),
                        symmetry,
                        DISTORTION,
                        0.35,
                        32);
        relabellings = pseudoSymmetry.relabellings(reflections.crystal().cell());
        search = new OrientationSearch(pairs, options.angleTolerance());
        evidence = new Evidence(reflections, geometry, field);
        whole = new Evidence(reflections, geometry, field);
        judged = Math.min(pairs.directions(), JUDGED_DIRECTIONS);
        compared = Math.min(reflections.size(), COMPARED_DIRECTIONS);
        fittedDirections = Math.min(reflections.size(), FITTED_DIRECTIONS);
        Detector detector = geometry.detector();
        // A scattering vector turns by half the angle of its ray.
        radiansPerPixel =
                Math.max(detector.pitchColumn(), detector.pitchRow()) / (2 * detector.distance());
        radius = 1.5 * options.angleTolerance() / radiansPerPixel;
        orientations = 8 * Math.PI * Math.PI / reflections.crystal().properRotations().size();
    }

    ReflectionList reflections() {
        return reflections;
    }

    Coincidences coincidences() {
        return coincidences;
    }

    SpotPattern pattern() {
        return evidence.pattern();
    }

    /// The pairs of a candidate with the peaks, over the whole list of directions.
    Evidence matched(Candidate candidate) {
        whole.match(
                candidate.reciprocalDeformation(), reflections.size(), reach(candidate.sigma()));
        whole.sum(candidate.sigma());
        return whole;
    }

    private double reach(double sigma) {
        return Math.clamp(5 * sigma, 1, radius);
    }

    /// A candidate weighed again with the peaks that are free now.
    Candidate reweighed(Candidate candidate) {
        return weighed(candidate.reciprocalDeformation(), candidate.sigma(), candidate.strained());
    }

    /// The best orientation that the free peaks suggest.
    ///
    /// @param enough log odds from which on no further seeds are tried
    Candidate find(double enough) {
        Candidate best = Candidate.NONE;
        int seeds = 0;
        int mostSeeds = field.free() < field.size() ? FURTHER_SEEDS : SEEDS;
        boolean isConvincing = false;
        bestExcess = 0;
        bestJudged = 0;
        for (int seed = 0; seed < field.size() && seeds < mostSeeds; seed++) {
            if (field.isTaken(seed)) {
                continue;
            }
            if (isConvincing && seeds >= FEWEST_SEEDS) {
                break;
            }
            seeds++;
            Candidate candidate = fromSeed(seed);
            if (candidate.beats(best)) {
                best = candidate;
                isConvincing = best.logOdds() > enough && explainsEnough(best);
            }
        }
        return best;
    }

    /// The candidate that a state whose spots lie within `reach` px of their peaks leads to.
    Candidate followed(Matrix3 reciprocalDeformation, double reach) {
        Candidate strained = fitted(reciprocalDeformation, reach, options.strainScale());
        if (strained.matched() >= ENOUGH_FOR_STRAIN) {
            return strained;
        }
        Candidate rotated = fitted(reciprocalDeformation, reach, 0);
        return strained.beats(rotated) ? strained : rotated;
    }

    /// Whether nearly all spots are there that are as bright as those it explains. A wrong
    /// orientation may share a part of its spots with the right one, but not these.
    boolean isSeen(Candidate candidate) {
        Evidence all = matched(candidate);
        int seen = 0;
        for (int k = 0; k < all.counted(); k++) {
            seen += all.peak(k) >= 0 ? 1 : 0;
        }
        return seen > NEARLY_ALL * all.counted();
    }

    /// The most likely of the [#alternatives], [Candidate#NONE] if there is none.
    Candidate alternative(Candidate candidate) {
        Candidate best = Candidate.NONE;
        for (Candidate other : alternatives(candidate)) {
            best = other.beats(best) ? other : best;
        }
        return best;
    }

    /// Whether the lattice has a metric nearly more symmetric than the crystal: turned by that
    /// symmetry it shares nearly all spots.
    boolean isPseudoSymmetric() {
        return !relabellings.isEmpty();
    }

    /// The orientations that share spots with `candidate` by coincidence and either are about as
    /// likely or explain nearly all of its peaks.
    List<Candidate> alternatives(Candidate candidate) {
        Matrix3 m = candidate.reciprocalDeformation();
        double near = Math.clamp(8 * candidate.sigma(), 2, radius);
        List<Candidate> found = new ArrayList<>();
        addAlternatives(candidate, m, coincidences.rotations(), near, found);
        // A wrong orientation may owe its spots to a wrong strain: begin without one.
        Matrix3 unstrained = m.polar().rotation();
        addAlternatives(candidate, unstrained, pseudoSymmetry.rotations(), radius, found);
        addAlternatives(candidate, m, relabellings, near, found);
        return found;
    }

    private void addAlternatives(
            Candidate candidate,
            Matrix3 m,
            List<Matrix3> changes,
            double reach,
            List<Candidate> found) {
        evidence.match(candidate.reciprocalDeformation(), compared, reach);
        double least = evidence.sum(reach / 3) / 2;
        BitSet explained = evidence.explainedPeaks();
        int few = Math.min(FEW_OF_ITS_OWN, explained.cardinality() / 2);
        for (Matrix3 change : changes) {
            Matrix3 other = m.times(change);
            evidence.match(other, compared, reach);
            boolean isLikely = evidence.sum(reach / 3) > least;
            if (isLikely || evidence.leaves(explained) <= few) {
                Candidate fitted = fitted(other, reach);
                if (fitted.crystal() >= 0 && !isSame(fitted, candidate)) {
                    found.add(fitted);
                }
            }
        }
    }

    /// Natural logarithm of how much more likely the positions of the peaks that `candidate`
    /// explains are under it than under `rival`, both with the strain that suits them, and the
    /// strain's own likelihood. Missing spots and intensities have no say: they rest on a model.
    double proof(Candidate candidate, Candidate rival) {
        if (own.length < field.size()) {
            own = new double[field.size()];
            others = new double[field.size()];
        }
        Candidate first = deformed(candidate);
        Candidate second = deformed(rival);
        double sigma = first.sigma();
        evidence.match(first.reciprocalDeformation(), fittedDirections, reach(sigma));
        evidence.sum(sigma);
        evidence.positions(sigma, evidence.counted(), own);
        evidence.match(second.reciprocalDeformation(), fittedDirections, reach(sigma));
        evidence.positions(sigma, evidence.spots(), others);
        double sum =
                unlikely(second.reciprocalDeformation()) - unlikely(first.reciprocalDeformation());
        for (int peak = 0; peak < field.size(); peak++) {
            sum += own[peak] > 0 ? own[peak] - others[peak] : 0;
        }
        return sum;
    }

    /// With a strain, even where the spots do not ask for one.
    private Candidate deformed(Candidate candidate) {
        if (candidate.strained()) {
            return candidate;
        }
        Candidate strained = strained(candidate);
        return strained.crystal() < 0 ? candidate : strained;
    }

    /// Whether two candidates of this crystal are one orientation.
    boolean isSame(Candidate first, Candidate second) {
        return coincidences.isSame(
                first.reciprocalDeformation(),
                second.reciprocalDeformation(),
                2 * options.angleTolerance());
    }

    private boolean explainsEnough(Candidate candidate) {
        Evidence all = matched(candidate);
        return Math.max(all.explained(), all.matched() / (double) field.free()) > ENOUGH_EXPLAINED;
    }

    /// Fits the most likely proposal of one seed, if it is likely at all.
    private Candidate fromSeed(int seed) {
        int proposals = search.propose(field, seed, VOTERS);
        Matrix3 best = Matrix3.IDENTITY;
        double most = 0;
        for (int p = 0; p < proposals && search.excess(p) > WORTH_JUDGING * bestExcess; p++) {
            bestExcess = Math.max(bestExcess, search.excess(p));
            Matrix3 m = search.orientation(field, p, options.angleTolerance());
            evidence.match(m, judged, radius);
            double sum = evidence.sum(radius / 3);
            if (sum > most) {
                most = sum;
                best = m;
            }
        }
        if (most <= WORTH_A_FIT * bestJudged) {
            return Candidate.NONE;
        }
        bestJudged = Math.max(most, bestJudged);
        return fitted(best, radius);
    }

    /// Fits the orientation, then the strain too, and keeps what has the better odds: few spots do
    /// not carry a strain.
    private Candidate fitted(Matrix3 start, double reach) {
        evidence.match(start, pairs.directions(), reach);
        Matrix3 m = improved(start, reach, reach / 3, 0);
        evidence.match(m, pairs.directions(), reach / 2);
        m = improved(m, reach / 2, reach / 6, 0);
        Candidate rotated = fitted(m, reach / 2, 0);
        if (rotated.logOdds() < HOPELESS) {
            return rotated;
        }
        Candidate strained = strained(rotated);
        return strained.beats(rotated) ? strained : rotated;
    }

    private Candidate strained(Candidate rotated) {
        Matrix3 from = rotated.reciprocalDeformation();
        double near = Math.clamp(8 * rotated.sigma(), 1, radius);
        evidence.match(from, fittedDirections, near);
        Matrix3 m = improved(from, near, near / 3, options.strainScale());
        return fitted(m, near / 2, options.strainScale());
    }

    /// Fits to the peaks near the predicted spots, closer the second time, and weighs the result.
    private Candidate fitted(Matrix3 start, double startReach, double strainScale) {
        Matrix3 m = start;
        double sigma = startReach / 5;
        for (int pass = 0; pass < 2; pass++) {
            double reach = Math.max(5 * sigma, 1);
            evidence.match(m, fittedDirections, reach);
            sigma = Math.min(Math.max(evidence.width(reach), SMALLEST_SIGMA), sigma);
            m = improved(m, Math.min(reach, 5 * sigma), sigma, strainScale);
        }
        return weighed(m, sigma, strainScale > 0);
    }

    private Matrix3 improved(Matrix3 m, double limit, double sigma, double strainScale) {
        step.clear();
        SpotPattern pattern = evidence.pattern();
        double square = limit * limit;
        for (int k = 0; k < evidence.spots(); k++) {
            int peak = evidence.peak(k);
            if (peak < 0 || evidence.square(k) > square) {
                continue;
            }
            int i = pattern.reflection(evidence.spot(k));
            Vector3 g =
                    m.times(
                                    new Vector3(
                                            reflections.reciprocalX()[i],
                                            reflections.reciprocalY()[i],
                                            reflections.reciprocalZ()[i]))
                            .unit();
            step.add(
                    g.x(),
                    g.y(),
                    g.z(),
                    field.directionX(peak),
                    field.directionY(peak),
                    field.directionZ(peak));
        }
        return step.apply(m, sigma * radiansPerPixel, strainScale);
    }

    /// The odds of a state as it stands: evidence of the spots less the orientations and strains
    /// that could have been had, each in units of what the spots can tell apart (Laplace's
    /// approximation of the marginal likelihood).
    private Candidate weighed(Matrix3 m, double startSigma, boolean strained) {
        double reach = reach(startSigma);
        evidence.match(m, fittedDirections, reach);
        double sigma = Math.max(evidence.width(reach), SMALLEST_SIGMA);
        double sum = evidence.sum(sigma);
        int matched = evidence.matched();
        if (matched < 4) {
            return Candidate.NONE;
        }
        double perSpot = sigma * radiansPerPixel / Math.sqrt(2.0 * matched);
        double rotationSigma = perSpot * Math.sqrt(3);
        double strainSigma = 2 * perSpot * Math.sqrt(5);
        double orientation =
                Math.log(orientations / Math.pow(Math.sqrt(2 * Math.PI) * rotationSigma, 3));
        double unlikely = unlikely(m);
        if (unlikely > LARGEST_UNLIKELY) {
            return Candidate.NONE;
        }
        double strain =
                unlikely + (strained ? 5 * Math.log1p(options.strainScale() / strainSigma) : 0);
        return new Candidate(crystal, m, sigma, strained, matched, sum - orientation - strain);
    }

    /// Minus the logarithm of the strain's likelihood before anything is measured, relative to no
    /// strain.
    private double unlikely(Matrix3 reciprocalDeformation) {
        double square = 0;
        for (double p : DeformationStep.coefficients(reciprocalDeformation)) {
            square += p * p;
        }
        return square / (2 * options.strainScale() * options.strainScale());
    }
}
