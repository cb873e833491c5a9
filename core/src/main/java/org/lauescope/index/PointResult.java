package org.lauescope.index;

import java.util.List;
import org.lauescope.refine.GrainFit;

/// What the analysis found in one frame.
public sealed interface PointResult {

    /// Grains that passed every gate, strongest first.
    record Indexed(List<GrainFit> grains) implements PointResult {
        public Indexed {
            grains = List.copyOf(grains);
        }
    }

    /// A frame was read but gave no orientation that can be trusted.
    record NotIndexed(Reason reason, int peaks) implements PointResult {}

    /// No frame exists here.
    record NotMeasured() implements PointResult {}

    enum Reason {
        TOO_FEW_PEAKS("too few peaks"),
        NO_CANDIDATE("no orientation explains the peaks"),
        NOT_SIGNIFICANT("the best orientation could be chance"),
        AMBIGUOUS("two orientations or crystals explain the peaks equally well"),
        NOT_CONFIRMED("the refinement did not confirm the orientation"),
        OTHER_CRYSTAL("the peaks fit the lattice but not the crystal");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
