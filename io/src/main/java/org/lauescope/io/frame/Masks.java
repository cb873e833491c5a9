package org.lauescope.io.frame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import org.lauescope.frame.Frame;
import org.lauescope.laue.Mask;

/// Masks as frames: any image file in which the pixels without data are not zero.
public final class Masks {

    private Masks() {}

    public static Mask read(Path file) throws IOException {
        return of(Frames.read(file));
    }

    /// Every pixel that is not zero, also one that is no number, is masked.
    public static Mask of(Frame frame) {
        BitSet masked = new BitSet(frame.columns() * frame.rows());
        int[] counts = frame.counts();
        float[] values = frame.values();
        for (int i = 0; i < frame.columns() * frame.rows(); i++) {
            boolean zero = counts != null ? counts[i] == 0 : values != null && values[i] == 0;
            masked.set(i, !zero);
        }
        return new Mask(frame.columns(), frame.rows(), masked);
    }
}
