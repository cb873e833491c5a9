package org.lauescope.simulate;

import java.util.List;
import org.lauescope.frame.Frame;

/// A simulated frame with its truth.
///
/// @param seed of the noise; the same grains, simulator and seed give the same bits
public record VirtualFrame(Frame frame, List<VirtualGrain> grains, VirtualSpots spots, long seed) {

    public VirtualFrame {
        grains = List.copyOf(grains);
    }
}
