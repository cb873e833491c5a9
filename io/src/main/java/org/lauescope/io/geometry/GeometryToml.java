package org.lauescope.io.geometry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.frame.Masks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.Mask;

/// Our own geometry file, `geometry.toml`: sections `detector`, `beam`, `sample`, and `calibration`
/// if the pose was calibrated.
final class GeometryToml {

    /// A Laue detector stands between some millimetres and some metres from its sample; beyond,
    /// metres or micrometres were given.
    private static final double NEAREST = 1;

    private static final double FARTHEST = 10_000;

    /// Axes of a file with this deviation from unit length or a right angle are a mistake, not
    /// rounding.
    private static final double LARGEST_DEVIATION = 1e-3;

    private GeometryToml() {}

    /// @param folder where a relative mask path starts
    static Geometry parse(TextFile file, @Nullable Path folder) throws IOException {
        TomlDocument toml = new TomlDocument(file);
        Detector detector = detector(toml);
        Beam beam = beam(toml);
        double tilt =
                toml.number("sample.tilt_deg", t -> Math.abs(t) <= 90, "degrees from -90 to 90");
        boolean emissionDepth = toml.flag("sample.emission_depth", false);
        CalibrationRecord calibration = toml.has("calibration") ? calibration(toml) : null;
        String maskPath = toml.text("detector.mask", "");
        Mask mask = maskPath.isEmpty() ? null : mask(toml, folder, maskPath);
        if (mask != null && detector != null) {
            Detector bare = detector;
            detector = toml.make("detector.mask", () -> bare.withMask(mask));
        }
        toml.finish();
        if (detector == null || beam == null) {
            throw new FileFormatException(file.source(), "no detector or no beam");
        }
        return new Geometry(beam, detector, Math.toRadians(tilt), calibration, emissionDepth);
    }

    private static @Nullable Beam beam(TomlDocument toml) {
        double[] band =
                toml.numbers(
                        "beam.energy_keV",
                        2,
                        e -> e > 0.5 && e < 500,
                        "lower and upper bound between 0.5 and 500 keV");
        return band.length == 0
                ? null
                : toml.make("beam.energy_keV", () -> new Beam(band[0], band[1]));
    }

    private static @Nullable Detector detector(TomlDocument toml) {
        String name = toml.text("detector.name", "");
        int columns = toml.integer("detector.columns", 1, 100_000);
        int rows = toml.integer("detector.rows", 1, 100_000);
        double[] pitch =
                toml.numbers(
                        "detector.pixel_mm",
                        2,
                        p -> p > 1e-4 && p < 10,
                        "two pitches between 0.0001 and 10 mm (µm were given?)");
        double[] origin =
                toml.numbers("detector.origin_mm", 3, _ -> true, "three numbers, mm in LAB");
        double[] fast = axis(toml, "detector.fast");
        double[] slow = axis(toml, "detector.slow");
        if (columns * rows == 0 || pitch.length * origin.length * fast.length * slow.length == 0) {
            return null;
        }
        Detector detector =
                toml.make(
                        "detector.slow",
                        () ->
                                new Detector(
                                        name,
                                        columns,
                                        rows,
                                        pitch[0],
                                        pitch[1],
                                        vector(origin),
                                        vector(fast),
                                        vector(slow),
                                        null));
        if (detector != null
                && !(detector.distance() > NEAREST && detector.distance() < FARTHEST)) {
            toml.problem(
                    "detector.origin_mm",
                    "detector plane is %.4g mm from the sample; expected between %s and %s mm (m or µm were given?)"
                            .formatted(detector.distance(), NEAREST, FARTHEST));
        }
        return detector;
    }

    private static double[] axis(TomlDocument toml, String key) {
        String expectation = "a unit vector of three numbers, LAB";
        double[] axis = toml.numbers(key, 3, c -> Math.abs(c) < 2, expectation);
        if (axis.length == 3 && !(Math.abs(vector(axis).norm() - 1) < LARGEST_DEVIATION)) {
            toml.problem(
                    key,
                    "%s = %s has length %.6f; expected %s"
                            .formatted(
                                    key, Arrays.toString(axis), vector(axis).norm(), expectation));
            return new double[0];
        }
        return axis;
    }

