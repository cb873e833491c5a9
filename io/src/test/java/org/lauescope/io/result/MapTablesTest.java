package org.lauescope.io.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Oracle: two grains of copper side by side, 4 and 2 columns of 3 points, of which the second is
/// turned by 30° about z.
final class MapTablesTest {

    private static final int COLUMNS = 6;
    private static final int ROWS = 3;

    private SequencedMap<String, Table> tables = new java.util.LinkedHashMap<>();

    @BeforeEach
    void make() throws Exception {
        int size = COLUMNS * ROWS;
        double[] quaternions = new double[4 * size];
        Quaternion turned =
                Quaternion.ofMatrix(Matrix3.rotation(new Vector3(0, 0, Math.toRadians(30))));
        for (int i = 0; i < size; i++) {
            Quaternion q = i % COLUMNS < 4 ? new Quaternion(1, 0, 0, 0) : turned;
            double[] components = {q.w(), q.x(), q.y(), q.z()};
            System.arraycopy(components, 0, quaternions, 4 * i, 4);
        }
        PointStatus[] status = new PointStatus[size];
        Arrays.fill(status, PointStatus.INDEXED);
        OrientationMap orientations =
                new OrientationMap(
                        ScanGrid.of(COLUMNS, ROWS, 2, 3),
                        List.of(Crystals.named("Cu", java.nio.file.Path.of(""))),
                        new int[size],
                        quaternions);
        tables =
                MapTables.of(
                        MapAnalysis.of(
                                ScanMap.builder("S", status, orientations).build(),
                                MapAnalysis.Options.DEFAULT));
    }

    private double[] column(String table, String name) {
        Table found = tables.get(table);
        assertThat(found).isNotNull();
        return found.column(name);
    }

    @Test
    void grainsHaveTheirSizesAndPlaces() {
        assertThat(column(MapTables.GRAINS, "grain")).containsExactly(0, 1);
        assertThat(column(MapTables.GRAINS, "points")).containsExactly(12, 6);
        assertThat(column(MapTables.GRAINS, "area")).containsExactly(72, 36);
        assertThat(column(MapTables.GRAINS, "centroid_x")).containsExactly(3, 9);
        assertThat(column(MapTables.GRAINS, "neighbours")).containsExactly(1, 1);
        assertThat(column(MapTables.GRAINS, "strain_xx")).containsOnly(Double.NaN);
    }

    @Test
    void theBoundaryHasItsLengthAngleAndAxis() {
        assertThat(column(MapTables.BOUNDARIES, "length")).containsExactly(9);
        assertThat(column(MapTables.BOUNDARIES, "angle")[0])
                .isCloseTo(Math.toRadians(30), within(1e-12));
        // One of the fourfold axes; which one is the choice of the equivalent rotation.
        double[] axis = {
            column(MapTables.BOUNDARIES, "axis_x")[0],
            column(MapTables.BOUNDARIES, "axis_y")[0],
            column(MapTables.BOUNDARIES, "axis_z")[0]
        };
        assertThat(Arrays.stream(axis).map(Math::abs).max().orElse(0)).isCloseTo(1, within(1e-9));
    }

    @Test
    void histogramsCountThePairs() {
        double[] angle = column(MapTables.MISORIENTATIONS, "angle");
        double[] neighbours = column(MapTables.MISORIENTATIONS, "neighbours");
        assertThat(angle).hasSize(180);
        // 5 · 3 pairs along the rows, of which 3 cross the boundary, and 6 · 2 along the columns.
        assertThat(neighbours[0]).isEqualTo(24);
        assertThat(neighbours[29] + neighbours[30]).isEqualTo(3);
        assertThat(Arrays.stream(neighbours).sum()).isEqualTo(27);
        assertThat(angle[30]).isCloseTo(Math.toRadians(30.5), within(1e-12));
        assertThat(column(MapTables.GRAIN_MISORIENTATIONS, "neighbours")[0]).isEqualTo(24);
    }
}
