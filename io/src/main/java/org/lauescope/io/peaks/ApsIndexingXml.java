package org.lauescope.io.peaks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Peaks;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.XmlElement;
import org.lauescope.laue.Geometry;

/// Indexing XML of APS 34-ID-E: the peaks of one frame per `<step>`, pixels of the full chip from
/// 0.
final class ApsIndexingXml {

    private ApsIndexingXml() {}

    static boolean recognises(String text) {
        return text.stripLeading().startsWith("<")
                && (text.contains("<AllSteps") || text.contains("<step"));
    }

    static List<PeakList> parse(TextFile file, @Nullable Geometry given)
            throws FileFormatException {
        XmlElement root = XmlElement.parse(file);
        List<PeakList> lists = new ArrayList<>();
        List<XmlElement> steps = root.name().equals("step") ? List.of(root) : root.children("step");
        for (XmlElement step : steps) {
            XmlElement detector = step.child("detector");
            XmlElement peaks = detector == null ? null : detector.child("peaksXY");
            if (detector == null || peaks == null) {
                throw new FileFormatException(
                        file.source(), step.line(), "step without detector/peaksXY");
            }
            String image = detector.childText("inputImage");
            lists.add(
                    new PeakList(
                            image == null || steps.size() == 1 ? file.source() : image,
                            "APS 34-ID-E XML",
                            peaks(file.source(), peaks),
                            given));
        }
        return lists;
    }

    private static Peaks peaks(String source, XmlElement element) throws FileFormatException {
        String announced = element.attributes().getOrDefault("Npeaks", "0");
        double count = Numbers.parse(source, element.line(), "Npeaks", announced);
        if (!(count >= 0 && count == Math.rint(count) && count < 1e6)) {
            throw new FileFormatException(
                    source, element.line(), "Npeaks = %s; expected a count".formatted(announced));
        }
        double[] x = column(source, element, "Xpixel", (int) count);
        double[] y = column(source, element, "Ypixel", (int) count);
        double[] intensity = column(source, element, "Intens", (int) count);
        Peaks.Builder peaks = new Peaks.Builder();
        for (int i = 0; i < x.length; i++) {
            peaks.add(
                    NumericTable.position(source, element.line(), "Xpixel", x[i]),
                    NumericTable.position(source, element.line(), "Ypixel", y[i]),
                    intensity[i]);
        }
        return peaks.buildByIntensity();
    }

    private static double[] column(String source, XmlElement peaks, String name, int count)
            throws FileFormatException {
        XmlElement column = peaks.child(name);
        if (column == null) {
            throw new FileFormatException(
                    source, peaks.line(), "peaksXY without <%s>".formatted(name));
        }
        return Numbers.parse(source, column.line(), name, column.text(), count);
    }
}
