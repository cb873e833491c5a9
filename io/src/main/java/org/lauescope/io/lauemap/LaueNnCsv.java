package org.lauescope.io.lauemap;

import org.lauescope.crystal.Matrix3;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.exchange.MapReader;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.ScanGrid;

/// Solutions of LaueNN (Purushottam Raj Purohit et al., J. Appl. Cryst. 55 (2022) 737) as CSV: one
/// line per solution and image, matrices UB in LT axes, strain in 10⁻³ in sample axes tilted by
/// 40°. Images follow each other row by row; the file does not say how long a row is.
public final class LaueNnCsv implements MapReader {

    private static final double STRAIN_UNIT = 1e-3;

    @Override
    public String format() {
        return "LaueNN solutions";
    }

    @Override
    public boolean tellsSteps() {
        return false;
    }

    @Override
    public boolean recognises(String head) {
        return head.startsWith("grain,image_index,material_index");
    }

    @Override
    public ScanResult read(TextFile file, Request request) throws FileFormatException {
        NamedColumns table = NamedColumns.of(file.source(), file.lines(), 0);
        if (request.crystals().isEmpty()) {
            throw new FileFormatException(
                    file.source(), "the file does not name its crystals; name them with --crystal");
        }
        int images = 0;
        for (int i = 0; i < table.rows().size(); i++) {
            images = Math.max(images, table.whole(i, "image_index") + 1);
        }
        Solutions solutions =
                new Solutions(
                        file.source().replaceFirst("(?i)\\.csv(\\.gz)?$", ""),
                        grid(file.source(), images, request),
                        request.crystals());
        for (int i = 0; i < table.rows().size(); i++) {
            solutions.add(table.whole(i, "image_index"), solution(table, i, request));
        }
        return solutions.result();
    }

    private static ScanGrid grid(String source, int images, Request request)
            throws FileFormatException {
        int columns = request.columns();
        if (columns < 1 || images % columns != 0) {
            throw new FileFormatException(
                    source,
                    "%d images, and the file does not say how many make a row; expected --columns N with a divisor of %d"
                            .formatted(images, images));
        }
        int rows = images / columns;
        if (request.rows() > 0 && request.rows() != rows) {
            throw new FileFormatException(
                    source,
                    "%d images in rows of %d make %d rows; expected the %d of --rows"
                            .formatted(images, columns, rows, request.rows()));
        }
        return ScanGrid.of(
                columns,
                rows,
                request.columnStep() > 0 ? request.columnStep() : 1,
                request.rowStep() > 0 ? request.rowStep() : 1);
    }

    private static Solutions.Solution solution(NamedColumns table, int row, Request request)
            throws FileFormatException {
        double material = table.value(row, "material_index");
        if (!(material >= 0 && material <= request.crystals().size())) {
            throw new FileFormatException(
                    table.source(),
                    table.lines().get(row),
                    "material_index = %s; expected 0 (none) to %d, one --crystal for each"
                            .formatted(material, request.crystals().size()));
        }
        int crystal = (int) material - 1;
        double[] m = new double[9];
        for (int k = 0; k < 9; k++) {
            m[k] = table.value(row, "R%d%d".formatted(k / 3 + 1, k % 3 + 1));
        }
        Matrix3 labFromLaueTools =
                new Matrix3(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]);
        Matrix3 laueToolsFromCrystal =
                crystal < 0
                        ? Matrix3.IDENTITY
                        : LaueToolsFrames.laueToolsFromCrystal(
                                request.crystals().get(crystal).cell());
        return new Solutions.Solution(
                table.whole(row, "grain"),
                crystal,
                table.value(row, "n_spots"),
                table.value(row, "match_rate_percent") / 100,
                table.value(row, "pixdev_final"),
                LaueToolsFrames.sampleFromLab().times(labFromLaueTools).times(laueToolsFromCrystal),
                table.tensor(row, "eps_samp_", "11", "22", "33", "23", "13", "12")
                        .times(STRAIN_UNIT));
    }
}
