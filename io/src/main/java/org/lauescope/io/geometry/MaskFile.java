package org.lauescope.io.geometry;

import org.lauescope.io.FileFormatException;
import org.lauescope.laue.Mask;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

import javax.imageio.ImageIO;

/// A mask as an image: non-zero = no data.
final class MaskFile {

    private static final int NO_DATA = 255;

    private MaskFile() {}

    static Mask read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new FileFormatException(path.toString(), "no such file");
        }
        BufferedImage image;
        try {
            image = ImageIO.read(path.toFile());
        } catch (RuntimeException e) {
            throw new FileFormatException(path.toString(), "broken image: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new FileFormatException(path.toString(), "not an image; expected TIFF or PNG");
        }
        Raster raster = image.getRaster();
        int columns = raster.getWidth();
        BitSet masked = new BitSet(columns * raster.getHeight());
        for (int row = 0; row < raster.getHeight(); row++) {
            for (int column = 0; column < columns; column++) {
                masked.set(row * columns + column, raster.getSampleDouble(column, row, 0) != 0);
            }
        }
        return new Mask(columns, raster.getHeight(), masked);
    }

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
