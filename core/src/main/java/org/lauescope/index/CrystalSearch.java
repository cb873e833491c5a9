package org.lauescope.index;

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

    /// Peaks tried as anchors.
    private static final int SEEDS = 60;

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

    private final int crystal;
    private final ReflectionList reflections;
    private final PeakField field;
    private final DirectionPairs pairs;
    private final Coincidences coincidences;
    private final Coincidences pseudoSymmetry;
    private final List<Matrix3> relabellings;
    private final OrientationSearch search;
    private final Evidence evidence;
    private final DeformationStep step = new DeformationStep();
    private final IndexerOptions options;
    private final int fittedDirections;
    private final double radius;
    private final double radiansPerPixel;
    private final double orientations;

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

    SpotPattern pattern() {
        return evidence.pattern();
    }

    /// The pairs of a candidate with the peaks, over the whole list of directions.
    Evidence matched(Candidate candidate) {
        evidence.match(
                candidate.reciprocalDeformation(), reflections.size(), reach(candidate.sigma()));
        evidence.sum(candidate.sigma());
        return evidence;
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
        boolean isConvincing = false;
        for (int seed = 0; seed < field.size() && seeds < SEEDS; seed++) {
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

    /// The best of the orientations that share spots with `candidate` by coincidence.
    Candidate alternative(Candidate candidate) {
        Matrix3 m = candidate.reciprocalDeformation();
        double near = Math.clamp(8 * candidate.sigma(), 2, radius);
        Candidate exact = alternative(candidate, m, coincidences.rotations(), near);
        // A wrong orientation may owe its spots to a wrong strain: begin without one.
        Matrix3 unstrained = m.polar().rotation();
        Candidate distorted =
                alternative(candidate, unstrained, pseudoSymmetry.rotations(), radius);
        Candidate relabelled = alternative(candidate, m, relabellings, near);
        Candidate best = distorted.beats(exact) ? distorted : exact;
        return relabelled.beats(best) ? relabelled : best;
    }

    private Candidate alternative(
            Candidate candidate, Matrix3 m, List<Matrix3> changes, double reach) {
        evidence.match(candidate.reciprocalDeformation(), pairs.directions(), reach);
        double least = evidence.sum(reach / 3) / 2;
        Candidate best = Candidate.NONE;
        for (Matrix3 change : changes) {
            Matrix3 other = m.times(change);
            evidence.match(other, pairs.directions(), reach);
            if (evidence.sum(reach / 3) > least) {
                Candidate fitted = fitted(other, reach);
                best = fitted.beats(best) && !isSame(fitted, candidate) ? fitted : best;
            }
        }
        return best;
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

    /// Fits the most likely proposal of one seed.
    private Candidate fromSeed(int seed) {
        int proposals = search.propose(field, seed, VOTERS);
        Matrix3 best = Matrix3.IDENTITY;
        double most = 0;
        for (int p = 0; p < proposals; p++) {
            Matrix3 m = search.orientation(field, p, options.angleTolerance());
            evidence.match(m, pairs.directions(), radius);
            double sum = evidence.sum(radius / 3);
            if (sum > most) {
                most = sum;
                best = m;
            }
        }
        return most > 0 ? fitted(best, radius) : Candidate.NONE;
    }

    /// Fits the orientation, then the strain too, and keeps what has the better odds: few spots do
    /// not carry a strain.
    private Candidate fitted(Matrix3 start, double reach) {
        Candidate rotated = fitted(start, reach, 0);
        Candidate strained = fitted(start, reach, options.strainScale());
        return strained.beats(rotated) ? strained : rotated;
    }

    /// Fits to the peaks near the predicted spots, closer from pass to pass, and weighs the result.
    private Candidate fitted(Matrix3 start, double startReach, double strainScale) {
        Matrix3 m = start;
        evidence.match(m, pairs.directions(), startReach);
        m = improved(m, startReach, startReach / 3, strainScale);
        evidence.match(m, pairs.directions(), startReach / 2);
        m = improved(m, startReach / 2, startReach / 6, strainScale);
        double sigma = startReach / 6;
        for (int pass = 0; pass < 3; pass++) {
            double reach = Math.clamp(5 * sigma, 1, Math.max(startReach / 2, 1));
            evidence.match(m, fittedDirections, reach);
            sigma = Math.max(evidence.width(reach), SMALLEST_SIGMA);
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
        double strainSquare = 0;
        for (double p : DeformationStep.coefficients(m)) {
            strainSquare += p * p;
        }
        double unlikely = strainSquare / (2 * options.strainScale() * options.strainScale());
        if (unlikely > LARGEST_UNLIKELY) {
            return Candidate.NONE;
        }
        double strain =
                unlikely + (strained ? 5 * Math.log1p(options.strainScale() / strainSigma) : 0);
        return new Candidate(crystal, m, sigma, strained, matched, sum - orientation - strain);
    }
}
