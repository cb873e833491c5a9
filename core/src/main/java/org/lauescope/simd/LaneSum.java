package org.lauescope.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Sum of the lanes of a vector, always in the same order. `reduceLanes` leaves the order open, and
/// takes another one before the compiler has been at work than after: the last bits of a result
/// would depend on how warm the machine is.
final class LaneSum {

    private static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() <= 16
                    ? FloatVector.SPECIES_PREFERRED
                    : FloatVector.SPECIES_512;

    private static final int LANES = FLOATS.length();

    private static final VectorShuffle<Float> HALF = turned(LANES / 2);
    private static final VectorShuffle<Float> QUARTER = turned(LANES / 4);
    private static final VectorShuffle<Float> EIGHTH = turned(LANES / 8);
    private static final VectorShuffle<Float> SIXTEENTH = turned(LANES / 16);

    private LaneSum() {}

    private static VectorShuffle<Float> turned(int lanes) {
        return VectorShuffle.fromOp(FLOATS, lane -> (lane + lanes) % LANES);
    }

    /// Halves are added to halves until one lane is left.
    static float of(FloatVector vector) {
        FloatVector sum = vector.add(vector.rearrange(HALF));
        sum = sum.add(sum.rearrange(QUARTER));
        if (LANES >= 8) {
            sum = sum.add(sum.rearrange(EIGHTH));
        }
        if (LANES >= 16) {
            sum = sum.add(sum.rearrange(SIXTEENTH));
        }
        return sum.lane(0);
    }
}
