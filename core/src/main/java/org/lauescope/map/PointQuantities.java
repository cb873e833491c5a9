package org.lauescope.map;

import java.util.List;
import java.util.stream.Stream;

/// What is known of each point by itself, as planes of a map. Of a point with several grains they
/// show the strongest; tensors are in SAMPLE axes.
public final class PointQuantities {

    private PointQuantities() {}

    /// Whether maps without it are usual: that of an instrument whose own width is not known.
    public static boolean isOptional(Quantity quantity) {
        return quantity.equals(PEAK_BROADENING) || quantity.equals(PEAK_BROADENING_PIXELS);
    }

    /// Deviatoric strain in the order of [org.lauescope.crystal.SymmetricTensor]; σ is the part
    /// that differs from point to point.
    public static final List<Quantity> STRAIN =
            Stream.of("xx", "yy", "zz", "yz", "xz", "xy")
                    .map(c -> Quantity.diverging("strain_" + c, "deviatoric strain " + c, ""))
                    .toList();

    /// von Mises √(⅔ ε:ε). Noise alone makes it positive.
    public static final Quantity EQUIVALENT_STRAIN =
            Quantity.sequential("equivalent_strain", "equivalent strain", "");

    /// Square of the equivalent strain without what noise adds to it; may be negative. Average
    /// first, take the root afterwards.
    public static final Quantity EQUIVALENT_STRAIN_SQUARED =
            Quantity.diverging(
                    "equivalent_strain_squared", "equivalent strain squared, noise removed", "");

    /// Root of it, negative where it is: for looking, not for averaging.
    public static final Quantity EQUIVALENT_STRAIN_DEBIASED =
            Quantity.diverging(
                    "equivalent_strain_debiased", "equivalent strain, noise removed", "");

    /// Mean of the equivalent strain that errors alone make.
    public static final Quantity EQUIVALENT_STRAIN_NOISE =
            Quantity.sequential(
                    "equivalent_strain_noise", "equivalent strain that errors alone make", "");

    /// Probability that an unstrained crystal would show less strain.
    public static final Quantity DETECTION_PROBABILITY =
            Quantity.sequential("detection_probability", "probability that strain is there", "");

    /// Mean over the grain's peaks of the mean of both full widths at half maximum.
    public static final Quantity PEAK_WIDTH =
            Quantity.sequential("peak_width", "mean peak width", "deg");

    public static final Quantity PEAK_WIDTH_PIXELS =
            Quantity.sequential("peak_width_px", "mean peak width", "px");

    /// As [#PEAK_WIDTH], without what the instrument makes of a perfect crystal.
    public static final Quantity PEAK_BROADENING =
            Quantity.sequential(
                    "peak_broadening", "mean peak width beyond the instrument's", "deg");

    public static final Quantity PEAK_BROADENING_PIXELS =
            Quantity.sequential(
                    "peak_broadening_px", "mean peak width beyond the instrument's", "px");

    /// Root mean square angle of the parts of the grain from its mean orientation, about the axis
    /// about which it is largest.
    public static final Quantity MOSAIC_SPREAD =
            Quantity.sequential(
                    "mosaic_spread", "spread of orientations in the probed volume", "deg");

    /// Covariance of the orientations in the probed volume, [org.lauescope.refine.MosaicTensor].
    public static final List<Quantity> MOSAIC =
            Stream.of("xx", "yy", "zz", "yz", "xz", "xy")
                    .map(c ->
                            new Quantity(
                                    "mosaic_" + c,
                                    "covariance of orientations " + c,
                                    "deg^2",
                                    c.charAt(0) == c.charAt(1)
                                            ? Quantity.Scale.SEQUENTIAL
                                            : Quantity.Scale.DIVERGING))
                    .toList();

    /// Unit vector about which orientations spread most; the sign is that of z ≥ 0.
    public static final List<Quantity> MOSAIC_AXIS =
            Stream.of("x", "y", "z")
                    .map(c ->
                            Quantity.diverging(
                                    "mosaic_axis_" + c, "axis of the largest spread, " + c, ""))
                    .toList();

    public static final Quantity PEAKS_FOUND =
            Quantity.sequential("peaks_found", "peaks found", "");
    public static final Quantity PEAKS_MATCHED =
            Quantity.sequential("peaks_matched", "peaks matched by the grain", "");
    public static final Quantity PEAKS_PREDICTED =
            Quantity.sequential("peaks_predicted", "peaks expected of the grain", "");

    /// Distance of peaks from their predicted places.
    public static final Quantity RMS_RESIDUAL =
            Quantity.sequential("rms_residual", "root mean square residual", "px");

    /// Natural logarithm of the odds that the orientation is right against the best chance
    /// solution.
    public static final Quantity SCORE =
            Quantity.sequential("score", "logarithm of the odds against chance", "");

    public static final Quantity ENERGY_MIN =
            Quantity.sequential("energy_min", "smallest energy of the grain's peaks", "keV");
    public static final Quantity ENERGY_MAX =
            Quantity.sequential("energy_max", "largest energy of the grain's peaks", "keV");
    public static final Quantity ENERGY_MEAN =
            Quantity.sequential("energy_mean", "mean energy of the grain's peaks", "keV");

    /// Mean depth under the surface at which the photons of the grain's peaks were diffracted.
    public static final Quantity INFORMATION_DEPTH =
            Quantity.sequential("information_depth", "mean depth of diffraction", "µm");

    public static final Quantity GRAINS_FOUND =
            Quantity.sequential("grains_found", "grains found at the point", "");

    /// Root of the summed variances of the three components of a small rotation, noise and
    /// calibration together.
    public static final Quantity ROTATION_SIGMA =
            Quantity.sequential("rotation_sigma", "uncertainty of the orientation", "deg");

    /// That part of [#ROTATION_SIGMA] which differs from point to point: noise floors of what
    /// neighbours say together rest on it.
    public static final Quantity ROTATION_NOISE =
            Quantity.sequential("rotation_noise", "noise of the orientation", "deg");

    /// Since the scan began.
    public static final Quantity TIME = Quantity.sequential("time", "time since the start", "s");

    /// Number of the strongest grain's crystal.
    public static final Quantity CRYSTAL = Quantity.categorical("crystal", "crystal");
}
