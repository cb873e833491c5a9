package org.lauescope.operando;

import java.util.List;
import org.lauescope.map.Estimate;
import org.lauescope.map.ScanGrid;

/// Have hot spots started at the interface?
final class InterfaceOrigin {

    /// µm from the interface.
    private static final double NEAR = 20;

    /// Of p under penetration: a p^(a − 1), Beta(a, 1).
    private static final double SHAPE = 0.4;

    private InterfaceOrigin() {}

    static List<Indicator> of(SeriesEvidence series, List<HotSpot> spots) {
        if (!series.knowsInterface() || spots.isEmpty()) {
            return List.of();
        }
        ScanGrid grid = series.grid();
        boolean[] hot = new boolean[grid.size()];
        spots.forEach(spot -> {
            for (int point : spot.points()) {
                hot[point] = true;
            }
        });
        double found = fractionNear(hot, series.interfaceDistance());
        double mean = 0;
        double square = 0;
        double asNear = 0.5;
        List<Displacement> displacements = Displacement.all(grid);
        for (Displacement displacement : displacements) {
            boolean[] moved = new boolean[hot.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = hot[displacement.source(grid, i)];
            }
            double elsewhere = fractionNear(moved, series.interfaceDistance());
            mean += elsewhere / displacements.size();
            square += elsewhere * elsewhere / displacements.size();
            asNear += elsewhere > found ? 1 : elsewhere == found ? 0.5 : 0;
        }
        double p = asNear / (displacements.size() + 1);
        double half = Math.log(1 + SHAPE * Math.pow(p, SHAPE - 1)) - Math.log(2);
        return List.of(
                new Indicator(
                        "interface origin",
                        new Estimate(found - mean, Math.sqrt(square - mean * mean)),
                        "",
                        "hot spots of the trends",
                        "part of their area within 20 µm of the interface (%.2f) less that of the same"
                                        .formatted(found)
                                + " spots laid elsewhere over the map (%.2f), σ from these; p = %.3f"
                                        .formatted(mean, p),
                        "a hot spot that reaches the interface need not have started there; what starts"
                                + " below the surface is not seen",
                        new Weight(
                                Math.log(SHAPE) + (SHAPE - 1) * Math.log(p),
                                0,
                                half,
                                "p distributed as Beta(0.4, 1) under penetration, evenly under electronic"
                                        + " conduction, half and half under mixed")));
    }

    private static double fractionNear(boolean[] hot, double[] distance) {
        int near = 0;
        int count = 0;
        for (int i = 0; i < hot.length; i++) {
            count += hot[i] ? 1 : 0;
            near += hot[i] && distance[i] < NEAR ? 1 : 0;
        }
        return (double) near / count;
    }
}
