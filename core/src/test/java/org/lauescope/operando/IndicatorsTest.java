package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lauescope.map.Estimate;
import org.lauescope.map.Polyline;
import org.lauescope.map.ScanGrid;

/// Indicators of changes in closed form, on series with little noise.
class IndicatorsTest {

    private static final ScanGrid GRID = ScanGrid.of(32, 24, 4, 4);
    private static final int SIZE = GRID.size();
    private static final double SIGMA = 1e-5;
    private static final double AMPLITUDE = 4e-4;

    /// It runs down by 0.3 rad; its normal points that much to the left of +y.
    private static final double SLOPE = 0.3;

    private static final double[] DEPTH =
            new Polyline(
                            new double[] {-100, 300},
                            new double[] {-40 - 100 * Math.tan(SLOPE), -40 + 300 * Math.tan(SLOPE)})
                    .distances(GRID);

    /// From the boundary between columns 15 and 16.
    private static final double[] FROM_BOUNDARY =
            IntStream.range(0, SIZE)
                    .mapToDouble(i -> 4 * Math.abs(GRID.column(i) - 15.5))
                    .toArray();

    private static final double[] NORMAL = {-Math.sin(SLOPE), Math.cos(SLOPE)};

    private interface Pattern {
        double at(int point);
    }

    /// Three later scans that have a third, two thirds and all of a change.
    private static List<Change> changes(Random random, Pattern last) {
        List<Change> changes = new ArrayList<>();
        for (int scan = 1; scan <= 3; scan++) {
            double part = scan / 3.0;
            double[] values = new double[SIZE];
            double[] sigma = new double[SIZE];
            Arrays.setAll(values, i -> part * last.at(i) + SIGMA * random.nextGaussian());
            Arrays.fill(sigma, SIGMA);
            changes.add(new Change(new Field(GRID, values, sigma), Nuisance.shift(GRID)));
        }
        return changes;
    }

