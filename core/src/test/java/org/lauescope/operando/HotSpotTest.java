package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

class HotSpotTest {

    private static final ScanGrid GRID = ScanGrid.of(30, 20, 2, 2);

    private static HotSpot spot(int row, int column, int rows, int columns) {
        int[] points =
                Region.of(
                                "",
                                GRID,
                                i ->
                                        GRID.row(i) >= row
                                                && GRID.row(i) < row + rows
                                                && GRID.column(i) >= column
                                                && GRID.column(i) < column + columns)
                        .points();
        double[] y = new double[GRID.size()];
        Arrays.setAll(y, GRID::y);
        return HotSpot.of(new ClusterPermutation.Cluster(0, points, 5, 0.01), field(1e-4), y, y);
    }

    /// The same change everywhere.
    private static Field field(double change) {
        double[] values = new double[GRID.size()];
        double[] sigma = new double[GRID.size()];
        Arrays.fill(values, change);
        Arrays.fill(sigma, 1e-5);
        return new Field(GRID, values, sigma);
    }

    /// A rectangle of 10 × 2 points of 2 µm: its second moments are those of 20 × 4 µm, l²/12.
    @Test
    void measuresOfARectangle() {
        HotSpot flat = spot(4, 6, 2, 10);
        assertThat(flat.area()).isCloseTo(80, within(1e-12));
        assertThat(flat.centroidX()).isCloseTo(2 * 10.5, within(1e-12));
        assertThat(flat.centroidY()).isCloseTo(2 * 4.5, within(1e-12));
        assertThat(flat.elongation()).isCloseTo(5, within(1e-9));
        assertThat(flat.direction()).isCloseTo(0, within(1e-9));
        assertThat(flat.interfaceDistance()).isEqualTo(8);
        assertThat(flat.isPositive()).isTrue();
        assertThat(flat.peak()).isEqualTo(1e-4);
        assertThat(flat.peakSigma()).isEqualTo(1e-5);
        assertThat(Math.abs(spot(4, 6, 10, 2).direction())).isCloseTo(Math.PI / 2, within(1e-9));
    }

    /// Born, grows and moves with it, splits in two, one of which goes; the others merge.
    @Test
    void tracks() {
        HotSpotTracks found =
                HotSpotTracks.of(
                        List.of(
                                List.of(),
                                List.of(spot(2, 2, 4, 4)),
                                List.of(spot(2, 2, 4, 12), spot(12, 20, 3, 3)),
                                List.of(spot(2, 2, 4, 5), spot(2, 8, 4, 6)),
                                List.of(spot(2, 2, 4, 12))),
                        Collections.nCopies(5, field(1e-4)),
                        10,
                        4);
        assertThat(found.tracks()).hasSize(3);
        assertThat(found.events())
                .contains(
                        new HotSpotTracks.Event(1, HotSpotTracks.Kind.BORN, 0, -1),
                        new HotSpotTracks.Event(2, HotSpotTracks.Kind.GROWS, 0, -1),
                        new HotSpotTracks.Event(2, HotSpotTracks.Kind.MOVES, 0, -1),
                        new HotSpotTracks.Event(2, HotSpotTracks.Kind.BORN, 1, -1),
                        new HotSpotTracks.Event(3, HotSpotTracks.Kind.GONE, 1, -1));
        assertThat(found.events())
                .anyMatch(e -> e.scan() == 3 && e.kind() == HotSpotTracks.Kind.SPLITS)
                .anyMatch(e -> e.scan() == 4 && e.kind() == HotSpotTracks.Kind.MERGES);
        Trend growth = found.tracks().getFirst().growth(new double[] {0, 1, 2, 3, 4}, 2);
        assertThat(growth.slopeSigma()).isPositive();
    }

    /// σ of both is 1e-5, so three of the difference are 4.24e-5; where area and change disagree,
    /// it is the area that counts.
    @Test
    void growsInPlaceByItsChange() {
        HotSpot same = spot(4, 4, 4, 4);
        assertThat(becomes(same, field(1.44e-4))).containsExactly(HotSpotTracks.Kind.GROWS);
        assertThat(becomes(same, field(1.41e-4))).isEmpty();
        assertThat(becomes(same, field(0.56e-4))).containsExactly(HotSpotTracks.Kind.SHRINKS);
        assertThat(becomes(spot(4, 4, 5, 5), field(0.5e-4)))
                .containsExactly(HotSpotTracks.Kind.GROWS);
        assertThat(becomes(spot(4, 4, 3, 4), field(2e-4)))
                .containsExactly(HotSpotTracks.Kind.SHRINKS);
    }

    private static List<HotSpotTracks.Kind> becomes(HotSpot after, Field later) {
        return becomes(List.of(after), later);
    }

    private static List<HotSpotTracks.Kind> becomes(List<HotSpot> after, Field later) {
        return HotSpotTracks.of(
                        List.of(List.of(spot(4, 4, 4, 4)), after),
                        List.of(field(1e-4), later),
                        10,
                        2)
                .events()
                .stream()
                .filter(event -> event.scan() == 1)
                .map(HotSpotTracks.Event::kind)
                .toList();
    }

    /// The later scan lacks the two lower rows of the place, then three of four.
    @Test
    void whatIsNotMeasuredIsNoChange() {
        HotSpot half = spot(4, 4, 2, 4);
        assertThat(becomes(half, field(1e-4))).containsExactly(HotSpotTracks.Kind.SHRINKS);
        Field later = field(1e-4);
        Arrays.fill(later.values(), GRID.index(6, 0), GRID.index(8, 0), Double.NaN);
        assertThat(becomes(half, later)).isEmpty();
        assertThat(becomes(List.of(), later)).containsExactly(HotSpotTracks.Kind.GONE);
        Arrays.fill(later.values(), GRID.index(5, 0), GRID.index(6, 0), Double.NaN);
        assertThat(becomes(List.of(), later)).containsExactly(HotSpotTracks.Kind.NOT_MEASURED);
    }

    /// One lost row between two halves does not part them, two do.
    @Test
    void lostPointsDoNotPartClusters() {
        double[] values = new double[GRID.size()];
        for (int row = 4; row < 9; row++) {
            for (int column = 6; column < 10; column++) {
                values[GRID.index(row, column)] = 5;
            }
        }
        assertThat(sizes(values)).containsExactly(20);
        Arrays.fill(values, GRID.index(6, 0), GRID.index(7, 0), Double.NaN);
        assertThat(sizes(values)).containsExactly(16);
        Arrays.fill(values, GRID.index(7, 0), GRID.index(8, 0), Double.NaN);
        assertThat(sizes(values)).containsExactlyInAnyOrder(8, 4);
    }

    private static List<Integer> sizes(double[] values) {
        List<Integer> sizes = new ArrayList<>();
        new Clusters(GRID, 2.5)
                .forEach(
                        values,
                        (points, mass) -> {
                            sizes.add(points.length);
                            assertThat(mass).isEqualTo(2.5 * points.length);
                        });
        return sizes;
    }
}
