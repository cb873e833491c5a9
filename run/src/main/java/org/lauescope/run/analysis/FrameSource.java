package org.lauescope.run.analysis;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.FrameStack;
import org.lauescope.run.experiment.ScanFrames;

/// Reads the frames of a scan, from several threads at once. Files of several frames stay open.
public final class FrameSource implements Closeable {

    private final ScanFrames frames;
    private final Map<Integer, FrameStack> open = new ConcurrentHashMap<>();

    public FrameSource(ScanFrames frames) {
        this.frames = frames;
    }

    boolean isMeasured(int point) {
        return frames.isMeasured(point);
    }

    Frame read(int point) throws IOException {
        ScanFrames.Place place = frames.place(point);
        FrameStack known = open.get(place.file());
        if (known != null) {
            return known.read(place.index());
        }
        FrameStack stack = frames.open(place.file());
        if (stack.size() == 1) {
            try (stack) {
                return stack.read(place.index());
            }
        }
        FrameStack other = open.putIfAbsent(place.file(), stack);
        if (other != null) {
            stack.close();
        }
        return (other == null ? stack : other).read(place.index());
    }

    @Override
    public void close() throws IOException {
        for (FrameStack stack : open.values()) {
            stack.close();
        }
    }
}
