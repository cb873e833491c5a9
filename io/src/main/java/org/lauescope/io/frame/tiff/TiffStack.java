package org.lauescope.io.frame.tiff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.FileBytes;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.FrameStack;

/// The pages of an opened TIFF file; thumbnails and transparency masks are left out.
final class TiffStack implements FrameStack {

    /// Bits 0 (a smaller version of another page) and 2 (a transparency mask) of NewSubfileType.
    private static final int SIDE_PAGE = 0b101;

    private final FrameAddress address;
    private final FileBytes bytes;
    private final List<TiffDirectory> pages;
    private final TiffImage first;

    TiffStack(FrameAddress address, FileBytes bytes) throws FrameFileException {
        this.address = address;
        this.bytes = bytes;
        List<TiffDirectory> all = TiffDirectory.all(bytes);
        pages = new ArrayList<>(all.size());
        for (TiffDirectory directory : all) {
            if ((directory.integer(Tag.NEW_SUBFILE_TYPE, 0) & SIDE_PAGE) == 0) {
                pages.add(directory);
            }
        }
        if (pages.isEmpty()) {
            pages.add(all.getFirst());
        }
        first = new TiffImage(bytes, pages.getFirst());
    }

    @Override
    public int size() {
        return pages.size();
    }

    @Override
    public Frame read(int index) throws IOException {
        TiffDirectory page = pages.get(index);
        TiffImage image = index == 0 ? first : new TiffImage(bytes, page);
        return image.plane()
                .frame(address.name(index, pages.size()), TiffHeader.of(page, image.type()));
    }

    @Override
    public String format() {
        return "TIFF, %s, %s".formatted(first.type(), first.compression());
    }

    @Override
    public void close() {
        bytes.close();
    }
}
