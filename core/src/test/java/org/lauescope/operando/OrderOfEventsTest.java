package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lauescope.map.Estimate;
import org.lauescope.map.ScanGrid;

class OrderOfEventsTest {

    private static final ScanGrid GRID = ScanGrid.of(2, 2, 4, 4);
    private static final int LATER = 3;
    private static final double CERTAIN = 0.001;

    private static List<Change> changes() {
        double[] sigma = new double[GRID.size()];
        Arrays.fill(sigma, 1);
        return IntStream.range(0, LATER)
                .mapToObj(_ ->
                        new Change(
                                new Field(GRID, new double[GRID.size()], sigma),
                                Nuisance.shift(GRID)))
                .toList();
    }

    private static SeriesEvidence series() {
        return new SeriesEvidence(
                GRID,
                new int[GRID.size()],
                new double[GRID.size()],
                new double[GRID.size()],
                CellHistory.unknown(LATER + 1),
                IntStream.range(0, 6).mapToObj(_ -> changes()).toList(),
                changes(),
                changes());
    }

    private static ClusterPermutation clusters(double p, int... fields) {
        List<ClusterPermutation.Cluster> clusters = new ArrayList<>();
        for (int field : fields) {
            clusters.add(new ClusterPermutation.Cluster(field, new int[] {0}, 10, p));
        }
        return new ClusterPermutation(p, 999, List.of(), clusters);
    }

    private static Estimate order(
            ClusterPermutation strain, ClusterPermutation width, ClusterPermutation turn) {
        LinkedHashMap<String, ClusterPermutation> found = new LinkedHashMap<>();
        found.put(SeriesEvidence.STRAIN, strain);
        found.put(SeriesEvidence.WIDTH, width);
        found.put(SeriesEvidence.MISORIENTATION, turn);
        return OrderOfEvents.of(series(), new ChangeDetection(found, new LinkedHashMap<>()))
                .getFirst()
                .value();
    }

    /// Fields of strain are numbered scan by scan within each component: 3 is yy of scan 1, 17 xy
    /// of scan 3; from 18 on they are trends.
    @Test
    void theFirstScanOfEachCounts() {
        ClusterPermutation never = clusters(1);
        assertThat(order(clusters(CERTAIN, 17, 3), clusters(CERTAIN, 2), never).value())
                .isEqualTo(2);
        assertThat(order(clusters(CERTAIN, 17), clusters(CERTAIN, 2), clusters(CERTAIN, 0)).value())
                .isEqualTo(-2);
        assertThat(order(clusters(CERTAIN, 18, 4), clusters(CERTAIN, 1), never).value())
                .isEqualTo(0);
    }

    @Test
    void unknownWithoutBoth() {
        ClusterPermutation never = clusters(1);
        assertThat(order(clusters(CERTAIN, 3), never, never)).isEqualTo(Estimate.UNKNOWN);
        assertThat(order(never, clusters(CERTAIN, 3), never)).isEqualTo(Estimate.UNKNOWN);
        // A trend alone has no scan; neither has what may be by chance.
        assertThat(order(clusters(CERTAIN, 18), clusters(CERTAIN, 1), never))
                .isEqualTo(Estimate.UNKNOWN);
        assertThat(order(clusters(0.2, 3), clusters(CERTAIN, 1), never))
                .isEqualTo(Estimate.UNKNOWN);
    }
}
