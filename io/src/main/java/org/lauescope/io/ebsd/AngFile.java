package org.lauescope.io.ebsd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.exchange.MapReader;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// `.ang` of EDAX (TSL): a header of lines that begin with `#`, and a line per point:
///
///     φ₁ Φ φ₂ (rad)  x y (µm)  image quality  confidence index  phase …  fit (°)
///
/// A confidence index below 0 or angles of 4π mean not indexed. With one phase its number is 0.
public final class AngFile implements MapReader {

    private static final List<Quantity> PLANES =
            List.of(
                    Quantity.sequential("image_quality", "image quality", ""),
                    Quantity.sequential("confidence_index", "confidence index", ""),
                    Quantity.sequential("fit", "mean deviation of bands", "rad"));

    /// 4π, what stands where no angle is known.
    private static final double NO_ANGLE = 12.5;

    private static final int FIT = 9;

    @Override
    public String format() {
        return "EBSD .ang";
    }

    @Override
    public boolean recognises(String head) {
        return head.startsWith("#")
                && (head.contains("TEM_PIXperUM")
                        || head.contains("x-star")
                        || head.contains("LatticeConstants"));
    }

    @Override
    public ScanResult read(TextFile file, Request request) throws FileFormatException {
        return new ScanResult(new Reader(file).map(request));
    }

    private static final class Reader {
        private final String source;
        private final List<String> lines;
        private final Map<String, String> header = new LinkedHashMap<>();
        private final Map<Integer, Crystal> crystals = new TreeMap<>();
        private final List<double[]> rows = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();

        Reader(TextFile file) {
            source = file.source();
            lines = file.lines();
        }

        ScanMap map(Request request) throws FileFormatException {
            parse();
            List<Crystal> phases =
                    request.crystals().isEmpty()
                            ? List.copyOf(crystals.values())
                            : request.crystals();
            if (phases.isEmpty()) {
                throw new FileFormatException(
                        source,
                        "no phase in the header; expected # Phase, or name one with --crystal");
            }
            ScanGrid grid = grid(request);
            PointTable table = new PointTable(source, grid, phases, PLANES);
            for (int i = 0; i < rows.size(); i++) {
                double[] row = rows.get(i);
                int index = table.place(numbers.get(i), row[3], row[4]);
                table.value(0, index, row[5]);
                table.value(1, index, row[6]);
                table.value(2, index, row.length > FIT ? Math.toRadians(row[FIT]) : Double.NaN);
                int phase = phase(numbers.get(i), row[7], phases.size());
                if (phase >= 0 && row[6] >= 0 && Math.abs(row[0]) < NO_ANGLE) {
                    table.indexed(
                            index, phase, new EulerAngles(row[0], row[1], row[2]).quaternion());
                }
            }
            return table.map(source.replaceFirst("(?i)\\.ang(\\.gz)?$", ""));
        }

        /// @return number of the phase from 0; −1 where none was found
        private int phase(int line, double written, int phases) throws FileFormatException {
            if (written != Math.rint(written) || written < 0 || written > phases) {
                throw new FileFormatException(
                        source, line, "phase = %s; expected 0 to %d".formatted(written, phases));
            }
            return phases == 1 ? 0 : (int) written - 1;
        }

        private void parse() throws FileFormatException {
            int phase = 0;
            String material = "";
            @Nullable SymmetryNumber symmetry = null;
            for (int i = 0; i < lines.size(); i++) {
                String text = lines.get(i).strip();
                if (text.isEmpty()) {
                    continue;
                }
                if (!text.startsWith("#")) {
                    row(i + 1, text);
                    continue;
                }
                String[] fields = text.substring(1).strip().split("[\\s:]+", 2);
                String value = fields.length > 1 ? fields[1].strip() : "";
                switch (fields[0]) {
                    case "Phase" -> {
                        phase = (int) Numbers.parse(source, i + 1, "Phase", value);
                        symmetry = null;
                        material = "";
                    }
                    case "MaterialName" -> material = value;
                    case "Symmetry" -> symmetry = symmetry(i + 1, value);
                    case "LatticeConstants" ->
                            crystals.put(phase, crystal(i + 1, material, symmetry, value));
                    default -> header.putIfAbsent(fields[0], value);
                }
            }
            if (rows.isEmpty()) {
                throw new FileFormatException(source, "no point below the header");
            }
        }

        private void row(int line, String text) throws FileFormatException {
            String[] fields = text.split("\\s+");
            if (fields.length < 8) {
                throw new FileFormatException(
                        source,
                        line,
                        "\"%s\" has %d values; expected 8 or more: φ₁ Φ φ₂ x y quality confidence phase"
                                .formatted(Numbers.shown(text), fields.length));
            }
            double[] row = new double[Math.min(fields.length, FIT + 1)];
            for (int k = 0; k < row.length; k++) {
                row[k] = Numbers.parse(source, line, "column " + (k + 1), fields[k]);
            }
            rows.add(row);
            numbers.add(line);
        }

        private SymmetryNumber symmetry(int line, String value) throws FileFormatException {
            return SymmetryNumber.ofEdax((int) Numbers.parse(source, line, "Symmetry", value))
                    .orElseThrow(() ->
                            new FileFormatException(
                                    source,
                                    line,
                                    "Symmetry %s; expected 1, 20, 22, 3, 32, 4, 42, 6, 62, 23 or 43"
                                            .formatted(Numbers.shown(value))));
        }

        private Crystal crystal(
                int line, String material, @Nullable SymmetryNumber symmetry, String value)
                throws FileFormatException {
            double[] cell = Numbers.parse(source, line, "LatticeConstants", value, 6);
            if (symmetry == null) {
                throw new FileFormatException(
                        source,
                        line,
                        "phase without # Symmetry; expected it above LatticeConstants");
            }
            try {
                return Crystals.ofSpaceGroup(
                        material.isEmpty() ? "phase" : material,
                        UnitCell.ofDegrees(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]),
                        symmetry.spaceGroup(),
                        "phase of " + source + ": cell and symmetry only");
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(source, line, String.valueOf(e.getMessage()));
            }
        }

        private ScanGrid grid(Request request) throws FileFormatException {
            String kind = header.getOrDefault("GRID", "");
            if (kind.toLowerCase(Locale.ROOT).startsWith("hex")) {
                throw new FileFormatException(
                        source,
                        "hexagonal grid; expected SqrGrid: convert it in the program that made it");
            }
            if (kind.isEmpty() && request.columns() == 0) {
                throw new FileFormatException(
                        source,
                        "no # GRID in the header; expected # GRID: SqrGrid, or give --columns, --rows and --step");
            }
            return PointTable.grid(
                    source,
                    request.columns() > 0 ? request.columns() : number("NCOLS_ODD"),
                    request.rows() > 0 ? request.rows() : number("NROWS"),
                    request.columnStep() > 0 ? request.columnStep() : number("XSTEP"),
                    request.rowStep() > 0 ? request.rowStep() : number("YSTEP"),
                    rows.stream().mapToDouble(row -> row[3]).min().orElse(0),
                    rows.stream().mapToDouble(row -> row[4]).min().orElse(0));
        }

        private double number(String key) throws FileFormatException {
            String text = header.get(key);
            double value = text == null ? Double.NaN : Numbers.parse(text);
            if (!Double.isFinite(value)) {
                throw new FileFormatException(
                        source,
                        text == null
                                ? "no # %s in the header; expected it, or --columns, --rows and --step"
                                        .formatted(key)
                                : "# %s: \"%s\"; expected a number"
                                        .formatted(key, Numbers.shown(text)));
            }
            return value;
        }
    }
}
