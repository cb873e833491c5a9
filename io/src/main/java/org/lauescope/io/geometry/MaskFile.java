package org.lauescope.io.geometry;

import java.io.IOException;
import java.nio.file.Path;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.tiff.TiffWriter;
import org.lauescope.laue.Mask;

/// Writes a mask as an image: non-zero = no data.
final class MaskFile {

    private static final int NO_DATA = 255;

    private MaskFile() {}

    /// Writes a TIFF with Deflate: a mask has little to say in many pixels.
    static void write(Mask mask, Path path) throws IOException {
        int[] pixels = new int[mask.columns() * mask.rows()];
        for (int i = mask.nextMasked(0); i >= 0; i = mask.nextMasked(i + 1)) {
            pixels[i] = NO_DATA;
        }
        TiffWriter.compressing()
                .write(
                        Frame.ofCounts(
                                path.toString(),
                                mask.columns(),
                                mask.rows(),
                                pixels,
                                Frame.Header.UNKNOWN),
                        path);
    }
}
