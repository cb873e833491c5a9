package org.lauescope.io.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.SymmetryOperator;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.refine.SharedSystematic;

/// Reads a [Result] that [NexusWriter] wrote.
final class NexusReader {

    private final Path path;
    private final NexusFile file;

    private NexusReader(Path path, NexusFile file) {
        this.path = path;
        this.file = file;
    }

    static Result read(Path path) throws IOException {
        return NexusFile.read(path, file -> new NexusReader(path, file).result());
    }

    static boolean recognises(Path path) throws IOException {
        return NexusFile.isHdf5(path)
                && NexusFile.read(path, file -> file.has("entry") && isResult(file));
    }

    private static boolean isResult(NexusFile file) throws IOException {
        return file.group("entry").getAttribute("lauescope_format") != null;
    }

    private Result result() throws IOException {
        if (!file.has("entry") || !isResult(file)) {
            throw file.wrong("has no /entry that this program wrote");
        }
        double format = file.numberAttribute("entry", "lauescope_format");
        if (format > ResultFiles.FORMAT) {
            throw file.wrong(
                    "is of format %.0f, this version knows up to %d (update the program)"
                            .formatted(format, ResultFiles.FORMAT));
        }
        List<Crystal> crystals = new ArrayList<>();
        while (file.has("entry/sample/crystal_" + crystals.size())) {
            crystals.add(crystal("entry/sample/crystal_" + crystals.size()));
        }
        List<ScanResult> scans = new ArrayList<>();
        while (file.has("entry/scan_" + scans.size())) {
            scans.add(scan("entry/scan_" + scans.size(), crystals));
        }
        return new Result(
                file.text("entry/title"),
                geometry(),
                crystals,
                cell(),
                corners("entry/sample/interface"),
                regions(),
                cycler(),
                scans,
                provenance());
    }

    private List<CyclerRecord> cycler() throws IOException {
        List<CyclerRecord> records = new ArrayList<>();
        for (String name = "entry/cycler"; file.has(name); ) {
            records.add(NexusCycler.read(file, name));
            name = "entry/cycler_" + records.size();
        }
        return records;
    }

    private ScanResult scan(String group, List<Crystal> crystals) throws IOException {
        ScanGrid grid = grid(group + "/status");
        int[] codes = file.integers(group + "/status/data", grid.rows(), grid.columns());
        PointStatus[] status =
                Arrays.stream(codes).mapToObj(PointStatus::ofCode).toArray(PointStatus[]::new);
        int[] crystal = file.integers(group + "/crystal/data", grid.rows(), grid.columns());
        if (Arrays.stream(crystal).anyMatch(number -> number >= crystals.size())) {
            throw file.wrong("%s/crystal names a crystal that is not listed".formatted(group));
        }
        OrientationMap orientations =
                new OrientationMap(
                        grid,
                        crystals,
                        crystal,
                        file.numbers(group + "/orientation/data", grid.rows(), grid.columns(), 4));
        ScanMap.Builder map =
                ScanMap.builder(file.textAttribute(group, "title"), status, orientations);
        for (String name : file.textsAttribute(group, "planes")) {
            String plane = group + "/" + name;
            Quantity quantity = quantity(plane + "/data", name, file.textAttribute(plane, "title"));
            map.add(quantity, plane(plane, quantity, grid));
        }
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        for (String name : file.textsAttribute(group, "tables")) {
            tables.put(name, table(group + "/" + name));
        }
        return new ScanResult(
                map.build(),
                tables,
                new Agreement(
                        (int) file.number(group + "/agreement/checked"),
                        (int) file.number(group + "/agreement/agreed"),
                        Math.toRadians(file.number(group + "/agreement/largest_angle"))),
                systematic(group + "/systematic"),
                file.has(group + "/start_time") ? instant(group + "/start_time") : null,
                file.text(group + "/electrical_state"),
                failures(group + "/failed_frames"));
    }

    private List<FailedFrame> failures(String group) throws IOException {
        String[] reasons = file.texts(group + "/reason");
        if (reasons.length == 0) {
            return List.of();
        }
        int[] points = file.integers(group + "/point", reasons.length);
        return IntStream.range(0, reasons.length)
                .mapToObj(i -> new FailedFrame(points[i], reasons[i]))
                .toList();
    }

    private SharedSystematic systematic(String group) throws IOException {
        return file.has(group)
                ? new SharedSystematic(
                        file.number(group + "/data"),
                        file.number(group + "/data_errors"),
                        (int) file.number(group + "/freedom"))
                : SharedSystematic.UNKNOWN;
    }

    private ScanGrid grid(String data) throws IOException {
        int columns = file.shape(data + "/x")[0];
        int rows = file.shape(data + "/y")[0];
        return new ScanGrid(
                columns,
                rows,
                file.numberAttribute(data + "/x", "step"),
                file.numberAttribute(data + "/y", "step"),
                file.numbers(data + "/x", columns)[0],
                file.numbers(data + "/y", rows)[0]);
    }

    private Supplier<Plane> plane(String group, Quantity quantity, ScanGrid grid)
            throws IOException {
        boolean hasSigma = file.has(group + "/data_errors");
        SortedMap<String, Double> parameters = new TreeMap<>();
        for (String parameter : file.textsAttribute(group + "/data", "parameters")) {
            parameters.put(parameter, file.numberAttribute(group + "/data", parameter));
        }
        return later(open -> {
            double[] values = values(open, group, quantity, grid);
            Plane plane =
                    hasSigma
                            ? new Plane(
                                    quantity,
                                    values,
                                    open.numbers(
                                            group + "/data_errors", grid.rows(), grid.columns()))
                            : new Plane(quantity, values);
            return plane.with(parameters);
        });
    }

