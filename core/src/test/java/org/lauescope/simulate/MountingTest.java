package org.lauescope.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.testing.TestCrystals;

/// A sample that was put back and a detector that has moved, against what was asked for.
class MountingTest {

    private static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(5, 24),
                    DetectorPreset.PILATUS_300K.place(80, Math.PI / 2),
                    Math.toRadians(40),
                    null);

    private static final Vector3 MIDDLE = new Vector3(50, 40, 0);

    private static Mounting mounting(Vector3 rotation) {
        return new Mounting(rotation, MIDDLE, new Vector3(3, -2, 0), new Vector3(2, 1, 0), 0, 80);
    }

    @Test
    void placesAreShiftedAndDriftFromTheFirstLineToTheLast() {
        Mounting mounting = mounting(Vector3.ZERO);
        assertThat(mounting.place(7, 40)).isEqualTo(new Vector3(10, 38, 0));
        assertThat(mounting.place(7, 0)).isEqualTo(new Vector3(9, -2.5, 0));
        assertThat(mounting.place(7, 80)).isEqualTo(new Vector3(11, 78.5, 0));
    }

    /// A sample turned by +90° about z: what lay towards −y of its middle now lies towards +x.
    @Test
    void theMapTurnsWithTheSample() {
        Mounting mounting = mounting(new Vector3(0, 0, Math.PI / 2));
        Vector3 place = mounting.place(60, 40);
        assertThat(place.x()).isCloseTo(53, within(1e-12));
        assertThat(place.y()).isCloseTo(28, within(1e-12));
    }

    /// Strain and mosaic are the sample's: in axes that turn with it they stay, while the
    /// orientation turns.
    @Test
    void latticesStrainAndMosaicTurnWithTheSample() {
        ReflectionList list = ReflectionList.of(TestCrystals.silicon(), GEOMETRY.beam(), 0);
        VirtualGrain grain =
                new VirtualGrain(
                        list,
                        Matrix3.rotation(new Vector3(0.3, 1.1, -0.4)),
                        new SymmetricTensor(3e-4, -1e-4, -2e-4, 5e-5, 0, 1e-4),
                        new SymmetricTensor(4e-6, 1e-6, 2e-6, 0, 1e-7, 0),
                        1);
        VirtualSample sample =
                new VirtualSample(
                        new VirtualSample.Recipe(
                                new GrainLayout.Voronoi(List.of(Vector3.ZERO)),
                                List.of(grain),
                                List.of(),
                                null,
                                Vector3.ZERO,
                                1),
                        GEOMETRY);
        Vector3 rotation = new Vector3(0.02, -0.05, 0.03);
        Matrix3 turn = Matrix3.rotation(rotation);
        Matrix3 sampleFromLab = GEOMETRY.sampleFromLab();
        VirtualGrain turned = mounting(rotation).see(sample, 60, 40).parts().getFirst().grain();
        Matrix3 before = sampleFromLab.times(grain.labFromCrystal());
        Matrix3 after = sampleFromLab.times(turned.labFromCrystal());
        assertThat(after.minus(turn.times(before)).largest()).isLessThan(1e-14);
        assertThat(turned.strain().in(after).toArray())
                .containsExactly(grain.strain().in(before).in(turn).toArray(), within(1e-17));
        assertThat(turned.spread().in(sampleFromLab).toArray())
                .containsExactly(
                        grain.spread().in(sampleFromLab).in(turn).toArray(), within(1e-17));
    }

    @Test
    void aDetectorMovesByWhatIsAskedFor() {
        Detector calibrated = GEOMETRY.detector();
        DetectorPose pose = DetectorPose.of(calibrated);
        PoseMotion motion =
                new PoseMotion(
                        new double[] {0.02, 0.5, -0.3, 1e-4, 2e-4},
                        new double[] {0.01, 0, 0.2, 0, -1e-4});
        DetectorPose half = DetectorPose.of(motion.at(0.5, calibrated));
        assertThat(half.distance() - pose.distance()).isCloseTo(0.025, within(1e-9));
        assertThat(half.x0() - pose.x0()).isCloseTo(0.5, within(1e-9));
        assertThat(half.y0() - pose.y0()).isCloseTo(-0.2, within(1e-9));
        assertThat(half.pitch() - pose.pitch()).isCloseTo(1e-4, within(1e-12));
        assertThat(half.roll() - pose.roll()).isCloseTo(1.5e-4, within(1e-12));
        assertThat(PoseMotion.NONE.at(0.7, calibrated)).isSameAs(calibrated);
    }
}
