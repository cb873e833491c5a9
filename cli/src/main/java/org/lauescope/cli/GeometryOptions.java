package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.peaks.PeakLists;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import picocli.CommandLine.Option;

/// Where the geometry comes from: a geometry file, or a peak list that carries one.
final class GeometryOptions {

    @Option(
            names = {"-g", "--geometry"},
            paramLabel = "FILE",
            required = true,
            description =
                    "geometry.toml, LaueTools .det, APS geoN.xml, or a peak list that states its calibration")
    private Path file = Path.of("");

    @Option(
            names = "--energy",
            paramLabel = "MIN,MAX",
            split = ",",
            arity = "1",
            description =
                    "energy band in keV, in place of the file's (.det and geoN files have none: 5 to 23 keV is taken)")
    private double[] band = new double[0];

    Geometry read() throws IOException, InputException {
        Geometry geometry = fromFile();
        if (band.length == 0) {
            return geometry;
        }
        if (band.length != 2) {
            throw new UsageException(
                    "--energy has %d values; expected two, as in --energy 5,24"
                            .formatted(band.length));
        }
        try {
            Beam beam = new Beam(band[0], band[1], geometry.beam().spectrum());
            return new Geometry(
                    beam,
                    geometry.detector(),
                    geometry.tilt(),
                    geometry.calibration(),
                    geometry.emissionDepth());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--energy: " + e.getMessage());
        }
    }

    private Geometry fromFile() throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": it is a folder; expected a geometry file");
        }
        boolean other =
                Files.isRegularFile(file)
                        && !GeometryFiles.looksLikeGeometry(file)
                        && PeakLists.looksLikePeakList(file);
        if (!other) {
            return GeometryFiles.read(file);
        }
        Geometry carried = PeakLists.readAll(file, null).getFirst().geometry();
        if (carried == null) {
            throw new IOException(
                    file
                            + ": a peak list without a geometry; expected geometry.toml, .det, geoN.xml, or a .cor that states its calibration");
        }
        return carried;
    }
}
