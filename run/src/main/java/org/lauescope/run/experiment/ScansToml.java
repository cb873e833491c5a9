package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TomlDocument;
import org.lauescope.laue.Geometry;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.experiment.ScanEntry.ElectricalState;
import org.lauescope.run.experiment.ScanEntry.Order;

/// Reads the `[[scan]]` tables of an experiment file and looks for their frames, if asked.
final class ScansToml {

    private final TomlDocument toml;
    private final NamedFiles files;
    private final List<ScanFrames> frames = new ArrayList<>();

    ScansToml(TomlDocument toml, NamedFiles files) {
        this.toml = toml;
        this.files = files;
    }

    /// How the frames of a scan are looked for.
    @FunctionalInterface
    interface FrameFinder {
        ScanFrames find(ScanEntry scan, Path folder) throws IOException;
    }

    /// Frames that were found, in the order of the scans.
    List<ScanFrames> frames() {
        return frames;
    }

    /// @param geometry what the size of frames is compared with, if known
    /// @param finder of frames, or null to leave them alone
    List<ScanEntry> scans(@Nullable Geometry geometry, @Nullable FrameFinder finder) {
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
            String repeats = toml.text(at + "repeats", "");
            if (!repeats.isEmpty() && (repeats.equals(name) || !names.containsKey(repeats))) {
                toml.problem(
                        at + "repeats",
                        "repeats = \"%s\"; expected the name of an earlier [[scan]] of the same state"
                                .formatted(repeats));
            }
            ScanEntry scan = scan(at, name, repeats);
            if (scan != null) {
                scans.add(scan);
                if (finder != null) {
                    findFrames(at, scan, geometry, finder);
                }
            }
        }
        return scans;
    }

    private @Nullable ScanEntry scan(String at, String name, String repeats) {
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
        Order order = toml.choice(at + "order", Order.RASTER);
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
        ElectricalState state = toml.choice(at + "electrical_state", ElectricalState.UNKNOWN);
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
                        name,
                        pattern,
                        grid,
                        order,
                        incomplete,
                        start,
                        seconds,
                        times,
                        state,
                        repeats);
    }

    private @Nullable FrameTimes times(String key, int frames) {
        Path path = files.input(key);
        if (path == null || frames <= 0) {
            return null;
        }
        try {
            return FrameTimes.read(path, frames);
        } catch (IOException e) {
            toml.problem(key, NamedFiles.message(e));
            return null;
        }
    }

    private void findFrames(
            String at, ScanEntry scan, @Nullable Geometry geometry, FrameFinder finder) {
        try {
            ScanFrames found = finder.find(scan, files.folder());
            frames.add(found);
            if (geometry != null) {
                found.checkSize(geometry.detector());
            }
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(at + "frames", NamedFiles.message(e));
        }
    }
}
