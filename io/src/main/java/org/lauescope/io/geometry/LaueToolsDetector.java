package org.lauescope.io.geometry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;

/// LaueTools detector files, `.det`: distance dd in mm, foot of the normal xcen, ycen in px counted
/// from 1, tilts xbet and xgam in degrees, pixel size in mm, columns, rows.
///
/// The first line holds the numbers; newer files repeat them, one `# key : value` a line. The pose
/// is that of [DetectorPose] with yaw = 0. A `.det` knows neither band nor tilt: 5–23 keV and 40°,
/// those of LaueTools' home beamline.
public final class LaueToolsDetector {

    /// The parameters as LaueTools counts and names them.
    ///
    /// @param dd distance along the detector normal, mm
    /// @param xcen foot of the normal, px, first pixel = 1
    /// @param ycen foot of the normal, px, first pixel = 1
    /// @param xbet tilt of the normal towards the beam direction, degrees
    /// @param xgam rotation of the pixel axes in the detector plane, degrees
    public record Parameters(double dd, double xcen, double ycen, double xbet, double xgam) {

        /// Those of a detector; its yaw, which LaueTools cannot express, is left out.
        public static Parameters of(Detector detector) {
            DetectorPose pose = DetectorPose.of(detector);
            return new Parameters(
                    pose.distance(),
                    pose.x0() + 1,
                    pose.y0() + 1,
                    Math.toDegrees(pose.pitch()),
                    Math.toDegrees(pose.roll()));
        }

        /// Those of `# key : value` lines, or null if one of the five is not there.
        ///
        /// @param stated keys in lower case
        public static @Nullable Parameters of(String source, Map<String, String> stated)
                throws FileFormatException {
            double[] values = new double[FIRST_LINE.size()];
            for (int i = 0; i < values.length; i++) {
                String value = stated.get(FIRST_LINE.get(i));
                if (value == null) {
                    return null;
                }
                values[i] = Numbers.parse(source, 1, FIRST_LINE.get(i), value);
            }
            return new Parameters(values[0], values[1], values[2], values[3], values[4]);
        }

        /// The geometry of a list that states the frame's size, or the camera, or neither: then the
        /// camera known for the pixel size, or a frame that just holds the spots.
        ///
        /// @param stated `framedim` and `ccdlabel`, if known
        /// @param pixel pitch along both axes, mm
        /// @param columns least number of columns, from the spots
        /// @param rows least number of rows, from the spots
        public Geometry geometry(
                String source, Map<String, String> stated, double pixel, int columns, int rows)
                throws FileFormatException {
            String label = stated.getOrDefault("ccdlabel", "");
            String frame = stated.getOrDefault("framedim", "").replaceAll("[()\\[\\]]", "");
            int[] size = frame.isBlank() ? Camera.size(label, pixel) : size(source, 1, frame);
            try {
                return size == null
                        ? geometry(label, columns, rows, pixel)
                        : geometry(label, size[0], size[1], pixel);
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(source, "detector: " + e.getMessage(), e);
            }
        }

        /// @param pixel pitch along both axes, mm
        public Geometry geometry(String name, int columns, int rows, double pixel) {
            DetectorPose pose =
                    new DetectorPose(
                            dd,
                            xcen - 1,
                            ycen - 1,
                            Math.toRadians(xbet),
                            Math.toRadians(xgam),
                            0,
                            false);
            Detector flat =
                    new Detector(
                            name,
                            columns,
                            rows,
                            pixel,
                            pixel,
                            new Vector3(0, 0, dd),
                            Vector3.X,
                            Vector3.Y,
                            null);
            return new Geometry(
                    new Beam(MINIMUM_ENERGY, MAXIMUM_ENERGY), pose.applyTo(flat), TILT, null);
        }
    }

    private static final double MINIMUM_ENERGY = 5;
    private static final double MAXIMUM_ENERGY = 23;
    private static final double TILT = Math.toRadians(40);

    /// What a pixel may move, in px, by leaving out a yaw: the promise of a round trip.
    private static final double LARGEST_SHIFT = 1e-9;

