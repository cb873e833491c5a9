package org.lauescope.run.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Peaks;
import org.lauescope.index.PointResult;
import org.lauescope.map.PointStatus;
import org.lauescope.refine.GrainFit;

/// What a wave found at one point.
///
/// @param reason what is wrong with the frame; empty if nothing is
/// @param frameTime moment that the frame's file gives, s since 1970; NaN if it gives none
/// @param peaks null if there is no frame, or if they are stored already
/// @param grains strongest first
/// @param check comparison with an analysis from scratch, or null if none was asked for
public record PointRecord(
        int point,
        PointStatus status,
        String reason,
        double frameTime,
        @Nullable Peaks peaks,
        List<GrainRecord> grains,
        @Nullable Check check) {

    public PointRecord {
        grains = List.copyOf(grains);
    }

    PointRecord withGrains(List<GrainRecord> newGrains) {
        return new PointRecord(point, status, reason, frameTime, peaks, newGrains, check);
    }

    /// A grain of the point.
    ///
    /// @param crystal number of its crystal
    /// @param quantities values of [GrainQuantities#COLUMNS]
    public record GrainRecord(int crystal, GrainFit fit, double[] quantities) {}

    /// @param agrees whether an analysis from scratch gives the same strongest grain
    /// @param angle disorientation of both, rad; NaN if either has none
    public record Check(boolean agrees, double angle) {}

    static PointRecord notMeasured(int point) {
        return new PointRecord(
                point, PointStatus.NOT_MEASURED, "", Double.NaN, null, List.of(), null);
    }

    static PointRecord failed(int point, PointStatus status, String reason, double frameTime) {
        return new PointRecord(point, status, reason, frameTime, null, List.of(), null);
    }

    static PointStatus status(PointResult result) {
        return switch (result) {
            case PointResult.Indexed _ -> PointStatus.INDEXED;
            case PointResult.NotIndexed(PointResult.Reason reason, int _) -> PointStatus.of(reason);
            case PointResult.NotMeasured _ -> PointStatus.NOT_MEASURED;
        };
    }
}
