package org.lauescope.map;

import java.util.List;

/// What [MapAnalysis] adds to a map: names, titles and units of its planes.
public final class DerivedQuantities {

    private static final List<String> COMPONENTS = List.of("xx", "yy", "zz", "yz", "xz", "xy");

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
    public static final Quantity GOS_NOISE =
            Quantity.sequential("gos_noise", "orientation spread that errors alone make", "rad");

    /// See [Boundaries#distance].
    public static final Quantity DISTANCE_TO_BOUNDARY =
            Quantity.sequential("distance_to_boundary", "distance to a grain boundary", "µm");

    public static final Quantity DISTANCE_TO_INTERFACE =
            Quantity.sequential("distance_to_interface", "distance to the interface", "µm");

    /// See [LatticeCurvature#magnitude].
    public static final Quantity CURVATURE =
            Quantity.sequential("curvature", "lattice curvature", "1/m");

    public static final Quantity CURVATURE_NOISE =
            Quantity.sequential("curvature_noise", "curvature that errors alone make", "1/m");
    public static final Quantity CURVATURE_DETECTION =
            Quantity.sequential(
                    "curvature_detection", "probability that the lattice is curved", "");

    /// See [LatticeCurvature#dislocations].
    public static final Quantity GND =
            Quantity.sequential("gnd", "least dislocation density of the curvature", "1/m^2");

    public static final Quantity GND_NOISE =
            Quantity.sequential("gnd_noise", "dislocation density that errors alone make", "1/m^2");

    /// `stress_xx` … `stress_xy`; titles name the assumption.
    public static List<Quantity> stress(StressAssumption assumption) {
        return COMPONENTS.stream()
                .map(c -> Quantity.diverging("stress_" + c, assumption.text() + ", " + c, "GPa"))
                .toList();
    }

    public static final Quantity VON_MISES_STRESS =
            Quantity.sequential("von_mises_stress", "von Mises stress", "GPa");
    public static final Quantity MAXIMUM_SHEAR_STRESS =
            Quantity.sequential("maximum_shear_stress", "largest shear stress", "GPa");
}
