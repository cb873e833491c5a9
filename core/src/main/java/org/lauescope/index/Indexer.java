package org.lauescope.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Refinement;
import org.lauescope.refine.RefinementOptions;

/// Finds which crystals, in which orientations, made the peaks of a frame, without any start
/// orientation.
///
/// Grain after grain: the best orientation in the peaks still free is found ([CrystalSearch]),
/// compared with those that share spots with it by coincidence ([Coincidences]), and accepted if
/// its odds against chance pass; its peaks are then taken. At the end peaks are shared out among
/// all grains ([Assignment]), grains that live on the peaks of others are dropped, and the rest is
/// refined.
///
/// The answer does not depend on the order of the peaks. An object keeps its buffers and belongs to
/// one thread.
public final class Indexer {

    /// Strength of the faintest directions looked for, relative to the strongest: a good frame of a
    /// small cell shows spots over five decades.
    public static final double FAINTEST = 1e-5;

    /// A list of fewer directions is that of a small cell.
    private static final int SMALL_LIST = 5000;

    /// Fewer peaks than this cannot tell an orientation from chance.
    private static final int FEWEST_PEAKS = 4;

    /// The positions of two peaks that a rival does not explain, or a difference of 40 in χ².
    private static final double PROOF = 20;

    /// Changes to an alternative that is better; more would go round in a circle.
    private static final int MOST_CHANGES = 8;

    private final IndexerOptions options;
    private final PeakField field;
    private final List<CrystalSearch> searches = new ArrayList<>();
    private final List<ForeignPeaks> foreign = new ArrayList<>();
    private final Refinement refinement;
    private final Subgrains subgrains;
    private final double enough;

    /// @param crystals compete for the peaks; the order does not matter
    public Indexer(Geometry geometry, List<ReflectionList> crystals, IndexerOptions options) {
        if (crystals.isEmpty()) {
            throw new IllegalArgumentException("no crystal to index with; expected at least one");
        }
        this.options = options;
        field = new PeakField(geometry.detector());
        for (int c = 0; c < crystals.size(); c++) {
            CrystalSearch search = new CrystalSearch(c, crystals.get(c), geometry, field, options);
            searches.add(search);
            foreign.add(
                    new ForeignPeaks(crystals.get(c), geometry, search.coincidences().rotations()));
        }
        refinement = new Refinement(geometry, RefinementOptions.DEFAULT);
        subgrains = new Subgrains(geometry);
        enough = Math.log(crystals.size()) - Math.log(options.acceptance());
    }

    /// With the crystals' own lists of directions ([#reflections]).
    public static Indexer of(Geometry geometry, List<Crystal> crystals, IndexerOptions options) {
        return new Indexer(
                geometry,
                crystals.stream().map(crystal -> reflections(crystal, geometry.beam())).toList(),
                options);
    }

    /// The directions of a crystal that can show on a frame: those down to [#FAINTEST], and all of
    /// a small cell, of which a long exposure shows even the weakest.
    public static ReflectionList reflections(Crystal crystal, Beam beam) {
        ReflectionList list = ReflectionList.of(crystal, beam, FAINTEST);
        return list.size() < SMALL_LIST ? ReflectionList.of(crystal, beam, 0) : list;
    }

    /// See [Refinement#assumeSystematic].
    void assumeSystematic(double pixels) {
        refinement.assumeSystematic(pixels);
        subgrains.assumeSystematic(pixels);
    }

    /// See [Refinement#refineAgain].
    GrainFit refineAgain(Peaks peaks, GrainFit fit) {
        return refinement.refineAgain(peaks, pattern(fit), fit);
    }

    private SpotPattern pattern(GrainFit fit) {
        return searches.stream()
                .map(CrystalSearch::pattern)
                .filter(pattern -> pattern.reflections() == fit.reflections())
                .findFirst()
                .orElseThrow();
    }

    public PointResult index(Peaks peaks) {
        field.load(peaks);
        return completed(peaks, new ArrayList<>());
    }

    /// The peaks that were loaded last.
    PeakField field() {
        return field;
    }

    /// The search for crystal `c` of the list.
    CrystalSearch search(int c) {
        return searches.get(c);
    }

    /// Log odds from which on a candidate is accepted.
    double enough() {
        return enough;
    }

