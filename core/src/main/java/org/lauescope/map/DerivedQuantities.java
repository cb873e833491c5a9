package org.lauescope.map;

/// What [MapAnalysis] adds to a map: names, titles and units of its planes.
public final class DerivedQuantities {

    private DerivedQuantities() {}

    /// Number of the grain, −1 where there is none.
    public static final Quantity GRAIN = Quantity.categorical("grain", "grain");

    public static final Quantity KAM =
            Quantity.sequential("kam", "kernel average misorientation", "rad");
    public static final Quantity KAM_NOISE =
            Quantity.sequential("kam_noise", "KAM that errors alone make", "rad");

    /// See [KernelMisorientation#debiased].
    public static final Quantity KAM_DEBIASED =
            Quantity.diverging("kam_debiased", "KAM without noise", "rad");

    public static final Quantity GROD =
            Quantity.sequential("grod", "disorientation from the grain's mean", "rad");
    public static final Quantity GROD_NOISE =
            Quantity.sequential("grod_noise", "GROD that errors alone make", "rad");
    public static final Quantity GROD_LEAST_KAM =
            Quantity.sequential(
                    "grod_least_kam", "disorientation from the grain's point of least KAM", "rad");
    public static final Quantity GOS =
            Quantity.sequential("gos", "orientation spread of the grain", "rad");
}
