package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// Scans of a [SamplePiece] whose shift, rotation, drift and re-mount rotation were chosen.
class RegistrationTest {

    private static final double STEP = 2;
    private static final double NOISE = Math.toRadians(0.005);
    private static final int GRAINS = 6;

    private static Grains grains(ScanMap map) {
        return GrainSegmentation.of(map.orientations(), Math.toRadians(2), 5);
    }

    private static Alignment align(ScanMap one, ScanMap two) {
        return Registration.of(
                grains(one), one.plane("peaks_found"), grains(two), two.plane("peaks_found"));
    }

    private static Registration registration(ScanMap one, ScanMap two) {
        return (Registration) align(one, two);
    }

    private static final SamplePiece.Stage STILL = (x, y) -> new double[] {x, y};

    private static ScanMap first(SamplePiece piece, ScanGrid grid) {
        return piece.scan(grid, STILL, Matrix3.IDENTITY, List.of(), NOISE);
    }

    /// A later scan with everything at once, and what is true of it.
    private record Case(
            double x, double y, double phi, double drift, Vector3 turn, ScanMap one, ScanMap two) {

        static Case of(int size, long seed) {
            Random random = new Random(1000 + seed);
            SamplePiece piece = new SamplePiece(STEP * size, GRAINS, seed);
            ScanGrid grid = ScanGrid.of(size, size, STEP, STEP);
            double sx = 8 * random.nextGaussian();
            double sy = 8 * random.nextGaussian();
            double phi = 0.01 * random.nextGaussian();
            double drift = 1.5 * random.nextGaussian();
            double c = STEP * (size - 1) / 2;
            Vector3 turn =
                    new Vector3(
                            Math.toRadians(0.4) * random.nextGaussian(),
                            Math.toRadians(0.4) * random.nextGaussian(),
                            // A rigid sample's places turn with its lattices.
                            -phi);
            List<Matrix3> turns = new ArrayList<>();
            for (int g = 0; g < GRAINS; g++) {
                turns.add(VirtualMap.noise(random, Math.toRadians(0.02)));
            }
            SamplePiece.Stage stage =
                    (x, y) -> {
                        // Zero on average over the lines.
                        double t = (y - c) / c;
                        double cosine = Math.cos(phi);
                        double sine = Math.sin(phi);
                        return new double[] {
                            c + cosine * (x - c) - sine * (y - c) + sx + drift * t,
                            c + sine * (x - c) + cosine * (y - c) + sy
                        };
                    };
            return new Case(
                    sx,
                    sy,
                    phi,
                    drift,
                    turn,
                    first(piece, grid),
                    piece.scan(grid, stage, Matrix3.rotation(turn), turns, NOISE));
        }
    }

    private static double rms(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return Math.sqrt(sum / values.length);
    }

