package org.lauescope.io.geometry;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.ApsText;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.XmlElement;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;

/// Geometry files of APS beamline 34-ID-E, `geoN`, as XML or as the older `$key value` text. Up to
/// three detectors, each with its pixels N, outside size in mm, rotation vector R in rad and
/// translation P in mm. In the beamline's axes (Z along the beam, Y up)
///
///     position(x, y) = Rot(R) · ((x − (Nx − 1)/2) sizeX/Nx + Px, (y − (Ny − 1)/2) sizeY/Ny + Py, Pz)
///
/// with pixels counted from 0; LAB = (z, x, y) of it. The file knows neither band nor tilt: 5–23 keV
/// and 45°, the surface normal of the beamline being (0, 1, −1)/√2.
///
/// @param ids the unique name of each detector
/// @param detectors in the order of the file
public record ApsGeometry(String source, List<String> ids, List<Detector> detectors) {

    private static final double MINIMUM_ENERGY = 5;
    private static final double MAXIMUM_ENERGY = 23;
    private static final double TILT = Math.toRadians(45);

    /// Length units in mm and angle units in rad; mm and rad are meant where no unit is given.
    private static final Map<String, Double> UNITS =
            Map.of("mm", 1.0, "micron", 1e-3, "m", 1e3, "radian", 1.0, "degree", Math.PI / 180);

    public ApsGeometry {
        ids = List.copyOf(ids);
        detectors = List.copyOf(detectors);
    }

    static boolean recognises(String text) {
        return text.stripLeading().startsWith("<")
                ? text.contains("<geoN")
                : text.contains("geometryFileN");
    }

    public static ApsGeometry parse(TextFile file) throws FileFormatException {
        List<Numbered> found = file.text().stripLeading().startsWith("<") ? xml(file) : keyed(file);
        List<String> ids = new ArrayList<>();
        List<Detector> detectors = new ArrayList<>();
        for (Numbered detector : found) {
            ids.add(detector.id);
            detectors.add(detector.detector(file.source()));
        }
        if (detectors.isEmpty()) {
            throw new FileFormatException(file.source(), "no detector in this geometry file");
        }
        return new ApsGeometry(file.source(), ids, detectors);
    }

    /// The geometry of one detector.
    ///
    /// @param choice number in the file, counted from 0, or ID; empty for the first
    public Geometry geometry(String choice) throws FileFormatException {
        int index = choice.isEmpty() ? 0 : ids.indexOf(choice);
        if (index < 0 && choice.matches("\\d{1,3}")) {
            index = Integer.parseInt(choice);
        }
        if (index < 0 || index >= detectors.size()) {
            throw new FileFormatException(
                    source,
                    "no detector \"%s\"; expected a number from 0 to %d or one of %s"
                            .formatted(Numbers.shown(choice), detectors.size() - 1, ids));
        }
        return new Geometry(
                new Beam(MINIMUM_ENERGY, MAXIMUM_ENERGY), detectors.get(index), TILT, null);
    }

