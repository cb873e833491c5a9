package org.lauescope.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Dispersion;
import org.lauescope.crystal.FormFactor;
import org.lauescope.crystal.HallSymbol;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Frame;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.Spectrum;

final class FrameSimulatorTest {

    private static final Beam FLAT = new Beam(6, 20, new Spectrum.Flat());
    private static final UnitCell MONOCLINIC = UnitCell.ofDegrees(5.15, 5.21, 5.32, 90, 99.2, 90);
    private static final Matrix3 TURNED = Matrix3.rotation(new Vector3(0.7, -1.1, 0.4));
    private static final Geometry GEOMETRY = new Geometry(FLAT, tilted(), Math.PI / 4, null);

    /// A detector whose five pose parameters are all away from zero.
    private static Detector tilted() {
        Detector straight = DetectorPreset.PILATUS_1M.place(150, Math.PI / 2);
        return new DetectorPose(148, 502, 511, 0.02, 0.03, 0.015, false).applyTo(straight);
    }

    /// One atom that scatters equally in every direction: all |F| are equal.
    private static ReflectionList reflections(UnitCell cell, Beam beam) {
        FormFactor point = new FormFactor(new double[] {10}, new double[] {0}, 0);
        Atom atom = new Atom("A", "A", Vector3.ZERO, 1, 0, point, Dispersion.NONE);
        Crystal crystal =
                new Crystal(
                        "test",
                        cell,
                        HallSymbol.operators("-P 1"),
                        List.of(atom),
                        Attenuation.UNKNOWN,
                        "test");
        return ReflectionList.of(crystal, beam, 0);
    }

    private static FrameSimulator simulator(Background background) {
        return new FrameSimulator(
                GEOMETRY, VirtualDetector.COUNTER, background, SpotShape.round(1), 1e5);
    }

    private static VirtualGrain grain() {
        return new VirtualGrain(reflections(MONOCLINIC, FLAT), TURNED);
    }

    /// Definitions alone: q = F⁻ᵀ B h, mirror law, and the ray put into the plane by Cramer's rule.
    /// 1e-9 px is 1e-12 of the detector, some thousand roundings.
    @Test
    void spotsLieWhereTheDefinitionsPutThem() {
        SymmetricTensor strain = new SymmetricTensor(2e-3, -1e-3, 4e-4, 7e-4, -5e-4, 1.1e-3);
        VirtualGrain grain = grain().withStrain(strain);
        VirtualSpots spots = simulator(Background.NONE).spots(List.of(grain));
        Detector d = GEOMETRY.detector();

        Matrix3 f = TURNED.times(Matrix3.IDENTITY.plus(strain.matrix()));
        Matrix3 direct = f.times(MONOCLINIC.direct());
        Vector3 a = direct.column(0);
        Vector3 b = direct.column(1);
        Vector3 c = direct.column(2);
        double volume = a.dot(b.cross(c));
        assertThat(spots.size()).isGreaterThan(30);
        for (int i = 0; i < spots.size(); i++) {
            int r = spots.reflection()[i];
            int n = spots.order()[i];
            Vector3 q =
                    b.cross(c)
                            .times(n * grain.reflections().h(r) / volume)
                            .plus(c.cross(a).times(n * grain.reflections().k(r) / volume))
                            .plus(a.cross(b).times(n * grain.reflections().l(r) / volume));
            double wavelength = -2 * q.x() / q.dot(q);
            Vector3 k = Vector3.X.plus(q.times(wavelength));
            Vector3 columnStep = d.fast().times(d.pitchColumn());
            Vector3 rowStep = d.slow().times(d.pitchRow());
            Vector3 solved =
                    Matrix3.ofColumns(columnStep, rowStep, k.times(-1))
                            .inverse()
                            .times(d.origin().times(-1));
            assertThat(spots.x()[i]).isCloseTo(solved.x(), within(1e-9));
            assertThat(spots.y()[i]).isCloseTo(solved.y(), within(1e-9));
            assertThat(spots.energy()[i])
                    .isCloseTo(12.398419843320026 / wavelength, within(1e-12 * 24));
        }
    }

