package org.lauescope.io.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.Spectrum;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.DetectorPreset;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;

/// Reads `virtual.toml`. Every key may be left out; an empty file is one frame of an LLZO grain in
/// a random orientation on a Pilatus 1M.
///
/// Every key with its default stands in `docs/simulate.md`.
public final class VirtualToml {

    private static final double[] NO_STRAIN = new double[6];

    private final TomlDocument toml;
    private final Path folder;
    private final Set<Path> cifFiles = new LinkedHashSet<>();

    private VirtualToml(TextFile file, Path folder) throws FileFormatException {
        this.toml = new TomlDocument(file);
        this.folder = folder;
    }

    /// @throws IOException if the file cannot be read; a [FileFormatException] names every mistake
    ///   in it
    public static VirtualExperiment read(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        return parse(TextFile.read(path), folder == null ? Path.of("") : folder);
    }

    /// @param folder where relative paths in the file start
    public static VirtualExperiment parse(TextFile file, Path folder) throws IOException {
        return new VirtualToml(file, folder).parse();
    }

    private VirtualExperiment parse() throws FileFormatException {
        String title = toml.text("title", "");
        int seed = toml.integer("seed", 1, 0, Integer.MAX_VALUE);
        double strongest =
                toml.number(
                        "exposure.strongest",
                        50_000,
                        n -> n >= 1 && n < 1e9,
                        "photons from 1 to 1e9");
        String ending = toml.text("format", "tif");
        if (!List.of("tif", "cbf", "edf").contains(ending)) {
            toml.problem(
                    "format",
                    "format = \"%s\"; expected \"tif\", \"cbf\" or \"edf\"".formatted(ending));
        }
        DetectorPreset preset = preset();
        Geometry geometry = geometry(preset);
        Background background = background();
        Background halo = halo(background);
        SpotShape shape = spotShape();
        VirtualDetector detector = detector(preset.electronics());
        // Wrong values have been noted by now: the grains are read for their own mistakes.
        Geometry usable = geometry != null ? geometry : defaultGeometry(preset);
        double weakest = Double.isFinite(strongest) ? FrameSimulator.FAINTEST / strongest : 1e-3;
        GrainTables tables = new GrainTables(toml, folder, usable, weakest / 10, cifFiles);
        List<VirtualScan> scans = new ScanTables(toml, tables, usable, seed).read();
        CyclerRecipe cycler = new CyclerTable(toml, seed).read(scans);
        List<FrameGroup> groups = groups(tables, seed, !scans.isEmpty());
        toml.finish();
        if (geometry == null
                || background == null
                || halo == null
                || shape == null
                || detector == null) {
            throw new IllegalStateException("a value is missing without a mistake being noted");
        }
        return new VirtualExperiment(
                title,
                seed,
                geometry,
                detector,
                background,
                halo,
                shape,
                strongest,
                groups,
                scans,
                cycler,
                ending,
                tables.crystals(),
                List.copyOf(cifFiles));
    }

    private DetectorPreset preset() {
        if (toml.is(String.class, "geometry")) {
            return DetectorPreset.PILATUS_1M;
        }
        String name = toml.text("geometry.detector", DetectorPreset.PILATUS_1M.title());
        DetectorPreset preset = DetectorPreset.named(name);
        if (preset == null) {
            toml.problem(
                    "geometry.detector",
                    "detector \"%s\" is unknown; expected one of %s, or geometry = \"FILE\""
                            .formatted(name, DetectorPreset.titles()));
            return DetectorPreset.PILATUS_1M;
        }
        return preset;
    }

    private @Nullable Geometry geometry(DetectorPreset preset) {
        if (toml.is(String.class, "geometry")) {
            return geometryFile(toml.text("geometry"));
        }
        double distance =
                toml.number(
                        "geometry.distance_mm", 150, d -> d >= 1 && d <= 10_000, "1 to 10 000 mm");
        double twoTheta =
                toml.number(
                        "geometry.two_theta_deg", 90, t -> t >= 0 && t <= 180, "0 to 180 degrees");
        double tilt =
                toml.number(
                        "geometry.tilt_deg", 45, t -> Math.abs(t) <= 90, "degrees from -90 to 90");
        boolean depth = toml.flag("geometry.emission_depth", false);
        double[] band =
                toml.has("geometry.energy_keV")
                        ? toml.numbers(
                                "geometry.energy_keV",
                                2,
                                e -> e > 0.5 && e < 500,
                                "lower and upper bound between 0.5 and 500 keV")
                        : new double[] {5, 24};
        Spectrum spectrum = spectrum();
        if (band.length == 0 || spectrum == null || Double.isNaN(distance + twoTheta + tilt)) {
            return null;
        }
        return toml.make(
                "geometry",
                () ->
                        new Geometry(
                                new Beam(band[0], band[1], spectrum),
                                preset.place(distance, Math.toRadians(twoTheta)),
                                Math.toRadians(tilt),
                                null,
                                depth));
    }

