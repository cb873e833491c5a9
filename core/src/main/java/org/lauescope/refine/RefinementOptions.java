package org.lauescope.refine;

/// How a refinement matches and weighs.
///
/// @param startRadius largest distance between a predicted spot and its peak in the first pass, px;
///   it is halved down to 4 px, then 3 px, and last five times the median distance (four σ and a
///   margin for what the last steps still move)
/// @param systematicPixels σ of what neither the peak fit nor the model knows (detector distortion,
///   spot shape), px per coordinate, added to the peaks' errors; NaN: as the residuals tell it, and
///   the fewer they are the more as the geometry's calibration found it, else [#DEFAULT_SYSTEMATIC]
/// @param strain false: orientation alone, the strain of the start is kept
public record RefinementOptions(double startRadius, double systematicPixels, boolean strain) {

    /// A flat-field corrected photon counter is known to 0.03–0.05 px; fibre tapers are worse and
    /// need a calibration.
    public static final double DEFAULT_SYSTEMATIC = 0.04;

    public static final RefinementOptions DEFAULT = new RefinementOptions(10, Double.NaN, true);

    public RefinementOptions {
        if (!(startRadius > 0 && startRadius <= 200)) {
            throw new IllegalArgumentException(
                    "start radius = %s px; expected above 0 and at most 200 px"
                            .formatted(startRadius));
        }
        if (systematicPixels < 0 || systematicPixels > 10) {
            throw new IllegalArgumentException(
                    "systematic error = %s px; expected 0 … 10 px, or NaN for the calibration's"
                            .formatted(systematicPixels));
        }
    }

    public RefinementOptions withSystematic(double pixels) {
        return new RefinementOptions(startRadius, pixels, strain);
    }

    public RefinementOptions orientationOnly() {
        return new RefinementOptions(startRadius, systematicPixels, false);
    }
}
