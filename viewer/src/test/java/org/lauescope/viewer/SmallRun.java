package org.lauescope.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.virtual.ScanSimulation;
import org.lauescope.io.virtual.VirtualExperiment;
import org.lauescope.io.virtual.VirtualFolder;
import org.lauescope.io.virtual.VirtualScan;
import org.lauescope.io.virtual.VirtualToml;
import org.lauescope.run.Run;
import org.lauescope.run.RunListener;
import org.lauescope.run.RunOptions;
import org.lauescope.run.experiment.ExperimentToml;

/// A run of two small simulated scans with its store, frames, a mask and a region with a name.
final class SmallRun {

    static final int COLUMNS = 6;
    static final int ROWS = 4;

    private static final String SCAN =
            """
            [[scan]]
            name = "%s"
            columns = 6
            rows = 4
            step_um = [2, 2]
            layers = 1
            [[scan.grain]]
            crystal = "LLZO"
            mosaic_deg = 0.01
            """;

    private static final String VIRTUAL =
            """
            seed = 7
            [geometry]
            detector = "Pilatus 300K"
            distance_mm = 80
            """
                    + SCAN.formatted("S")
                    + SCAN.formatted("T");

    private SmallRun() {}

    static Path write(Path folder) throws Exception {
        Path virtual = Files.writeString(folder.resolve("virtual.toml"), VIRTUAL);
        VirtualExperiment experiment = VirtualToml.read(virtual);
        VirtualFolder.prepare(folder, experiment, VIRTUAL);
        for (VirtualScan scan : experiment.scans()) {
            ScanSimulation simulation = new ScanSimulation(experiment, scan);
            for (int order = 0; order < COLUMNS * ROWS; order++) {
                simulation.write(folder, order);
            }
        }
        Path geometry = folder.resolve("geometry.toml");
        Files.writeString(
                geometry,
                Files.readString(geometry)
                        .replaceFirst("\\[detector]", "[detector]\nmask = \"mask.tif\""));
        writeMask(folder.resolve("mask.tif"));
        Path file = folder.resolve("experiment.toml");
        Files.writeString(
                file,
                Files.readString(file)
                        + "\n[[region]]\nname = \"corner\"\nbox_um = [[-1, -1], [5, 3]]\n"
                        + "\n[interface]\npolyline_um = [[-2, -2], [12, -2]]\n");
        Path output = folder.resolve("result.nxs");
        new Run(
                        ExperimentToml.readWithFrames(file),
                        RunOptions.of(output, 1),
                        "test",
                        new RunListener() {})
                .execute();
        return output;
    }

    /// The first hundred columns of the first hundred rows.
    private static void writeMask(Path file) throws IOException {
        int[] masked = new int[487 * 619];
        for (int row = 0; row < 100; row++) {
            Arrays.fill(masked, 487 * row, 487 * row + 100, 1);
        }
        Frames.write(Frame.ofCounts("mask", 487, 619, masked, Frame.Header.UNKNOWN), file);
    }
}
