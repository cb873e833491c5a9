package org.lauescope.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.GrainFit;

/// Indexes a frame with the help of grains that may be in it: those of neighbouring points.
///
/// The spots of a refined lattice are predicted, laid on the peaks by a small rotation
/// ([LocalSearch]), fitted, and judged by the same odds against chance as an orientation that was
/// searched for from scratch. What is accepted takes its peaks; the next prediction sees those that
/// are left, so predictions of one grain become one. Peaks that remain are indexed from scratch
/// ([Indexer]), and so is a frame whose predictions fail: the answer is that of the indexer,
/// sooner.
///
/// A wrong prediction may share a part of its spots with the right orientation (twins). One of
/// which bright spots are missing is therefore compared with its coincidences, as the indexer does.
///
/// The answer depends on the peaks and the predictions alone, not on the order of either, nor on
/// earlier calls. An object keeps its buffers and belongs to one thread.
///
/// Prediction from a neighbour's peaks by their positions: J. Kou, K. Chen, N. Tamura, Scripta
/// Mater. 143 (2018) 49. Here spots are predicted from the refined lattice instead.
public final class Propagation {

    /// Fewer of the brightest spots than this at their places are chance.
    private static final int FEWEST_HITS = 4;

    /// Predictions nearer than this are one, rad: their spots differ by a pixel.
    private static final double SAME = Math.toRadians(0.03);

    private static final Comparator<Prediction> ORDER =
            Comparator.comparingInt(Prediction::crystal)
                    .thenComparing(p -> p.state().labFromCrystal(), Propagation::compare)
                    .thenComparing(p -> p.state().strain().matrix(), Propagation::compare);

    private final Indexer indexer;
    private final IndexerOptions options;

    private final List<LocalSearch> searches = new ArrayList<>();

    /// @param crystals as for [Indexer]; predictions name them by their index
    public Propagation(Geometry geometry, List<ReflectionList> crystals, IndexerOptions options) {
        this.options = options;
        indexer = new Indexer(geometry, crystals, options);
        for (int c = 0; c < crystals.size(); c++) {
            searches.add(new LocalSearch(indexer.search(c).pattern(), indexer.field()));
        }
    }

    /// Takes the systematic error of positions as known from now on, px; NaN: as each grain tells
    /// it ([org.lauescope.refine.Refinement#assumeSystematic]).
    public void assumeSystematic(double pixels) {
        indexer.assumeSystematic(pixels);
    }

    /// The fit with the same pairs of spot and peak, refined again with what is assumed now.
    public GrainFit refineAgain(Peaks peaks, GrainFit fit) {
        return indexer.refineAgain(peaks, fit);
    }

    /// A prediction laid on the peaks.
    private record Laid(Prediction prediction, Matrix3 reciprocalDeformation, int hits) {}

    /// @param predictions may be wrong, double, or none
    public PointResult propagate(Peaks peaks, List<Prediction> predictions) {
        indexer.field().load(peaks);
        List<Candidate> grains = new ArrayList<>();
        follow(distinct(predictions), grains);
        return indexer.completed(peaks, grains);
    }

    /// Adds grains that a prediction leads to, the best laid first, until none passes.
    private void follow(List<Prediction> predictions, List<Candidate> grains) {
        List<Prediction> open = new ArrayList<>(predictions);
        while (!open.isEmpty() && grains.size() < options.maximumGrains()) {
            Laid best = best(open, grains);
            if (best.hits < FEWEST_HITS) {
                return;
            }
            open.remove(best.prediction);
            CrystalSearch search = indexer.search(best.prediction.crystal());
            Candidate candidate =
                    search.followed(best.reciprocalDeformation, 2 * LocalSearch.CLOSE);
            if (candidate.beats(Candidate.NONE) && !search.isSeen(candidate)) {
                Candidate other = search.alternative(candidate);
                candidate = other.beats(candidate) ? other : candidate;
            }
            if (candidate.logOdds() >= indexer.enough() && isProven(candidate)) {
                indexer.take(candidate);
                grains.add(candidate);
            }
        }
    }

    /// Nearly all spots being there does not tell the settings of a pseudo-symmetric cell apart.
    private boolean isProven(Candidate candidate) {
        CrystalSearch search = indexer.search(candidate.crystal());
        return !search.isPseudoSymmetric()
                || indexer.isProven(candidate, search.alternatives(candidate));
    }

    private Laid best(List<Prediction> open, List<Candidate> grains) {
        Laid best = new Laid(open.getFirst(), Matrix3.IDENTITY, -1);
        for (Prediction prediction : open) {
            LocalSearch search = searches.get(prediction.crystal());
            Matrix3 start = prediction.state().reciprocalDeformation();
            Matrix3 found = search.search(start, !isNear(prediction, grains));
            if (search.hits() > best.hits) {
                best = new Laid(prediction, found, search.hits());
            }
            if (best.hits == LocalSearch.SPOTS) {
                break;
            }
        }
        return best;
    }

    /// Whether a grain was found already where the prediction would look for it.
    private boolean isNear(Prediction prediction, List<Candidate> grains) {
        for (Candidate grain : grains) {
            if (grain.crystal() == prediction.crystal()
                    && isWithin(
                            LocalSearch.REACH,
                            prediction,
                            grain.reciprocalDeformation().polar().rotation())) {
                return true;
            }
        }
        return false;
    }

    private List<Prediction> distinct(List<Prediction> predictions) {
        List<Prediction> distinct = new ArrayList<>();
        for (Prediction prediction : predictions.stream().sorted(ORDER).toList()) {
            if (distinct.stream()
                    .noneMatch(known ->
                            known.crystal() == prediction.crystal()
                                    && isWithin(
                                            SAME, prediction, known.state().labFromCrystal()))) {
                distinct.add(prediction);
            }
        }
        return distinct;
    }

    private boolean isWithin(double angle, Prediction prediction, Matrix3 labFromCrystal) {
        return indexer.search(prediction.crystal())
                .coincidences()
                .isSame(prediction.state().labFromCrystal(), labFromCrystal, angle);
    }

    private static int compare(Matrix3 a, Matrix3 b) {
        int first = compare(a.row(0), b.row(0));
        int second = first != 0 ? first : compare(a.row(1), b.row(1));
        return second != 0 ? second : compare(a.row(2), b.row(2));
    }

    private static int compare(Vector3 a, Vector3 b) {
        int first = Double.compare(a.x(), b.x());
        int second = first != 0 ? first : Double.compare(a.y(), b.y());
        return second != 0 ? second : Double.compare(a.z(), b.z());
    }
}
