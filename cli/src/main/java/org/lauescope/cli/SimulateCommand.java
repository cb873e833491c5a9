package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lauescope.io.TextFile;
import org.lauescope.io.virtual.Simulation;
import org.lauescope.io.virtual.VirtualExperiment;
import org.lauescope.io.virtual.VirtualFolder;
import org.lauescope.io.virtual.VirtualScan;
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
    public Integer call() throws IOException, InterruptedException {
        VirtualExperiment experiment = VirtualToml.read(file);
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        VirtualFolder.prepare(output, experiment, TextFile.read(file).text());
        if (experiment.frames() > 0) {
            try (Progress progress = progressOption.start(err, "simulate", experiment.frames())) {
                new Simulation(experiment).write(output, progress::step);
            }
            out.printf(
                    "%d frames with their truth and geometry.toml in %s%n",
                    experiment.frames(), output);
        }
        for (VirtualScan scan : experiment.scans()) {
            write(experiment, scan, err, out);
        }
        return ExitStatus.DONE;
    }

    private void write(
            VirtualExperiment experiment, VirtualScan scan, PrintWriter err, PrintWriter out)
            throws IOException, InterruptedException {
        int made;
        try (Progress progress = progressOption.start(err, scan.name(), scan.grid().size())) {
            made =
                    new ScanFrames(experiment, scan, Runtime.getRuntime().availableProcessors())
                            .write(output, progress::step);
        }
        out.printf(
                "scan \"%s\": %d × %d points, %d frames made, %d were there; experiment.toml and %s in %s%n",
                scan.name(),
                scan.grid().columns(),
                scan.grid().rows(),
                made,
                scan.grid().size() - scan.missing().size() - made,
                VirtualFolder.truth(output, scan).getFileName(),
                output);
    }
}
