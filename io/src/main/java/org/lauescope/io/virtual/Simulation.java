package org.lauescope.io.virtual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lauescope.io.frame.Frames;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.VirtualFrame;
import org.lauescope.simulate.VirtualGrain;

/// Makes the frames of a virtual experiment. A frame depends on its number and the experiment's
/// seed alone, not on the frames before it. One object belongs to one thread.
public final class Simulation {

    private final VirtualExperiment experiment;
    private final FrameSimulator simulator;

    public Simulation(VirtualExperiment experiment) {
        this.experiment = experiment;
        this.simulator =
                new FrameSimulator(
                        experiment.geometry(),
                        experiment.detector(),
                        experiment.background(),
                        experiment.spotShape(),
                        experiment.strongest());
    }

    public VirtualExperiment experiment() {
        return experiment;
    }

    /// Frame `index` of the experiment, 0 … frames − 1, with its truth.
    public VirtualFrame frame(int index) {
        int inGroup = index;
        for (FrameGroup group : experiment.groups()) {
            if (inGroup < group.count()) {
                return frame(group, inGroup, index);
            }
            inGroup -= group.count();
        }
        throw new IndexOutOfBoundsException("frame %d of %d".formatted(index, experiment.frames()));
    }

    private VirtualFrame frame(FrameGroup group, int inGroup, int index) {
        // Neighbouring seeds give unrelated streams: the generator mixes them.
        SplittableRandom random = new SplittableRandom(experiment.seed() * 1_000_003 + index);
        List<VirtualGrain> grains = new ArrayList<>();
        for (GrainRecipe recipe : group.grains()) {
            grains.add(
                    recipe.grain(
                            experiment.geometry(),
                            group.addedStrain(inGroup),
                            group.addedTurn(inGroup),
                            random));
        }
        return simulator.simulate(
                group.frameName(inGroup) + "." + experiment.ending(), grains, random.nextLong());
    }

    /// Writes every frame with its truth `NAME.truth.json`, and `geometry.toml` and the CIF files
    /// of the crystals beside them.
    ///
    /// @param folder made if it does not exist
    /// @param written run after each frame
    /// @return the frames' files
    public List<Path> write(Path folder, Runnable written) throws IOException {
        Files.createDirectories(folder);
        VirtualFolder.writeSetup(folder, experiment);
        Truth truth = new Truth(experiment, simulator);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < experiment.frames(); i++) {
            VirtualFrame made = frame(i);
            Path file = folder.resolve(made.frame().source());
            Frames.write(made.frame(), file);
            truth.write(made, truthBeside(file));
            files.add(file);
            written.run();
        }
        return files;
    }

    /// Where the truth of a frame lies.
    public static Path truthBeside(Path frame) {
        String name = frame.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return frame.resolveSibling(name + ".truth.json");
    }
}
