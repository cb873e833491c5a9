package org.lauescope.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.peaks.PeakList;
import org.lauescope.io.peaks.PeakLists;
import org.lauescope.laue.Geometry;

/// One FRAME of the command line: an image, a list of peaks, or something that cannot be read.
sealed interface Input {

    /// What the user calls it.
    String name();

    record Image(FrameAddress address) implements Input {
        @Override
        public String name() {
            return address.toString();
        }
    }

    record Listed(PeakList list) implements Input {
        @Override
        public String name() {
            return list.source();
        }
    }

    /// Kept in its place so that the others are still processed.
    record Unreadable(String name, String reason) implements Input {}

    /// The inputs of FRAME arguments, in order; a file of several frames or lists gives one input
    /// for each.
    ///
    /// @param geometry what peak lists refer to, or null for what they say themselves
    static List<Input> expand(List<String> arguments, @Nullable Geometry geometry) {
        List<Input> inputs = new ArrayList<>();
        for (String argument : arguments) {
            try {
                FrameAddress address = FrameAddress.parse(argument);
                if (Frames.recognises(address.file()) || !address.options().isEmpty()) {
                    Frames.expand(argument).forEach(frame -> inputs.add(new Image(frame)));
                } else if (isPeakList(address)) {
                    PeakLists.readAll(address.file(), geometry)
                            .forEach(list -> inputs.add(new Listed(list)));
                } else {
                    // Neither: the message of the frame readers says what the file is instead.
                    Frames.open(address).close();
                }
            } catch (IOException | IllegalArgumentException e) {
                inputs.add(new Unreadable(argument, Failures.message(e)));
            }
        }
        return inputs;
    }

    private static boolean isPeakList(FrameAddress address) throws IOException {
        return java.nio.file.Files.isRegularFile(address.file())
                && java.nio.file.Files.size(address.file()) > 0
                && PeakLists.looksLikePeakList(address.file());
    }
}
