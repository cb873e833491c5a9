package org.lauescope.io.ebsd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Quaternion;
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

/// Channel Text File, `.ctf`, of Oxford Instruments: a header, the phases, a line of column names,
/// and a line per point with angles in degrees. Decimals may have a comma. Phase 0 is not indexed.
public final class CtfFile implements MapReader {

    private static final List<Quantity> PLANES =
            List.of(
                    Quantity.sequential("bands", "bands detected", ""),
                    Quantity.sequential("mad", "mean angular deviation", "rad"),
                    Quantity.sequential("band_contrast", "band contrast", ""),
                    Quantity.sequential("band_slope", "band slope", ""));
    private static final List<String> COLUMNS = List.of("bands", "mad", "bc", "bs");

    @Override
    public String format() {
        return "EBSD .ctf";
    }

    @Override
    public boolean recognises(String head) {
        return head.startsWith("Channel Text File");
    }

    @Override
    public ScanResult read(TextFile file, Request request) throws FileFormatException {
        return new ScanResult(new Reader(file).map(request));
    }

    private static final class Reader {
        private final String source;
        private final List<String> lines;
        private final Map<String, String> header = new LinkedHashMap<>();
        private final List<Crystal> crystals = new ArrayList<>();
        private int line;

        Reader(TextFile file) {
            source = file.source();
            lines = file.lines();
        }

        ScanMap map(Request request) throws FileFormatException {
            header();
            List<String> names =
                    Arrays.asList(next("column names").toLowerCase(Locale.ROOT).split("\t"));
            for (String needed : List.of("phase", "x", "y", "euler1", "euler2", "euler3")) {
                if (!names.contains(needed)) {
                    throw wrong(
                            "columns \"%s\"; expected Phase, X, Y, Euler1, Euler2, Euler3 among them"
                                    .formatted(Numbers.shown(String.join(" ", names))));
                }
            }
            List<Crystal> phases = request.crystals().isEmpty() ? crystals : request.crystals();
            Quaternion[] crystalFromOxford =
                    phases.stream()
                            .map(c -> OxfordFrame.crystalFromOxford(c.cell()))
                            .toArray(Quaternion[]::new);
            List<double[]> rows = new ArrayList<>();
            int first = line + 1;
            while (line < lines.size()) {
                String text = lines.get(line++);
                if (!text.isBlank()) {
                    rows.add(row(text, names));
                }
            }
            if (rows.isEmpty()) {
                throw new FileFormatException(source, "no point below the header");
            }
            ScanGrid grid = grid(request, rows, names);
            PointTable table = new PointTable(source, grid, phases, PLANES);
            for (int i = 0; i < rows.size(); i++) {
                line = first + i;
                point(rows.get(i), names, table, crystalFromOxford);
            }
            return table.map(source.replaceFirst("(?i)\\.ctf(\\.gz)?$", ""));
        }

        private void header() throws FileFormatException {
            while (true) {
                String[] fields = next("Phases").split("\t", -1);
                String key = fields[0].strip();
                if (key.equals("Phases")) {
                    phases(fields.length > 1 ? fields[1] : "");
                    return;
                }
                header.putIfAbsent(key, fields.length > 1 ? fields[1].strip() : "");
            }
        }

        private void phases(String count) throws FileFormatException {
            double number = decimal("Phases", count);
            if (!(number >= 1 && number <= 1000)) {
                throw wrong("Phases = %s; expected 1 or more".formatted(Numbers.shown(count)));
            }
            for (int i = 0; i < number; i++) {
                crystals.add(phase(next("phase " + (i + 1))));
            }
        }

