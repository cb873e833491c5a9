package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lauescope.crystal.Crystal;
import org.lauescope.frame.Frame;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.cycler.CyclerLogs;
import org.lauescope.io.cycler.LogOptions;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameStack;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.peaks.PeakList;
import org.lauescope.io.peaks.PeakLists;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.run.experiment.ExperimentToml;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope info`: what a file holds, in a few lines.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Says what experiments, results, frames, geometries, crystals, peak lists and logs of cyclers hold.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope info frame.tif geometry.toml LLZO.cif peaks.cor",
            "  lauescope info scan.h5:/entry/data/data#0",
            "  lauescope info experiment.toml  whether everything is in order before a run",
            "  lauescope info cell.mpt       log of a cycler",
            "  lauescope info LLZO Si        built-in crystals by name",
            "  lauescope info --crystals     their names"
        })
final class InfoCommand implements Callable<Integer> {

    /// Reflections listed of a crystal.
    private static final int STRONGEST = 8;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description =
                    "experiment, result, frame, geometry, CIF, peak list, log of a cycler, or name of a built-in crystal")
    private List<String> names = List.of();

    @Option(names = "--crystals", description = "list the built-in crystals")
    private boolean crystals;

    @Override
    public Integer call() throws InputException {
        PrintWriter out = spec.commandLine().getOut();
        if (crystals) {
            Crystals.names().forEach(out::println);
        } else if (names.isEmpty()) {
            throw new InputException(
                    "no file was named; expected at least one, see lauescope info --help");
        }
        int failed = 0;
        for (String name : names) {
            try {
                describe(name, out);
            } catch (IOException | IllegalArgumentException e) {
                failed++;
                spec.commandLine().getErr().println("lauescope: " + Failures.message(e));
            }
        }
        return ExitStatus.of(failed, names.size());
    }

    private static void describe(String name, PrintWriter out) throws IOException {
        FrameAddress address = FrameAddress.parse(name);
        Path path = address.file();
        boolean file = Files.isRegularFile(path);
        if (name.endsWith(".cif")
                || name.contains(".cif#")
                || (!file && Crystals.names().contains(name))) {
            describe(Crystals.named(name, Path.of("")), out);
        } else if (file && address.inside().isEmpty() && ResultFiles.recognises(path)) {
            ResultDescription.print(name, ResultFiles.read(path), out);
        } else if (file && ExperimentToml.looksLikeExperiment(path)) {
            ExperimentDescription.print(name, ExperimentToml.readWithFrames(path), out);
        } else if (file && address.inside().isEmpty() && GeometryFiles.looksLikeGeometry(path)) {
            describe(name, GeometryFiles.read(path), out);
        } else if (file && address.inside().isEmpty() && CyclerLogs.recognises(path)) {
            CyclerDescription.print(CyclerLogs.read(path, LogOptions.DEFAULT), out);
        } else if (file
                && Files.size(path) > 0
                && !Frames.recognises(path)
                && PeakLists.looksLikePeakList(path)) {
            for (PeakList list : PeakLists.readAll(path, null)) {
                out.printf(
                        "%s: %s, %d peaks%s%n",
                        name,
                        list.format(),
                        list.peaks().size(),
                        list.geometry() == null ? "" : ", with its geometry");
            }
        } else if (file && isTable(name) && !Frames.recognises(path)) {
            throw new FileFormatException(
                    name,
                    "a table of no known kind; expected a peak list, or of logs of cyclers "
                            + CyclerLogs.expectation());
        } else {
            try (FrameStack stack = Frames.open(address)) {
                out.printf(
                        "%s: %s, %d frame%s%n",
                        name, stack.format(), stack.size(), stack.size() == 1 ? "" : "s");
                describe(stack.read(0), out);
            }
        }
    }

    private static boolean isTable(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|txt|mpt)");
    }

    private static void describe(Frame frame, PrintWriter out) {
        double minimum = Double.POSITIVE_INFINITY;
        double maximum = Double.NEGATIVE_INFINITY;
        double sum = 0;
        long negative = 0;
        for (int row = 0; row < frame.rows(); row++) {
            for (int column = 0; column < frame.columns(); column++) {
                double value = frame.at(column, row);
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
                sum += value;
                negative += value < 0 ? 1 : 0;
            }
        }
        out.printf(
                Locale.ROOT,
                "  first frame: %d columns × %d rows, minimum %.10g, maximum %.10g, sum %.15g, %d pixels below 0 (no data)%n",
                frame.columns(),
                frame.rows(),
                minimum,
                maximum,
                sum,
                negative);
        Frame.Header header = frame.header();
        out.printf(
                Locale.ROOT,
                "  noise %s%s%s%s%n",
                header.kind().name().toLowerCase(Locale.ROOT),
                Double.isNaN(header.exposure())
                        ? ""
                        : ", exposure %s s".formatted(header.exposure()),
                Double.isInfinite(header.saturation())
                        ? ""
                        : ", saturation %s".formatted(header.saturation()),
                header.time() == null ? "" : ", taken " + header.time());
    }

    private static void describe(String name, Geometry geometry, PrintWriter out) {
        Detector d = geometry.detector();
        DetectorPose pose = DetectorPose.of(d);
        out.printf(
                Locale.ROOT,
                "%s: geometry%n  detector %s, %d × %d px of %.5f × %.5f mm%s%n",
                name,
                d.name(),
                d.columns(),
                d.rows(),
                d.pitchColumn(),
                d.pitchRow(),
                d.mask() == null ? "" : ", %d px masked".formatted(d.mask().count()));
        out.printf(
                Locale.ROOT,
                "  distance %.4f mm, foot of the normal (%.3f, %.3f) px, pitch %.4f°, roll %.4f°, yaw %.4f°%n",
                pose.distance(),
                pose.x0(),
                pose.y0(),
                Math.toDegrees(pose.pitch()),
                Math.toDegrees(pose.roll()),
                Math.toDegrees(pose.yaw()));
        out.printf(
                Locale.ROOT,
                "  2θ at the centre %.2f°, beam %.2f to %.2f keV, sample tilt %.2f°, emission depth %s%n",
                Math.toDegrees(Math.acos(d.ray((d.columns() - 1) / 2.0, (d.rows() - 1) / 2.0).x())),
                geometry.beam().minimumEnergy(),
                geometry.beam().maximumEnergy(),
                Math.toDegrees(geometry.tilt()),
                geometry.emissionDepth() ? "on" : "off");
        if (geometry.calibration() != null) {
            var c = geometry.calibration();
            out.printf(
                    Locale.ROOT,
                    "  calibrated with %s in %s, %d spots, rms %.3f px%n",
                    c.crystal(),
                    c.frame(),
                    c.spots(),
                    c.rmsPixels());
        }
    }

    private static void describe(Crystal crystal, PrintWriter out) {
        var cell = crystal.cell();
        out.printf(
                Locale.ROOT,
                "%s: a %.5f, b %.5f, c %.5f Å, α %.3f, β %.3f, γ %.3f°, Laue group %s, %d operators, %d sites%n",
                crystal.name(),
                cell.a(),
                cell.b(),
                cell.c(),
                Math.toDegrees(cell.alpha()),
                Math.toDegrees(cell.beta()),
                Math.toDegrees(cell.gamma()),
                crystal.laueGroup().symbol(),
                crystal.operators().size(),
                crystal.atoms().size());
        out.println("  source: " + crystal.source());
        ReflectionList list = ReflectionList.of(crystal, new Beam(5, 24));
        StringBuilder strongest = new StringBuilder();
        double last = -1;
        for (int i = 0, shown = 0; i < list.size() && shown < STRONGEST; i++) {
            if (list.strength()[i] != last) {
                last = list.strength()[i];
                strongest.append(
                        String.format(
                                Locale.ROOT,
                                " %d %d %d (%.2f)",
                                list.h(i),
                                list.k(i),
                                list.l(i),
                                last));
                strongest.append(++shown < STRONGEST ? "," : "");
            }
        }
        out.printf(
                "  %d directions above 1/1000 of the strongest between 5 and 24 keV, first:%s%n",
                list.size(), strongest);
    }
}