    private static double[] values(NexusFile open, String plane, Quantity quantity, ScanGrid grid)
            throws IOException {
        return values(open, plane + "/data", quantity, grid.rows(), grid.columns());
    }

    private Table table(String group) throws IOException {
        int size = (int) file.numberAttribute(group, "size");
        Table.Builder table = Table.ofSize(size);
        for (String name : file.textsAttribute(group, "columns")) {
            String field = group + "/" + name;
            Quantity quantity = quantity(field, name, file.textAttribute(field, "title"));
            table.add(quantity, later(open -> values(open, field, quantity, size)));
        }
        for (String name : file.textsAttribute(group, "words")) {
            table.add(name, List.of(file.texts(group + "/" + name)));
        }
        return table.build();
    }

    private Quantity quantity(String field, String name, String title) throws IOException {
        String unit = file.textAttribute(field, "units");
        String scale = file.textAttribute(field, "scale").toUpperCase(Locale.ROOT);
        return new Quantity(
                name, title, unit.equals("1") ? "" : unit, Quantity.Scale.valueOf(scale));
    }

    private static double[] values(NexusFile open, String field, Quantity quantity, int... shape)
            throws IOException {
        double[] values = open.numbers(field, shape);
        if (quantity.scale() == Quantity.Scale.CATEGORICAL) {
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] < 0 ? Double.NaN : values[i];
            }
        }
        return values;
    }

    /// The file is opened anew each time: nobody has to close a result.
    private <T> Supplier<T> later(NexusFile.Content<T> content) {
        return () -> {
            try {
                return NexusFile.read(path, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private Crystal crystal(String group) throws IOException {
        String name = file.text(group + "/name");
        List<SymmetryOperator> operators =
                Arrays.stream(file.texts(group + "/symmetry_operators"))
                        .map(SymmetryOperator::parse)
                        .toList();
        double[] edges = file.numbers(group + "/unit_cell", 6);
        UnitCell cell =
                UnitCell.ofDegrees(edges[0], edges[1], edges[2], edges[3], edges[4], edges[5]);
        String source = file.text(group + "/source");
        String cif = file.text(group + "/cif");
        if (cif.isEmpty()) {
            return new Crystal(name, cell, operators, List.of(), Attenuation.UNKNOWN, source);
        }
        Crystal described = Crystals.ofCif(new TextFile(path + " " + group + "/cif", cif), name);
        return new Crystal(
                name, cell, operators, described.atoms(), described.attenuation(), source);
    }

    private @Nullable Geometry geometry() throws IOException {
        String text = file.text("entry/instrument/geometry_toml");
        if (text.isEmpty()) {
            return null;
        }
        Geometry geometry =
                GeometryFiles.ofText(new TextFile(path + " /entry/instrument/geometry_toml", text));
        String mask = "entry/instrument/detector/pixel_mask";
        Detector detector = geometry.detector();
        return file.has(mask)
                ? geometry.withDetector(
                        detector.withMask(
                                NexusInstrument.mask(
                                        detector.columns(),
                                        detector.rows(),
                                        file.integers(mask, detector.rows(), detector.columns()))))
                : geometry;
    }

    private @Nullable ElectrochemicalCell cell() throws IOException {
        String group = "entry/sample/cell";
        return file.has(group)
                ? new ElectrochemicalCell(
                        List.of(file.texts(group + "/stack")),
                        file.text(group + "/positive_current_plates"),
                        file.text(group + "/electrode_A_is"),
                        file.number(group + "/electrode_area"))
                : null;
    }

    private List<NamedRegion> regions() throws IOException {
        List<NamedRegion> regions = new ArrayList<>();
        for (String group = "entry/sample/region_0"; file.has(group); ) {
            regions.add(new NamedRegion(file.text(group + "/name"), corners(group + "/corners")));
            group = "entry/sample/region_" + regions.size();
        }
        return regions;
    }

    /// None without the field.
    private List<double[]> corners(String field) throws IOException {
        List<double[]> corners = new ArrayList<>();
        if (file.has(field)) {
            int size = file.shape(field)[0];
            double[] flat = file.numbers(field, size, 2);
            for (int i = 0; i < size; i++) {
                corners.add(new double[] {flat[2 * i], flat[2 * i + 1]});
            }
        }
        return corners;
    }

    private Provenance provenance() throws IOException {
        String group = "entry/provenance/";
        String[] names = file.texts(group + "inputs");
        String[] digests = file.texts(group + "inputs_sha256");
        if (names.length != digests.length) {
            throw file.wrong(
                    "names %d inputs and %d digests".formatted(names.length, digests.length));
        }
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            inputs.put(names[i], digests[i]);
        }
        return new Provenance(
                file.text(group + "version"),
                file.text(group + "experiment"),
                inputs,
                instant(group + "started"),
                instant(group + "finished"),
                file.text(group + "java"));
    }

    private Instant instant(String field) throws IOException {
        String text = file.text(field);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw file.wrong("%s = \"%s\" is no time".formatted(field, text));
        }
    }
}
