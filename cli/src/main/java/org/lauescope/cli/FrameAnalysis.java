package org.lauescope.cli;

import java.io.IOException;
import java.util.List;
import org.lauescope.frame.Frame;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.index.Indexer;
import org.lauescope.index.IndexerOptions;
import org.lauescope.io.frame.Frames;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;

/// From one input to its grains: read, find peaks, index, refine. Keeps the buffers of its parts;
/// belongs to one thread.
final class FrameAnalysis {

    private final Geometry geometry;
    private final PeakSearch search;
    private final Indexer indexer;
    private final boolean keepFrames;

    /// @param keepFrames whether outcomes hold their image
    FrameAnalysis(
            Geometry geometry,
            List<ReflectionList> crystals,
            PeakSearch.Options peakOptions,
            IndexerOptions indexerOptions,
            boolean keepFrames) {
        this.geometry = geometry;
        this.search = new PeakSearch(peakOptions);
        this.indexer = new Indexer(geometry, crystals, indexerOptions);
        this.keepFrames = keepFrames;
    }

    Outcome analyse(Input input) {
        try {
            return switch (input) {
                case Input.Image(var address) -> {
                    Frame frame = Frames.read(address);
                    checkSize(frame, geometry.detector());
                    Peaks peaks = search.find(frame, geometry.detector().mask());
                    yield new Outcome.Analysed(
                            input.name(), keepFrames ? frame : null, peaks, indexer.index(peaks));
                }
                case Input.Listed(var list) ->
                        new Outcome.Analysed(
                                input.name(), null, list.peaks(), indexer.index(list.peaks()));
                case Input.Unreadable(var name, var reason) -> new Outcome.Unreadable(name, reason);
            };
        } catch (IOException e) {
            return new Outcome.Unreadable(input.name(), Failures.message(e));
        }
    }

    /// @throws IOException if the frame cannot be of this detector
    static void checkSize(Frame frame, Detector detector) throws IOException {
        if (frame.columns() != detector.columns() || frame.rows() != detector.rows()) {
            throw new IOException(
                    "%s: the frame is %d × %d px; the geometry describes a detector of %d × %d px (another detector, or binned?)"
                            .formatted(
                                    frame.source(),
                                    frame.columns(),
                                    frame.rows(),
                                    detector.columns(),
                                    detector.rows()));
        }
    }
}
