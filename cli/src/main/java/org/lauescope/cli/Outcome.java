package org.lauescope.cli;

import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.frame.Peaks;
import org.lauescope.index.PointResult;

/// What became of one input.
sealed interface Outcome {

    String name();

    /// @param frame the image, where one was read and a picture of it is wanted; null otherwise
    record Analysed(String name, @Nullable Frame frame, Peaks peaks, PointResult result)
            implements Outcome {}

    record Unreadable(String name, String reason) implements Outcome {}
}
