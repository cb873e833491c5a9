package org.lauescope.io.virtual;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.lauescope.io.frame.Frames;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.VirtualFrame;
import org.lauescope.simulate.VirtualPoint;

/// Makes the frames of a virtual scan, each for itself: a frame depends on the seed, the scan and
/// its place alone. One object belongs to one thread.
public final class ScanSimulation {

    private final VirtualExperiment experiment;
    private final VirtualScan scan;
    private final FrameSimulator simulator;

    public ScanSimulation(VirtualExperiment experiment, VirtualScan scan) {
        this.experiment = experiment;
        this.scan = scan;
        this.simulator =
                new FrameSimulator(
                        experiment.geometry(),
                        experiment.detector(),
                        experiment.background(),
                        experiment.halo(),
                        experiment.spotShape(),
                        experiment.strongest());
    }

    /// The frame that was measured as the `order`-th, from 0.
    public VirtualFrame frame(int order) {
        int point = scan.point(order);
        VirtualPoint seen = scan.point(scan.grid().row(point), scan.grid().column(point));
        simulator.moveDetector(scan.detector(order));
        return simulator.simulate(
                scan.frameName(order) + "." + experiment.ending(), seen, noiseSeed(point));
    }

    private long noiseSeed(int point) {
        long ofScan =
                new SplittableRandom(experiment.seed() * 1_000_003 + scan.number()).nextLong();
        return new SplittableRandom(ofScan + point).nextLong();
    }

    /// Where a frame of the scan lies.
    public static Path file(
            Path folder, VirtualExperiment experiment, VirtualScan scan, int order) {
        return folder.resolve(scan.name())
                .resolve(scan.frameName(order) + "." + experiment.ending());
    }

    /// Writes a frame, unless it is there already or was to be left out.
    ///
    /// @return whether it was made now
    public boolean write(Path folder, int order) throws IOException {
        int point = scan.point(order);
        Path file = file(folder, experiment, scan, order);
        if (scan.missing().contains(point) || Files.exists(file)) {
            return false;
        }
        Frames.write(frame(order).frame(), file);
        if (scan.damaged().contains(point)) {
            try (RandomAccessFile half = new RandomAccessFile(file.toFile(), "rw")) {
                half.setLength(half.length() / 2);
            }
        }
        return true;
    }
}
