package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.TextFile;
import org.lauescope.map.Estimate;
import org.lauescope.map.GrainSegmentation;
import org.lauescope.map.Grains;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.Registration;
import org.lauescope.simulate.VirtualPoint;

/// Scans of virtual cross-sections laid over each other: the truth of each point with noise takes
/// the place of its frame.
final class SimulatedRegistrationTest {

    /// Of an orientation, rad per axis.
    private static final double NOISE = Math.toRadians(0.002);

    /// Error of a usual calibration of the detector's tilt, rad, that turns all lattices.
    private static final double POSE = Math.toRadians(0.01);

    private static final double STEP = 5;

    private static String recipe(int columns, int rows, long seed) {
        Random random = new Random(seed);
        StringBuilder text =
                new StringBuilder(
                        """
                        seed = %d
                        [geometry]
                        detector = "Pilatus 300K"
                        distance_mm = 80
                        [[scan]]
                        name = "Scan 0"
                        columns = %d
                        rows = %d
                        step_um = [5, 5]
                        [scan.interface]
                        polyline_um = [[0, 12], [%d, 16]]
                        strain = -6e-4
                        [scan.random]
                        rotation_deg = 0.02
                        length_um = 20
                        [scan.subgrain]
                        size_um = 35
                        rotation_deg = 0.02
                        [[scan.grain]]
                        count = 5
                        [[scan]]
                        name = "Scan 1"
                        sample = "Scan 0"
                        """
                                .formatted(seed, columns, rows, 5 * columns));
        text.append("remount_deg = %s\n".formatted(array(random, 3, 0.3)));
        text.append("offset_um = %s\n".formatted(array(random, 2, 5)));
        text.append("drift_um = %s\n".formatted(array(random, 2, 2)));
        return text.toString();
    }

    private static String array(Random random, int length, double sigma) {
        double[] values = new double[length];
        Arrays.setAll(values, _ -> sigma * random.nextGaussian());
        return Arrays.toString(values);
    }

    /// What a perfect analysis with noise would give: of each point the strongest grain, and as
    /// many peaks as its part of the light makes.
    ///
    /// @param pose rotation of all lattices that no place follows, SAMPLE axes
    private static Grains grains(VirtualScan scan, Matrix3 pose, Random random, double[] peaks) {
        int[] crystal = new int[scan.grid().size()];
        double[] quaternions = new double[4 * crystal.length];
        Crystal llzo = scan.sample().recipe().grains().getFirst().reflections().crystal();
        Matrix3 sampleFromLab = scan.sample().geometry().sampleFromLab();
        for (int i = 0; i < crystal.length; i++) {
            VirtualPoint seen = scan.point(scan.grid().row(i), scan.grid().column(i));
            VirtualPoint.Part strongest = null;
            double expected = 2;
            for (VirtualPoint.Part part : seen.parts()) {
                strongest =
                        strongest == null || part.share() > strongest.share() ? part : strongest;
                expected += 100 * part.share() + 5 * part.number() * part.share();
            }
            peaks[i] =
                    Math.max(
                            0,
                            Math.rint(expected + Math.sqrt(expected) / 3 * random.nextGaussian()));
            crystal[i] = -1;
            Arrays.fill(quaternions, 4 * i, 4 * i + 4, Double.NaN);
            if (strongest != null && strongest.share() > 0.1) {
                crystal[i] = 0;
                Vector3 error =
                        new Vector3(
                                        random.nextGaussian(),
                                        random.nextGaussian(),
                                        random.nextGaussian())
                                .times(NOISE);
                Quaternion q =
                        Quaternion.ofMatrix(
                                Matrix3.rotation(error)
                                        .times(pose)
                                        .times(sampleFromLab)
                                        .times(strongest.grain().labFromCrystal()));
                quaternions[4 * i] = q.w();
                quaternions[4 * i + 1] = q.x();
                quaternions[4 * i + 2] = q.y();
                quaternions[4 * i + 3] = q.z();
            }
        }
        return GrainSegmentation.of(
                new OrientationMap(scan.grid(), List.of(llzo), crystal, quaternions),
                Math.toRadians(2),
                5);
    }

