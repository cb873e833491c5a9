package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.map.DerivedQuantities;
import org.lauescope.map.EquivalentStrain;
import org.lauescope.map.Grains;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointMatches;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.Quantity;
import org.lauescope.map.Registration;
import org.lauescope.map.ScanMap;

/// What changed at each point of the first scan of a series until a later one: the value of the
/// nearest point of the later scan minus the one here, nothing interpolated.
///
/// Standard uncertainties hold the noise of both scans alone: what both have in common, as the error
/// of one calibration, cancels; what changed between them, as the pose of the detector, is for
/// [PoseModes]. Tensors of the later scan are turned back by the sample's re-mount rotation first,
///
///     ε′ = Qᵀ ε Q,   Q = exp([ω]×)
///
/// All planes lie on the points of the first scan.
///
/// @param strain six differences, SAMPLE axes of the first scan, with σ
/// @param others differences of further planes that both scans have
public record Difference(PointMatches matches, List<Plane> strain, List<Plane> others) {

    /// Distance of the two points that are compared.
    public static final Quantity MISMATCH =
            Quantity.sequential("registration_mismatch", "distance of the points compared", "");

    /// von Mises equivalent of the difference of both strains.
    public static final Quantity EQUIVALENT_STRAIN =
            Quantity.sequential(
                    "difference_equivalent_strain", "equivalent strain of the change", "");

    /// Its square without what noise adds.
    public static final Quantity EQUIVALENT_STRAIN_SQUARED =
            Quantity.diverging(
                    "difference_equivalent_strain_squared",
                    "equivalent strain of the change squared, noise removed",
                    "");

    /// Rotation of the lattice from scan to scan, without the sample's.
    public static final Quantity ROTATION =
            Quantity.sequential("difference_rotation", "rotation of the lattice", "rad");

    private static final String PREFIX = "difference_";

    /// Points turned further against each other are not of the same grain, rad.
    static final double SAME_LATTICE = Math.toRadians(2);

    /// Mean length of a vector of three independent components of variance 1.
    private static final double MAXWELL_MEAN = 2 * Math.sqrt(2 / Math.PI);

    public Difference {
        strain = List.copyOf(strain);
        others = List.copyOf(others);
    }

    /// @param number of the later scan in the series, from 1
    public static Difference of(ScanSeries series, int number) {
        return new Comparison(series, number).difference();
    }

    /// All planes.
    public List<Plane> planes() {
        List<Plane> planes = new ArrayList<>(strain);
        planes.addAll(others);
        planes.add(new Plane(MISMATCH, matches.mismatch()));
        return planes;
    }

    /// A change over its standard uncertainty: `z_strain_xx` of `difference_strain_xx` or of what
    /// takes its place as evidence.
    ///
    /// @throws IllegalArgumentException if the plane has no uncertainties
    public static Plane significance(Plane plane) {
        double[] sigma = plane.sigma();
        if (sigma == null) {
            throw new IllegalArgumentException(
                    "%s has no uncertainties; expected a plane with σ".formatted(plane.name()));
        }
        double[] z = new double[sigma.length];
        Arrays.setAll(z, i -> plane.values()[i] / sigma[i]);
        return new Plane(
                Quantity.diverging(
                        "z_" + plane.name().replaceFirst("^[a-z]+_", ""),
                        plane.quantity().title() + ", over σ",
                        ""),
                z);
    }

    /// One pair of scans.
    private static final class Comparison {
        private final ScanMap first;
        private final ScanMap later;
        private final Grains grainsOfFirst;
        private final Grains grainsOfLater;
        private final Matrix3 back;
        private final PointMatches matches;
        private final int[] point;

        /// Rotation of each point, rad; NaN where the two points do not show the same lattice. At
        /// boundaries the strongest grain may be another one, and the difference of two grains is
        /// no change.
        private final double[] turn;

        Comparison(ScanSeries series, int number) {
            first = series.first();
            later = series.maps().get(number);
            grainsOfFirst = series.grains().getFirst();
            grainsOfLater = series.grains().get(number);
            Registration registration = series.registrations().get(number - 1);
            back = registration.remount().matrix().transpose();
            matches = registration.matches();
            point = matches.point();
            turn = turns();
        }

        private double[] turns() {
            OrientationMap before = first.orientations();
            OrientationMap after = later.orientations();
            OrientationSymmetry[] symmetries = before.symmetries();
            Quaternion turnedBack = Quaternion.ofMatrix(back);
            double[] turns = new double[point.length];
            for (int i = 0; i < turns.length; i++) {
                turns[i] = Double.NaN;
                boolean comparable =
                        point[i] >= 0
                                && before.isKnown(i)
                                && after.isKnown(point[i])
                                && before.crystal()[i] == after.crystal()[point[i]];
                if (comparable) {
                    Quaternion turned = turnedBack.times(after.quaternion(point[i]));
                    double[] q = {turned.w(), turned.x(), turned.y(), turned.z()};
                    double angle =
                            symmetries[before.crystal()[i]].disorientation(
                                    before.quaternions(), 4 * i, q, 0);
                    if (angle < SAME_LATTICE) {
                        turns[i] = angle;
                    }
                }
            }
            return turns;
        }

