package org.lauescope.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;

/// Which grains of an earlier scan have the orientation of a grain of a later one, once the common
/// rotation is removed.
final class GrainPartners {

    private final Grains earlier;
    private final Grains later;

    /// By later grain: earlier grains within the tolerance, nearest orientation first.
    private final List<List<Integer>> candidates = new ArrayList<>();

    GrainPartners(Grains earlier, Grains later, Matrix3 earlierFromLater) {
        this.earlier = earlier;
        this.later = later;
        OrientationSymmetry[] symmetries = earlier.orientations().symmetries();
        Quaternion back = Quaternion.ofMatrix(earlierFromLater);
        for (Grain grain : later.list()) {
            Quaternion turned = back.times(grain.sampleFromCrystal());
            record Candidate(int number, double angle) {}
            candidates.add(
                    earlier.list().stream()
                            .filter(other -> other.crystal() == grain.crystal())
                            .map(other ->
                                    new Candidate(
                                            other.number(),
                                            RemountRotation.turn(
                                                            symmetries[grain.crystal()],
                                                            other.sampleFromCrystal(),
                                                            turned)
                                                    .norm()))
                            .filter(candidate -> candidate.angle < RemountRotation.TOLERANCE)
                            .sorted(java.util.Comparator.comparingDouble(Candidate::angle))
                            .map(Candidate::number)
                            .toList());
        }
    }

    Grains later() {
        return later;
    }

    /// Whether a later grain may be the same as an earlier one.
    boolean mayBe(int laterGrain, int earlierGrain) {
        return candidates.get(laterGrain).contains(earlierGrain);
    }

    /// The earlier grain of each later one when the scans are laid over each other: of those of its
    /// orientation the one with most points in common, or else the nearest in orientation; −1 if
    /// there is none.
    ///
    /// @param columns, rows shift of the later scan, points
    int[] at(int columns, int rows) {
        int[][] common = new int[later.list().size()][earlier.list().size()];
        ScanGrid from = later.grid();
        ScanGrid to = earlier.grid();
        for (int i = 0; i < from.size(); i++) {
            int row = from.row(i) + rows;
            int column = from.column(i) + columns;
            if (to.contains(row, column)) {
                int one = later.number()[i];
                int two = earlier.number()[to.index(row, column)];
                if (one >= 0 && two >= 0) {
                    common[one][two]++;
                }
            }
        }
        int[] partner = new int[later.list().size()];
        Arrays.setAll(
                partner,
                n -> {
                    int best = candidates.get(n).isEmpty() ? -1 : candidates.get(n).getFirst();
                    for (int candidate : candidates.get(n)) {
                        if (common[n][candidate] > common[n][best]) {
                            best = candidate;
                        }
                    }
                    return best;
                });
        return partner;
    }
}
