package org.lauescope.run.experiment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lauescope.io.cycler.CyclerFile;
import org.lauescope.io.result.CyclerRecord;
import org.lauescope.map.Plane;
import org.lauescope.operando.Timeline;

/// The log of a cycler, brought to the clock of the beamline.
///
/// @param cycler as it was read
/// @param notes on the file and its clock, for people and for provenance
public record CellLog(Path file, CyclerFile cycler, Timeline timeline, List<String> notes) {

    public CellLog {
        notes = List.copyOf(notes);
    }

    /// What a result keeps of it.
    public CyclerRecord record() {
        return new CyclerRecord(
                cycler.source(), cycler.format(), cycler.log(), timeline.clock(), notes);
    }

    /// Planes of what the cell had gone through at the points of a scan.
    ///
    /// @param sinceStart of each point, s
    public List<Plane> planes(ScanEntry scan, double[] sinceStart) {
        double start = seconds(scan);
        return timeline.planes(
                Arrays.stream(sinceStart).map(seconds -> start + seconds).toArray(),
                LogChecks.isAtRest(scan));
    }

    /// For how long log and scan overlap, s; negative if they are that far apart, NaN if nobody
    /// said when the scan was.
    double overlap(ScanEntry scan) {
        if (scan.start() == null) {
            return Double.NaN;
        }
        double from = seconds(scan);
        double duration = Double.isNaN(scan.duration()) ? 0 : scan.duration();
        return Math.min(from + duration, timeline.end()) - Math.max(from, timeline.start());
    }

    /// Start of a scan, s since 1970; NaN if nobody said.
    static double seconds(ScanEntry scan) {
        return scan.start() == null
                ? Double.NaN
                : scan.start().getEpochSecond() + 1e-9 * scan.start().getNano();
    }
}
