package org.lauescope.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [BitPlanes] on a vector unit with mask registers: sixteen bits of a plane are the mask under
/// which the plane's bit is added to sixteen elements. Sixty-four elements are joined at once;
/// planes without any bit there, that is the high ones of most counts, are passed over.
final class VectorBitPlanes implements BitPlanes {

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final int LANES = INTS.length();
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Masks of narrower units are vectors themselves, and making one from bits costs more than it
    /// saves.
    static boolean pays() {
        return IntVector.SPECIES_PREFERRED.length() == LANES;
    }

    @Override
    public void join(byte[] planes, int from, int bits, int elements, int[] out, int to) {
        int stride = elements / 8;
        int group = 0;
        for (; group + 8 <= stride; group += 8) {
            IntVector a = IntVector.zero(INTS);
            IntVector b = a;
            IntVector c = a;
            IntVector d = a;
            int place = from + group;
            for (int bit = 0; bit < bits; bit++, place += stride) {
                long plane = (long) LONG.get(planes, place);
                if (plane != 0) {
                    int value = 1 << bit;
                    a = a.lanewise(VectorOperators.OR, value, VectorMask.fromLong(INTS, plane));
                    b =
                            b.lanewise(
                                    VectorOperators.OR,
                                    value,
                                    VectorMask.fromLong(INTS, plane >>> LANES));
                    c =
                            c.lanewise(
                                    VectorOperators.OR,
                                    value,
                                    VectorMask.fromLong(INTS, plane >>> (2 * LANES)));
                    d =
                            d.lanewise(
                                    VectorOperators.OR,
                                    value,
                                    VectorMask.fromLong(INTS, plane >>> (3 * LANES)));
                }
            }
            int first = to + 8 * group;
            a.intoArray(out, first);
            b.intoArray(out, first + LANES);
            c.intoArray(out, first + 2 * LANES);
            d.intoArray(out, first + 3 * LANES);
        }
        for (; group < stride; group++) {
            ScalarBitPlanes.joinGroup(planes, from + group, stride, bits, out, to + 8 * group);
        }
    }
}
