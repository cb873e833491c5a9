package org.lauescope.report;

import org.lauescope.map.MapAnalysis;
import org.lauescope.map.Quantity;
import org.lauescope.picture.Axis;

/// A few honest words about each plane of a map.
public final class PlaneText {

    private static final String DEPTH =
            " Each point averages over the depth from which X-rays return, about 3–30 µm.";

    private PlaneText() {}

    public static String of(Quantity quantity) {
        String name = quantity.name();
        return switch (name) {
            case "equivalent_strain" ->
                    "Von Mises equivalent of the deviatoric strain, √(⅔ ε:ε), in 10⁻³. Noise alone makes it positive: compare the debiased map."
                            + DEPTH;
            case "equivalent_strain_squared" ->
                    "Square of the equivalent strain after subtracting what noise alone would make, 10⁻⁶: right on average, negative where noise wins.";
            case "detection_probability" ->
                    "Probability that an unstrained point would show less strain than this one: one in twenty unstrained points reaches 0.95.";
            case "curvature_detection" ->
                    "Probability that the curvature of a point is more than its noise.";
            case "information_depth" ->
                    "Mean depth from which the diffracted X-rays of the grain come, µm: every value of the point is an average over about this depth.";
            case "energy_min", "energy_mean", "energy_max" ->
                    "Energies of the photons in the grain's indexed peaks.";
            case "grains_found" -> "Number of grains found at each point; maps show the strongest.";
            case "rotation_sigma" ->
                    "Standard uncertainty of the orientation from the peaks' errors alone; orientations against the laboratory also share the error of the pose.";
            case "score" -> "Logarithm of the odds that the orientation is no chance coincidence.";
            case "distance_to_interface" ->
                    "Distance on the surface to the interface line of the experiment file, µm.";
            case "distance_to_boundary" ->
                    "Distance on the surface to the nearest boundary between grains, µm.";
            case "peak_width" ->
                    "Mean width of the indexed peaks. It holds the instrument's own width unless the title says otherwise; it grows with bending and sub-grains within the probed volume.";
            case "peaks_found" -> "Number of peaks found in the frame.";
            case "peaks_matched", "matched" ->
                    "Number of peaks that the strongest grain explains. Strain of fewer than about 20 peaks is weak.";
            case "rms_residual" ->
                    "Root mean square distance of the peaks from where the refined crystal puts them, px. High values: overlapping grains, split peaks or a wrong pose.";
            case "grain" ->
                    "Grains: connected points turned less than the threshold against their neighbours, numbered by size. Only the strongest grain of each point counts.";
            case "kam" ->
                    "Kernel average misorientation: mean disorientation to the eight neighbours; those turned by more than %s° do not count. Never below its noise floor, which is named in the figure."
                            .formatted(
                                    Axis.number(
                                            Math.toDegrees(
                                                    MapAnalysis.Options.DEFAULT
                                                            .kernelThreshold())));
            case "kam_debiased" ->
                    "KAM after subtracting its noise floor in squares; negative values are noise.";
            case "grod" ->
                    "Disorientation of each point from the mean orientation of its grain, with the noise floor that errors alone make.";
            case "grod_least_kam" ->
                    "Disorientation from the point of least KAM of the same grain.";
            case "gos" -> "Grain orientation spread: mean GROD of each grain.";
            default -> family(name);
        };
    }

    private static String family(String name) {
        if (name.startsWith("strain_")) {
            return "Deviatoric strain in SAMPLE axes, tensor component, 10⁻³; extension is positive. White beam gives no hydrostatic part. σ holds the peaks' errors, not that of the calibration."
                    + DEPTH;
        }
        if (name.startsWith("stress_")) {
            return "Deviatoric stress from the strain and the crystal's stiffness, SAMPLE axes, MPa. Its error is at least that of the strain."
                    + DEPTH;
        }
        if (name.contains("gnd") || name.contains("dislocation")) {
            return "Lower bound of the density of geometrically necessary dislocations, from the lattice curvature that a surface map can see (6 of 9 components). Where it is near its noise floor it says nothing.";
        }
        if (name.contains("curvature")) {
            return "Lattice curvature within the grain: change of the orientation per length, from neighbouring points.";
        }
        if (name.contains("distance")) {
            return "Distance on the surface, µm.";
        }
        if (name.contains("mosaic")) {
            return "Spread of orientations within the probed volume, from the shapes of the peaks; unless the instrument's"
                    + " width is known ([analysis] instrument_fwhm_px), that is part of it."
                    + DEPTH;
        }
        return "";
    }
}