    private static final List<String> FIRST_LINE = List.of("dd", "xcen", "ycen", "xbet", "xgam");

    private LaueToolsDetector() {}

    static boolean recognises(String text) {
        String[] fields = Numbers.fields(firstLine(text));
        String second = text.lines().skip(1).findFirst().orElse("");
        return fields.length >= 5
                && fields.length <= 12
                && Numbers.isNumeric(fields)
                && !Numbers.isNumeric(Numbers.fields(second));
    }

    public static Geometry parse(TextFile file) throws FileFormatException {
        String source = file.source();
        String[] fields = Numbers.fields(firstLine(file.text()));
        if (!recognises(file.text())) {
            throw new FileFormatException(
                    source,
                    1,
                    "\"%s\"; expected dd, xcen, ycen, xbet, xgam, pixel size, columns, rows"
                            .formatted(Numbers.shown(firstLine(file.text()))));
        }
        Map<String, String> stated = statements(file);
        double[] values = new double[FIRST_LINE.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Numbers.parse(source, 1, FIRST_LINE.get(i), fields[i]);
            String again = stated.get(FIRST_LINE.get(i));
            // The first line is rounded, to four decimals at worst.
            if (again != null && Math.abs(Numbers.parse(again) - values[i]) > 1e-3) {
                throw new FileFormatException(
                        source,
                        "%s = %s in the first line but %s in the list below it; expected the same"
                                .formatted(FIRST_LINE.get(i), fields[i], Numbers.shown(again)));
            }
        }
        String direction = stated.getOrDefault("kf_direction", "Z>0");
        if (!direction.equals("Z>0")) {
            throw new FileFormatException(
                    source,
                    "kf_direction = %s; expected Z>0 (detector above the sample): the tilts mean"
                                    .formatted(Numbers.shown(direction))
                            + " something else elsewhere, describe this detector in a"
                            + " geometry.toml");
        }
        double pixel = pixelSize(source, fields, stated);
        int[] size = size(source, fields, stated);
        try {
            return new Parameters(values[0], values[1], values[2], values[3], values[4])
                    .geometry(stated.getOrDefault("ccdlabel", ""), size[0], size[1], pixel);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(source, "" + e.getMessage(), e);
        }
    }

    /// The text of a `.det` file, with all digits.
    ///
    /// @throws IllegalArgumentException for a detector that LaueTools cannot describe: mirrored,
    ///   with pixels that are not square, or with a yaw (see [#turned])
    public static String format(Geometry geometry) {
        Detector detector = geometry.detector();
        DetectorPose pose = DetectorPose.of(detector);
        if (pose.mirrored()) {
            throw new IllegalArgumentException(
                    "a .det file cannot hold a mirrored detector (columns × rows point to the"
                            + " sample); write .toml or .xml");
        }
        if (detector.pitchColumn() != detector.pitchRow()) {
            throw new IllegalArgumentException(
                    "pixels of %s × %s mm; a .det file holds square ones only, write .toml or .xml"
                            .formatted(detector.pitchColumn(), detector.pitchRow()));
        }
        double shift = Math.abs(pose.yaw()) * farthest(detector) / detector.pitchColumn();
        if (shift > LARGEST_SHIFT) {
            throw new IllegalArgumentException(
                    ("the detector is turned about the beam by a yaw of %.6f°, up to %.3g px, which"
                                    + " a .det file cannot hold; write .toml or .xml, or ask for the detector"
                                    + " turned back, which turns all orientations by the same angle")
                            .formatted(Math.toDegrees(pose.yaw()), shift));
        }
        Parameters p = Parameters.of(detector);
        String pixel = Double.toString(detector.pitchColumn());
        String size = "%d, %d".formatted(detector.columns(), detector.rows());
        return """
        %s, %s, %s, %s, %s, %s, %s
        Sample-Detector distance(IM), xO, yO, angle1, angle2, pixelsize, dim1, dim2
        # dd : %s
        # xcen : %s
        # ycen : %s
        # xbet : %s
        # xgam : %s
        # pixelsize : %s
        # xpixelsize : %s
        # ypixelsize : %s
        # CCDLabel : %s
        # framedim : (%s)
        # kf_direction : Z>0
        """
                .formatted(
                        p.dd,
                        p.xcen,
                        p.ycen,
                        p.xbet,
                        p.xgam,
                        pixel,
                        size,
                        p.dd,
                        p.xcen,
                        p.ycen,
                        p.xbet,
                        p.xgam,
                        pixel,
                        pixel,
                        pixel,
                        label(detector.name()),
                        size);
    }

