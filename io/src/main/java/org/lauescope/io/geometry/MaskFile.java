package org.lauescope.io.geometry;

import org.lauescope.laue.Mask;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/// Writes a mask as an image: non-zero = no data.
final class MaskFile {

    private static final int NO_DATA = 255;

    private MaskFile() {}

    /// Writes an 8-bit TIFF.
    static void write(Mask mask, Path path) throws IOException {
        BufferedImage image =
                new BufferedImage(mask.columns(), mask.rows(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = mask.nextMasked(0); i >= 0; i = mask.nextMasked(i + 1)) {
            image.getRaster().setSample(i % mask.columns(), i / mask.columns(), 0, NO_DATA);
        }
        if (!ImageIO.write(image, "tiff", path.toFile())) {
            throw new IOException(path + ": this Java cannot write TIFF images");
        }
    }
}
