package org.lauescope.io.result;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.refine.SharedSystematic;

/// Writes a [Result] as NeXus.
final class NexusWriter {

    /// What a viewer shows first: the first of these that a scan has.
    private static final List<String> FIRST_SHOWN = List.of("equivalent_strain", "grain", "status");

    /// Written of every scan, whether or not there is a plane of that name.
    private static final Set<String> ALWAYS = Set.of("status", "orientation", "crystal");

    private static final String PIXEL = "px";

    private NexusWriter() {}

    /// @param temporary file to write
    /// @param file what the user calls it
    static void write(Result result, Path temporary, Path file) throws IOException {
        try (WritableHdfFile root = HdfFile.write(temporary)) {
            root.putAttribute("NX_class", "NXroot");
            root.putAttribute("default", "entry");
            root.putAttribute("creator", "lauescope");
            WritableGroup entry = group(root, "entry", "NXentry");
            entry.putAttribute("lauescope_format", ResultFiles.FORMAT);
            text(entry, "title", result.title());
            text(entry, "start_time", result.provenance().started().toString());
            text(entry, "end_time", result.provenance().finished().toString());
            if (!result.scans().isEmpty()) {
                entry.putAttribute("default", "scan_0");
            }
            for (int i = 0; i < result.scans().size(); i++) {
                scan(group(entry, "scan_" + i, "NXprocess"), result, i);
            }
            NexusSample.write(result, entry);
            for (int i = 0; i < result.cycler().size(); i++) {
                String name = i == 0 ? "cycler" : "cycler_" + i;
                NexusCycler.write(result.cycler().get(i), group(entry, name, "NXlog"));
            }
            if (result.geometry() != null) {
                NexusInstrument.write(result.geometry(), entry);
            }
            provenance(result.provenance(), group(entry, "provenance", "NXcollection"));
        } catch (HdfException e) {
            throw new IOException(
                    file + ": cannot be written (" + innermost(e) + "); is the disk full?", e);
        }
    }

    private static void scan(WritableGroup group, Result result, int index) {
        ScanResult scan = result.scans().get(index);
        ScanMap map = scan.map();
        group.putAttribute("title", map.name());
        group.putAttribute(
                "default",
                FIRST_SHOWN.stream()
                        .filter(name -> name.equals("status") || map.has(name))
                        .findFirst()
                        .orElseThrow());
        List<String> planes =
                map.planeNames().stream().filter(name -> !ALWAYS.contains(name)).toList();
        list(group, "planes", planes);
        list(group, "tables", List.copyOf(scan.tables().keySet()));
        text(group, "program", "lauescope");
        text(group, "version", result.provenance().version());
        text(group, "date", result.provenance().finished().toString());
        describe(group.putDataset("sequence_index", index + 1), "", "number of the scan, from 1");
        if (scan.start() != null) {
            text(group, "start_time", scan.start().toString());
        }
        text(group, "electrical_state", scan.electricalState());
        status(map, group);
        orientation(map.orientations(), group);
        for (String name : planes) {
            // Fetched once for its quantity and again for its values: a plane that is kept would
            // fill the memory.
            Plane plane = map.plane(name);
            plane(map, plane, group);
        }
        scan.tables().forEach((name, table) -> table(table, group(group, name, "NXcollection")));
        if (!scan.failures().isEmpty()) {
            WritableGroup failed = group(group, "failed_frames", "NXcollection");
            failed.putDataset(
                    "point", scan.failures().stream().mapToInt(FailedFrame::point).toArray());
            failed.putDataset(
                    "reason",
                    scan.failures().stream().map(FailedFrame::reason).toArray(String[]::new));
        }
        WritableGroup agreement = group(group, "agreement", "NXcollection");
        describe(
                agreement.putDataset("checked", scan.agreement().checked()),
                "",
                "points indexed again from scratch");
        describe(
                agreement.putDataset("agreed", scan.agreement().agreed()),
                "",
                "of these, points of the same strongest grain");
        describe(
                agreement.putDataset(
                        "largest_angle", Math.toDegrees(scan.agreement().largestAngle())),
                "deg",
                "largest disorientation of points that agree");
        systematic(scan.systematic(), group);
    }

    /// A group only where something was estimated.
    private static void systematic(SharedSystematic systematic, WritableGroup scan) {
        if (!systematic.isKnown()) {
            return;
        }
        WritableGroup group = group(scan, "systematic", "NXcollection");
        String title = "systematic error of peak positions, per coordinate";
        describe(group.putDataset("data", systematic.pixels()), PIXEL, title);
        describe(
                group.putDataset("data_errors", systematic.sigma()),
                PIXEL,
                "standard uncertainty of " + title);
        describe(
                group.putDataset("freedom", systematic.freedom()),
                "",
                "degrees of freedom it was estimated with");
    }

    private static void status(ScanMap map, WritableGroup scan) {
        WritableGroup group = data(scan, "status", "status of the point", map.grid());
        FlatDataset data =
                FlatDataset.putIntegers(
                        group,
                        "data",
                        shape(map.grid()),
                        () ->
                                IntStream.range(0, map.grid().size())
                                        .map(i -> map.status(i).code())
                                        .toArray());
        describe(data, "", "status of the point");
        PointStatus[] statuses = PointStatus.values();
        data.putAttribute(
                "flag_values", Arrays.stream(statuses).mapToInt(PointStatus::code).toArray());
        data.putAttribute(
                "flag_meanings",
                Arrays.stream(statuses).map(PointStatus::text).toArray(String[]::new));
    }