        Difference difference() {
            List<Plane> strain = strain();
            List<Plane> others = new ArrayList<>();
            if (!strain.isEmpty()) {
                EquivalentStrain equivalent = EquivalentStrain.of(strain);
                others.add(new Plane(EQUIVALENT_STRAIN, equivalent.values()));
                double[] square = equivalent.debiasedSquare();
                if (square != null) {
                    others.add(new Plane(EQUIVALENT_STRAIN_SQUARED, square));
                }
            }
            others.add(new Plane(ROTATION, turn));
            String width = PointQuantities.PEAK_WIDTH.name();
            if (bothHave(width)) {
                others.add(
                        change(
                                width,
                                LocalScatter.of(first.plane(width), grainsOfFirst),
                                LocalScatter.of(later.plane(width), grainsOfLater)));
            }
            if (bothHave(DerivedQuantities.GROD, DerivedQuantities.GROD_NOISE)) {
                others.add(misorientation());
            }
            if (bothHave(DerivedQuantities.CURVATURE, DerivedQuantities.CURVATURE_NOISE)) {
                others.add(
                        change(
                                DerivedQuantities.CURVATURE.name(),
                                scaled(first, DerivedQuantities.CURVATURE_NOISE, Math.sqrt(6)),
                                scaled(later, DerivedQuantities.CURVATURE_NOISE, Math.sqrt(6))));
            }
            return new Difference(matches, strain, others);
        }

        private boolean bothHave(String name) {
            return first.has(name) && later.has(name);
        }

        private boolean bothHave(Quantity quantity, Quantity noise) {
            return bothHave(quantity.name()) && bothHave(noise.name());
        }

        /// As [#change], but against the mean of what both scans show of a grain.
        private Plane misorientation() {
            Plane change =
                    change(
                            DerivedQuantities.GROD.name(),
                            scaled(first, DerivedQuantities.GROD_NOISE, MAXWELL_MEAN),
                            scaled(later, DerivedQuantities.GROD_NOISE, MAXWELL_MEAN));
            double[] values =
                    MisorientationChange.of(grainsOfFirst, later.orientations(), point, turn);
            if (change.quantity().unit().equals("deg")) {
                Arrays.setAll(values, i -> Math.toDegrees(values[i]));
            }
            return new Plane(change.quantity(), values, change.sigma());
        }

        /// Noise about one axis of what `timesSigma` of it make the length of a vector of. About
        /// each axis a rotation is as uncertain; the length of a vector is no more.
        private static double[] scaled(ScanMap map, Quantity noise, double timesSigma) {
            return Arrays.stream(map.plane(noise.name()).values())
                    .map(v -> v / timesSigma)
                    .toArray();
        }

        private Plane change(String name, double[] sigmaBefore, double[] sigmaAfter) {
            Plane before = first.plane(name);
            double[] after = later.plane(name).values();
            double[] values = new double[point.length];
            double[] sigma = new double[point.length];
            for (int i = 0; i < values.length; i++) {
                boolean isSame = !Double.isNaN(turn[i]);
                values[i] = isSame ? after[point[i]] - before.values()[i] : Double.NaN;
                sigma[i] = isSame ? Math.hypot(sigmaBefore[i], sigmaAfter[point[i]]) : Double.NaN;
            }
            return new Plane(changeOf(before.quantity()), values, sigma);
        }

        private List<Plane> strain() {
            List<String> names = PointQuantities.STRAIN.stream().map(Quantity::name).toList();
            if (!names.stream().allMatch(this::bothHave)) {
                return List.of();
            }
            List<Plane> before = names.stream().map(first::plane).toList();
            List<Plane> after = names.stream().map(later::plane).toList();
            boolean hasSigma =
                    Stream.concat(before.stream(), after.stream())
                            .allMatch(plane -> plane.sigma() != null);
            double[][] values = new double[6][point.length];
            double[][] sigma = new double[6][point.length];
            double[] there = new double[6];
            for (int i = 0; i < point.length; i++) {
                for (int c = 0; c < 6; c++) {
                    there[c] =
                            !Double.isNaN(turn[i]) ? after.get(c).values()[point[i]] : Double.NaN;
                }
                double[] turned =
                        new SymmetricTensor(
                                        there[0], there[1], there[2], there[3], there[4], there[5])
                                .in(back)
                                .toArray();
                for (int c = 0; c < 6; c++) {
                    values[c][i] = turned[c] - before.get(c).values()[i];
                    // The noise is taken over as it is: turning it by less than 5° changes it by as
                    // little.
                    sigma[c][i] =
                            hasSigma && !Double.isNaN(values[c][i])
                                    ? Math.hypot(
                                            sigma(before.get(c))[i], sigma(after.get(c))[point[i]])
                                    : Double.NaN;
                }
            }
            List<Plane> planes = new ArrayList<>();
            for (int c = 0; c < 6; c++) {
                planes.add(
                        new Plane(
                                changeOf(before.get(c).quantity()),
                                values[c],
                                hasSigma ? sigma[c] : null));
            }
            return planes;
        }

        private static double[] sigma(Plane plane) {
            return Objects.requireNonNull(plane.sigma(), plane.name());
        }

        private static Quantity changeOf(Quantity quantity) {
            return Quantity.diverging(
                    PREFIX + quantity.name(), "change of " + quantity.title(), quantity.unit());
        }
    }
}
