package org.lauescope.io.frame;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;

/// Grey pictures of 8 or 16 bits that Java's image input reads: PNG, and JPEG 2000 through the
/// plug-in of jai-imageio. Slow (JPEG 2000: about a second for 4 Mpx), for files that come this way
/// only.
public final class PictureReader implements FrameReader {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JP2 = {
        0, 0, 0, 12, 'j', 'P', ' ', ' ', '\r', '\n', (byte) 0x87, '\n'
    };

    /// No compressed picture is smaller by more than this; guards against damaged headers.
    private static final long LARGEST_RATIO = 5000;

    @Override
    public String format() {
        return "PNG or JPEG 2000";
    }

    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        return name(head) != null;
    }

    private static @Nullable String name(byte[] head) {
        return startsWith(head, PNG) ? "png" : startsWith(head, JP2) ? "jpeg2000" : null;
    }

    private static boolean startsWith(byte[] head, byte[] mark) {
        return head.length >= mark.length
                && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        String name = name(FileBytes.head(address.file(), HEAD));
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name);
        if (name == null || !readers.hasNext()) {
            throw new FrameFileException(
                    address.file(),
                    "no reader of %s pictures is installed".formatted(name),
                    "jai-imageio-jpeg2000 on the class path",
                    "convert it to TIFF");
        }
        return new Picture(address, name, read(address.file(), readers.next()));
    }

    private static Raster read(Path file, ImageReader reader) throws IOException {
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in);
            FrameShape shape = FrameShape.of(file, reader.getWidth(0), reader.getHeight(0));
            if (shape.pixels() > LARGEST_RATIO * in.length()) {
                throw damaged(file, "%d bytes for %d px".formatted(in.length(), shape.pixels()));
            }
            Raster raster =
                    reader.canReadRaster()
                            ? reader.readRaster(0, null)
                            : reader.read(0).getRaster();
            if (raster.getNumBands() != 1) {
                throw new FrameFileException(
                        file,
                        "the picture has %d colours".formatted(raster.getNumBands()),
                        "a grey one",
                        "convert it, e.g. with ImageMagick's -colorspace Gray");
            }
            return raster;
        } catch (FrameFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoders meet damage with exceptions of all kinds.
            throw damaged(file, e.toString());
        } finally {
            reader.dispose();
        }
    }

    private static FrameFileException damaged(Path file, String fault) {
        return new FrameFileException(
                file,
                "the picture is damaged: " + fault,
                "a whole PNG or JPEG 2000 file",
                "copy it again");
    }

    private record Picture(FrameAddress address, String name, Raster raster) implements FrameStack {

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Frame read(int index) {
            int columns = raster.getWidth();
            int rows = raster.getHeight();
            int[] pixels =
                    raster.getSamples(
                            raster.getMinX(), raster.getMinY(), columns, rows, 0, (int[]) null);
            int bits = raster.getSampleModel().getSampleSize(0);
            var header = new Frame.Header(Double.NaN, null, (1L << bits) - 1, Frame.Kind.UNKNOWN);
            return Frame.ofCounts(address.name(0, 1), columns, rows, pixels, header);
        }

        @Override
        public String format() {
            return "%s, %d bits".formatted(name, raster.getSampleModel().getSampleSize(0));
        }

        @Override
        public void close() {}
    }
}
