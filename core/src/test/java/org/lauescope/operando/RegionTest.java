package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

class RegionTest {

    /// 5 × 4 points, x = 10 … 18, y = 0 … 9.
    private static final ScanGrid GRID = new ScanGrid(5, 4, 2, 3, 10, 0);

    @Test
    void rectangleHasItsEdges() {
        assertThat(Region.rectangle("corner", GRID, 14, 3, 10, 0).points())
                .containsExactly(0, 1, 2, 5, 6, 7);
    }

    /// A triangle with the corners (9, −1), (17, −1), (9, 7): x + y < 16 inside.
    @Test
    void polygon() {
        Region triangle =
                Region.polygon("t", GRID, new double[] {9, 17, 9}, new double[] {-1, -1, 7});
        assertThat(triangle.points()).containsExactly(0, 1, 2, 5, 6);
        assertThatThrownBy(() -> Region.polygon("t", GRID, new double[2], new double[2]))
                .hasMessageContaining("three or more");
    }

    @Test
    void grainBandAndBoth() {
        int[] grain = new int[GRID.size()];
        double[] distance = new double[GRID.size()];
        for (int i = 0; i < grain.length; i++) {
            grain[i] = GRID.column(i) < 2 ? 0 : 1;
            distance[i] = GRID.y(i);
        }
        Region first = Region.grain(GRID, grain, 0);
        Region near = Region.band("0–6 µm from the interface", GRID, distance, 0, 6);
        assertThat(first.size()).isEqualTo(8);
        assertThat(near.size()).isEqualTo(10);
        assertThat(first.and(near).points()).containsExactly(0, 1, 5, 6);
        assertThat(first.and(near).name()).isEqualTo("grain 0, 0–6 µm from the interface");
        assertThat(near.contains(9)).isTrue();
        assertThat(near.contains(10)).isFalse();
    }
}
