package org.lauescope.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lauescope.io.result.Table;
import org.lauescope.laue.Detector;
import org.lauescope.map.Quantity;
import org.lauescope.run.store.RunStore;

/// Mean residuals of the used spots of a scan in square cells of the detector. What is left in the
/// means of many grains and points is not noise: a wrong pose, a distorted detector, or a wrong
/// position of the sample.
final class ResidualField {

    /// Cells along the longer side of the detector.
    private static final int CELLS = 24;

    /// Sums are those of whole numbers, so that their order does not matter, px⁻¹.
    private static final String SCALE = "1e6";

    private ResidualField() {}

    /// Columns of [org.lauescope.io.result.MapTables#RESIDUALS]; a row for each cell with spots.
    static Table of(RunStore store, int scan, Detector detector) throws IOException {
        int edge = Math.ceilDiv(Math.max(detector.columns(), detector.rows()), CELLS);
        List<double[]> cells = new ArrayList<>();
        store.query(
                """
                SELECT CAST(floor((y + 0.5) / %1$d) AS INTEGER) AS cell_row,
                  CAST(floor((x + 0.5) / %1$d) AS INTEGER) AS cell_column, count(*),
                  CAST(sum(CAST(round(%2$s * dx) AS BIGINT)) AS DOUBLE) / %2$s,
                  CAST(sum(CAST(round(%2$s * dy) AS BIGINT)) AS DOUBLE) / %2$s,
                  CAST(sum(CAST(round(%2$s * (dx * dx + dy * dy)) AS BIGINT)) AS DOUBLE) / %2$s
                FROM final_reflection WHERE scan = %3$d AND used
                GROUP BY cell_row, cell_column ORDER BY cell_row, cell_column\
                """
                        .formatted(edge, SCALE, scan),
                row -> {
                    double count = row.getDouble(3);
                    cells.add(
                            new double[] {
                                (row.getInt(2) + 0.5) * edge - 0.5,
                                (row.getInt(1) + 0.5) * edge - 0.5,
                                row.getDouble(4) / count,
                                row.getDouble(5) / count,
                                Math.sqrt(row.getDouble(6) / count),
                                count
                            });
                });
        Table.Builder table = Table.ofSize(cells.size());
        List<Quantity> columns =
                List.of(
                        Quantity.sequential("x", "middle of the cell, x", "px"),
                        Quantity.sequential("y", "middle of the cell, y", "px"),
                        Quantity.diverging(
                                "dx", "mean residual along x, observed − predicted", "px"),
                        Quantity.diverging(
                                "dy", "mean residual along y, observed − predicted", "px"),
                        Quantity.sequential("rms", "rms residual of the spots", "px"),
                        Quantity.sequential("spots", "spots", ""));
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            table.add(columns.get(c), cells.stream().mapToDouble(cell -> cell[column]).toArray());
        }
        return table.build();
    }
}
