package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

class HotSpotTest {

    private static final ScanGrid GRID = ScanGrid.of(30, 20, 2, 2);

    private static HotSpot spot(int row, int column, int rows, int columns) {
        return spot(row, column, rows, columns, 1e-4);
    }

    private static HotSpot spot(int row, int column, int rows, int columns, double change) {
        double[] values = new double[GRID.size()];
        double[] ones = new double[GRID.size()];
        double[] y = new double[GRID.size()];
        Arrays.fill(values, change);
        Arrays.fill(ones, 1e-5);
        Arrays.setAll(y, GRID::y);
        values[GRID.index(row, column)] = 3 * change;
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
        if (points.length > 1) {
            values[GRID.index(row, column)] = change;
        }
        return HotSpot.of(
                new ClusterPermutation.Cluster(0, points, 5, 0.01),
                new Field(GRID, values, ones),
                y,
                y);
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

    /// σ of both is 1e-5, so three of the difference are 4.24e-5; where area and peak disagree, it
    /// is the area that counts.
    @Test
    void growsInPlaceByItsPeak() {
        assertThat(becomes(spot(4, 4, 4, 4, 1.44e-4))).containsExactly(HotSpotTracks.Kind.GROWS);
        assertThat(becomes(spot(4, 4, 4, 4, 1.41e-4))).isEmpty();
        assertThat(becomes(spot(4, 4, 4, 4, 0.56e-4))).containsExactly(HotSpotTracks.Kind.SHRINKS);
        assertThat(becomes(spot(4, 4, 5, 5, 0.5e-4))).containsExactly(HotSpotTracks.Kind.GROWS);
        assertThat(becomes(spot(4, 4, 3, 4, 2e-4))).containsExactly(HotSpotTracks.Kind.SHRINKS);
    }

    private static List<HotSpotTracks.Kind> becomes(HotSpot after) {
        return HotSpotTracks.of(List.of(List.of(spot(4, 4, 4, 4)), List.of(after)), 10, 4)
                .events()
                .stream()
                .filter(event -> event.scan() == 1)
                .map(HotSpotTracks.Event::kind)
                .toList();
    }
}