    private static void statistics(int size, int seeds) {
        double[] x = new double[seeds];
        double[] y = new double[seeds];
        double[] phi = new double[seeds];
        double[] turn = new double[seeds];
        double[] drift = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            Case c = Case.of(size, seed);
            Registration r = registration(c.one, c.two);
            x[seed] = (r.shiftX().value() - c.x) / r.shiftX().sigma();
            y[seed] = (r.shiftY().value() - c.y) / r.shiftY().sigma();
            phi[seed] = (r.rotation().value() - c.phi) / r.rotation().sigma();
            turn[seed] = (r.remount().vector().x() - c.turn.x()) / r.remount().sigma().x();
            Estimate last = r.drift().getLast().x();
            drift[seed] = (last.value() - c.drift) / last.sigma();
            // The promise: a tenth of a step.
            assertThat(r.shiftX().value()).isCloseTo(c.x, within(0.1 * STEP));
            assertThat(r.shiftY().value()).isCloseTo(c.y, within(0.1 * STEP));
            assertThat(r.agreement()).isGreaterThan(0.9);
        }
        // The rms of n pulls scatters by 1/√(2n): 0.14 for 24 of them. Six grains make a median
        // whose pulls follow Student's distribution of five degrees of freedom: rms √(5/3) = 1.29.
        assertThat(rms(x)).isBetween(0.6, 1.4);
        assertThat(rms(y)).isBetween(0.6, 1.4);
        assertThat(rms(phi)).isBetween(0.6, 1.6);
        assertThat(rms(drift)).isBetween(0.5, 1.6);
        assertThat(rms(turn)).isBetween(0.8, 1.8);
    }

    @Test
    void findsWhatWasDoneWithinItsErrors() {
        statistics(40, 20);
    }

    @Test
    @Tag("acceptance")
    void findsWhatWasDoneOnLargerMaps() {
        statistics(64, 60);
    }

    @Test
    void theSameScanTwiceIsNotShifted() {
        ScanMap map = first(new SamplePiece(60, 4, 3), ScanGrid.of(30, 30, STEP, STEP));
        Registration r = registration(map, map);
        // The fit ends where a further round would move it by less than 1e-4 steps.
        assertThat(r.shiftX().value()).isCloseTo(0, within(1e-3));
        assertThat(r.shiftY().value()).isCloseTo(0, within(1e-3));
        assertThat(r.remount().vector().norm()).isLessThan(1e-12);
        assertThat(r.agreement()).isEqualTo(1);
        PointMatches matches = r.matches();
        assertThat(matches.point()).isEqualTo(IntStream.range(0, 900).toArray());
    }

    @Test
    void swappingTheScansTurnsTheSigns() {
        Case c = Case.of(40, 5);
        Registration there = registration(c.one, c.two);
        Registration back = registration(c.two, c.one);
        // With rotation and drift in between, −s is the shift back only to second order: φ s and
        // the drift's slope times s, 0.1 µm here; the noise of the fits is the same.
        assertThat(back.shiftX().value()).isCloseTo(-there.shiftX().value(), within(0.5));
        assertThat(back.shiftY().value()).isCloseTo(-there.shiftY().value(), within(0.5));
        assertThat(back.remount().vector().plus(there.remount().vector()).norm()).isLessThan(1e-4);
    }

    @Test
    void pointsBeyondTheLaterScanHaveNoPartner() {
        SamplePiece piece = new SamplePiece(80, 6, 11);
        ScanGrid grid = ScanGrid.of(40, 40, STEP, STEP);
        ScanMap one = first(piece, grid);
        ScanMap two =
                piece.scan(
                        grid,
                        (x, y) -> new double[] {x + 9.0, y},
                        Matrix3.IDENTITY,
                        List.of(),
                        NOISE);
        Registration r = registration(one, two);
        int[] point = r.matches().point();
        // The later scan begins 4.5 steps further on: what lies before is not there.
        for (int row = 0; row < 40; row++) {
            for (int column = 0; column < 4; column++) {
                assertThat(point[grid.index(row, column)]).isEqualTo(-1);
            }
            for (int column = 6; column < 40; column++) {
                assertThat(point[grid.index(row, column)])
                        .isIn(grid.index(row, column - 4), grid.index(row, column - 5));
            }
        }
    }

    /// Along a boundary that follows the columns nothing tells the part of a step.
    @Test
    void aStraightBoundarySaysNoMoreThanAStep() {
        Random random = new Random(4);
        Matrix3 left = VirtualMap.randomRotation(random);
        Matrix3 right = VirtualMap.randomRotation(random);
        ScanGrid grid = ScanGrid.of(30, 30, STEP, STEP);
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        org.lauescope.testing.TestCrystals.llzo(),
                        i -> grid.column(i) < 13 ? left : right);
        Grains grains = GrainSegmentation.of(map, Math.toRadians(2), 5);
        Registration r = (Registration) Registration.of(grains, null, grains, null);
        // Evenly distributed over a step in each scan: σ = √(2/12) steps.
        assertThat(r.shiftX().sigma()).isCloseTo(STEP / Math.sqrt(6), within(0.1));
        // Along the boundary nothing is known at all.
        assertThat(r.shiftY().sigma()).isGreaterThan(10 * STEP);
    }

    @Test
    void anotherSampleIsSaidToBeOne() {
        ScanGrid grid = ScanGrid.of(30, 30, STEP, STEP);
        ScanMap one = first(new SamplePiece(60, 6, 1), grid);
        ScanMap two = first(new SamplePiece(60, 6, 2), grid);
        assertThat(align(one, two))
                .isInstanceOfSatisfying(
                        Alignment.Unrelated.class,
                        unrelated -> assertThat(unrelated.reason()).contains("another sample"));
    }

    @Test
    void anotherStepIsRefused() {
        SamplePiece piece = new SamplePiece(60, 6, 1);
        ScanMap one = first(piece, ScanGrid.of(30, 30, 2, 2));
        ScanMap two = first(piece, ScanGrid.of(30, 30, 2, 1.5));
        assertThat(align(one, two))
                .isInstanceOfSatisfying(
                        Alignment.Unrelated.class,
                        unrelated -> assertThat(unrelated.reason()).contains("2.0 × 1.5 µm"));
    }
}