    private static void orientation(OrientationMap orientations, WritableGroup scan) {
        ScanGrid grid = orientations.grid();
        String title = "quaternion w, x, y, z of sampleFromCrystal";
        WritableGroup group = data(scan, "orientation", title, grid);
        group.putAttribute("axes", new String[] {"y", "x", "."});
        describe(
                FlatDataset.put(
                        group,
                        "data",
                        new int[] {grid.rows(), grid.columns(), 4},
                        orientations::quaternions),
                "",
                title);
        WritableGroup crystal = data(scan, "crystal", "number of the crystal", grid);
        describe(
                FlatDataset.putIntegers(crystal, "data", shape(grid), orientations::crystal),
                "",
                "number of the crystal in /entry/sample; -1 where none");
    }

    private static void plane(ScanMap map, Plane described, WritableGroup scan) {
        Quantity quantity = described.quantity();
        WritableGroup group = data(scan, quantity.name(), quantity.title(), map.grid());
        FlatDataset data =
                values(
                        group,
                        "data",
                        quantity,
                        shape(map.grid()),
                        () -> map.plane(quantity.name()).values());
        quantity(data, quantity);
        described.parameters().forEach(data::putAttribute);
        if (!described.parameters().isEmpty()) {
            data.putAttribute("parameters", described.parameters().keySet().toArray(String[]::new));
        }
        if (described.sigma() != null) {
            describe(
                    FlatDataset.put(
                            group,
                            "data_errors",
                            shape(map.grid()),
                            () -> FileUnit.of(quantity).written(sigma(map.plane(quantity.name())))),
                    FileUnit.of(quantity).name(),
                    "standard uncertainty of " + quantity.title());
        }
    }

    private static double[] sigma(Plane plane) {
        double[] sigma = plane.sigma();
        if (sigma == null) {
            throw new IllegalStateException(
                    "plane %s has lost its uncertainties".formatted(plane.name()));
        }
        return sigma;
    }

    private static void table(Table table, WritableGroup group) {
        group.putAttribute("size", table.size());
        list(group, "columns", table.quantities().stream().map(Quantity::name).toList());
        for (Quantity quantity : table.quantities()) {
            FlatDataset column =
                    values(
                            group,
                            quantity.name(),
                            quantity,
                            new int[] {table.size()},
                            () -> table.column(quantity.name()));
            quantity(column, quantity);
            column.putAttribute("title", quantity.title());
        }
        if (table.size() > 0) {
            list(group, "words", List.copyOf(table.words().keySet()));
            table.words()
                    .forEach((name, words) -> group.putDataset(name, words.toArray(String[]::new)));
        }
    }

    /// Numbers that are names are written as integers, −1 where there is none.
    private static FlatDataset values(
            WritableGroup group,
            String name,
            Quantity quantity,
            int[] shape,
            Supplier<double[]> values) {
        return quantity.scale() == Quantity.Scale.CATEGORICAL
                ? FlatDataset.putIntegers(
                        group,
                        name,
                        shape,
                        () ->
                                Arrays.stream(values.get())
                                        .mapToInt(v -> Double.isNaN(v) ? -1 : (int) v)
                                        .toArray())
                : FlatDataset.put(
                        group, name, shape, () -> FileUnit.of(quantity).written(values.get()));
    }

    private static void quantity(FlatDataset data, Quantity quantity) {
        describe(data, FileUnit.of(quantity).name(), quantity.title());
        data.putAttribute("scale", quantity.scale().name().toLowerCase(Locale.ROOT));
    }

    /// An NXdata group with its axes; its signal is still to come.
    private static WritableGroup data(
            WritableGroup scan, String name, String title, ScanGrid grid) {
        WritableGroup group = group(scan, name, "NXdata");
        group.putAttribute("signal", "data");
        group.putAttribute("axes", new String[] {"y", "x"});
        group.putAttribute("title", title);
        axis(group, "x", grid.columns(), grid.originX(), grid.columnStep());
        axis(group, "y", grid.rows(), grid.originY(), grid.rowStep());
        return group;
    }

    private static void axis(
            WritableGroup group, String name, int size, double origin, double step) {
        double[] positions = IntStream.range(0, size).mapToDouble(i -> origin + i * step).toArray();
        WritableNode axis = group.putDataset(name, positions);
        describe(axis, "um", "sample " + name);
        // One row or column alone does not tell.
        axis.putAttribute("step", step);
    }

    private static void provenance(Provenance provenance, WritableGroup group) {
        text(group, "program", "lauescope");
        text(group, "version", provenance.version());
        text(group, "experiment", provenance.experiment());
        text(group, "experiment_sha256", provenance.experimentDigest());
        text(group, "started", provenance.started().toString());
        text(group, "finished", provenance.finished().toString());
        text(group, "java", provenance.java());
        Map<String, String> inputs = provenance.inputs();
        if (!inputs.isEmpty()) {
            group.putDataset("inputs", inputs.keySet().toArray(String[]::new));
            group.putDataset("inputs_sha256", inputs.values().toArray(String[]::new));
        }
    }

    /// HDF5 attributes cannot be empty lists: those are left out.
    private static void list(WritableGroup group, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            group.putAttribute(name, texts.toArray(String[]::new));
        }
    }

    static WritableGroup group(WritableGroup parent, String name, String nexusClass) {
        WritableGroup group = parent.putGroup(name);
        group.putAttribute("NX_class", nexusClass);
        return group;
    }

    /// Empty texts are left out.
    static void text(WritableGroup group, String name, String text) {
        if (!text.isEmpty()) {
            group.putDataset(name, text);
        }
    }

    static void describe(WritableNode field, String unit, String title) {
        field.putAttribute("units", unit.isEmpty() ? "1" : unit);
        field.putAttribute("long_name", title + (unit.isEmpty() ? "" : " (" + unit + ")"));
    }

    private static int[] shape(ScanGrid grid) {
        return new int[] {grid.rows(), grid.columns()};
    }

    private static String innermost(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
