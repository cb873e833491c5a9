package org.lauescope.io.lauemap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.exchange.MapReader;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.ScanGrid;

/// Summary of a map of LaueTools, `…SUMMARY….dat`: two lines of names, then a line per image. Rows
/// of `matstarlab` are unit vectors a\*, b\*, c\* in OR axes, strain is in 10⁻³. A second file
/// `xy….dat` may say where all images of the scan lie, also those that the summary leaves out.
public final class LaueToolsSummary implements MapReader {

    private static final double STRAIN_UNIT = 1e-3;

    /// Positions are stage positions; beyond this part of a step they are no grid.
    private static final double OFF_GRID = 0.3;

    @Override
    public String format() {
        return "LaueTools summary";
    }

    @Override
    public boolean recognises(String head) {
        return head.contains("matstarlab");
    }

    @Override
    public ScanResult read(TextFile file, Request request) throws FileFormatException {
        List<String> lines = file.lines();
        int header = 0;
        while (header < lines.size() && !lines.get(header).contains("matstarlab_0")) {
            header++;
        }
        if (header == lines.size()) {
            throw new FileFormatException(
                    file.source(), "no line of column names; expected img gnumloc npeaks pixdev …");
        }
        if (request.crystals().size() != 1) {
            throw new FileFormatException(
                    file.source(),
                    "the file does not name its crystal; name it with one --crystal");
        }
        NamedColumns table = NamedColumns.of(file.source(), lines, header);
        ScanGrid grid = grid(table, request);
        Solutions solutions =
                new Solutions(
                        file.source().replaceFirst("(?i)\\.dat(\\.gz)?$", ""),
                        grid,
                        request.crystals());
        Matrix3 laueToolsFromCrystal =
                LaueToolsFrames.laueToolsFromCrystal(request.crystals().getFirst().cell());
        for (int i = 0; i < table.rows().size(); i++) {
            double[] m = new double[9];
            for (int k = 0; k < 9; k++) {
                m[k] = table.value(i, "matstarlab_" + k);
            }
            // Rows a*, b*, c*, hence columns of the transposed matrix.
            Matrix3 orFromLaueTools =
                    new Matrix3(m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]);
            solutions.add(
                    point(table, i, grid),
                    new Solutions.Solution(
                            table.whole(i, "gnumloc"),
                            0,
                            table.value(i, "npeaks"),
                            Double.NaN,
                            table.value(i, "pixdev"),
                            LaueToolsFrames.sampleFromLab()
                                    .times(LaueToolsFrames.labFromOr())
                                    .times(orFromLaueTools)
                                    .times(laueToolsFromCrystal),
                            LaueToolsFrames.inSample(
                                    table.tensor(i, "strain6_sample_", "0", "1", "2", "3", "4", "5")
                                            .times(STRAIN_UNIT))));
        }
        return solutions.result();
    }

    private static int point(NamedColumns table, int row, ScanGrid grid)
            throws FileFormatException {
        double x = table.value(row, "dxymicrons_0");
        double y = table.value(row, "dxymicrons_1");
        double column = (x - grid.originX()) / grid.columnStep();
        double line = (y - grid.originY()) / grid.rowStep();
        int c = (int) Math.rint(column);
        int r = (int) Math.rint(line);
        if (!grid.contains(r, c)
                || !(Math.abs(column - c) < OFF_GRID && Math.abs(line - r) < OFF_GRID)) {
            throw new FileFormatException(
                    table.source(),
                    table.lines().get(row),
                    "point at (%s, %s) µm; expected one of a grid with steps of %s × %s µm"
                            .formatted(x, y, grid.columnStep(), grid.rowStep()));
        }
        return grid.index(r, c);
    }

    private static ScanGrid grid(NamedColumns table, Request request) throws FileFormatException {
        double[] x = new double[table.rows().size()];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = table.value(i, "dxymicrons_0");
            y[i] = table.value(i, "dxymicrons_1");
        }
        @Nullable TextFile positions = request.positions();
        if (positions != null) {
            List<String> lines =
                    positions.lines().stream()
                            .filter(l -> Numbers.isNumeric(Numbers.fields(l)))
                            .toList();
            x = new double[lines.size()];
            y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double[] fields =
                        Numbers.parse(positions.source(), i + 2, "image, x, y", lines.get(i), 3);
                x[i] = fields[1];
                y[i] = fields[2];
            }
        }
        return grid(positions == null ? table.source() : positions.source(), x, y);
    }

    private static ScanGrid grid(String source, double[] x, double[] y) throws FileFormatException {
        Steps columns = Steps.of(x);
        Steps rows = Steps.of(y);
        if (!(columns.count() * rows.count() <= 100.0 * x.length)) {
            throw new FileFormatException(
                    source,
                    "%d positions that would need a grid of %.0f × %.0f points; expected a regular grid"
                            .formatted(x.length, columns.count(), rows.count()));
        }
        return new ScanGrid(
                (int) columns.count(),
                (int) rows.count(),
                columns.step(),
                rows.step(),
                columns.origin(),
                rows.origin());
    }
}
