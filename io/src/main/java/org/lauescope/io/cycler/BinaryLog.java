package org.lauescope.io.cycler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Files of cyclers whose format is not public and changes with the version of their programs: they
/// are recognised to say what to do instead.
enum BinaryLog {
    EC_LAB(".mpr", "EC-Lab", "Export as Text (.mpt) in EC-Lab"),
    NEWARE(".nda", "Neware", "export as CSV in BTSDA"),
    NEWARE_PACKED(".ndax", "Neware", "export as CSV in BTSDA"),
    ARBIN(".res", "Arbin", "export as CSV in MITS Pro or DataWatcher");

    private final String ending;
    private final String program;
    private final String export;

    BinaryLog(String ending, String program, String export) {
        this.ending = ending;
        this.program = program;
        this.export = export;
    }

    static Optional<BinaryLog> of(LogText head) {
        String name = head.source().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(log -> name.endsWith(log.ending)).findFirst();
    }

    /// What to tell the user.
    String remedy() {
        return "a binary log of %s (%s), whose format is not public; expected text or Parquet — %s, or convert it to the Battery Data Format (BDF)"
                .formatted(program, ending, export);
    }
}
