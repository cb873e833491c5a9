package org.lauescope.run.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Sentences against the rows of tables that are written by hand.
class ChangeSentencesTest {

    private static final int ZZ = 2;
    private static final int WIDTH = 6;

    private static Table table(List<String> names, double[]... rows) {
        Table.Builder table = Table.ofSize(rows.length);
        for (int k = 0; k < names.size(); k++) {
            double[] column = new double[rows.length];
            for (int row = 0; row < rows.length; row++) {
                column[row] = rows[row][k];
            }
            table.add(Quantity.diverging(names.get(k), names.get(k), ""), column);
        }
        return table.build();
    }

    private static Table places(double[]... rows) {
        return table(
                List.of(
                        "quantity",
                        "whole_series",
                        "track",
                        "area",
                        "x",
                        "y",
                        "peak",
                        "peak_sigma",
                        "interface_distance",
                        "boundary_distance",
                        "p"),
                rows);
    }

    private static Table events(double[]... rows) {
        return table(List.of("scan", "kind", "track", "other"), rows);
    }

    private static ScanResult scan(String name, SequencedMap<String, Table> tables) {
        OrientationMap nothing =
                new OrientationMap(
                        ScanGrid.of(1, 1, 1, 1), List.of(), new int[] {-1}, new double[4]);
        PointStatus[] status = {PointStatus.NOT_MEASURED};
        return new ScanResult(ScanMap.builder(name, status, nothing).build(), tables);
    }

    @Test
    void placesOfSeveralQuantitiesAndWhatBecomesOfThem() {
        SequencedMap<String, Table> second = new LinkedHashMap<>();
        second.put(
                ChangeTables.PLACES,
                places(
                        new double[] {WIDTH, 0, 1, 90, 21, 10, 3e-4, 1e-4, 3, Double.NaN, 0.01},
                        new double[] {ZZ, 0, 0, 100, 20, 10, 2e-4, 1e-5, 3, Double.NaN, 0.001},
                        new double[] {ZZ, 0, 2, 50, 60, 10, -2e-4, 1e-5, 3, Double.NaN, 0.001}));
        SequencedMap<String, Table> third = new LinkedHashMap<>();
        third.put(
                ChangeTables.PLACES,
                places(
                        // A track of −1 is NaN after a file.
                        new double[] {ZZ, 1, Double.NaN, 100, 20, 10, 5e-4, 1e-5, 3, 7, 0.001},
                        new double[] {ZZ, 0, 0, 101, 20, 10, 4e-4, 1e-5, 3, 7, 0.001}));
        third.put(
                ChangeTables.EVENTS,
                events(
                        new double[] {1, 0, 0, -1},
                        new double[] {1, 0, 1, -1},
                        new double[] {1, 0, 2, -1},
                        new double[] {2, 1, 0, -1},
                        new double[] {2, 6, 1, -1},
                        new double[] {2, 4, 2, 0}));
        List<ScanResult> scans =
                List.of(scan("A", new LinkedHashMap<>()), scan("B", second), scan("C", third));
        assertThat(new ChangeSentences(scans).sentences())
                .containsExactly(
                        "B, around x 20.0, y 10.0 µm (100 µm², 3.00 µm from the interface): strain zz (+0.200 ± 0.010)·10⁻³ (p = 0.001, place 0); peak width (+0.00030 ± 0.00010)° (p = 0.01, place 1).",
                        "B, around x 60.0, y 10.0 µm (50.0 µm², 3.00 µm from the interface): strain zz (−0.200 ± 0.010)·10⁻³ (p = 0.001, place 2).",
                        "C, around x 20.0, y 10.0 µm (101 µm², 3.00 µm from the interface, 7.00 µm from a grain boundary): strain zz (+0.400 ± 0.010)·10⁻³ (p = 0.001, place 0).",
                        "Over the series, around x 20.0, y 10.0 µm (100 µm², 3.00 µm from the interface, 7.00 µm from a grain boundary): strain zz (+0.500 ± 0.010)·10⁻³ (p = 0.001).",
                        "B: places 0, 1 and 2 new.",
                        "C: place 0 grown, strain zz from (+0.200 ± 0.010)·10⁻³ to (+0.400 ± 0.010)·10⁻³, on 100 and then 101 µm².",
                        "C: place 1 no longer found.",
                        "C: place 2 merged into place 0.");
    }
}