    /// The XML text of a geometry with its one detector, with all digits.
    public static String format(Geometry geometry) {
        Detector d = geometry.detector();
        Vector3 fast = beamline(d.fast());
        Vector3 slow = beamline(d.slow());
        Matrix3 beamlineFromDetector = Matrix3.ofColumns(fast, slow, fast.cross(slow));
        Vector3 centre = beamline(d.point((d.columns() - 1) / 2.0, (d.rows() - 1) / 2.0));
        Vector3 translation = beamlineFromDetector.transpose().times(centre);
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, 0, "geoN");
            xml.writeDefaultNamespace("http://sector34.xray.aps.anl.gov/34ide/geoN");
            start(xml, 1, "Detectors");
            xml.writeAttribute("Ndetectors", "1");
            start(xml, 2, "Detector");
            xml.writeAttribute("N", "0");
            leaf(xml, "Npixels", null, d.columns() + " " + d.rows());
            double width = d.columns() * d.pitchColumn();
            leaf(xml, "size", "mm", width + " " + d.rows() * d.pitchRow());
            leaf(xml, "R", "radian", text(rotationVector(beamlineFromDetector)));
            leaf(xml, "P", "mm", text(translation));
            leaf(xml, "ID", null, d.name().replaceAll("\\p{Cntrl}+", " "));
            for (int depth = 2; depth >= 0; depth--) {
                xml.writeCharacters("\n" + "\t".repeat(depth));
                xml.writeEndElement();
            }
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("XML text: " + e.getMessage(), e);
        }
        return text + "\n";
    }

    /// LAB of a vector in the beamline's axes: (z, x, y).
    public static Vector3 lab(Vector3 beamline) {
        return new Vector3(beamline.z(), beamline.x(), beamline.y());
    }

    private static Vector3 beamline(Vector3 lab) {
        return new Vector3(lab.y(), lab.z(), lab.x());
    }

    /// One detector of the file, as it is written there.
    private record Numbered(
            int line,
            double[] pixels,
            double[] size,
            double[] rotation,
            double[] translation,
            String id) {

        Detector detector(String source) throws FileFormatException {
            try {
                return placed();
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(
                        source, line, "detector " + id + ": " + e.getMessage());
            }
        }

        private Detector placed() {
            Matrix3 turn = Matrix3.rotation(new Vector3(rotation[0], rotation[1], rotation[2]));
            double pitchX = size[0] / pixels[0];
            double pitchY = size[1] / pixels[1];
            Vector3 first =
                    new Vector3(
                            translation[0] - (pixels[0] - 1) / 2 * pitchX,
                            translation[1] - (pixels[1] - 1) / 2 * pitchY,
                            translation[2]);
            return new Detector(
                    id,
                    (int) pixels[0],
                    (int) pixels[1],
                    pitchX,
                    pitchY,
                    lab(turn.times(first)),
                    lab(turn.times(Vector3.X)),
                    lab(turn.times(Vector3.Y)),
                    null);
        }
    }

    private static List<Numbered> xml(TextFile file) throws FileFormatException {
        String source = file.source();
        XmlElement root = XmlElement.parse(file);
        XmlElement list = root.child("Detectors");
        List<Numbered> detectors = new ArrayList<>();
        for (XmlElement d : list == null ? List.<XmlElement>of() : list.children("Detector")) {
            String id = d.childText("ID");
            detectors.add(
                    new Numbered(
                            d.line(),
                            values(source, d, "Npixels", 2),
                            values(source, d, "size", 2),
                            values(source, d, "R", 3),
                            values(source, d, "P", 3),
                            id == null ? "" : id));
        }
        return detectors;
    }

    private static double[] values(String source, XmlElement detector, String name, int count)
            throws FileFormatException {
        XmlElement element = detector.child(name);
        if (element == null) {
            throw new FileFormatException(
                    source, detector.line(), "detector without <%s>".formatted(name));
        }
        double[] values = Numbers.parse(source, element.line(), name, element.text(), count);
        String unit = element.attributes().getOrDefault("unit", "mm");
        Double factor = UNITS.get(unit);
        if (factor == null) {
            throw new FileFormatException(
                    source,
                    element.line(),
                    "unit \"%s\" of %s; expected one of %s"
                            .formatted(Numbers.shown(unit), name, UNITS.keySet()));
        }
        for (int i = 0; i < count; i++) {
            values[i] *= factor;
        }
        return values;
    }

    /// The `$d0_Nx 2048 // comment` layout.
    private static List<Numbered> keyed(TextFile file) throws FileFormatException {
        ApsText text = ApsText.of(file);
        List<Numbered> detectors = new ArrayList<>();
        for (int i = 0; text.has("d" + i + "_Nx"); i++) {
            String d = "d" + i + "_";
            detectors.add(
                    new Numbered(
                            text.line(d + "Nx"),
                            new double[] {text.number(d + "Nx"), text.number(d + "Ny")},
                            new double[] {text.number(d + "sizeX"), text.number(d + "sizeY")},
                            text.numbers(d + "R", 3),
                            text.numbers(d + "P", 3),
                            text.value(d + "detectorID")));
        }
        return detectors;
    }

    /// Axis times angle, rad, of a rotation.
    private static Vector3 rotationVector(Matrix3 rotation) {
        Quaternion q = Quaternion.ofMatrix(rotation);
        Vector3 axis = new Vector3(q.x(), q.y(), q.z());
        double sine = axis.norm();
        return sine == 0 ? Vector3.ZERO : axis.times(2 * Math.atan2(sine, q.w()) / sine);
    }

    private static void start(XMLStreamWriter xml, int depth, String name)
            throws XMLStreamException {
        xml.writeCharacters("\n" + "\t".repeat(depth));
        xml.writeStartElement(name);
    }

    private static void leaf(XMLStreamWriter xml, String name, @Nullable String unit, String value)
            throws XMLStreamException {
        start(xml, 3, name);
        if (unit != null) {
            xml.writeAttribute("unit", unit);
        }
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    private static String text(Vector3 v) {
        return v.x() + " " + v.y() + " " + v.z();
    }
}