        /// `a;b;c <tab> α;β;γ <tab> name <tab> Laue group <tab> space group`
        private Crystal phase(String text) throws FileFormatException {
            String[] fields = text.split("\t");
            if (fields.length < 4) {
                throw wrong(
                        "phase \"%s\"; expected edges, angles, name and Laue group between tabs"
                                .formatted(Numbers.shown(text)));
            }
            double[] edges = three("edges", fields[0]);
            double[] angles = three("angles", fields[1]);
            String name = fields[2].strip();
            SymmetryNumber laue =
                    SymmetryNumber.ofOxford((int) decimal("Laue group", fields[3]))
                            .orElseThrow(() ->
                                    wrong(
                                            "Laue group %s of phase \"%s\"; expected 1 to 11"
                                                    .formatted(
                                                            Numbers.shown(fields[3]),
                                                            Numbers.shown(name))));
            double spaceGroup =
                    fields.length > 4 && !fields[4].isBlank()
                            ? decimal("space group", fields[4])
                            : 0;
            int number =
                    spaceGroup >= 1 && spaceGroup <= 230 ? (int) spaceGroup : laue.spaceGroup();
            try {
                UnitCell cell =
                        UnitCell.ofDegrees(
                                edges[0], edges[1], edges[2], angles[0], angles[1], angles[2]);
                return Crystals.ofSpaceGroup(
                        name, cell, number, "phase of " + source + ": cell and symmetry only");
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        private ScanGrid grid(Request request, List<double[]> rows, List<String> names)
                throws FileFormatException {
            if (request.columns() == 0 && !header.containsKey("XCells")) {
                throw new FileFormatException(
                        source,
                        "no grid (JobMode %s, %d single points); expected XCells, YCells, XStep and YStep of a map"
                                .formatted(
                                        Numbers.shown(header.getOrDefault("JobMode", "absent")),
                                        rows.size()));
            }
            int x = names.indexOf("x");
            int y = names.indexOf("y");
            return PointTable.grid(
                    source,
                    request.columns() > 0 ? request.columns() : number("XCells"),
                    request.rows() > 0 ? request.rows() : number("YCells"),
                    request.columnStep() > 0 ? request.columnStep() : number("XStep"),
                    request.rowStep() > 0 ? request.rowStep() : number("YStep"),
                    rows.stream().mapToDouble(row -> row[x]).min().orElse(0),
                    rows.stream().mapToDouble(row -> row[y]).min().orElse(0));
        }

        private void point(
                double[] row, List<String> names, PointTable table, Quaternion[] crystalFromOxford)
                throws FileFormatException {
            int index = table.place(line, row[names.indexOf("x")], row[names.indexOf("y")]);
            double phase = row[names.indexOf("phase")];
            if (phase != Math.rint(phase) || phase < 0 || phase > crystalFromOxford.length) {
                throw wrong(
                        "phase = %s; expected 0 (not indexed) to %d"
                                .formatted(phase, crystalFromOxford.length));
            }
            for (int k = 0; k < COLUMNS.size(); k++) {
                int column = names.indexOf(COLUMNS.get(k));
                if (column >= 0) {
                    double value = row[column];
                    table.value(
                            k, index, COLUMNS.get(k).equals("mad") ? Math.toRadians(value) : value);
                }
            }
            if (phase > 0) {
                int euler = names.indexOf("euler1");
                Quaternion sampleFromOxford =
                        new EulerAngles(
                                        Math.toRadians(row[euler]),
                                        Math.toRadians(row[names.indexOf("euler2")]),
                                        Math.toRadians(row[names.indexOf("euler3")]))
                                .quaternion();
                table.indexed(
                        index,
                        (int) phase - 1,
                        sampleFromOxford
                                .times(crystalFromOxford[(int) phase - 1].conjugate())
                                .positive());
            }
        }

        /// Columns that end early are NaN beyond the angles.
        private double[] row(String text, List<String> names) throws FileFormatException {
            String[] fields = text.strip().split("\t");
            double[] row = new double[names.size()];
            Arrays.fill(row, Double.NaN);
            for (int i = 0; i < Math.min(row.length, fields.length); i++) {
                row[i] = decimal(names.get(i), fields[i]);
            }
            for (String needed : List.of("phase", "x", "y", "euler1", "euler2", "euler3")) {
                if (Double.isNaN(row[names.indexOf(needed)])) {
                    throw wrong(
                            "\"%s\" has no %s; expected %d values"
                                    .formatted(Numbers.shown(text), needed, names.size()));
                }
            }
            return row;
        }

        private double[] three(String what, String text) throws FileFormatException {
            String[] fields = text.split(";");
            if (fields.length != 3) {
                throw wrong(
                        "%s \"%s\"; expected three numbers between semicolons"
                                .formatted(what, Numbers.shown(text)));
            }
            return new double[] {
                decimal(what, fields[0]), decimal(what, fields[1]), decimal(what, fields[2])
            };
        }

        private double number(String key) throws FileFormatException {
            String text = header.get(key);
            if (text == null) {
                throw new FileFormatException(
                        source, "no %s in the header; expected a number".formatted(key));
            }
            double value = Numbers.parse(text.replace(',', '.'));
            if (!Double.isFinite(value)) {
                throw new FileFormatException(
                        source,
                        "%s = \"%s\"; expected a number".formatted(key, Numbers.shown(text)));
            }
            return value;
        }

        private double decimal(String what, String field) throws FileFormatException {
            return Numbers.parse(source, line, what, field.strip().replace(',', '.'));
        }

        private String next(String what) throws FileFormatException {
            if (line >= lines.size()) {
                throw new FileFormatException(
                        source, "ends in its header; expected %s".formatted(what));
            }
            return lines.get(line++);
        }

        private FileFormatException wrong(String problem) {
            return new FileFormatException(source, line, problem);
        }
    }
}
