package org.lauescope.io.crystal;

/// A value of a CIF with the line it stands on; an unquoted `?` (unknown) or `.` (inapplicable) is
/// missing.
record CifValue(String text, int line, boolean quoted) {

    boolean isMissing() {
        return !quoted && (text.equals("?") || text.equals("."));
    }
}
