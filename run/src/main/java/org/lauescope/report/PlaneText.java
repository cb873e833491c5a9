package org.lauescope.report;

import org.lauescope.map.Quantity;

/// A few honest words about each plane of a map.
final class PlaneText {

    private static final String DEPTH =
            " Each point averages over the depth from which X-rays return, about 3–30 µm.";

    private PlaneText() {}

    static String of(Quantity quantity) {
        String name = quantity.name();
        return switch (name) {
            case "equivalent_strain" ->
                    "Von Mises equivalent of the deviatoric strain, √(⅔ ε:ε), in 10⁻³. Noise alone makes it positive: compare the debiased map."
                            + DEPTH;
            case "equivalent_strain_debiased" ->
                    "Equivalent strain after subtracting in squares what noise alone would make.";
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
                    "Kernel average misorientation: mean disorientation to the neighbours within the grain. Never below its noise floor, which is named in the figure.";
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
            return "Lattice curvature within the grain: change of the orientation per length.";
        }
        if (name.contains("distance")) {
            return "Distance on the surface, µm.";
        }
        if (name.contains("mosaic")) {
            return "Spread of orientations within the probed volume, from the shapes of the peaks."
                    + DEPTH;
        }
        return "";
    }
}
