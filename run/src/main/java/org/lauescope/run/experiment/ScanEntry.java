package org.lauescope.run.experiment;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lauescope.map.ScanGrid;

/// One scan: its grid, its frames and when they were taken.
///
/// @param frames as written: a file, a pattern as `scan0/*.tif`, or `FILE.h5:/DATASET`
/// @param incomplete whether frames may be missing at the end or in a numbered series; their points
///   are then not measured
/// @param start moment of the first frame, or null
/// @param secondsPerPoint time from one frame to the next, s; NaN if not given
/// @param times of the frames, or null
/// @param repeats name of an earlier scan of the same state of the sample, or empty
public record ScanEntry(
        String name,
        String frames,
        ScanGrid grid,
        Order order,
        boolean incomplete,
        @Nullable Instant start,
        double secondsPerPoint,
        @Nullable FrameTimes times,
        ElectricalState electricalState,
        String repeats) {

    /// In which order the points of the grid were measured.
    public enum Order {
        /// every row from its first column to its last
        RASTER,
        /// every second row backwards
        SNAKE
    }

    /// What the cell did while the scan ran.
    public enum ElectricalState {
        PRISTINE,
        REST,
        CURRENT_ON,
        VOLTAGE_HELD,
        UNKNOWN
    }

    /// From the first frame to the end of the last, s; NaN if nobody said.
    public double duration() {
        if (times != null) {
            return Arrays.stream(times.sinceStart(start))
                    .filter(time -> !Double.isNaN(time))
                    .max()
                    .orElse(Double.NaN);
        }
        return secondsPerPoint * grid.size();
    }

    /// Number of the frame of a point, in order of measurement.
    ///
    /// @param point row · columns + column
    public int frame(int point) {
        int row = grid.row(point);
        int column = grid.column(point);
        boolean backwards = order == Order.SNAKE && row % 2 == 1;
        return grid.index(row, backwards ? grid.columns() - 1 - column : column);
    }

    /// The point of a frame; [#frame] is its own inverse.
    public int point(int frame) {
        return frame(frame);
    }
}
