package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

class GrainTrackingTest {

    private static final double STEP = 2;

    private static Grains grains(OrientationMap map) {
        return GrainSegmentation.of(map, Math.toRadians(2), 5);
    }

    /// The grain of the sample that most points of a numbered grain are of, as drawn.
    private static int drawn(
            Grains grains, int number, SamplePiece piece, SamplePiece.Stage stage) {
        ScanGrid grid = grains.grid();
        int[] votes = new int[100];
        for (int i = 0; i < grid.size(); i++) {
            if (grains.number()[i] == number) {
                double[] at = stage.place(grid.x(i), grid.y(i));
                votes[piece.grain(at[0], at[1])]++;
            }
        }
        int best = 0;
        for (int g = 1; g < votes.length; g++) {
            best = votes[g] > votes[best] ? g : best;
        }
        return best;
    }

    /// Four scans of 25 grains, each shifted, turned and with grains that turn on their own.
    @Test
    void grainsKeepTheirNumbers() {
        for (int seed = 0; seed < 2; seed++) {
            Random random = new Random(seed);
            SamplePiece piece = new SamplePiece(120, 25, seed);
            ScanGrid grid = ScanGrid.of(60, 60, STEP, STEP);
            List<Grains> grains = new ArrayList<>();
            List<SamplePiece.Stage> stages = new ArrayList<>();
            List<Registration> registrations = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                double dx = k == 0 ? 0 : 3 * random.nextGaussian();
                double dy = k == 0 ? 0 : 3 * random.nextGaussian();
                SamplePiece.Stage stage = (x, y) -> new double[] {x + dx, y + dy};
                List<Matrix3> turns = new ArrayList<>();
                for (int g = 0; g < 25; g++) {
                    turns.add(VirtualMap.noise(random, Math.toRadians(0.1)));
                }
                Matrix3 turn = VirtualMap.noise(random, Math.toRadians(k == 0 ? 0 : 0.5));
                ScanMap map = piece.scan(grid, stage, turn, turns, Math.toRadians(0.005));
                grains.add(grains(map.orientations()));
                stages.add(stage);
                if (k > 0) {
                    registrations.add(
                            (Registration)
                                    Registration.of(grains.getFirst(), null, grains.get(k), null));
                }
            }
            GrainTracking tracking = GrainTracking.of(grains, registrations);
            int[] ofNumber = new int[200];
            java.util.Arrays.fill(ofNumber, -1);
            for (int k = 0; k < 4; k++) {
                int[] numbers = tracking.numbers().get(k);
                for (int n = 0; n < numbers.length; n++) {
                    int truth = drawn(grains.get(k), n, piece, stages.get(k));
                    if (ofNumber[numbers[n]] < 0) {
                        ofNumber[numbers[n]] = truth;
                    }
                    assertThat(truth).isEqualTo(ofNumber[numbers[n]]);
                }
            }
            // Grains of a few points at the rim may come and go; no large one does.
            for (Grain grain : grains.getLast().list()) {
                if (grain.points() > 40) {
                    assertThat(tracking.numbers().getLast()[grain.number()])
                            .isLessThan(grains.getFirst().list().size());
                }
            }
        }
    }

    private final ScanGrid grid = ScanGrid.of(20, 20, STEP, STEP);
    private final Matrix3 left = VirtualMap.randomRotation(new Random(1));
    private final Matrix3 right = VirtualMap.randomRotation(new Random(2));

    private Grains whole() {
        return grains(
                VirtualMap.of(grid, TestCrystals.llzo(), i -> grid.column(i) < 12 ? left : right));
    }

    /// The left grain's lower part turns by 3°.
    private Grains split(int rows) {
        Matrix3 turned = Matrix3.rotation(new Vector3(Math.toRadians(3), 0, 0)).times(left);
        return grains(
                VirtualMap.of(
                        grid,
                        TestCrystals.llzo(),
                        i -> grid.column(i) >= 12 ? right : grid.row(i) < rows ? left : turned));
    }

    private static GrainTracking track(Grains... scans) {
        List<Registration> registrations = new ArrayList<>();
        for (int k = 1; k < scans.length; k++) {
            registrations.add((Registration) Registration.of(scans[0], null, scans[k], null));
        }
        return GrainTracking.of(List.of(scans), registrations);
    }

    @Test
    void aSplitIsListedAndTheLargerPartKeepsTheNumber() {
        GrainTracking tracking = track(whole(), split(13));
        assertThat(tracking.events())
                .containsExactly(
                        new GrainTracking.Event(
                                GrainTracking.Kind.SPLIT, 1, List.of(0), List.of(0, 2)));
    }

    @Test
    void aMergeIsListedAndTheNumberComesBack() {
        GrainTracking tracking = track(whole(), split(13), whole());
        assertThat(tracking.events())
                .extracting(GrainTracking.Event::kind, GrainTracking.Event::scan)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(GrainTracking.Kind.SPLIT, 1),
                        org.assertj.core.groups.Tuple.tuple(GrainTracking.Kind.MERGED, 2));
        assertThat(tracking.numbers().getLast()).containsExactly(0, 1);
    }
}
