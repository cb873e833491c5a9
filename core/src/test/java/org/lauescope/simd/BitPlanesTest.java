package org.lauescope.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Planes are laid bit by bit after the definition; both twins must give the elements back exactly.
final class BitPlanesTest {

    @ParameterizedTest
    @CsvSource({"8", "16", "24", "32"})
    void joinsWhatWasParted(int bits) {
        Random random = new Random(bits);
        for (int elements = 0; elements <= 400; elements += 8) {
            int[] expected = new int[elements];
            // Few bits in most elements, so that whole planes of a group are empty; all bits in
            // some.
            Arrays.setAll(
                    expected,
                    i ->
                            random.nextInt(30) == 0
                                    ? random.nextInt() >>> (32 - bits)
                                    : random.nextInt(1 << 5));
            byte[] planes = new byte[3 + bits * elements / 8];
            for (int i = 0; i < elements; i++) {
                for (int bit = 0; bit < bits; bit++) {
                    planes[3 + bit * elements / 8 + i / 8] |=
                            (byte) ((expected[i] >>> bit & 1) << (i % 8));
                }
            }
            for (BitPlanes twin :
                    new BitPlanes[] {
                        new ScalarBitPlanes(), new VectorBitPlanes(), BitPlanes.BEST
                    }) {
                int[] out = new int[elements + 4];
                Arrays.fill(out, 99);
                twin.join(planes, 3, bits, elements, out, 2);
                assertThat(Arrays.copyOfRange(out, 2, elements + 2)).isEqualTo(expected);
                assertThat(out[1] + out[elements + 2]).isEqualTo(198);
            }
        }
    }
}
