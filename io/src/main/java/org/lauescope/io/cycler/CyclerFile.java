package org.lauescope.io.cycler;

import java.util.List;
import org.lauescope.operando.CyclerLog;

/// A cycler's file as it was read.
///
/// @param source name of the file
/// @param format e.g. `EC-Lab text`
/// @param notes what was assumed or repaired in reading it, for people and for provenance
public record CyclerFile(String source, String format, CyclerLog log, List<String> notes) {
    public CyclerFile {
        notes = List.copyOf(notes);
    }
}