    /// Looks for further grains in the free peaks, then refines and confirms all.
    ///
    /// @param grains known already, their peaks taken; the others are added
    PointResult completed(Peaks peaks, List<Candidate> grains) {
        if (field.size() < FEWEST_PEAKS) {
            return new PointResult.NotIndexed(PointResult.Reason.TOO_FEW_PEAKS, peaks.size());
        }
        PointResult.Reason reason = search(grains);
        if (grains.isEmpty()) {
            return new PointResult.NotIndexed(reason, peaks.size());
        }
        dropDependent(grains);
        List<GrainFit> confirmed = Confirmation.of(refined(grains, peaks), options.strainScale());
        if (confirmed.isEmpty()) {
            return new PointResult.NotIndexed(PointResult.Reason.NOT_CONFIRMED, peaks.size());
        }
        List<GrainFit> kept = new ArrayList<>(confirmed);
        kept.removeAll(betrayed(kept));
        if (kept.isEmpty()) {
            return new PointResult.NotIndexed(PointResult.Reason.OTHER_CRYSTAL, peaks.size());
        }
        List<GrainFit> fits = split(kept, peaks);
        int[] grainsOfPeak = new int[peaks.size()];
        for (GrainFit fit : fits) {
            for (int peak : fit.matches().peak()) {
                grainsOfPeak[peak]++;
            }
        }
        fits.sort(
                Comparator.comparingDouble((GrainFit fit) -> strength(fit, peaks, grainsOfPeak))
                        .reversed());
        return new PointResult.Indexed(fits);
    }

    /// The grains, or their parts where they have some.
    private List<GrainFit> split(List<GrainFit> grains, Peaks peaks) {
        BitSet free = new BitSet(peaks.size());
        free.set(0, peaks.size());
        for (GrainFit grain : grains) {
            for (int peak : grain.matches().peak()) {
                free.clear(peak);
            }
        }
        List<GrainFit> open = new ArrayList<>(grains);
        open.sort(Comparator.comparingDouble(GrainFit::logOdds).reversed());
        List<GrainFit> parts = new ArrayList<>();
        while (!open.isEmpty()) {
            GrainFit grain = open.getFirst();
            List<GrainFit> known =
                    open.stream().filter(other -> Subgrains.areNear(grain, other)).toList();
            open.removeAll(known);
            for (GrainFit part : subgrains.of(known, peaks, free, pattern(grain))) {
                parts.add(part);
                for (int peak : part.matches().peak()) {
                    free.clear(peak);
                }
            }
        }
        return parts;
    }

    /// Adds grains, taking their peaks, until nothing passes.
    ///
    /// @return why there is no further one
    private PointResult.Reason search(List<Candidate> grains) {
        while (grains.size() < options.maximumGrains() && field.free() >= FEWEST_PEAKS) {
            List<Candidate> rivals = new ArrayList<>();
            Candidate best = best(rivals);
            if (best.crystal() < 0) {
                return PointResult.Reason.NO_CANDIDATE;
            }
            if (best.logOdds() < enough) {
                return PointResult.Reason.NOT_SIGNIFICANT;
            }
            if (!isProven(best, rivals)) {
                return PointResult.Reason.AMBIGUOUS;
            }
            take(best);
            if (isRivalled(best, rivals)) {
                return PointResult.Reason.AMBIGUOUS;
            }
            grains.add(best);
        }
        return PointResult.Reason.TOO_FEW_PEAKS;
    }

    /// The best orientation of the best crystal. Any orientation is replaced by one that shares
    /// spots with it and explains more, until there is none.
    ///
    /// @param rivals the best of the other crystals and of the other orientations are added
    private Candidate best(List<Candidate> rivals) {
        Candidate best = Candidate.NONE;
        for (CrystalSearch search : searches) {
            Candidate candidate = search.find(enough);
            rivals.add(candidate.beats(best) ? best : candidate);
            best = candidate.beats(best) ? candidate : best;
        }
        for (int change = 0; best.logOdds() > enough; change++) {
            CrystalSearch search = searches.get(best.crystal());
            List<Candidate> alternatives = search.alternatives(best);
            Candidate better = change < MOST_CHANGES ? better(best, alternatives) : best;
            if (better.equals(best)) {
                rivals.addAll(alternatives);
                break;
            }
            best = better;
        }
        return best;
    }

    /// The most likely of the alternatives if it is more likely; else one that positions prove
    /// right, and the candidate wrong.
    private Candidate better(Candidate candidate, List<Candidate> alternatives) {
        Candidate best = candidate;
        for (Candidate other : alternatives) {
            best = other.beats(best) ? other : best;
        }
        if (!best.equals(candidate)) {
            return best;
        }
        CrystalSearch search = searches.get(candidate.crystal());
        for (Candidate other : alternatives) {
            if (other.logOdds() > enough
                    && search.proof(candidate, other) < PROOF
                    && search.proof(other, candidate) > PROOF) {
                return other;
            }
        }
        return candidate;
    }

