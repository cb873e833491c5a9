package org.lauescope.io.result;

import java.util.List;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.CyclerLog;

/// The log of a cycler as a result keeps it.
///
/// @param source name of the file it was read from
/// @param format of that file
/// @param clock from the cycler's time to that of the beamline
/// @param notes what was assumed or repaired
public record CyclerRecord(
        String source, String format, CyclerLog log, ClockMap clock, List<String> notes) {
    public CyclerRecord {
        notes = List.copyOf(notes);
    }
}
