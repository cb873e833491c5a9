package org.lauescope.refine;

/// An orientation improved by a quick fit.
///
/// @param matched spots within the radius of a peak
/// @param rmsPixels root mean square of their distances after the fit, px
public record Orientation(CrystalState state, int matched, double rmsPixels) {}