    private static @Nullable CalibrationRecord calibration(TomlDocument toml) {
        String frame = toml.text("calibration.frame", "");
        String crystal = toml.text("calibration.crystal", "");
        int spots = toml.integer("calibration.spots", 0, 1_000_000);
        double rms = toml.number("calibration.rms_px", r -> r >= 0, "px, 0 or more");
        double[] covariance =
                toml.numbers(
                        "calibration.covariance",
                        25,
                        _ -> true,
                        "the 25 numbers of a 5 × 5 matrix, by rows");
        double systematic =
                toml.has("calibration.systematic_px")
                        ? toml.number("calibration.systematic_px", s -> s >= 0, "px, 0 or more")
                        : Double.NaN;
        double width =
                toml.has("calibration.fwhm_px")
                        ? toml.number("calibration.fwhm_px", w -> w > 0, "px, above 0")
                        : Double.NaN;
        if (covariance.length == 0) {
            return null;
        }
        return toml.make(
                "calibration",
                () ->
                        new CalibrationRecord(
                                frame, crystal, spots, rms, systematic, width, covariance));
    }

    private static @Nullable Mask mask(TomlDocument toml, @Nullable Path folder, String path) {
        try {
            Path file = Path.of(path);
            return Masks.read(folder == null ? file : folder.resolve(file));
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(
                    "detector.mask",
                    "mask \"%s\" cannot be read (%s); expected an image, non-zero = no data"
                            .formatted(Numbers.shown(path), e.getMessage()));
            return null;
        }
    }

    /// Writes the file, and beside it `NAME-mask.tif` if the detector has a mask.
    static void write(Geometry geometry, Path path) throws IOException {
        Mask mask = geometry.detector().mask();
        String maskName = null;
        if (mask != null) {
            maskName =
                    String.valueOf(path.getFileName()).replaceFirst("\\.[^.]*$", "") + "-mask.tif";
            MaskFile.write(mask, path.resolveSibling(maskName));
        }
        TextFile.write(path, format(geometry, maskName));
    }

    /// @param maskName path of the mask relative to the file, or null
    static String format(Geometry geometry, @Nullable String maskName) {
        Detector d = geometry.detector();
        StringBuilder text = new StringBuilder();
        text.append("[detector]\n");
        line(text, "name", quoted(d.name()));
        line(text, "columns", Integer.toString(d.columns()));
        line(text, "rows", Integer.toString(d.rows()));
        line(text, "pixel_mm", array(d.pitchColumn(), d.pitchRow()));
        line(text, "origin_mm", array(d.origin()));
        line(text, "fast", array(d.fast()));
        line(text, "slow", array(d.slow()));
        if (maskName != null) {
            line(text, "mask", quoted(maskName));
        }
        text.append("\n[beam]\n");
        line(
                text,
                "energy_keV",
                array(geometry.beam().minimumEnergy(), geometry.beam().maximumEnergy()));
        text.append("\n[sample]\n");
        line(text, "tilt_deg", Double.toString(Math.toDegrees(geometry.tilt())));
        if (geometry.emissionDepth()) {
            line(text, "emission_depth", "true");
        }
        CalibrationRecord calibration = geometry.calibration();
        if (calibration != null) {
            text.append("\n[calibration]\n");
            line(text, "frame", quoted(calibration.frame()));
            line(text, "crystal", quoted(calibration.crystal()));
            line(text, "spots", Integer.toString(calibration.spots()));
            line(text, "rms_px", Double.toString(calibration.rmsPixels()));
            if (!Double.isNaN(calibration.systematicPixels())) {
                line(text, "systematic_px", Double.toString(calibration.systematicPixels()));
            }
            if (!Double.isNaN(calibration.widthPixels())) {
                line(text, "fwhm_px", Double.toString(calibration.widthPixels()));
            }
            text.append("# of distance mm, x0 px, y0 px, pitch rad, roll rad, by rows\n");
            line(text, "covariance", array(calibration.covariance()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append("%-10s = %s\n".formatted(key, value));
    }

    private static String array(Vector3 v) {
        return array(v.x(), v.y(), v.z());
    }

    private static String array(double... values) {
        return Arrays.stream(values)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /// A TOML basic string.
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> out.append(c < ' ' || c == 127 ? "\\u%04x".formatted((int) c) : c);
            }
        }
        return out.append('"').toString();
    }

    private static Vector3 vector(double[] v) {
        return new Vector3(v[0], v[1], v[2]);
    }
}
