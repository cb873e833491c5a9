package org.lauescope.frame;

/// What is special about a peak; a peak's flags are the sum of [#bit()] values.
public enum PeakFlag {
    /// pixels at the detector's limit were left out of the fit
    SATURATED,
    /// a gap, a mask or the detector's edge cuts into the fit window
    GAP,
    /// fitted together with neighbours
    OVERLAPPED,
    /// one of several maxima of one spot (sub-grains)
    SPLIT,
    /// much longer than wide
    STREAK,
    /// the profile does not describe the pixels; position from moments where the fit failed
    POOR_FIT;

    public int bit() {
        return 1 << ordinal();
    }

    public boolean in(int flags) {
        return (flags & bit()) != 0;
    }
}
