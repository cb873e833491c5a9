package org.lauescope.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.Spectrum;

/// Closed forms on a sample tilted by 45° under a detector at 90°: beam and exit make the same
/// angle with the surface, so the mean path is T = 1/(2 μ).
final class VirtualSampleTest {

    /// μ = 50/mm at every energy: T = 10 µm.
    private static final double T = 10;

    private static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(6, 20, new Spectrum.Flat()),
                    DetectorPreset.PILATUS_300K.place(100, Math.PI / 2),
                    Math.PI / 4,
                    null);

    private static final double COSINE = Math.sqrt(0.5);

    private static final InterfaceLine LEVEL =
            new InterfaceLine(new double[] {0, 100}, new double[] {20, 20});

    private static VirtualGrain grain() {
        FormFactor point = new FormFactor(new double[] {10}, new double[] {0}, 0);
        Atom atom = new Atom("A", "A", Vector3.ZERO, 1, 0, point, Dispersion.NONE);
        Crystal crystal =
                new Crystal(
                        "test",
                        UnitCell.cubic(5),
                        HallSymbol.operators("-P 1"),
                        List.of(atom),
                        new Attenuation(new double[] {1, 100}, new double[] {50, 50}),
                        "test");
        return new VirtualGrain(
                ReflectionList.of(crystal, GEOMETRY.beam(), 0),
                Matrix3.rotation(new Vector3(0.3, 1.1, -0.4)));
    }

    private static VirtualSample sample(int layers, Vector3 lean, LatticeField... fields) {
        // Two grains on both sides of x = 50 µm.
        GrainLayout halves =
                new GrainLayout.Voronoi(List.of(new Vector3(0, 0, 0), new Vector3(100, 0, 0)));
        return new VirtualSample(
                new VirtualSample.Recipe(
                        halves,
                        List.of(grain(), grain().withMosaic(1e-3)),
                        List.of(fields),
                        LEVEL,
                        lean,
                        layers),
                GEOMETRY);
    }

    private static SymmetricTensor strain(VirtualPoint point) {
        VirtualGrain grain = point.parts().getFirst().grain();
        return grain.visibleStrain().in(GEOMETRY.sampleFromLab().times(grain.labFromCrystal()));
    }

    @Test
    void theMeanPathIsThatOfTheAttenuation() {
        assertThat(sample(8, Vector3.ZERO).meanPathMicrometre()).isCloseTo(T, within(0.05));
    }

    /// The beam runs in x and meets the boundary after s = Δx / cos 45°: exp(−s/T) of the light
    /// comes from behind. A layer is 1/N of the light, and the centre of the detector of even size
    /// is half a pixel off.
    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 6, 12})
    void lightComesFromBothSidesOfABoundary(double before) {
        int layers = 200;
        VirtualPoint point = sample(layers, Vector3.ZERO).at(50 - before, 40);
        double behind = Math.exp(-before / COSINE / T);
        assertThat(point.parts()).extracting(VirtualPoint.Part::number).containsExactly(0, 1);
        assertThat(point.parts().get(1).share()).isCloseTo(behind, within(1.0 / layers + 1e-3));
        // Behind it there is nothing of the first grain left.
        assertThat(sample(layers, Vector3.ZERO).at(50.1, 40).parts()).hasSize(1);
    }

    /// A boundary that leans against the beam by 45° is parallel to it if it leans forwards.
    @Test
    void boundariesLeanWithDepth() {
        Vector3 forwards = new Vector3(1, 0, 0);
        VirtualPoint parallel = sample(100, forwards).at(49.9, 40);
        assertThat(parallel.parts()).hasSize(1);
        VirtualPoint against = sample(100, forwards.times(-1)).at(50 - 3, 40);
        double behind = Math.exp(-3 / (2 * COSINE) / T);
        assertThat(against.parts().get(1).share()).isCloseTo(behind, within(0.011));
    }

    @Test
    void aReflectionSeesAsDeepAsItsOwnAttenuationLets() {
        VirtualPoint point = sample(100, Vector3.ZERO).at(50 - 3, 40);
        for (double path : new double[] {0.002, 0.01, 0.05}) {
            double near = point.parts().get(0).share(path);
            double far = point.parts().get(1).share(path);
            assertThat(near + far).isCloseTo(1, within(1e-12));
            // The layer at the boundary belongs to one side or the other: 1/N of the path at T.
            assertThat(far).isCloseTo(Math.exp(-0.003 / COSINE / path), within(0.02));
        }
    }

    @Test
    void lithiumDoesNotDiffract() {
        VirtualPoint lithium = sample(10, Vector3.ZERO).at(30, 19.9);
        assertThat(lithium.parts()).isEmpty();
        assertThat(lithium.amorphous()).isEqualTo(1);
        assertThat(sample(10, Vector3.ZERO).at(30, 20.1).amorphous()).isZero();
    }

    /// ε₀ exp(−d/L) n nᵀ with n = y, of which white beam sees the deviatoric part; ε² is dropped.
    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 35})
    void strainDecaysFromTheInterface(double distance) {
        VirtualSample sample = sample(1, Vector3.ZERO, new InterfaceStrain(LEVEL, -1e-3, 25));
        SymmetricTensor strain = strain(sample.at(30, 20 + distance));
        double size = -1e-3 * Math.exp(-distance / 25);
        assertThat(strain.toArray())
                .containsExactly(
                        new double[] {-size / 3, size * 2 / 3, -size / 3, 0, 0, 0}, within(2e-6));
    }

    @Test
    void latticesBendEvenly() {
        Vector3 perMicrometre = new Vector3(1e-4, 2e-3, -5e-4);
        VirtualSample sample =
                sample(
                        1,
                        Vector3.ZERO,
                        new Bending(new Vector3(10, 30, 0), perMicrometre, Vector3.ZERO));
        Matrix3 sampleFromLab = GEOMETRY.sampleFromLab();
        Matrix3 there =
                sampleFromLab.times(sample.at(35, 70).parts().getFirst().grain().labFromCrystal());
        Matrix3 unbent = sampleFromLab.times(grain().labFromCrystal());
        Matrix3 expected = Matrix3.rotation(perMicrometre.times(25)).times(unbent);
        assertThat(there.minus(expected).largest()).isLessThan(1e-12);
    }

    /// Depths along the path are distributed as exp(−s/T), of variance T²; the last of N layers
    /// stands for a tail that N = 256 leaves 2 % of.
    @Test
    void bendingAlongTheBeamBroadensSpots() {
        double perMicrometre = 1e-4;
        VirtualSample sample =
                sample(
                        256,
                        Vector3.ZERO,
                        new Bending(Vector3.ZERO, new Vector3(0, perMicrometre, 0), Vector3.ZERO));
        SymmetricTensor spread = sample.at(60, 40).parts().getFirst().grain().spread();
        double bent = perMicrometre * T * COSINE;
        assertThat(spread.yy() - 1e-6).isCloseTo(bent * bent, within(0.03 * bent * bent));
        assertThat(spread.xx()).isCloseTo(1e-6, within(1e-15));
    }

    @Test
    void hotSpotsStrainAndBroaden() {
        SymmetricTensor peak = new SymmetricTensor(4e-4, -6e-4, 2e-4, 0, 1e-4, 0);
        VirtualSample sample = sample(1, Vector3.ZERO, new HotSpot(30, 50, 8, peak, 2e-3));
        VirtualPoint centre = sample.at(30, 50);
        VirtualPoint aside = sample.at(30, 58);
        assertThat(strain(centre).toArray()).containsExactly(peak.toArray(), within(1e-6));
        assertThat(strain(aside).toArray())
                .containsExactly(peak.times(Math.exp(-0.5)).toArray(), within(1e-6));
        assertThat(centre.parts().getFirst().grain().spread().xx()).isCloseTo(4e-6, within(1e-15));
        assertThat(aside.parts().getFirst().grain().spread().xx())
                .isCloseTo(4e-6 * Math.exp(-1), within(1e-15));
    }

    /// At the end of each axis an elongated spot has fallen to exp(−½); turned by 90° its axes
    /// change places.
    @Test
    void anElongatedHotSpotHasItsAxes() {
        SymmetricTensor peak = new SymmetricTensor(0, 0, 6e-4, 0, 0, 0);
        HotSpot slanting = new HotSpot(10, 20, 9, 3, Math.toRadians(30), peak, 0);
        Vector3 axis = new Vector3(Math.cos(Math.toRadians(30)), 0.5, 0);
        Vector3 centre = new Vector3(10, 20, -5);
        Vector3 normal = new Vector3(-axis.y(), axis.x(), 0);
        assertThat(slanting.profile(centre)).isEqualTo(1);
        assertThat(slanting.profile(centre.plus(axis.times(9))))
                .isCloseTo(Math.exp(-0.5), within(1e-12));
        assertThat(slanting.profile(centre.plus(normal.times(3))))
                .isCloseTo(Math.exp(-0.5), within(1e-12));
        HotSpot turned = new HotSpot(10, 20, 3, 9, Math.toRadians(-60), peak, 0);
        Vector3 anywhere = new Vector3(13, 24, 0);
        assertThat(turned.profile(anywhere)).isCloseTo(slanting.profile(anywhere), within(1e-12));
    }

    /// The boundary lies at x = 50 µm, and moves with depth if it leans.
    @Test
    void damageDecaysFromBoundariesAtAnyDepth() {
        GrainLayout halves =
                new GrainLayout.Voronoi(List.of(new Vector3(0, 0, 0), new Vector3(100, 0, 0)));
        SymmetricTensor peak = new SymmetricTensor(0, 0, 4e-4, 0, 0, 0);
        BoundaryDamage damage = new BoundaryDamage(halves, new Vector3(0.5, 0, 0), peak, 1e-3, 8);
        for (double depth : new double[] {0, 20}) {
            double boundary = 50 + 0.5 * depth;
            for (double distance : new double[] {-12, -1, 0, 3}) {
                Vector3 place = new Vector3(boundary + distance, 7, -depth);
                double profile = Math.exp(-Math.abs(distance) / 8);
                assertThat(damage.strain(place).zz()).isCloseTo(4e-4 * profile, within(1e-15));
                assertThat(damage.mosaicVariance(place))
                        .isCloseTo(1e-6 * profile * profile, within(1e-18));
            }
        }
        List<Vector3> square =
                List.of(
                        new Vector3(0, 0, 0),
                        new Vector3(10, 0, 0),
                        new Vector3(10, 10, 0),
                        new Vector3(0, 10, 0));
        GrainLayout polygon = new GrainLayout.Polygons(List.of(square));
        assertThat(polygon.boundaryDistance(new Vector3(4, 7, -3))).isCloseTo(3, within(1e-12));
        assertThat(polygon.boundaryDistance(new Vector3(13, 14, 0))).isCloseTo(5, within(1e-12));
    }

    /// 4000 fields: a mean of squares is good to √(2/4000) = 2 %; three of these.
    @Test
    void randomFieldsHaveTheirVarianceAndCorrelation() {
        SplittableRandom random = new SplittableRandom(5);
        int repeats = 4000;
        double square = 0;
        double product = 0;
        for (int i = 0; i < repeats; i++) {
            GaussianField field = new GaussianField(random.split(), 7);
            double here = field.at(new Vector3(3, -2, 1));
            square += here * here / repeats;
            product += here * field.at(new Vector3(3, -2 + 7, 1)) / repeats;
        }
        assertThat(square).isCloseTo(1, within(0.07));
        assertThat(product).isCloseTo(Math.exp(-0.5), within(0.07));
    }

    /// Constant within cells of the wanted size and angle: as many walls on a line as cells of that
    /// mean width have, within a third.
    @Test
    void subGrainsAreCellsTurnedAgainstEachOther() {
        SubGrains field = new SubGrains(3, 10, 1e-3);
        int walls = 0;
        double squares = 0;
        int cells = 0;
        Vector3 before = Vector3.ZERO;
        for (int i = 0; i < 40_000; i++) {
            Vector3 rotation = field.rotation(1, new Vector3(0.05 * i, 4, 0));
            if (!rotation.equals(before)) {
                walls++;
                cells++;
                squares += rotation.dot(rotation);
            }
            before = rotation;
        }
        assertThat(walls).isBetween(140, 290);
        // Three components of about 200 cells: 4 σ of a mean square is 4 √(2/600) = 23 %.
        assertThat(squares / (3 * cells)).isCloseTo(1e-6, within(0.25e-6));
    }

    @Test
    void polygonsFillThePlaneWithoutOverlap() {
        Vector3 middle = new Vector3(5, 5, 0);
        Vector3[] corners = {
            new Vector3(0, 0, 0),
            new Vector3(10, 0, 0),
            new Vector3(10, 10, 0),
            new Vector3(0, 10, 0)
        };
        List<List<Vector3>> triangles = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) {
            triangles.add(List.of(corners[i], corners[(i + 1) % 4], middle));
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            Vector3 place = new Vector3(10 * random.nextDouble(), 10 * random.nextDouble(), -3);
            boolean right = place.x() > place.y();
            boolean up = place.x() + place.y() > 10;
            int expected = right ? (up ? 1 : 0) : (up ? 2 : 3);
            assertThat(new GrainLayout.Polygons(triangles).grainAt(place)).isEqualTo(expected);
        }
        assertThat(new GrainLayout.Polygons(triangles).grainAt(new Vector3(11, 5, 0)))
                .isEqualTo(GrainLayout.NONE);
    }

    @Test
    void theInterfaceIsWhereItsPolylineIs() {
        InterfaceLine line = new InterfaceLine(new double[] {0, 10, 30}, new double[] {10, 20, 0});
        assertThat(line.isLithium(new Vector3(5, 14.9, 0))).isTrue();
        assertThat(line.isLithium(new Vector3(5, 15.1, 0))).isFalse();
        assertThat(line.isLithium(new Vector3(-50, 9, 0))).isTrue();
        assertThat(line.isLithium(new Vector3(99, 1, 0))).isFalse();
        // Foot on the second piece: (20, 10) + (1, 1) · t is at a right angle to it.
        Vector3 away = line.to(new Vector3(24, 18, 0));
        double distance = Math.abs((24 - 10) * 1 + (18 - 20) * 1) / Math.sqrt(2);
        assertThat(away.norm()).isCloseTo(distance, within(1e-9));
        assertThat(away.x()).isCloseTo(away.y(), within(1e-9));
    }
}