    private static SeriesEvidence series(double[] tensor, Pattern strain, Pattern width) {
        Random random = new Random(3);
        List<List<Change>> components = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            double times = tensor[k];
            components.add(changes(random, i -> times * strain.at(i)));
        }
        int[] grain = new int[SIZE];
        Arrays.setAll(grain, i -> GRID.column(i) < 16 ? 0 : 1);
        return new SeriesEvidence(
                GRID,
                grain,
                DEPTH,
                FROM_BOUNDARY,
                CellHistory.unknown(4),
                components,
                changes(random, width),
                List.of());
    }

    /// Along a direction in the plane, rad from x towards y, without volume.
    private static double[] along(double direction) {
        double x = Math.cos(direction);
        double y = Math.sin(direction);
        return new double[] {x * x - 1 / 3.0, y * y - 1 / 3.0, -1 / 3.0, 0, 0, x * y};
    }

    private static double decaying(int point) {
        return AMPLITUDE * Math.exp(-DEPTH[point] / 20);
    }

    private static Indicator named(List<Indicator> indicators, String name) {
        return indicators.stream()
                .filter(indicator -> indicator.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Of ε n nᵀ two thirds are seen along n. Distances are those from the line, to 1e-3.
    @Test
    void depthDependence() {
        double normal = Math.atan2(NORMAL[1], NORMAL[0]);
        SeriesEvidence series = series(along(normal), IndicatorsTest::decaying, _ -> 0);
        List<Indicator> found = DepthDependence.of(series);
        Estimate amplitude = named(found, "depth dependence").value();
        assertThat(amplitude.value())
                .isCloseTo(AMPLITUDE * 2 / 3, within(5e-6 + 4 * amplitude.sigma()));
        assertThat(amplitude.sigma()).isLessThan(1e-5);
        // Lengths are tried in steps of 19 %.
        assertThat(named(found, "decay length").value().value()).isBetween(16.5, 24.0);
        assertThat(named(found, "depth correlation").value().value()).isNegative();
        Weight weight = named(found, "depth dependence").weight();
        assertThat(weight.logRatio()).isGreaterThan(Math.log(10));
        assertThat(weight.mixed()).isEqualTo(weight.penetration());
    }

    /// Compression has the other sign, and says as much of the mechanism.
    @Test
    void compression() {
        double normal = Math.atan2(NORMAL[1], NORMAL[0]);
        SeriesEvidence series = series(along(normal), i -> -decaying(i), _ -> 0);
        Indicator found = named(DepthDependence.of(series), "depth dependence");
        assertThat(found.value().value()).isCloseTo(-AMPLITUDE * 2 / 3, within(2e-5));
        assertThat(found.weight().logRatio()).isGreaterThan(Math.log(10));
    }

    /// The nearer of both axes, whichever is stretched; positive from x towards y.
    @Test
    void directionOfStrain() {
        double normal = Math.atan2(NORMAL[1], NORMAL[0]);
        for (double angle : new double[] {0, 0.35, -0.35}) {
            SeriesEvidence series = series(along(normal + angle), IndicatorsTest::decaying, _ -> 0);
            Estimate found =
                    named(Directionality.of(series, List.of()), "direction of strain").value();
            assertThat(found.value()).isCloseTo(angle, within(0.01 + 4 * found.sigma()));
            assertThat(found.sigma()).isLessThan(0.03);
        }
    }

    private static HotSpot spot(double direction, int... points) {
        return new HotSpot(
                points, 16 * points.length, 0, 0, points[0], 1e-4, 1e-5, 3, direction, 0, 0, 0.001);
    }

    @Test
    void directionOfTheHotSpot() {
        double normal = Math.atan2(NORMAL[1], NORMAL[0]);
        SeriesEvidence series = series(along(0), _ -> 0, _ -> 0);
        int middle = GRID.index(12, 10);
        for (double angle : new double[] {0, 0.4, -0.4}) {
            Indicator found =
                    named(
                            Directionality.of(series, List.of(spot(normal + angle, middle))),
                            "direction of the hot spot");
            assertThat(found.value().value()).isCloseTo(angle, within(1e-3));
        }
        // Normal of 15° for four fifths against even in half a turn.
        double highest = 0.8 * Math.PI / (Math.sqrt(2 * Math.PI) * Math.toRadians(15)) + 0.2;
        Weight along =
                named(
                                Directionality.of(series, List.of(spot(normal, middle))),
                                "direction of the hot spot")
                        .weight();
        assertThat(along.logRatio()).isCloseTo(Math.log(highest), within(1e-3));
        Weight across =
                named(
                                Directionality.of(
                                        series, List.of(spot(normal + Math.PI / 2, middle))),
                                "direction of the hot spot")
                        .weight();
        assertThat(across.logRatio()).isCloseTo(Math.log(0.2), within(1e-3));
    }

    /// Points at the interface, laid elsewhere, are as near to it as any point of the map.
    @Test
    void interfaceOrigin() {
        SeriesEvidence series = series(along(0), _ -> 0, _ -> 0);
        double near = 0;
        int nearest = 0;
        int farthest = 0;
        for (int i = 0; i < SIZE; i++) {
            near += DEPTH[i] < 20 ? 1.0 / SIZE : 0;
            nearest = DEPTH[i] < DEPTH[nearest] ? i : nearest;
            farthest = DEPTH[i] > DEPTH[farthest] ? i : farthest;
        }
        // Four whole rows of 24, laid on all others in turn; the places are all but their own.
        int[] rows = IntStream.range(0, 4 * GRID.columns()).toArray();
        double found = Arrays.stream(rows).filter(i -> DEPTH[i] < 20).count() / 128.0;
        assertThat(InterfaceOrigin.of(series, List.of(spot(0, rows))).getFirst().value().value())
                .isCloseTo(found - (144 * near - found) / 143, within(1e-12));
        Indicator there = InterfaceOrigin.of(series, List.of(spot(0, nearest))).getFirst();
        // 143 places tell a part to four standard errors.
        double error = 4 * Math.sqrt(near * (1 - near) / 143);
        assertThat(there.value().value()).isCloseTo(1 - near, within(error));
        assertThat(there.weight().logRatio()).isPositive();
        Indicator elsewhere = InterfaceOrigin.of(series, List.of(spot(0, farthest))).getFirst();
        assertThat(elsewhere.value().value()).isCloseTo(-near, within(error));
        assertThat(elsewhere.weight().logRatio()).isNegative();
    }

    /// Two columns have grown: those within 5 µm of the boundary.
    @Test
    void boundaryPreference() {
        SeriesEvidence series = series(along(0), _ -> 0, i -> FROM_BOUNDARY[i] < 5 ? AMPLITUDE : 0);
        List<Indicator> found = BoundaryPreference.of(series);
        Indicator excess = named(found, "boundary preference");
        assertThat(excess.value().value())
                .isCloseTo(AMPLITUDE, within(1e-6 + 4 * excess.value().sigma()));
        assertThat(excess.value().sigma()).isLessThan(1e-5);
        assertThat(excess.weight().logRatio()).isLessThan(-Math.log(10));
        Estimate odds = named(found, "boundary odds").value();
        assertThat(odds.value()).isGreaterThan(3);
        SeriesEvidence degrees = series.withWidthsTimes(Math.toDegrees(1));
        Indicator inDegrees = named(BoundaryPreference.of(degrees), "boundary preference");
        assertThat(inDegrees.value().value())
                .isCloseTo(
                        Math.toDegrees(excess.value().value()),
                        within(1e-6 * Math.toDegrees(AMPLITUDE)));
        List<Indicator> none = BoundaryPreference.of(series(along(0), _ -> 0, _ -> 0));
        assertThat(named(none, "boundary preference").weight().logRatio())
                .isGreaterThan(Math.log(10));
    }

    /// With a part f of the points at one strain and the rest without, mean and highest square are
    /// as f to 1.
    @Test
    void strainConcentration() {
        int points = 8 * 6;
        SeriesEvidence series =
                series(
                        along(0.7),
                        i ->
                                GRID.column(i) >= 4
                                                && GRID.column(i) < 12
                                                && GRID.row(i) >= 10
                                                && GRID.row(i) < 16
                                        ? 1e-3
                                        : 0,
                        _ -> 0);
        List<Indicator> found = StrainConcentration.of(series);
        double part = (double) points / SIZE;
        // Noise of 1 % of the strain.
        Estimate ratio = named(found, "strain concentration").value();
        assertThat(ratio.value()).isCloseTo(1 / Math.sqrt(part), within(0.1));
        assertThat(named(found, "share of the upper tenth").value().value())
                .isCloseTo(1, within(0.02));
    }
}
