package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.map.Estimate;

/// Do strain and hot spots follow the normal of the interface, the direction of the field?
final class Directionality {

    /// Scatter of directions about the normal under penetration, and the part that follows none.
    private static final double SCATTER = Math.toRadians(15);

    private static final double ASTRAY = 0.2;

    /// Rounder hot spots have no direction.
    private static final double ELONGATED = 1.5;

    /// A strain in the plane has a direction if it is at least so many uncertainties.
    private static final double CLEAR = 3;

    private static final String MODEL =
            "normal about the interface's normal, 15° and σ, for four fifths under penetration and"
                    + " mixed; evenly in all directions for the rest and under electronic conduction";

    private Directionality() {}

    /// Direction of the strain at the interface, of the largest hot spot, and of all hot spots.
    ///
    /// @param spots largest first
    static List<Indicator> of(SeriesEvidence series, List<HotSpot> spots) {
        if (!series.knowsInterface()) {
            return List.of();
        }
        InterfaceNormal normal = InterfaceNormal.of(series.grid(), series.interfaceDistance());
        List<Indicator> indicators = new ArrayList<>();
        if (!series.strain().isEmpty()) {
            indicators.add(strain(series, normal));
        }
        List<HotSpot> elongated =
                spots.stream().filter(spot -> spot.elongation() >= ELONGATED).toList();
        if (!elongated.isEmpty()) {
            indicators.add(hotSpot(elongated.getFirst(), normal));
            indicators.add(rayleigh(elongated, normal));
        }
        return indicators;
    }

    /// Of a symmetric tensor in the plane, a = (xx − yy)/2 and b = xy, the axes lie at ½ atan2(b,
    /// a); whichever is nearer to the normal, as deposition may compress or extend.
    private static Indicator strain(SeriesEvidence series, InterfaceNormal normal) {
        List<Contrast> contrasts = series.contrasts();
        Contrast decay = contrasts.getLast();
        Change xy = series.trend(series.strain().get(5));
        List<Change> plane = List.of(halfDifference(series), xy);
        PlannedContrasts found = PlannedContrasts.of(plane, contrasts, series.grain());
        double a = found.of(0, decay).value();
        double b = found.of(1, decay).value();
        double sigmaA = found.of(0, decay).sigma();
        double sigmaB = found.of(1, decay).sigma();
        double size = Math.hypot(a, b);
        double sigma = Math.hypot(a * sigmaB, b * sigmaA) / (size * size) / 2;
        double angle =
                Math.IEEEremainder(
                        Math.atan2(b, a) / 2 - meanAngle(normal, decay.weight()), Math.PI / 2);
        boolean isClear = size >= CLEAR * Math.hypot(a * sigmaA, b * sigmaB) / size;
        return new Indicator(
                "direction of strain",
                isClear ? new Estimate(angle, sigma) : Estimate.UNKNOWN,
                "rad",
                "whole map, weighted by exp(−z / 20 µm) from the interface",
                "angle from the interface's normal to the nearer principal axis of the change of strain"
                        + " in the plane of the map, −π/4 … π/4",
                "two directions of three are seen; elastic anisotropy of the grains at the interface;"
                        + " unknown where the strain is less than three uncertainties",
                isClear ? weight(angle, sigma, Math.PI / 2) : Weight.NONE);
    }

    /// (xx − yy)/2 as a field of its own: white beam sees no change of volume, so that errors of xx
    /// and yy go against each other, and its noise is larger than that of both taken as
    /// independent.
    private static Change halfDifference(SeriesEvidence series) {
        Change xx = series.trend(series.strain().get(0));
        Change yy = series.trend(series.strain().get(1));
        double[] values = xx.field().minus(yy.field()).values();
        double[] sigma = xx.field().minus(yy.field()).sigma();
        Arrays.setAll(values, i -> values[i] / 2);
        Arrays.setAll(sigma, i -> sigma[i] / 2);
        List<double[]> modes = new ArrayList<>(yy.nuisance().modes());
        modes.addAll(xx.nuisance().modes());
        return new Change(new Field(series.grid(), values, sigma), new Nuisance(modes));
    }

    private static double meanAngle(InterfaceNormal normal, double[] weight) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < weight.length; i++) {
            if (Double.isFinite(normal.x()[i])) {
                x += weight[i] * normal.x()[i];
                y += weight[i] * normal.y()[i];
            }
        }
        return Math.atan2(y, x);
    }

    private static double fromNormal(HotSpot spot, InterfaceNormal normal) {
        return Math.IEEEremainder(spot.direction() - normal.angle(spot.peakPoint()), Math.PI);
    }

    private static Indicator hotSpot(HotSpot spot, InterfaceNormal normal) {
        double angle = fromNormal(spot, normal);
        return new Indicator(
                "direction of the hot spot",
                new Estimate(angle, Double.NaN),
                "rad",
                "heaviest elongated hot spot of the trends",
                "angle from the interface's normal to its long axis by second moments, −π/2 … π/2;"
                        + " elongated from 1.5 on",
                "a boundary that happens to run along the normal; the edge of the map cuts hot spots",
                weight(angle, 0, Math.PI));
    }

    /// Of doubled angles: mean length of the resultant, p = exp(−n R²) (J. W. S. Rayleigh, Phil.
    /// Mag. 10 (1880) 73), good from some five on.
    private static Indicator rayleigh(List<HotSpot> spots, InterfaceNormal normal) {
        double x = 0;
        double y = 0;
        for (HotSpot spot : spots) {
            x += Math.cos(2 * fromNormal(spot, normal)) / spots.size();
            y += Math.sin(2 * fromNormal(spot, normal)) / spots.size();
        }
        double resultant = Math.hypot(x, y);
        return new Indicator(
                "agreement of directions",
                new Estimate(resultant, Double.NaN),
                "",
                "%d elongated hot spots of the trends".formatted(spots.size()),
                "length of the mean of their directions with doubled angles; Rayleigh's p = %.3f"
                        .formatted(Math.exp(-spots.size() * resultant * resultant)),
                "fewer than five hot spots say nothing; those of several components of strain may be"
                        + " the same",
                Weight.NONE);
    }

    /// @param period after which directions are the same, rad
    private static Weight weight(double angle, double sigma, double period) {
        double width = Math.hypot(SCATTER, sigma);
        double near = 0;
        for (int turn = -3; turn <= 3; turn++) {
            double z = (angle + turn * period) / width;
            near += Math.exp(-z * z / 2) / (Math.sqrt(2 * Math.PI) * width);
        }
        double log = Math.log((1 - ASTRAY) * near * period + ASTRAY);
        return new Weight(log, 0, log, MODEL);
    }
}
