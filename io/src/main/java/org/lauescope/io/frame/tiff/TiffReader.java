package org.lauescope.io.frame.tiff;

import java.io.IOException;
import org.lauescope.io.frame.FileBytes;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameReader;
import org.lauescope.io.frame.FrameStack;
import org.lauescope.io.frame.MarCcdReader;

/// TIFF and BigTIFF, one or many pages of one grey sample per pixel: 8, 16, 32 or 64 bit, signed,
/// unsigned or floating, in strips or tiles, plain or compressed with LZW, Deflate or PackBits,
/// with any predictor. Values are taken as they are stored, whatever the photometric
/// interpretation.
public final class TiffReader implements FrameReader {

    @Override
    public String format() {
        return "TIFF";
    }

    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        if (head.length < 8 || head[0] != head[1] || MarCcdReader.isMarCcd(head)) {
            return false;
        }
        int version =
                head[0] == 'I'
                        ? head[2] + 256 * head[3]
                        : head[0] == 'M' ? head[3] + 256 * head[2] : 0;
        return version == 42 || version == 43;
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        FileBytes bytes = FileBytes.open(address.file());
        try {
            return new TiffStack(address, bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }
}