    /// @param pulls of shift x, y, rotation, drift x, y
    /// @param place root mean square over the points, steps
    /// @param x, y steps
    private record Errors(
            double[] pulls, double place, double x, double y, RegistrationBound bound) {}

    private static Errors oneCase(int columns, int rows, long seed) throws IOException {
        String recipe = recipe(columns, rows, seed);
        VirtualExperiment experiment =
                VirtualToml.parse(new TextFile("virtual.toml", recipe), Path.of("."));
        VirtualScan first = experiment.scans().getFirst();
        VirtualScan later = experiment.scans().getLast();
        Random random = new Random(77 + seed);
        double[] before = new double[first.grid().size()];
        double[] after = new double[first.grid().size()];
        Matrix3 pose =
                Matrix3.rotation(
                        new Vector3(
                                        random.nextGaussian(),
                                        random.nextGaussian(),
                                        random.nextGaussian())
                                .times(POSE));
        Grains one = grains(first, Matrix3.IDENTITY, random, before);
        Grains two = grains(later, pose, random, after);
        Registration r =
                (Registration)
                        Registration.of(
                                one,
                                new Plane(PointQuantities.PEAKS_FOUND, before),
                                two,
                                new Plane(PointQuantities.PEAKS_FOUND, after));
        Vector3 shift = later.mounting().shift();
        Vector3 drift = later.mounting().drift();
        double phi = -later.mounting().rotation().z();
        Estimate lastX = r.drift().getLast().x();
        Estimate lastY = r.drift().getLast().y();
        return new Errors(
                new double[] {
                    pull(r.shiftX(), shift.x()),
                    pull(r.shiftY(), shift.y()),
                    pull(r.rotation(), phi),
                    pull(lastX, drift.x() / 2),
                    pull(lastY, drift.y() / 2)
                },
                new SeriesComparison(first, later).placeError(r),
                (r.shiftX().value() - shift.x()) / STEP,
                (r.shiftY().value() - shift.y()) / STEP,
                RegistrationBound.of(new SeriesComparison(first, later), NOISE));
    }

    private static double pull(Estimate found, double truth) {
        return (found.value() - truth) / found.sigma();
    }

    private static double rms(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElse(Double.NaN));
    }

    private static List<Errors> errors(int columns, int rows, int seeds) throws IOException {
        List<Errors> all = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            all.add(oneCase(columns, rows, seed));
        }
        return all;
    }

    /// Root mean squares over the cases: of each coordinate below a tenth of a step. Pulls of n
    /// cases scatter by 1/√(2n), and few boundaries make tails: 0.6 … 1.7 for 20.
    private static void check(List<Errors> all, double place) {
        assertThat(rms(all.stream().mapToDouble(Errors::x).toArray())).isLessThan(0.1);
        assertThat(rms(all.stream().mapToDouble(Errors::y).toArray())).isLessThan(0.1);
        double placeError = rms(all.stream().mapToDouble(Errors::place).toArray());
        assertThat(placeError).isLessThan(place);
        // No better than possible, and hardly worse.
        double bound = rms(all.stream().mapToDouble(e -> e.bound.place()).toArray());
        assertThat(placeError / bound).isBetween(0.75, 1.3);
        for (int p = 0; p < 5; p++) {
            int pull = p;
            assertThat(rms(all.stream().mapToDouble(e -> e.pulls[pull]).toArray()))
                    .as("pull %d", p)
                    .isBetween(0.6, 1.7);
        }
    }

    /// The size of the demo's maps: 0.04 steps of each coordinate, 0.085 of a point with drift; the
    /// bound is 0.082.
    @Test
    void smallMapsLieWithinATenthOfAStep() throws IOException {
        check(errors(24, 20, 16), 0.12);
    }

    /// 0.02 and 0.055 steps.
    @Test
    @Tag("acceptance")
    void largerMapsLieBetter() throws IOException {
        check(errors(40, 30, 40), 0.07);
    }
}
