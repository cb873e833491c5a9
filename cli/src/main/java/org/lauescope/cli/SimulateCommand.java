package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lauescope.io.virtual.Simulation;
import org.lauescope.io.virtual.VirtualExperiment;
import org.lauescope.io.virtual.VirtualToml;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope simulate`: virtual frames with the truth beside them.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes virtual frames of any crystals, orientations, strains and detector, with noise and gaps.",
            "Beside each NAME.tif lies NAME.truth.json; geometry.toml and the CIF files lie with them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope simulate virtual.toml --output frames",
            "  lauescope index frames/*.tif --geometry frames/geometry.toml --crystal LLZO",
            "",
            "An empty virtual.toml makes one frame of LLZO on a Pilatus 1M. A longer one:",
            "  seed = 7",
            "  [[frame]]",
            "  count = 20",
            "  [[frame.grain]]",
            "  crystal = \"LLZO\"",
            "  orientation = \"random\"",
            "  strain = [3e-4, -1e-4, -2e-4, 0, 0, 1e-4]   # xx, yy, zz, yz, xz, xy",
            "docs/simulate.md has all keys."
        })
final class SimulateCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "virtual.toml", description = "what to simulate")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            required = true,
            description = "folder for frames and truth; made if it does not exist")
    private Path output = Path.of("");

    @Mixin private ProgressOption progressOption = new ProgressOption();

    @Override
    public Integer call() throws IOException {
        VirtualExperiment experiment = VirtualToml.read(file);
        List<Path> frames;
        try (Progress progress =
                progressOption.start(
                        spec.commandLine().getErr(), "simulate", experiment.frames())) {
            frames = new Simulation(experiment).write(output, progress::step);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%d frames with their truth and geometry.toml in %s%n",
                        frames.size(), output);
        return ExitStatus.DONE;
    }
}
