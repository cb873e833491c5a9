package org.lauescope.simd;

/// Joins integers from planes of their bits, as bit-shuffling compressors store them: plane p holds
/// bit p of all elements, that of element 8 i + j in bit j of its byte i.
public interface BitPlanes {

    /// The fastest that this Java and this processor can run: the vector unit pays where it has
    /// mask registers.
    BitPlanes BEST =
            VectorUnit.PRESENT && VectorBitPlanes.pays()
                    ? new VectorBitPlanes()
                    : new ScalarBitPlanes();

    /// @param planes plane p begins at byte `from + p · elements / 8`
    /// @param bits number of planes, a multiple of 8, at most 32
    /// @param elements a multiple of 8
    /// @param out modified from `to` on; higher bits are 0
    void join(byte[] planes, int from, int bits, int elements, int[] out, int to);
}
