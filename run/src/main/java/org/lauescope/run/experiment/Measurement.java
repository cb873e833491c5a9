package org.lauescope.run.experiment;

import java.util.List;

/// An experiment and its frames.
///
/// @param frames those of each scan, in the order of the scans
public record Measurement(Experiment experiment, List<ScanFrames> frames) {
    public Measurement {
        frames = List.copyOf(frames);
        if (frames.size() != experiment.scans().size()) {
            throw new IllegalArgumentException(
                    "frames of %d scans for %d scans; expected as many"
                            .formatted(frames.size(), experiment.scans().size()));
        }
    }
}
