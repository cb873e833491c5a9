package org.lauescope.index;

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

    /// Seeds tried even when the first gave a good orientation: the best of several is less often a
    /// coincidence.
    private static final int FEWEST_SEEDS = 2;

    /// Peaks that vote; more add chance votes and time, but hardly certainty.
    private static final int VOTERS = 200;

    /// No fit of real spots is better, whatever few pairs say, px.
    private static final double SMALLEST_SIGMA = 0.1;

    private final int crystal;
    private final ReflectionList reflections;
    private final PeakField field;
    private final DirectionPairs pairs;
    private final Coincidences coincidences;
    private final OrientationSearch search;
    private final Evidence evidence;
    private final DeformationStep step = new DeformationStep();
    private final IndexerOptions options;
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
        coincidences =
                new Coincidences(
                        pairs, reflections.crystal().properRotations(), options.angleTolerance());
        search = new OrientationSearch(pairs, options.angleTolerance());
        evidence = new Evidence(reflections, geometry, field);
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

    /// The pairs of a candidate with the peaks, all peaks regarded as free or taken as they are
    /// now.
    Evidence matched(Candidate candidate) {
        weighed(candidate.reciprocalDeformation(), candidate.sigma(), candidate.strained());
        return evidence;
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
        for (int seed = 0; seed < field.size() && seeds < SEEDS; seed++) {
            if (field.isTaken(seed)) {
                continue;
            }
            if (best.logOdds() > enough && seeds >= FEWEST_SEEDS) {
                break;
            }
            seeds++;
            Candidate candidate = fromSeed(seed);
            best = candidate.beats(best) ? candidate : best;
        }
        return best;
    }

    /// The best of the orientations that share spots with `candidate` by coincidence.
    Candidate alternative(Candidate candidate) {
        Matrix3 m = candidate.reciprocalDeformation();
        evidence.match(m, pairs.directions(), radius);
        double least = evidence.sum(radius / 3) / 2;
        Candidate best = Candidate.NONE;
        for (Matrix3 rotation : coincidences.rotations()) {
            Matrix3 other = m.times(rotation);
            evidence.match(other, pairs.directions(), radius);
            if (evidence.sum(radius / 3) > least) {
                Candidate fitted = fitted(other);
                best = fitted.beats(best) && !isSame(fitted, candidate) ? fitted : best;
            }
        }
        return best;
    }

    /// Whether two candidates of this crystal are one orientation.
    boolean isSame(Candidate first, Candidate second) {
        return coincidences.isSame(first.reciprocalDeformation(), second.reciprocalDeformation());
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
        return most > 0 ? fitted(best) : Candidate.NONE;
    }

    /// Fits the orientation, then the strain too, and keeps what has the better odds: few spots do
    /// not carry a strain.
    private Candidate fitted(Matrix3 start) {
        Candidate rotated = fitted(start, 0);
        Candidate strained = fitted(start, options.strainScale());
        return strained.beats(rotated) ? strained : rotated;
    }

    /// Fits to the peaks near the predicted spots, closer from pass to pass, and weighs the result.
    private Candidate fitted(Matrix3 start, double strainScale) {
        Matrix3 m = start;
        evidence.match(m, pairs.directions(), radius);
        m = improved(m, radius, radius / 3, strainScale);
        evidence.match(m, pairs.directions(), radius / 2);
        m = improved(m, radius / 2, radius / 6, strainScale);
        double sigma = radius / 6;
        for (int pass = 0; pass < 3; pass++) {
            double reach = Math.clamp(5 * sigma, 1, radius / 2);
            evidence.match(m, reflections.size(), reach);
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
        double reach = Math.clamp(5 * startSigma, 1, radius);
        evidence.match(m, reflections.size(), reach);
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
        double strain = strained ? 5 * Math.log1p(options.strainScale() / strainSigma) : 0;
        return new Candidate(
                crystal, m, sigma, strained, matched, sum - orientation - strain, false);
    }
}
