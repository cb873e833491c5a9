package org.lauescope.io.frame.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameStack;

/// The frames of one dataset, or of several that follow each other.
final class Hdf5Stack implements FrameStack {

    private final FrameAddress address;
    private final HdfFile file;
    private final List<ImageStorage> parts = new ArrayList<>();
    private final NexusDetector detector;
    private final int size;

    /// Takes over `file`.
    Hdf5Stack(FrameAddress address, HdfFile file, ImageDatasets.Images images) throws IOException {
        this.address = new FrameAddress(address.file(), images.path(), Map.of(), FrameAddress.ALL);
        this.file = file;
        long frames = 0;
        try {
            for (Dataset part : images.parts()) {
                ImageStorage storage = ImageStorage.of(this.address, part);
                parts.add(storage);
                frames += storage.layout().frames();
            }
        } catch (IOException | RuntimeException e) {
            closeParts();
            throw e;
        }
        size = Math.toIntExact(frames);
        detector = NexusDetector.of(file, images);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String format() {
        ImageStorage first = parts.getFirst();
        return "HDF5, %s, %s".formatted(first.layout().type(), first.storage());
    }

    @Override
    public Frame read(int index) throws IOException {
        int within = index;
        int part = 0;
        while (within >= parts.get(part).layout().frames()) {
            within -= parts.get(part++).layout().frames();
        }
        return detector.frame(
                address.name(index, size),
                index,
                parts.get(part).layout(),
                parts.get(part).read(within));
    }

    private void closeParts() throws IOException {
        for (ImageStorage part : parts) {
            part.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeParts();
        file.close();
    }
}
