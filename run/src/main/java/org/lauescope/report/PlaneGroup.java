package org.lauescope.report;

import java.util.List;
import java.util.function.Predicate;
import org.lauescope.map.ScanMap;

/// Which planes are shown under which heading; the first that fits.
public enum PlaneGroup {
    STRAIN("Strain", name -> name.contains("strain") || name.equals("detection_probability")),
    STRESS("Stress", name -> name.contains("stress")),
    GRAINS(
            "Grains and misorientation",
            name ->
                    name.equals("grain")
                            || name.startsWith("kam")
                            || name.startsWith("grod")
                            || name.equals("gos")
                            || name.contains("distance")),
    CURVATURE(
            "Curvature and dislocations",
            name ->
                    name.contains("curvature")
                            || name.contains("gnd")
                            || name.contains("nye")
                            || name.contains("dislocation")),
    PEAKS(
            "Peaks and fit",
            name ->
                    name.contains("peak")
                            || name.contains("matched")
                            || name.contains("residual")
                            || name.contains("width")
                            || name.contains("mosaic")
                            || name.contains("score")
                            || name.contains("energy")
                            || name.contains("depth")
                            || name.equals("grains_found")
                            || name.equals("rotation_sigma")),
    OTHER("Other planes", _ -> true);

    private final String title;
    private final Predicate<String> holds;

    PlaneGroup(String title, Predicate<String> holds) {
        this.title = title;
        this.holds = holds;
    }

    public String title() {
        return title;
    }

    public static PlaneGroup of(String planeName) {
        for (PlaneGroup group : values()) {
            if (group.holds.test(planeName)) {
                return group;
            }
        }
        return OTHER;
    }

    /// Names of the planes of a map in this group that are shown: errors and noise floors stand
    /// beside their signals instead.
    List<String> shown(ScanMap map) {
        return map.planeNames().stream()
                .filter(name -> of(name) == this)
                .filter(name ->
                        !name.endsWith("_noise")
                                && !name.equals("status")
                                && !name.equals("time")
                                // The section about the series shows them side by side.
                                && !name.startsWith("unexplained_")
                                && !name.startsWith("z_strain_"))
                .toList();
    }
}
