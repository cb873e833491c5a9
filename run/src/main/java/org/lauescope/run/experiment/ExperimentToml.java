package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Stiffness;
import org.lauescope.io.TextFile;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.laue.Geometry;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.StressAssumption;
import org.lauescope.run.experiment.Experiment.Landmark;
import org.lauescope.run.experiment.Experiment.LayerEntry;
import org.lauescope.run.experiment.Experiment.LogEntry;
import org.lauescope.run.experiment.Experiment.Point;
import org.lauescope.run.experiment.ScanEntry.ElectricalState;
import org.lauescope.run.experiment.ScanEntry.Order;

/// Reads `experiment.toml`. Geometry, crystals and, if asked, the frames are looked at in the same
/// pass, so that everything wrong is reported at once, each mistake with its line.
///
/// Every key with its default stands in `docs/experiment.md`.
public final class ExperimentToml {

    private static final String POSITIONS = "an array of positions [x, y] in µm";

    private final TomlDocument toml;
    private final Path file;
    private final Path folder;
    private final Set<Path> inputs = new LinkedHashSet<>();
    private final List<ScanFrames> frames = new ArrayList<>();

    private ExperimentToml(Path file) throws IOException {
        this.toml = new TomlDocument(TextFile.read(file));
        this.file = file;
        Path parent = file.toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("") : parent;
        inputs.add(file.toAbsolutePath());
    }

    /// The experiment without its frames, which need not exist any more.
    ///
    /// @throws IOException if a file cannot be read; a [org.lauescope.io.FileFormatException] names
    ///   every mistake
    public static Experiment read(Path file) throws IOException {
        return new ExperimentToml(file).parse(null);
    }

    /// The experiment with the frames of its scans, found and counted.
    public static Measurement readWithFrames(Path file) throws IOException {
        return readWithFrames(file, ScanFrames::find);
    }

    /// The experiment with the frames that there are, for a measurement that ended early: points
    /// without a frame are not measured, as if every scan said `incomplete = true`.
    public static Measurement readWithMeasuredFrames(Path file) throws IOException {
        return readWithFrames(file, ScanFrames::findMeasured);
    }

    private static Measurement readWithFrames(Path file, FrameFinder finder) throws IOException {
        ExperimentToml reader = new ExperimentToml(file);
        Experiment experiment = reader.parse(finder);
        return new Measurement(experiment, reader.frames);
    }

    private interface FrameFinder {
        ScanFrames find(ScanEntry scan, Path folder) throws IOException;
    }

    private Experiment parse(@Nullable FrameFinder finder) throws IOException {
        String title = toml.text("title", "");
        Geometry geometry = geometry();
        List<Phase> phases = phases();
        AnalysisOptions analysis = analysis();
        List<ScanEntry> scans = scans(geometry, finder);
        ElectrochemicalCell cell = cell();
        List<LogEntry> logs = logs();
        List<LayerEntry> layers = layers();
        List<Point> interfaceLine = positions("interface.polyline_um");
        if (interfaceLine.size() == 1) {
            toml.problem(
                    "interface.polyline_um",
                    "interface of one position; expected two corners [x, y] or more, in µm");
        }
        toml.finish();
        return new Experiment(
                file,
                title,
                Objects.requireNonNull(geometry),
                phases,
                analysis,
                scans,
                cell,
                logs,
                layers,
                interfaceLine,
                List.copyOf(inputs));
    }

    private @Nullable Geometry geometry() {
        String name = toml.text("geometry");
        if (name.isEmpty()) {
            return null;
        }
        try {
            Path path = folder.resolve(name);
            inputs.add(path);
            return GeometryFiles.read(path);
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(
                    "geometry", "geometry = \"%s\" cannot be read: %s".formatted(name, message(e)));
            return null;
        }
    }