    /// With equal |F|, a flat spectrum and no absorption I = Σₙ λₙ³ P / sin²θ, closed form.
    /// Horizontal polarisation 0.95.
    @Test
    void intensitiesAreKinematic() {
        VirtualSpots spots = simulator(Background.NONE).spots(List.of(grain()));
        double first = 0;
        for (int i = 0; i < spots.size(); i++) {
            Vector3 k = GEOMETRY.detector().ray(spots.x()[i], spots.y()[i]);
            double sineSquared = (1 - k.x()) / 2;
            double polarisation = 0.95 * (1 - k.y() * k.y()) + 0.05 * (1 - k.z() * k.z());
            double fundamental = spots.energy()[i] / spots.order()[i];
            double cubes = 0;
            for (int n = 1; n * fundamental <= 20; n++) {
                cubes += n * fundamental < 6 ? 0 : Math.pow(n * fundamental, -3);
            }
            double expected = cubes * polarisation / sineSquared;
            first = i == 0 ? expected : first;
            assertThat(spots.counts()[i]).isCloseTo(1e5 * expected / first, within(1e-6 * 1e5));
        }
        assertThat(spots.counts()[0]).isCloseTo(1e5, within(1e-6));
    }

    @Test
    void grainsShareByWeight() {
        VirtualGrain strong = grain();
        VirtualGrain weak = grain().withWeight(0.125);
        VirtualSpots spots = simulator(Background.NONE).spots(List.of(weak, strong));
        double[] sums = new double[2];
        for (int i = 0; i < spots.size(); i++) {
            sums[spots.grain()[i]] += spots.counts()[i];
        }
        assertThat(sums[0] / sums[1]).isCloseTo(0.125, within(1e-12));
        assertThat(spots.grain()[0]).isEqualTo(1);
    }

