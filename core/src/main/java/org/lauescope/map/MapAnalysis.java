package org.lauescope.map;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What neighbouring points of a map say together: the map with the planes of [DerivedQuantities],
/// and the tables behind them. Points without an orientation take no part.
///
/// @param map the given one with further planes; those that it had stay as they were
public record MapAnalysis(ScanMap map, Grains grains) {

    /// @param grainThreshold disorientation that divides grains, rad
    /// @param minimumPoints smallest grain
    /// @param kernelThreshold largest disorientation that counts in the KAM, rad
    /// @param kernelOrder reach of the KAM in steps
    public record Options(
            double grainThreshold, int minimumPoints, double kernelThreshold, int kernelOrder) {

        public static final Options DEFAULT =
                new Options(Math.toRadians(2), 5, Math.toRadians(1), 1);
    }

    public static MapAnalysis of(ScanMap map, Options options) {
        OrientationMap orientations = map.orientations();
        double @Nullable [] rotationSigma =
                map.has(PointQuantities.ROTATION_SIGMA.name())
                        ? radians(map.plane(PointQuantities.ROTATION_SIGMA.name()))
                        : null;
        Grains grains =
                GrainSegmentation.of(
                        orientations, options.grainThreshold(), options.minimumPoints());
        KernelMisorientation kernel =
                KernelMisorientation.of(
                        orientations,
                        options.kernelThreshold(),
                        options.kernelOrder(),
                        rotationSigma);
        int size = map.grid().size();
        ScanMap.Builder builder = map.toBuilder();
        builder.add(plane(DerivedQuantities.GRAIN, size, i -> grains.number()[i]));
        builder.add(new Plane(DerivedQuantities.KAM, kernel.values()));
        double[] noise = kernel.noise();
        if (noise != null) {
            builder.add(new Plane(DerivedQuantities.KAM_NOISE, noise));
            builder.add(new Plane(DerivedQuantities.KAM_DEBIASED, kernel.debiased()));
        }
        builder.add(new Plane(DerivedQuantities.GROD, grains.deviation()));
        if (rotationSigma != null) {
            builder.add(
                    plane(
                            DerivedQuantities.GROD_NOISE,
                            size,
                            i ->
                                    grains.number()[i] < 0
                                            ? Double.NaN
                                            : KernelMisorientation.noise(rotationSigma[i])));
        }
        builder.add(
                new Plane(
                        DerivedQuantities.GROD_LEAST_KAM,
                        grains.deviationFromLeast(kernel.values())));
        builder.add(
                plane(
                        DerivedQuantities.GOS,
                        size,
                        i ->
                                grains.number()[i] < 0
                                        ? Double.NaN
                                        : grains.list()
                                                .get(grains.number()[i])
                                                .orientationSpread()));
        return new MapAnalysis(builder.build(), grains);
    }

    private static Plane plane(Quantity quantity, int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        return new Plane(quantity, values);
    }

    private static double[] radians(Plane angles) {
        return angles.quantity().unit().equals("deg")
                ? Arrays.stream(angles.values()).map(Math::toRadians).toArray()
                : angles.values();
    }
}
