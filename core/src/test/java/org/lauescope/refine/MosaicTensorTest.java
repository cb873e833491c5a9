package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.PrincipalAxes;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.DetectorPreset;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualSpots;
import org.lauescope.testing.TestCrystals;

/// Oracle: simulated frames, whose spots spread by a Jacobian of their own derivation.
final class MosaicTensorTest {

    private static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(5, 24),
                    DetectorPreset.PILATUS_1M.place(140, Math.PI / 2),
                    Math.PI / 4,
                    null);
    private static final ReflectionList LLZO =
            ReflectionList.of(TestCrystals.llzo(), GEOMETRY.beam(), 1e-3);
    private static final ProfileCovariance INSTRUMENT = new ProfileCovariance(0.64, 0.49, 0.1);

    private static Matrix3 rotation(Random random) {
        return VirtualGrain.randomOrientation(random);
    }

    /// A streaky grain: 0.06°, 0.03° and 0.01° about three axes.
    private static SymmetricTensor spread(Random random) {
        double[] v = Arrays.stream(new double[] {0.06, 0.03, 0.01}).map(Math::toRadians).toArray();
        return new SymmetricTensor(v[0] * v[0], v[1] * v[1], v[2] * v[2], 0, 0, 0)
                .in(rotation(random));
    }

    private static Peaks peaks(VirtualGrain grain, double photons, long seed) {
        FrameSimulator simulator =
                new FrameSimulator(
                        GEOMETRY,
                        VirtualDetector.COUNTER,
                        new Background(5, 0, 0, 0, 1),
                        new SpotShape(INSTRUMENT.xx(), INSTRUMENT.yy(), INSTRUMENT.xy(), 0, 1),
                        photons);
        return new PeakSearch()
                .find(
                        simulator.simulate("", List.of(grain), seed).frame(),
                        GEOMETRY.detector().mask());
    }

    private static GrainFit fit(VirtualGrain grain, Peaks peaks) {
        return new Refinement(GEOMETRY, RefinementOptions.DEFAULT)
                .refine(
                        peaks,
                        new SpotPattern(LLZO, GEOMETRY),
                        CrystalState.unstrained(grain.labFromCrystal()))
                .orElseThrow();
    }

    /// Some 10⁴ photons in a typical spot: each principal width within 5 % of the largest, and the
    /// errors claimed are those that occur.
    @Test
    void findsTheSpreadOfAGrain() {
        Random random = new Random(4);
        double sumOfPulls = 0;
        int pulls = 0;
        for (int n = 0; n < 6; n++) {
            SymmetricTensor spread = spread(random);
            VirtualGrain grain = new VirtualGrain(LLZO, rotation(random)).withSpread(spread);
            Peaks peaks = peaks(grain, 2e5, n);
            MosaicTensor found =
                    MosaicTensor.of(fit(grain, peaks), peaks, GEOMETRY, INSTRUMENT).orElseThrow();
            PrincipalAxes truth = PrincipalAxes.of(spread);
            PrincipalAxes axes = PrincipalAxes.of(found.spread());
            double largest = Math.sqrt(truth.first());
            assertThat(found.largestAngle()).isCloseTo(largest, within(0.05 * largest));
            assertThat(Math.sqrt(axes.second()))
                    .isCloseTo(Math.sqrt(truth.second()), within(0.05 * largest));
            // An angle between axes of widths 2 : 1 is known half as well as the widths themselves.
            assertThat(Math.abs(found.axis().dot(truth.axes().column(0)))).isGreaterThan(0.99);
            for (Vector3 axis : List.of(Vector3.X, Vector3.Y, Vector3.Z)) {
                double difference = axis.dot(found.spread().minus(spread).matrix().times(axis));
                double pull = difference / found.sigma(axis, axis);
                sumOfPulls += pull * pull;
                pulls++;
            }
        }
        assertThat(Math.sqrt(sumOfPulls / pulls)).isBetween(0.4, 1.7);
    }

    /// With the instrument's shape taken off, a perfect crystal has no spread and no width.
    @Test
    void aPerfectCrystalHasNone() {
        VirtualGrain grain = new VirtualGrain(LLZO, rotation(new Random(2)));
        Peaks peaks = peaks(grain, 2e5, 1);
        GrainFit fit = fit(grain, peaks);
        MosaicTensor found = MosaicTensor.of(fit, peaks, GEOMETRY, INSTRUMENT).orElseThrow();
        assertThat(Math.toDegrees(found.largestAngle())).isLessThan(0.012);
        assertThat(fit.meanWidth(peaks, GEOMETRY, INSTRUMENT))
                .isLessThan(0.35 * fit.meanWidth(peaks, GEOMETRY));
    }

    /// The fit is linear: shapes without noise give the tensor back to rounding.
    @Test
    void isExactForExactShapes() {
        Random random = new Random(9);
        SymmetricTensor spread = spread(random);
        VirtualGrain grain = new VirtualGrain(LLZO, rotation(random)).withSpread(spread);
        FrameSimulator simulator =
                new FrameSimulator(
                        GEOMETRY,
                        VirtualDetector.COUNTER,
                        Background.NONE,
                        new SpotShape(INSTRUMENT.xx(), INSTRUMENT.yy(), INSTRUMENT.xy(), 0, 1),
                        1e5);
        Peaks peaks = shapes(simulator.spots(List.of(grain)), shape -> shape);
        MosaicTensor found =
                MosaicTensor.of(fit(grain, peaks), peaks, GEOMETRY, INSTRUMENT).orElseThrow();
        // The emission depth is left out of the Jacobian, 1e-4 of it.
        assertThat(found.spread().minus(spread).matrix().largest())
                .isLessThan(1e-3 * spread.trace());
    }

    /// Shapes that are the covariances of so many photons as each spot has, drawn after Bartlett
    /// (Proc. R. Soc. Edinburgh 53 (1933) 260): claimed errors are those that occur. A root mean
    /// square of 200 tensors of three components that count for two scatters by 3.5 %.
    @Test
    void errorsOfCountedPhotonsAreHonest() {
        Random random = new Random(10);
        SymmetricTensor spread = spread(random);
        VirtualGrain grain = new VirtualGrain(LLZO, rotation(random)).withSpread(spread);
        FrameSimulator simulator =
                new FrameSimulator(
                        GEOMETRY,
                        VirtualDetector.COUNTER,
                        Background.NONE,
                        new SpotShape(INSTRUMENT.xx(), INSTRUMENT.yy(), INSTRUMENT.xy(), 0, 1),
                        1e5);
        var spots = simulator.spots(List.of(grain));
        GrainFit fit = fit(grain, shapes(spots, shape -> shape));
        double squares = 0;
        double chiSquare = 0;
        int count = 200;
        for (int repeat = 0; repeat < count; repeat++) {
            int[] spot = {0};
            Peaks peaks = shapes(spots, shape -> counted(shape, spots.counts()[spot[0]++], random));
            MosaicTensor found = MosaicTensor.of(fit, peaks, GEOMETRY, INSTRUMENT).orElseThrow();
            for (Vector3 axis : List.of(Vector3.X, Vector3.Y, Vector3.Z)) {
                double difference = axis.dot(found.spread().minus(spread).matrix().times(axis));
                double pull = difference / found.sigma(axis, axis);
                squares += pull * pull / (3 * count);
            }
            chiSquare += found.chiSquare() / count;
        }
        assertThat(Math.sqrt(squares)).isBetween(0.88, 1.12);
        assertThat(chiSquare).isBetween(0.9, 1.1);
    }

    private static ProfileCovariance counted(
            ProfileCovariance shape, double photons, Random random) {
        double l11 = Math.sqrt(shape.xx());
        double l21 = shape.xy() / l11;
        double l22 = Math.sqrt(shape.yy() - l21 * l21);
        double a11 = Math.sqrt(1 + Math.sqrt(2 / photons) * random.nextGaussian());
        double a22 = Math.sqrt(1 + Math.sqrt(2 / photons) * random.nextGaussian());
        double a21 = random.nextGaussian() / Math.sqrt(photons);
        double x = l11 * a11;
        double y1 = l21 * a11 + l22 * a21;
        double y2 = l22 * a22;
        return new ProfileCovariance(x * x, y1 * y1 + y2 * y2, x * y1);
    }

    /// Peaks at the places of the strongest spots.
    private static Peaks shapes(VirtualSpots spots, UnaryOperator<ProfileCovariance> observed) {
        Peaks.Builder builder = new Peaks.Builder();
        double[] row = new double[Peaks.Column.values().length];
        for (int i = 0; i < Math.min(80, spots.size()); i++) {
            ProfileCovariance shape =
                    observed.apply(
                            new ProfileCovariance(spots.xx()[i], spots.yy()[i], spots.xy()[i]));
            Arrays.fill(row, Double.NaN);
            row[Peaks.Column.X.ordinal()] = spots.x()[i];
            row[Peaks.Column.Y.ordinal()] = spots.y()[i];
            row[Peaks.Column.INTENSITY.ordinal()] = spots.counts()[i];
            row[Peaks.Column.INTENSITY_SIGMA.ordinal()] = Math.sqrt(spots.counts()[i]);
            row[Peaks.Column.FWHM_MAJOR.ordinal()] = shape.major();
            row[Peaks.Column.FWHM_MINOR.ordinal()] = shape.minor();
            row[Peaks.Column.ANGLE.ordinal()] = shape.angle();
            builder.add(row, 0);
        }
        return builder.build();
    }

    @Test
    void fewSpotsGiveNothing() {
        Peaks.Builder builder = new Peaks.Builder();
        VirtualGrain grain = new VirtualGrain(LLZO, rotation(new Random(2)));
        SpotPattern pattern = new SpotPattern(LLZO, GEOMETRY);
        pattern.compute(grain.labFromCrystal(), 1000);
        for (int i = 0; i < 12; i++) {
            builder.add(pattern.x(i), pattern.y(i), 1e4);
        }
        Peaks peaks = builder.build();
        assertThat(MosaicTensor.of(fit(grain, peaks), peaks, GEOMETRY, INSTRUMENT)).isEmpty();
    }
}