    private @Nullable Geometry geometryFile(String name) {
        try {
            Geometry geometry = GeometryFiles.read(folder.resolve(name));
            Beam beam = geometry.beam();
            Spectrum spectrum = spectrum();
            return spectrum == null
                    ? null
                    : new Geometry(
                            new Beam(beam.minimumEnergy(), beam.maximumEnergy(), spectrum),
                            geometry.detector(),
                            geometry.tilt(),
                            geometry.calibration(),
                            geometry.emissionDepth());
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(
                    "geometry",
                    "geometry \"%s\" cannot be read: %s".formatted(name, e.getMessage()));
            return null;
        }
    }

    private static Geometry defaultGeometry(DetectorPreset preset) {
        return new Geometry(new Beam(5, 24), preset.place(150, Math.PI / 2), Math.PI / 4, null);
    }

    private @Nullable Spectrum spectrum() {
        double critical =
                toml.number(
                        "beam.critical_energy_keV",
                        12,
                        e -> e > 0.1 && e < 1000,
                        "0.1 to 1000 keV");
        return switch (toml.text("beam.spectrum", "bending magnet")) {
            case "bending magnet" ->
                    Double.isNaN(critical) ? null : new Spectrum.BendingMagnet(critical);
            case "flat" -> new Spectrum.Flat();
            case String other -> {
                toml.problem(
                        "beam.spectrum",
                        "spectrum \"%s\" is unknown; expected \"bending magnet\" or \"flat\""
                                .formatted(other));
                yield null;
            }
        };
    }

    private @Nullable Background background() {
        double level = toml.number("background.level", 12, b -> b >= 0, "0 or more counts");
        double scatter = toml.number("background.scatter", 20, b -> b >= 0, "0 or more counts");
        double width =
                toml.number(
                        "background.scatter_width_deg",
                        40,
                        w -> w > 0 && w <= 360,
                        "0 to 360 degrees");
        double[] gradient =
                toml.has("background.gradient")
                        ? toml.numbers(
                                "background.gradient",
                                2,
                                g -> Math.abs(g) <= 2,
                                "relative change along x and y, from -2 to 2")
                        : new double[2];
        if (gradient.length == 0 || Double.isNaN(level + scatter + width)) {
            return null;
        }
        return toml.make(
                "background",
                () ->
                        new Background(
                                level, gradient[0], gradient[1], scatter, Math.toRadians(width)));
    }

    /// Lithium scatters less, and mostly forwards.
    private @Nullable Background halo(@Nullable Background background) {
        double level = toml.number("amorphous.level", 5, b -> b >= 0, "0 or more counts");
        double scatter = toml.number("amorphous.scatter", 30, b -> b >= 0, "0 or more counts");
        double width =
                toml.number(
                        "amorphous.scatter_width_deg",
                        50,
                        w -> w > 0 && w <= 360,
                        "0 to 360 degrees");
        if (background == null || Double.isNaN(level + scatter + width)) {
            return null;
        }
        return toml.make(
                "amorphous", () -> new Background(level, 0, 0, scatter, Math.toRadians(width)));
    }

    private @Nullable SpotShape spotShape() {
        double[] sigma =
                toml.has("spot.sigma_px")
                        ? toml.numbers(
                                "spot.sigma_px",
                                2,
                                s -> s >= 0.05 && s <= 100,
                                "two standard deviations from 0.05 to 100 px")
                        : new double[] {0.8, 0.65};
        double angle =
                toml.number("spot.angle_deg", 20, a -> Math.abs(a) <= 360, "-360 to 360 degrees");
        double tails = toml.number("spot.tails", 0.1, t -> t >= 0 && t <= 1, "a part from 0 to 1");
        double width =
                toml.number("spot.tail_width", 3, w -> w > 0 && w <= 20, "a factor up to 20");
        if (sigma.length == 0 || Double.isNaN(angle + tails + width)) {
            return null;
        }
        return toml.make(
                "spot",
                () -> SpotShape.ellipse(sigma[0], sigma[1], Math.toRadians(angle), tails, width));
    }