    /// The detector turned about the beam until its yaw is 0. All pixels stay the same for a
    /// crystal that is turned along: orientations found with it differ by a rotation of −yaw about
    /// LAB X.
    public static Detector turned(Detector detector) {
        double yaw = DetectorPose.of(detector).yaw();
        Matrix3 back = Matrix3.rotation(new Vector3(-yaw, 0, 0));
        return detector.withPose(
                back.times(detector.origin()),
                back.times(detector.fast()),
                back.times(detector.slow()));
    }

    /// `# key : value` lines, keys in lower case.
    public static Map<String, String> statements(TextFile file) {
        Map<String, String> stated = new HashMap<>();
        for (String line : file.lines()) {
            int colon = line.indexOf(':');
            if (line.startsWith("#") && colon > 0) {
                stated.put(
                        line.substring(1, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return stated;
    }

    private static double pixelSize(String source, String[] fields, Map<String, String> stated)
            throws FileFormatException {
        String both = stated.getOrDefault("pixelsize", fields.length > 5 ? fields[5] : "");
        String x = stated.getOrDefault("xpixelsize", both);
        String y = stated.getOrDefault("ypixelsize", x);
        if (x.isEmpty()) {
            throw new FileFormatException(
                    source, 1, "no pixel size; expected it in mm as the sixth number");
        }
        double size = Numbers.parse(x);
        if (!(size > 1e-4 && size < 10) || size != Numbers.parse(y)) {
            throw new FileFormatException(
                    source,
                    "pixel size = %s × %s; expected square pixels of 0.0001 to 10 mm"
                            .formatted(Numbers.shown(x), Numbers.shown(y)));
        }
        return size;
    }

    /// Cameras of LaueTools' home beamline, for lists that do not state the frame's size.
    private enum Camera {
        MARCCD165(2048, 2048, 0.079142, 0.08057),
        SCMOS(2018, 2016, 0.0734);

        private final int[] size;
        private final double[] pixels;

        Camera(int columns, int rows, double... pixels) {
            this.size = new int[] {columns, rows};
            this.pixels = pixels;
        }

        /// Columns and rows, or null if neither label nor pixel size is known.
        static int @Nullable [] size(String label, double pixel) {
            for (Camera camera : values()) {
                boolean known =
                        Arrays.stream(camera.pixels).anyMatch(p -> Math.abs(p - pixel) < 1e-6);
                if (camera.name().equalsIgnoreCase(label) || (label.isEmpty() && known)) {
                    return camera.size;
                }
            }
            return null;
        }
    }

    private static int[] size(String source, String[] fields, Map<String, String> stated)
            throws FileFormatException {
        String written = stated.get("framedim");
        if (written == null && fields.length < 8) {
            throw new FileFormatException(
                    source,
                    1,
                    "no frame size; expected columns and rows as numbers seven and eight");
        }
        return written == null
                ? size(source, 1, fields[6] + " " + fields[7])
                : size(source, 1, written.replaceAll("[()\\[\\]]", ""));
    }

    private static int[] size(String source, int line, String text) throws FileFormatException {
        double[] size = Numbers.parse(source, line, "frame size", text, 2);
        return new int[] {(int) size[0], (int) size[1]};
    }

    /// Distance from the sample to the farthest corner, mm.
    private static double farthest(Detector detector) {
        double right = detector.columns() - 0.5;
        double bottom = detector.rows() - 0.5;
        return Math.max(
                Math.max(detector.point(-0.5, -0.5).norm(), detector.point(right, -0.5).norm()),
                Math.max(
                        detector.point(-0.5, bottom).norm(), detector.point(right, bottom).norm()));
    }

    private static String label(String name) {
        return name.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
