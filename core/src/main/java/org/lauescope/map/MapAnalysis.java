package org.lauescope.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Stiffness;

/// What neighbouring points of a map say together: the map with the planes of [DerivedQuantities],
/// and the tables behind them. Points without an orientation take no part.
///
/// Of the planes of the map it uses `rotation_noise` (that part of the uncertainty of the
/// orientations which differs from point to point, [org.lauescope.refine.GrainFit#rotationNoise]),
/// or else `rotation_sigma`, which makes noise floors too high, and `strain_xx` … `strain_xy` with
/// their uncertainties. What rests on planes that are missing is left out.
///
/// @param map the given one with further planes; those that it had stay as they were
/// @param histograms one for each crystal
public record MapAnalysis(
        ScanMap map,
        Grains grains,
        Boundaries boundaries,
        List<MisorientationHistograms> histograms) {

    private static final List<String> STRAIN =
            PointQuantities.STRAIN.stream().map(Quantity::name).toList();

    public MapAnalysis {
        histograms = List.copyOf(histograms);
    }

    /// @param grainThreshold disorientation that divides grains, rad
    /// @param minimumPoints smallest grain
    /// @param kernelThreshold largest disorientation that counts in the KAM, rad
    /// @param kernelOrder reach of the KAM in steps
    /// @param interfaceLine of the distances; null if there is none
    /// @param stiffness by name of the crystal; crystals without one have no stress
    public record Options(
            double grainThreshold,
            int minimumPoints,
            double kernelThreshold,
            int kernelOrder,
            @Nullable Polyline interfaceLine,
            Map<String, Stiffness> stiffness,
            StressAssumption assumption) {

        public static final Options DEFAULT =
                new Options(
                        Math.toRadians(2),
                        5,
                        Math.toRadians(5),
                        1,
                        null,
                        Map.of(),
                        StressAssumption.DEVIATORIC);

        public Options {
            stiffness = Map.copyOf(stiffness);
        }

        public Options withKernel(double threshold) {
            return new Options(
                    grainThreshold,
                    minimumPoints,
                    threshold,
                    kernelOrder,
                    interfaceLine,
                    stiffness,
                    assumption);
        }

        public Options withGrains(double threshold, int points) {
            return new Options(
                    threshold,
                    points,
                    kernelThreshold,
                    kernelOrder,
                    interfaceLine,
                    stiffness,
                    assumption);
        }

        public Options withInterface(Polyline line) {
            return new Options(
                    grainThreshold,
                    minimumPoints,
                    kernelThreshold,
                    kernelOrder,
                    line,
                    stiffness,
                    assumption);
        }

        public Options withStiffness(
                Map<String, Stiffness> newStiffness, StressAssumption newAssumption) {
            return new Options(
                    grainThreshold,
                    minimumPoints,
                    kernelThreshold,
                    kernelOrder,
                    interfaceLine,
                    newStiffness,
                    newAssumption);
        }
    }

    public static MapAnalysis of(ScanMap map, Options options) {
        return new Derivation(map, options).analysis();
    }

    /// The planes one after the other.
    private static final class Derivation {
        private final ScanMap map;
        private final Options options;
        private final OrientationMap orientations;
        private final double @Nullable [] rotationSigma;
        private final ScanMap.Builder builder;

        Derivation(ScanMap map, Options options) {
            this.map = map;
            this.options = options;
            orientations = map.orientations();
            rotationSigma =
                    Stream.of(PointQuantities.ROTATION_NOISE, PointQuantities.ROTATION_SIGMA)
                            .map(Quantity::name)
                            .filter(map::has)
                            .findFirst()
                            .map(name -> radians(map.plane(name)))
                            .orElse(null);
            builder = map.toBuilder();
        }

        MapAnalysis analysis() {
            Grains grains =
                    GrainSegmentation.of(
                            orientations, options.grainThreshold(), options.minimumPoints());
            int[] number = grains.number();
            add(DerivedQuantities.GRAIN, i -> number[i]);
            misorientation(grains);
            Boundaries boundaries = Boundaries.of(grains, options.grainThreshold());
            distances(boundaries);
            curvature(grains);
            if (STRAIN.stream().allMatch(map::has)) {
                List<Plane> strain = STRAIN.stream().map(map::plane).toList();
                equivalentStrain(strain);
                stress(strain);
                grains = grains.withStrain(strain);
            }
            List<MisorientationHistograms> histograms = new ArrayList<>();
            for (int crystal = 0; crystal < orientations.crystals().size(); crystal++) {
                histograms.add(MisorientationHistograms.of(grains, crystal));
            }
            return new MapAnalysis(builder.build(), grains, boundaries, histograms);
        }

        /// Unless the map has it from the fits, whose covariances are complete.
        private void equivalentStrain(List<Plane> strain) {
            EquivalentStrain equivalent = EquivalentStrain.of(strain);
            addMissing(PointQuantities.EQUIVALENT_STRAIN, equivalent.values());
            double[] square = equivalent.debiasedSquare();
            if (square != null) {
                addMissing(PointQuantities.EQUIVALENT_STRAIN_SQUARED, square);
                addMissing(
                        PointQuantities.EQUIVALENT_STRAIN_DEBIASED,
                        Arrays.stream(square)
                                .map(s -> Math.copySign(Math.sqrt(Math.abs(s)), s))
                                .toArray());
            }
        }

        private void addMissing(Quantity quantity, double[] values) {
            if (!map.has(quantity.name())) {
                builder.add(new Plane(quantity, values));
            }
        }

        private void misorientation(Grains grains) {
            KernelMisorientation kernel =
                    KernelMisorientation.of(
                            orientations,
                            options.kernelThreshold(),
                            options.kernelOrder(),
                            rotationSigma);
            builder.add(kernel(DerivedQuantities.KAM, kernel.values()));
            double[] noise = kernel.noise();
            if (noise != null) {
                builder.add(kernel(DerivedQuantities.KAM_NOISE, noise));
                builder.add(kernel(DerivedQuantities.KAM_DEBIASED, kernel.debiased()));
            }
            builder.add(new Plane(DerivedQuantities.GROD, grains.deviation()));
            if (rotationSigma != null) {
                inGrains(
                        grains,
                        DerivedQuantities.GROD_NOISE,
                        i -> KernelMisorientation.noise(rotationSigma[i]));
            }
            builder.add(
                    new Plane(
                            DerivedQuantities.GROD_LEAST_KAM,
                            grains.deviationFromLeast(kernel.values())));
            inGrains(
                    grains,
                    DerivedQuantities.GOS,
                    i -> grains.list().get(grains.number()[i]).orientationSpread());
            if (rotationSigma != null) {
                double[] spread = spreadNoise(grains, rotationSigma);
                inGrains(grains, DerivedQuantities.GOS_NOISE, i -> spread[grains.number()[i]]);
            }
        }

        /// Mean over each grain of the GROD that errors alone make, rad.
        private static double[] spreadNoise(Grains grains, double[] rotationSigma) {
            double[] sum = new double[grains.list().size()];
            int[] count = new int[sum.length];
            for (int i = 0; i < rotationSigma.length; i++) {
                int grain = grains.number()[i];
                if (grain >= 0 && !Double.isNaN(rotationSigma[i])) {
                    sum[grain] += KernelMisorientation.noise(rotationSigma[i]);
                    count[grain]++;
                }
            }
            Arrays.setAll(sum, grain -> sum[grain] / count[grain]);
            return sum;
        }

        private Plane kernel(Quantity quantity, double[] values) {
            return new Plane(quantity, values)
                    .with(
                            new TreeMap<>(
                                    Map.of(
                                            "threshold_deg",
                                            Math.toDegrees(options.kernelThreshold()),
                                            "order",
                                            (double) options.kernelOrder())));
        }

        private void distances(Boundaries boundaries) {
            double[] distance = boundaries.distance();
            add(
                    DerivedQuantities.DISTANCE_TO_BOUNDARY,
                    i -> Double.isInfinite(distance[i]) ? Double.NaN : distance[i]);
            Polyline line = options.interfaceLine();
            if (line != null) {
                builder.add(
                        new Plane(
                                DerivedQuantities.DISTANCE_TO_INTERFACE,
                                line.distances(map.grid())));
            }
        }

        private void curvature(Grains grains) {
            LatticeCurvature curvature = LatticeCurvature.of(grains, rotationSigma);
            double[] burgers =
                    orientations.crystals().stream()
                            .mapToDouble(Crystal::shortestTranslation)
                            .toArray();
            builder.add(new Plane(DerivedQuantities.CURVATURE, curvature.magnitude()));
            double[] detection = curvature.detection();
            if (detection != null) {
                builder.add(new Plane(DerivedQuantities.CURVATURE_NOISE, curvature.noise()));
                builder.add(new Plane(DerivedQuantities.CURVATURE_DETECTION, detection));
            }
            builder.add(
                    new Plane(
                            DerivedQuantities.GND, curvature.dislocations(orientations, burgers)));
            if (detection != null) {
                builder.add(
                        new Plane(
                                DerivedQuantities.GND_NOISE,
                                curvature.dislocationNoise(orientations, burgers)));
            }
        }

        private void stress(List<Plane> strain) {
            if (!StressField.isKnown(orientations, options.stiffness(), options.assumption())) {
                return;
            }
            StressField stress =
                    StressField.of(orientations, strain, options.stiffness(), options.assumption());
            List<Quantity> quantities = DerivedQuantities.stress(options.assumption());
            double[][] sigma = stress.sigma();
            for (int k = 0; k < quantities.size(); k++) {
                builder.add(
                        new Plane(
                                quantities.get(k),
                                stress.components()[k],
                                sigma == null ? null : sigma[k]));
            }
            builder.add(
                    new Plane(
                            DerivedQuantities.VON_MISES_STRESS,
                            stress.vonMises(),
                            stress.vonMisesSigma()));
            builder.add(
                    new Plane(
                            DerivedQuantities.MAXIMUM_SHEAR_STRESS,
                            stress.maximumShear(),
                            stress.maximumShearSigma()));
        }

        private void inGrains(Grains grains, Quantity quantity, IntToDoubleFunction value) {
            add(quantity, i -> grains.number()[i] < 0 ? Double.NaN : value.applyAsDouble(i));
        }

        private void add(Quantity quantity, IntToDoubleFunction value) {
            double[] values = new double[map.grid().size()];
            Arrays.setAll(values, value);
            builder.add(new Plane(quantity, values));
        }

        private static double[] radians(Plane angles) {
            return angles.quantity().unit().equals("deg")
                    ? Arrays.stream(angles.values()).map(Math::toRadians).toArray()
                    : angles.values();
        }
    }
}