    private List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int count = toml.tables("crystal");
        if (count == 0) {
            toml.problem("crystal", "no [[crystal]]; expected one for each phase of the sample");
        }
        for (int i = 0; i < count; i++) {
            String at = "crystal." + i + ".";
            String cif = toml.text(at + "cif", "");
            String name = toml.text(at + "name", cif);
            if (name.isEmpty()) {
                toml.problem(
                        "crystal." + i,
                        "crystal without a name; expected name = \"…\", and cif = \"FILE.cif\" or a built-in name");
                continue;
            }
            if (!names.add(name)) {
                toml.problem(
                        at + "name",
                        "crystal name \"%s\" is there twice; expected different names"
                                .formatted(name));
            }
            Crystal crystal = crystal(at, name, cif.isEmpty() ? name : cif);
            Stiffness stiffness = stiffness(at + "stiffness_GPa", crystal);
            if (crystal != null) {
                phases.add(new Phase(crystal, stiffness));
            }
        }
        return phases;
    }

    private @Nullable Crystal crystal(String at, String name, String nameOrPath) {
        try {
            Path path = folder.resolve(nameOrPath.replaceFirst("#.*", ""));
            if (Files.isRegularFile(path)) {
                inputs.add(path);
            }
            return Crystals.named(nameOrPath, folder).withName(name);
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(at + "cif", message(e));
            return null;
        }
    }

    /// From constants of the upper triangle, `C11`, `C12` … `C66`.
    private @Nullable Stiffness stiffness(String key, @Nullable Crystal crystal) {
        if (!toml.has(key)) {
            return null;
        }
        String at = key + ".";
        String source = toml.text(at + "source", "");
        Map<String, Double> constants = new LinkedHashMap<>();
        for (int i = 1; i <= 6; i++) {
            for (int j = i; j <= 6; j++) {
                String name = "C" + i + j;
                if (toml.has(at + name)) {
                    constants.put(
                            name,
                            toml.number(at + name, c -> Math.abs(c) < 2000, "−2000 to 2000 GPa"));
                }
            }
        }
        if (crystal == null || constants.containsValue(Double.NaN)) {
            return null;
        }
        return toml.make(key, () -> Stiffness.of(crystal.properRotations(), constants, source));
    }

    private AnalysisOptions analysis() {
        AnalysisOptions usual = AnalysisOptions.DEFAULT;
        return new AnalysisOptions(
                toml.integer("analysis.grains", usual.grains(), 1, 20),
                toml.integer("analysis.sample_step", usual.sampleStep(), 1, 64),
                toml.number("analysis.verify", usual.verify(), v -> v >= 0 && v <= 1, "0 to 1"),
                toml.integer("analysis.tile", usual.tile(), 1, 256),
                toml.number(
                        "analysis.peak_threshold",
                        usual.peakThreshold(),
                        t -> t >= 3 && t <= 1000,
                        "3 to 1000 standard deviations"),
                toml.integer("analysis.peaks", usual.peaks(), 10, 100_000),
                Math.toRadians(
                        toml.number(
                                "analysis.grain_angle_deg",
                                Math.toDegrees(usual.grainAngle()),
                                a -> a > 0 && a <= 60,
                                "above 0 and at most 60°")),
                toml.integer("analysis.grain_points", usual.grainPoints(), 1, 1_000_000),
                choice("analysis.stress", usual.stress(), StressAssumption.values()));
    }

    private List<ScanEntry> scans(@Nullable Geometry geometry, @Nullable FrameFinder finder) {
        List<ScanEntry> scans = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        int count = toml.tables("scan");
        if (count == 0) {
            toml.problem("scan", "no [[scan]]; expected at least one");
        }
        for (int i = 0; i < count; i++) {
            String at = "scan." + i + ".";
            String name = toml.text(at + "name", "Scan " + i);
            Integer earlier = names.putIfAbsent(name, i);
            if (earlier != null) {
                toml.problem(
                        at + "name",
                        "scan name \"%s\" is that of [[scan]] number %d already; expected different names"
                                .formatted(name, earlier + 1));
            }
            ScanEntry scan = scan(at, name);
            if (scan != null) {
                scans.add(scan);
                if (finder != null) {
                    findFrames(at, scan, geometry, finder);
                }
            }
        }
        return scans;
    }

    private @Nullable ScanEntry scan(String at, String name) {
        String pattern = toml.text(at + "frames");
        int columns = toml.integer(at + "columns", 1, 100_000);
        int rows = toml.integer(at + "rows", 1, 100_000);
        double[] step =
                toml.numbers(
                        at + "step_um",
                        2,
                        s -> s > 0 && s <= 1e6,
                        "[column step, row step], each above 0 and at most 1e6 µm");
        double[] origin =
                toml.has(at + "origin_um")
                        ? toml.numbers(
                                at + "origin_um",
                                2,
                                o -> Math.abs(o) <= 1e9,
                                "[x, y] of the first point in µm")
                        : new double[2];
        Order order = choice(at + "order", Order.RASTER, Order.values());
        boolean incomplete = toml.flag(at + "incomplete", false);
        Instant start = toml.instant(at + "start");
        double seconds =
                toml.has(at + "seconds_per_point")
                        ? toml.number(
                                at + "seconds_per_point",
                                s -> s > 0 && s < 1e6,
                                "above 0 and below 1e6 s")
                        : Double.NaN;
        FrameTimes times =
                times(at + "times", (int) Math.min(Integer.MAX_VALUE, (long) columns * rows));
        ElectricalState state =
                choice(at + "electrical_state", ElectricalState.UNKNOWN, ElectricalState.values());
        if (pattern.isEmpty() || columns == 0 || rows == 0 || step.length * origin.length == 0) {
            return null;
        }
        ScanGrid grid =
                toml.make(
                        at + "columns",
                        () -> new ScanGrid(columns, rows, step[0], step[1], origin[0], origin[1]));
        return grid == null
                ? null
                : new ScanEntry(
                        name, pattern, grid, order, incomplete, start, seconds, times, state);
    }

    private @Nullable FrameTimes times(String key, int frames) {
        Path path = existing(key);
        if (path == null || frames <= 0) {
            return null;
        }
        inputs.add(path);
        try {
            return FrameTimes.read(path, frames);
        } catch (IOException e) {
            toml.problem(key, message(e));
            return null;
        }
    }

    private void findFrames(
            String at, ScanEntry scan, @Nullable Geometry geometry, FrameFinder finder) {
        try {
            ScanFrames found = finder.find(scan, folder);
            frames.add(found);
            if (geometry != null) {
                found.checkSize(geometry.detector());
            }
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(at + "frames", message(e));
        }
    }

    private @Nullable ElectrochemicalCell cell() {
        List<String> stack = toml.texts("cell.stack");
        String plates = toml.text("cell.positive_current_plates", "");
        String electrode = toml.text("cell.electrode_A_is", "");
        double area =
                toml.has("cell.electrode_area_cm2")
                        ? toml.number(
                                "cell.electrode_area_cm2",
                                a -> a > 0 && a < 1e4,
                                "above 0 and below 10 000 cm²")
                        : Double.NaN;
        if (!List.of("", "A", "B").contains(plates)) {
            toml.problem(
                    "cell.positive_current_plates",
                    "positive_current_plates = \"%s\"; expected \"A\" or \"B\"".formatted(plates));
        }
        return toml.has("cell") ? new ElectrochemicalCell(stack, plates, electrode, area) : null;
    }

    private List<LogEntry> logs() {
        List<LogEntry> logs = new ArrayList<>();
        for (int i = 0; i < toml.tables("log"); i++) {
            String at = "log." + i + ".";
            Path path = toml.text(at + "file").isEmpty() ? null : existing(at + "file");
            double offset =
                    toml.number(at + "clock.offset_s", 0, o -> Math.abs(o) < 1e9, "below 1e9 s");
            String drift = toml.text(at + "clock.drift", "none");
            if (!List.of("fit", "none").contains(drift)) {
                toml.problem(
                        at + "clock.drift",
                        "clock drift = \"%s\"; expected \"fit\" or \"none\"".formatted(drift));
            }
            if (path != null) {
                logs.add(new LogEntry(path, offset, drift));
            }
        }
        return logs;
    }

    private List<LayerEntry> layers() {
        List<LayerEntry> layers = new ArrayList<>();
        for (int i = 0; i < toml.tables("layer"); i++) {
            String at = "layer." + i + ".";
            String name = toml.text(at + "name");
            String address = toml.text(at + "file");
            List<Landmark> landmarks = new ArrayList<>();
            String key = at + "landmarks_um";
            int count =
                    toml.length(key, "an array of pairs [[x, y] there, [x, y] here], all in µm");
            for (int k = 0; k < count; k++) {
                List<Point> pair = positions(key + "." + k);
                if (pair.size() == 2) {
                    landmarks.add(new Landmark(pair.getFirst(), pair.getLast()));
                } else {
                    toml.problem(
                            key + "." + k,
                            "landmark of %d positions; expected two: [[x, y] there, [x, y] here], all in µm"
                                    .formatted(pair.size()));
                }
            }
            layers.add(new LayerEntry(name, absolute(address), landmarks));
        }
        return layers;
    }

    private List<Point> positions(String key) {
        List<Point> points = new ArrayList<>();
        int count = toml.length(key, POSITIONS);
        for (int i = 0; i < count; i++) {
            double[] xy = toml.numbers(key + "." + i, 2, x -> true, "[x, y] in µm");
            if (xy.length == 2) {
                points.add(new Point(xy[0], xy[1]));
            }
        }
        return points;
    }

    private <E extends Enum<E>> E choice(String key, E usual, E[] values) {
        String text = toml.text(key, spelled(usual));
        for (E value : values) {
            if (spelled(value).equals(text)) {
                return value;
            }
        }
        toml.problem(
                key,
                "%s = \"%s\"; expected one of %s"
                        .formatted(
                                key.substring(key.lastIndexOf('.') + 1),
                                text,
                                String.join(
                                        ", ",
                                        Arrays.stream(values)
                                                .map(v -> "\"" + spelled(v) + "\"")
                                                .toList())));
        return usual;
    }

    private static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// The file a key names, or null if the key is absent or the file is.
    private @Nullable Path existing(String key) {
        String name = toml.text(key, "");
        if (name.isEmpty()) {
            return null;
        }
        try {
            Path path = folder.resolve(name);
            if (Files.isRegularFile(path)) {
                return path;
            }
            toml.problem(key, "\"%s\": no such file; check the path".formatted(path));
        } catch (InvalidPathException e) {
            toml.problem(key, "\"%s\" is no file name: %s".formatted(name, e.getReason()));
        }
        return null;
    }

    private String absolute(String address) {
        return address.isEmpty() ? "" : folder.resolve(address).toString();
    }

    private static String message(Exception e) {
        return e instanceof java.nio.file.NoSuchFileException missing
                ? missing.getFile() + ": no such file; check the path"
                : Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