    private @Nullable VirtualDetector detector(VirtualDetector preset) {
        boolean noise = toml.flag("detector.noise", preset.noise());
        int hot = toml.integer("detector.hot_pixels", 0, 0, 100_000);
        int dead = toml.integer("detector.dead_pixels", 0, 0, 100_000);
        int saturation =
                toml.integer("detector.saturation", preset.saturation(), 1, Integer.MAX_VALUE);
        boolean amplifier =
                toml.has("detector.gain")
                        | toml.has("detector.offset")
                        | toml.has("detector.read_noise");
        double gain =
                toml.number(
                        "detector.gain", preset.gain(), g -> g > 0, "counts per photon above 0");
        double offset =
                toml.number("detector.offset", preset.offset(), o -> o >= 0, "0 or more counts");
        double readNoise =
                toml.number(
                        "detector.read_noise", preset.readNoise(), r -> r >= 0, "0 or more counts");
        return toml.make(
                "detector",
                () -> {
                    VirtualDetector base =
                            amplifier ? preset.withAmplifier(gain, offset, readNoise) : preset;
                    return base.withDefects(hot, dead).withSaturation(saturation).withNoise(noise);
                });
    }

    private List<FrameGroup> groups(GrainTables tables, long seed, boolean mayBeNone) {
        SplittableRandom random = new SplittableRandom(seed);
        List<GrainRecipe> shared = new ArrayList<>();
        for (GrainRecipe recipe : tables.read("grain")) {
            shared.add(recipe.drawn(random));
        }
        int count = toml.tables("frame");
        List<FrameGroup> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(group("frame." + i, tables, shared));
        }
        if (count == 0 && !mayBeNone) {
            groups.add(group("frame.0", tables, shared));
        }
        return numbered(groups);
    }

    /// Groups of one name count on where the one before ended.
    private static List<FrameGroup> numbered(List<FrameGroup> groups) {
        Map<String, Integer> total = new HashMap<>();
        groups.forEach(group -> total.merge(group.name(), group.count(), Integer::sum));
        Map<String, Integer> next = new HashMap<>();
        List<FrameGroup> numbered = new ArrayList<>();
        for (FrameGroup group : groups) {
            int first = next.getOrDefault(group.name(), 0);
            numbered.add(group.numbered(first, total.getOrDefault(group.name(), 1)));
            next.put(group.name(), first + group.count());
        }
        return numbered;
    }

    private FrameGroup group(String key, GrainTables tables, List<GrainRecipe> shared) {
        String name = toml.text(key + ".name", "frame");
        checkFileName(toml, key + ".name", name);
        int count = toml.integer(key + ".count", 1, 1, 1_000_000);
        List<GrainRecipe> own = tables.read(key + ".grain");
        if (toml.has(key + ".grain") && (toml.has(key + ".grains") | toml.has(key + ".weights"))) {
            toml.problem(
                    key, "frames have grains of their own; expected no grains and weights beside");
        }
        List<GrainRecipe> chosen = own.isEmpty() ? tables.chosen(key, shared) : own;
        double[] strainFirst = tables.strain(key + ".strain_first", NO_STRAIN);
        return new FrameGroup(
                name,
                count,
                0,
                count,
                chosen.isEmpty() ? tables.byDefault() : chosen,
                tensor(strainFirst),
                tensor(tables.strain(key + ".strain_last", strainFirst)),
                turn(key + ".turn_first_deg", Vector3.ZERO),
                turn(key + ".turn_last_deg", turn(key + ".turn_first_deg", Vector3.ZERO)));
    }

    /// Notes a name that some file system refuses.
    static void checkFileName(TomlDocument toml, String key, String name) {
        if (!name.matches("[^/\\\\:*?\"<>|\\p{Cntrl}]{1,200}")) {
            toml.problem(key, "name \"%s\" makes no file name".formatted(name));
        }
    }

    private Vector3 turn(String key, Vector3 otherwise) {
        if (!toml.has(key)) {
            return otherwise;
        }
        double[] v =
                toml.numbers(
                        key,
                        3,
                        a -> Math.abs(a) <= 180,
                        "a rotation vector of three angles, degrees");
        return v.length == 0 ? otherwise : new Vector3(v[0], v[1], v[2]).times(Math.toRadians(1));
    }

    static SymmetricTensor tensor(double[] t) {
        return new SymmetricTensor(t[0], t[1], t[2], t[3], t[4], t[5]);
    }
}
