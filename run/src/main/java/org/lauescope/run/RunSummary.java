package org.lauescope.run;

import java.nio.file.Path;
import java.util.List;
import org.lauescope.io.result.ScanResult;

/// How a run ended.
///
/// @param scans statuses and agreement of each scan; their planes are read from `file`; none after
///   a part of a run
/// @param file the result file
/// @param frames analysed in this run; those of an earlier one are not among them
/// @param seconds that the run took
/// @param failed frames that could not be read or hold no measurement, with the reason
/// @param warnings what makes the result doubtful as a whole, for people
public record RunSummary(
        List<ScanResult> scans,
        Path file,
        long frames,
        double seconds,
        List<Failed> failed,
        List<String> warnings) {

    public RunSummary {
        scans = List.copyOf(scans);
        failed = List.copyOf(failed);
        warnings = List.copyOf(warnings);
    }

    /// A frame that could not be read or holds no measurement.
    public record Failed(String scan, int point, String reason) {}
}
