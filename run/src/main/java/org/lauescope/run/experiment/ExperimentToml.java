package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TextFile;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.laue.Geometry;
import org.lauescope.operando.Protocol;
import org.lauescope.run.experiment.Experiment.LayerEntry;
import org.lauescope.run.experiment.Experiment.Point;
import org.lauescope.run.experiment.Experiment.RegionEntry;
import org.lauescope.run.experiment.ScansToml.FrameFinder;

/// Reads `experiment.toml`. Geometry, crystals and, if asked, the frames are looked at in the same
/// pass, so that everything wrong is reported at once, each mistake with its line.
///
/// Every key with its default stands in `docs/experiment.md`.
public final class ExperimentToml {

    private final Path file;

    /// Frames need a geometry; a recipe for simulated ones makes its own.
    private static final Pattern EXPERIMENT =
            Pattern.compile("(?m)^\\s*geometry\\s*=[^\\[]*\\[\\[");

    private static final int HEAD = 1 << 14;

    private final TomlDocument toml;
    private final NamedFiles files;
    private final ScansToml scans;

    private ExperimentToml(Path file) throws IOException {
        this.file = file;
        this.toml = new TomlDocument(TextFile.read(file));
        this.files = new NamedFiles(toml, file);
        this.scans = new ScansToml(toml, files);
    }

    /// Whether a file describes an experiment, well or badly.
    public static boolean looksLikeExperiment(Path file) throws IOException {
        return file.toString().endsWith(".toml")
                && EXPERIMENT.matcher(TextFile.head(file, HEAD).text()).find();
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
        return new Measurement(experiment, reader.scans.frames());
    }

    private Experiment parse(@Nullable FrameFinder finder) throws IOException {
        CellToml cells = new CellToml(toml);
        PlacesToml places = new PlacesToml(toml, files);
        String title = toml.text("title", "");
        Geometry geometry = geometry();
        List<Phase> phases = new PhasesToml(toml, files).phases();
        AnalysisOptions analysis = analysis();
        List<ScanEntry> entries = scans.scans(geometry, finder);
        ElectrochemicalCell cell = cells.cell();
        List<CellLog> logs = new LogToml(toml, files).logs(entries, cell);
        new LogChecks(toml, logs, entries).check(cell, finder != null);
        double area = cell == null ? Double.NaN : cell.electrodeArea();
        Protocol protocol = new ProtocolToml(toml, files, area).protocol();
        List<RegionEntry> regions = places.regions();
        List<LayerEntry> layers = places.layers();
        List<Point> interfaceLine = places.interfaceLine();
        toml.finish();
        return new Experiment(
                file,
                title,
                Objects.requireNonNull(geometry),
                phases,
                analysis,
                entries,
                cell,
                logs,
                protocol,
                regions,
                layers,
                interfaceLine,
                files.inputs());
    }

    private @Nullable Geometry geometry() {
        String name = toml.text("geometry");
        if (name.isEmpty()) {
            return null;
        }
        try {
            Path path = files.folder().resolve(name);
            files.input(path);
            return GeometryFiles.read(path);
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(
                    "geometry",
                    "geometry = \"%s\" cannot be read: %s".formatted(name, NamedFiles.message(e)));
            return null;
        }
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
                Math.toRadians(
                        toml.number(
                                "analysis.kam_threshold_deg",
                                Math.toDegrees(usual.kernelAngle()),
                                a -> a > 0 && a <= 60,
                                "above 0 and at most 60°")),
                toml.has("analysis.instrument_fwhm_px")
                        ? toml.number(
                                "analysis.instrument_fwhm_px",
                                w -> w > 0 && w <= 100,
                                "above 0 and at most 100 px")
                        : Double.NaN,
                toml.choice("analysis.stress", usual.stress()));
    }
}
