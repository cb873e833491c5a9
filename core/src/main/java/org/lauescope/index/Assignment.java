package org.lauescope.index;

import java.util.Arrays;
import java.util.List;

/// Which grain each peak belongs to: the one whose spot is nearest in units of that grain's width,
/// two grains if both are about as near.
final class Assignment {

    /// A peak whose distances to two grains differ by less than this (in widths) is of both.
    private static final double TIE = 1;

    /// Farther than this from its spot, in widths, a peak is of no grain.
    private static final double LARGEST_DISTANCE = 4;

    private final double[] least;
    private final double[][] distance;
    private final int[][] reflection;

    Assignment(List<Candidate> grains, List<CrystalSearch> searches, int peaks) {
        least = new double[peaks];
        distance = new double[grains.size()][peaks];
        reflection = new int[grains.size()][peaks];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (int g = 0; g < grains.size(); g++) {
            Arrays.fill(distance[g], Double.POSITIVE_INFINITY);
            Candidate grain = grains.get(g);
            Evidence evidence = searches.get(grain.crystal()).matched(grain);
            for (int k = 0; k < evidence.counted(); k++) {
                int peak = evidence.peak(k);
                double d = peak < 0 ? Double.NaN : Math.sqrt(evidence.square(k)) / grain.sigma();
                if (d < LARGEST_DISTANCE) {
                    distance[g][peak] = d;
                    reflection[g][peak] = evidence.pattern().reflection(evidence.spot(k));
                    least[peak] = Math.min(least[peak], d);
                }
            }
        }
    }

    boolean belongs(int peak, int grain) {
        return distance[grain][peak] < least[peak] + TIE;
    }

    /// Whether the peak belongs to a grain other than this one.
    boolean belongsToAnother(int peak, int grain) {
        for (int g = 0; g < distance.length; g++) {
            if (g != grain && belongs(peak, g)) {
                return true;
            }
        }
        return false;
    }

    /// Direction of the reflection list whose spot in this grain the peak is.
    int reflection(int peak, int grain) {
        return reflection[grain][peak];
    }
}