    /// What turns with the grain: central differences of predicted positions, relative error of
    /// order step² = 1e-8.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void spotsMoveAsTheirCrystalTurns(int axis) {
        double step = 1e-4;
        Vector3 turn = List.of(Vector3.X, Vector3.Y, Vector3.Z).get(axis).times(step);
        VirtualSpots spots = simulator(Background.NONE).spots(List.of(grain()));
        VirtualSpots plus = turned(turn);
        VirtualSpots minus = turned(turn.times(-1));
        int compared = 0;
        for (int i = 0; i < spots.size(); i++) {
            int p = indexOf(plus, spots.reflection()[i]);
            int m = indexOf(minus, spots.reflection()[i]);
            if (p < 0 || m < 0) {
                continue;
            }
            SpotMotion motion =
                    SpotMotion.at(GEOMETRY.detector(), Vector3.ZERO, spots.x()[i], spots.y()[i]);
            Vector3 alongX = motion.x();
            Vector3 alongY = motion.y();
            double x = (plus.x()[p] - minus.x()[m]) / (2 * step);
            double y = (plus.y()[p] - minus.y()[m]) / (2 * step);
            assertThat(alongX.dot(turn) / step).isCloseTo(x, within(1e-4));
            assertThat(alongY.dot(turn) / step).isCloseTo(y, within(1e-4));
            compared++;
        }
        assertThat(compared).isGreaterThan(30);
    }

    private static VirtualSpots turned(Vector3 rotationVector) {
        Matrix3 orientation = Matrix3.rotation(rotationVector).times(TURNED);
        return simulator(Background.NONE)
                .spots(List.of(new VirtualGrain(grain().reflections(), orientation)));
    }

    private static int indexOf(VirtualSpots spots, int reflection) {
        for (int i = 0; i < spots.size(); i++) {
            if (spots.reflection()[i] == reflection) {
                return i;
            }
        }
        return -1;
    }

    /// The covariance of a mosaic spot against 4000 crystals drawn from the spread: its components
    /// scatter by √(2/4000) = 2.2 % of the diagonal; 4.5 of these allowed.
    @Test
    void mosaicWidensAsManyCrystalsWould() {
        SymmetricTensor spread = new SymmetricTensor(9e-8, 1e-8, 4e-8, 1e-8, -3e-8, 1e-8);
        VirtualGrain grain = grain().withSpread(spread);
        VirtualSpots spots = simulator(Background.NONE).spots(List.of(grain));
        Matrix3 root = cholesky(spread.matrix());
        Random random = new Random(3);
        int draws = 4000;
        int spot = 4;
        int reflection = spots.reflection()[spot];
        Vector3 q =
                MONOCLINIC
                        .reciprocal()
                        .times(
                                new Vector3(
                                        grain.reflections().h(reflection),
                                        grain.reflections().k(reflection),
                                        grain.reflections().l(reflection)));
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int draw = 0; draw < draws; draw++) {
            Vector3 turn =
                    root.times(
                            new Vector3(
                                    random.nextGaussian(),
                                    random.nextGaussian(),
                                    random.nextGaussian()));
            Vector3 u = Matrix3.rotation(turn).times(TURNED).times(q).unit();
            Vector3 k = Vector3.X.minus(u.times(2 * u.x()));
            double[] pixel = GEOMETRY.detector().pixel(k);
            double dx = pixel[0] - spots.x()[spot];
            double dy = pixel[1] - spots.y()[spot];
            xx += dx * dx / draws;
            yy += dy * dy / draws;
            xy += dx * dy / draws;
        }
        double tolerance = 4.5 * Math.sqrt(2.0 / draws);
        // The instrument's round spot of 1 px² is what is left without mosaic.
        assertThat(spots.xx()[spot] - 1).isCloseTo(xx, within(tolerance * xx));
        assertThat(spots.yy()[spot] - 1).isCloseTo(yy, within(tolerance * yy));
        assertThat(spots.xy()[spot]).isCloseTo(xy, within(tolerance * Math.sqrt(xx * yy)));
    }

    private static Matrix3 cholesky(Matrix3 m) {
        double xx = Math.sqrt(m.xx());
        double yx = m.yx() / xx;
        double zx = m.zx() / xx;
        double yy = Math.sqrt(m.yy() - yx * yx);
        double zy = (m.zy() - zx * yx) / yy;
        double zz = Math.sqrt(m.zz() - zx * zx - zy * zy);
        return new Matrix3(xx, 0, 0, yx, yy, 0, zx, zy, zz);
    }

    /// Every photon of a spot that lies well inside must be on the plane, those of spots near an
    /// edge at most: 1e-5 for the floats and the neglected hundredth of a count of each spot.
    @Test
    void aFrameHoldsThePhotonsOfItsSpots() {
        FrameSimulator simulator =
                new FrameSimulator(
                        GEOMETRY,
                        VirtualDetector.COUNTER,
                        Background.NONE,
                        SpotShape.ellipse(2, 1, 0.5, 0.3, 3),
                        1e5);
        VirtualSpots spots = simulator.spots(List.of(grain()));
        double all = 0;
        double inside = 0;
        for (int i = 0; i < spots.size(); i++) {
            all += spots.counts()[i];
            boolean inner =
                    Math.abs(spots.x()[i] - 490) < 440 && Math.abs(spots.y()[i] - 521) < 470;
            inside += inner ? spots.counts()[i] : 0;
        }
        double sum = 0;
        for (float pixel : simulator.expect(spots)) {
            sum += pixel;
        }
        assertThat(sum).isBetween(inside * (1 - 1e-5), all * (1 + 1e-5));
    }

    /// Core and tails together have the variance C (1 − η + η k²), and a pixel adds 1/12. The spot
    /// is drawn alone; the hundredth of a count that is left out of 1e5 lies at most 6 k σ away and
    /// takes 1e-7 · 36 k² C with it.
    @Test
    void tailsWidenTheSpot() {
        double part = 0.3;
        double factor = 2.5;
        SpotShape shape = new SpotShape(1.5, 2.2, 0.4, part, factor);
        FrameSimulator simulator =
                new FrameSimulator(GEOMETRY, VirtualDetector.COUNTER, Background.NONE, shape, 1e5);
        double x0 = 300.4;
        double y0 = 250.7;
        VirtualSpots alone =
                new VirtualSpots(
                        new int[1],
                        new int[1],
                        new int[] {1},
                        new double[] {10},
                        new double[] {x0},
                        new double[] {y0},
                        new double[] {1e5},
                        new double[] {1.5},
                        new double[] {2.2},
                        new double[] {0.4},
                        new boolean[1]);
        float[] plane = simulator.expect(alone);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < plane.length; i++) {
            double dx = i % 981 - x0;
            double dy = Math.floorDiv(i, 981) - y0;
            xx += plane[i] * dx * dx / 1e5;
            yy += plane[i] * dy * dy / 1e5;
            xy += plane[i] * dx * dy / 1e5;
        }
        double wider = 1 - part + part * factor * factor;
        assertThat(xx).isCloseTo(1.5 * wider + 1.0 / 12, within(2e-4));
        assertThat(yy).isCloseTo(2.2 * wider + 1.0 / 12, within(2e-4));
        assertThat(xy).isCloseTo(0.4 * wider, within(2e-4));
    }

    /// The formula at corners and centre, written out; a pixel is a float, exact to 6e-8.
    @Test
    void theBackgroundRisesAndFallsAsDescribed() {
        Detector straight = DetectorPreset.PILATUS_1M.place(150, Math.PI / 2);
        float[] plain = new Background(10, 0.4, -0.6, 0, 1).plane(straight);
        assertThat((double) plain[521 * 981 + 490]).isCloseTo(10, within(1e-5));
        assertThat((double) plain[521 * 981 + 980])
                .isCloseTo(10 * (1 + 0.4 * 490 / 981), within(1e-5));
        assertThat((double) plain[490]).isCloseTo(10 * (1 + 0.6 * 521 / 1043), within(1e-5));
        // The foot of a detector above the sample is seen at 2θ = 90°.
        float[] scattered = new Background(0, 0, 0, 100, Math.toRadians(60)).plane(straight);
        assertThat((double) scattered[521 * 981 + 490])
                .isCloseTo(100 * Math.exp(-1.125), within(1e-5));
        // Rows run downstream, towards the beam: there is more scatter.
        assertThat(scattered[1042 * 981 + 490]).isGreaterThan(scattered[490]);
    }

    /// V/∛det V − 1 of a diagonal V, written out.
    @Test
    void aWhiteBeamSeesNoVolume() {
        VirtualGrain grain = grain();
        SymmetricTensor pressed = new SymmetricTensor(-2e-3, -2e-3, -2e-3, 0, 0, 0);
        assertThat(grain.withStrain(pressed).visibleStrain().square()).isLessThan(1e-30);
        SymmetricTensor mixed = new SymmetricTensor(8e-3, 2e-3, -1e-3, 0, 0, 0);
        double root = Math.cbrt(1.008 * 1.002 * 0.999);
        double mean = (1.008 + 1.002 + 0.999) / 3;
        assertThat(grain.withStrain(mixed).visibleStrain().toArray())
                .containsExactly(
                        new double[] {
                            (1.008 - mean) / root,
                            (1.002 - mean) / root,
                            (0.999 - mean) / root,
                            0,
                            0,
                            0
                        },
                        within(1e-15));
    }

    /// χ² of a noisy frame against its expectation, one degree of freedom a pixel; 4.5 √(2n) for n
    /// pixels.
    @Test
    void noiseIsThatOfCounting() {
        FrameSimulator simulator = simulator(new Background(12, 0.5, -0.7, 40, 0.8));
        VirtualFrame made = simulator.simulate("noise", List.of(grain()), 17);
        float[] expected = simulator.expect(made.spots()).clone();
        double chiSquare = 0;
        double variance = 0;
        int pixels = 0;
        for (int i = 0; i < expected.length; i++) {
            double count = made.frame().at(i % 981, i / 981);
            if (count >= 0) {
                chiSquare += (count - expected[i]) * (count - expected[i]) / expected[i];
                // Variance of (n − λ)²/λ for a Poisson number.
                variance += 2 + 1 / expected[i];
                pixels++;
            }
        }
        assertThat(pixels).isEqualTo(10 * 487 * 195);
        assertThat(chiSquare).isCloseTo(pixels, within(4.5 * Math.sqrt(variance)));
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Background background = new Background(8, 0, 0, 0, 1);
        VirtualFrame one = simulator(background).simulate("a", List.of(grain()), 5);
        FrameSimulator used = simulator(background);
        used.simulate("other", List.of(grain().withMosaic(1e-3)), 6);
        VirtualFrame two = used.simulate("a", List.of(grain()), 5);
        VirtualFrame other = used.simulate("a", List.of(grain()), 7);
        assertThat(two.frame().counts()).isEqualTo(one.frame().counts());
        assertThat(other.frame().counts()).isNotEqualTo(one.frame().counts());
    }

    /// value = offset + gain · Poisson(λ) + N(0, r²), rounded: mean offset + gλ, variance g²λ + r²
    /// + 1/12.
    @Test
    void anIntegratingDetectorAddsItsOwnNoise() {
        VirtualDetector camera = DetectorPreset.SCMOS.electronics().withAmplifier(3.3, 200, 5);
        Geometry geometry =
                new Geometry(FLAT, DetectorPreset.SCMOS.place(80, Math.PI / 2), 0.7, null);
        FrameSimulator simulator =
                new FrameSimulator(
                        geometry, camera, new Background(21, 0, 0, 0, 1), SpotShape.round(1), 1);
        Frame frame = simulator.simulate("dark", List.of(), 1).frame();
        int n = 2018 * 2016;
        double mean = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double value = frame.at(i % 2018, i / 2018) - 200 - 3.3 * 21;
            mean += value / n;
            square += value * value / n;
        }
        double variance = 3.3 * 3.3 * 21 + 25 + 1.0 / 12;
        assertThat(mean).isCloseTo(0, within(4.5 * Math.sqrt(variance / n)));
        assertThat(square).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / n)));
        assertThat(frame.header().kind()).isEqualTo(Frame.Kind.INTEGRATING);
    }

    @Test
    void defectsGapsAndSaturationShow() {
        VirtualDetector worn = VirtualDetector.COUNTER.withDefects(20, 30).withSaturation(500);
        FrameSimulator simulator =
                new FrameSimulator(
                        GEOMETRY, worn, new Background(20, 0, 0, 0, 1), SpotShape.round(1), 1e5);
        Frame frame = simulator.simulate("worn", List.of(grain()), 9).frame();
        int[] counts = Objects.requireNonNull(frame.counts());
        assertThat(frame.at(487, 100)).isEqualTo(-1);
        assertThat(frame.at(100, 195)).isEqualTo(-1);
        assertThat(Arrays.stream(counts).max().orElseThrow()).isEqualTo(500);
        assertThat(Arrays.stream(simulator.hotPixels()).boxed())
                .hasSize(20)
                .allMatch(i -> counts[i] == -1 || counts[i] >= 100);
        assertThat(Arrays.stream(simulator.deadPixels()).boxed())
                .hasSize(30)
                .allMatch(i -> counts[i] <= 0);
    }

    /// Two hundred uniform rotations average to zero in every matrix component: each has variance
    /// 1/3.
    @Test
    void randomOrientationsAreRotationsWithoutPreference() {
        SplittableRandom random = new SplittableRandom(2);
        Matrix3 sum = new Matrix3(0, 0, 0, 0, 0, 0, 0, 0, 0);
        int draws = 20_000;
        double trace = 0;
        for (int i = 0; i < draws; i++) {
            Matrix3 m = VirtualGrain.randomOrientation(random);
            sum = sum.plus(m);
            trace += m.trace() * m.trace();
        }
        assertThat(sum.times(1.0 / draws).largest()).isLessThan(4.5 * Math.sqrt(1.0 / 3 / draws));
        // ⟨tr²⟩ over SO(3) is 1: the vector representation is irreducible.
        assertThat(trace / draws).isCloseTo(1, within(0.06));
    }

    @Test
    void presetsStandWhereTheyAreSaidToStand() {
        for (DetectorPreset preset : DetectorPreset.values()) {
            double twoTheta = Math.toRadians(80);
            Detector detector = preset.place(120, twoTheta);
            Vector3 centre =
                    detector.point((detector.columns() - 1) / 2.0, (detector.rows() - 1) / 2.0);
            Vector3 expected = new Vector3(Math.cos(twoTheta), 0, Math.sin(twoTheta)).times(120);
            assertThat(centre.minus(expected).norm()).isLessThan(1e-10);
            assertThat(detector.normal().minus(expected.unit()).norm()).isLessThan(1e-12);
            assertThat(DetectorPreset.named(preset.title().toUpperCase(Locale.ROOT)))
                    .isEqualTo(preset);
        }
        assertThat(DetectorPreset.named("Pilatus 9M")).isNull();
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new VirtualGrain(grain().reflections(), TURNED.times(2)))
                .hasMessageContaining("not a rotation");
        assertThatThrownBy(() -> grain().withStrain(new SymmetricTensor(0.3, 0, 0, 0, 0, 0)))
                .hasMessageContaining("percent");
        assertThatThrownBy(() -> new SpotShape(1, 1, 2, 0, 1))
                .hasMessageContaining("positive definite");
        assertThatThrownBy(() -> new Background(10, 2, 1, 0, 1)).hasMessageContaining("corner");
        assertThatThrownBy(() -> VirtualDetector.COUNTER.withAmplifier(0, 0, 0))
                .hasMessageContaining("gain");
    }
}