    /// Whether positions refute every other orientation of the same crystal. A true twin has peaks
    /// of its own, and so has the orientation it belongs to.
    boolean isProven(Candidate best, List<Candidate> rivals) {
        CrystalSearch search = searches.get(best.crystal());
        return rivals.stream()
                .noneMatch(rival ->
                        rival.crystal() == best.crystal() && search.proof(best, rival) < PROOF);
    }

    /// Whether another crystal does about as well and, with the peaks of the best taken, nothing
    /// more: silicon and germanium differ by nothing that positions show.
    private boolean isRivalled(Candidate best, List<Candidate> rivals) {
        return rivals.stream()
                .anyMatch(rival ->
                        rival.crystal() >= 0
                                && rival.crystal() != best.crystal()
                                && best.isNear(rival)
                                && searches.get(rival.crystal()).reweighed(rival).logOdds()
                                        < enough);
    }

    /// Takes the free peaks that a candidate explains.
    void take(Candidate candidate) {
        Evidence evidence = searches.get(candidate.crystal()).matched(candidate);
        for (int k = 0; k < evidence.counted(); k++) {
            if (evidence.peak(k) >= 0) {
                field.take(evidence.peak(k));
            }
        }
    }

    /// Weighs each grain by the peaks that are its alone and drops the weakest, until all pass.
    private void dropDependent(List<Candidate> grains) {
        while (grains.size() > 1) {
            field.release();
            Assignment assignment = new Assignment(grains, searches, field.size());
            int weakest = -1;
            double least = enough;
            for (int g = 0; g < grains.size(); g++) {
                field.release();
                for (int peak = 0; peak < field.size(); peak++) {
                    if (assignment.belongsToAnother(peak, g)) {
                        field.take(peak);
                    }
                }
                Candidate grain = grains.get(g);
                double odds = searches.get(grain.crystal()).reweighed(grain).logOdds();
                if (odds < least) {
                    least = odds;
                    weakest = g;
                }
            }
            if (weakest < 0) {
                return;
            }
            grains.remove(weakest);
        }
    }

    private List<GrainFit> refined(List<Candidate> grains, Peaks peaks) {
        field.release();
        Assignment assignment = new Assignment(grains, searches, field.size());
        List<GrainFit> fits = new ArrayList<>();
        for (int g = 0; g < grains.size(); g++) {
            int[] peak = new int[field.size()];
            int[] reflection = new int[field.size()];
            int count = 0;
            for (int p = 0; p < field.size(); p++) {
                if (assignment.belongs(p, g)) {
                    peak[count] = field.original(p);
                    reflection[count++] = assignment.reflection(p, g);
                }
            }
            Candidate grain = grains.get(g);
            Optional<GrainFit> fit =
                    refinement.refineAssigned(
                            peaks,
                            searches.get(grain.crystal()).pattern(),
                            Arrays.copyOf(peak, count),
                            Arrays.copyOf(reflection, count),
                            state(grain.reciprocalDeformation()));
            fit.ifPresent(found -> fits.add(found.withLogOdds(grain.logOdds())));
        }
        return fits;
    }

    /// The fits of crystals that peaks of another with the same lattice give away.
    private List<GrainFit> betrayed(List<GrainFit> fits) {
        BitSet explained = new BitSet();
        for (GrainFit fit : fits) {
            for (int peak : fit.matches().peak()) {
                explained.set(peak);
            }
        }
        return fits.stream()
                .filter(fit ->
                        foreign.stream()
                                .anyMatch(peaks ->
                                        peaks.reflections() == fit.reflections()
                                                && peaks.betray(fit, field, explained)))
                .toList();
    }

    private static CrystalState state(Matrix3 reciprocalDeformation) {
        return CrystalState.ofDeformation(reciprocalDeformation.inverse().transpose());
    }

    /// Sum of the explained intensities, those of shared peaks in equal parts; a peak without one
    /// counts 1.
    private static double strength(GrainFit fit, Peaks peaks, int[] grainsOfPeak) {
        double sum = 0;
        for (int peak : fit.matches().peak()) {
            double intensity = peaks.intensity(peak);
            sum += (intensity > 0 ? intensity : 1) / grainsOfPeak[peak];
        }
        return sum;
    }
}
