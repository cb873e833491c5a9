package org.lauescope.io.ebsd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lauescope.io.TextFile;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.map.ScanMap;

/// Writes the strongest grain of each point in a format of EBSD. Positions keep the origin of the
/// grid; the mean deviation of bands is the residual of the peaks as an angle seen from the sample.
abstract sealed class EbsdExporter implements Exporter permits AngExporter, CtfExporter {

    private final String format;

    EbsdExporter(String format) {
        this.format = format;
    }

    @Override
    public final String format() {
        return format;
    }

    @Override
    public final Report export(Order order, Path folder, String name) throws IOException {
        Path file = folder.resolve(name + "." + format);
        ScanMap map = order.scan().map();
        Geometry geometry = order.result().geometry();
        TextFile.write(
                file,
                text(
                        map,
                        geometry == null || !map.has("rms_residual")
                                ? new double[map.grid().size()]
                                : deviations(map, geometry.detector())));
        return new Report(List.of(file), EbsdNotes.of(order.scan()));
    }

    /// @param deviations mean deviation of bands at each point, deg; 0 where unknown
    abstract String text(ScanMap map, double[] deviations);

    /// Of a map whose detector is not known.
    final String text(ScanMap map) {
        return text(map, new double[map.grid().size()]);
    }

    private static double[] deviations(ScanMap map, Detector detector) {
        double pitch = (detector.pitchColumn() + detector.pitchRow()) / 2;
        double degreesPerPixel = Math.toDegrees(pitch / detector.distance());
        return Arrays.stream(map.plane("rms_residual").values())
                .map(residual -> Double.isNaN(residual) ? 0 : residual * degreesPerPixel)
                .toArray();
    }
}
