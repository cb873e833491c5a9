package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.cli.picture.ResidualPicture;
import org.lauescope.crystal.Crystal;
import org.lauescope.frame.Frame;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.json.CalibrationJson;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.refine.Calibration;
import org.lauescope.refine.CalibrationResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope calibrate`: detector pose from one frame of a known, unstrained crystal.
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Fits the detector pose to one frame of a known, unstrained crystal of unknown orientation.",
            "The start may be wrong by 1 mm, 100 px and 1 degree."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope calibrate si.tif --crystal Si --geometry start.toml --output geometry.toml --plot residuals.png",
            "  lauescope calibrate ge.cor --crystal Ge --geometry old.det --output geometry.toml"
        })
final class CalibrateCommand implements Callable<Integer> {

    /// Part of a calibrant's peaks that is its own, as a rule.
    private static final double USUAL_PART = 0.7;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "FRAME", description = "image or peak list of the calibration crystal")
    private String frameName = "";

    @Option(
            names = {"-c", "--crystal"},
            paramLabel = "NAME|FILE.cif",
            required = true,
            description = "the calibration crystal")
    private String crystalName = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            converter = FileEnding.GeometryFile.class,
            description = "geometry to write: .toml (complete), .det or .xml")
    private Path output = Path.of("");

    @Option(
            names = "--plot",
            paramLabel = "OUT.png",
            converter = FileEnding.Picture.class,
            description = "picture of the residuals")
    private @Nullable Path plot;

    @Option(names = "--json", description = "the result as one JSON object")
    private boolean json;

    @Option(
            names = "--depth",
            description =
                    "let spots start at their mean depth in the crystal; frames of the sample are then treated so too")
    private boolean depth;

    @Mixin private GeometryOptions geometryOptions = new GeometryOptions();
    @Mixin private FrameOptions frameOptions = new FrameOptions();

    @Override
    public Integer call() throws IOException, InputException {
        Geometry geometry = frameOptions.masked(geometryOptions.read());
        if (depth) {
            geometry = geometry.withEmissionDepth(true);
        }
        Crystal crystal = Crystals.named(crystalName, Path.of(""));
        List<Input> inputs = Input.expand(List.of(frameName), geometry);
        if (inputs.size() != 1) {
            throw new InputException(
                    "%s: it holds %d frames; expected one, as in %s#0"
                            .formatted(frameName, inputs.size(), frameName));
        }
        Frame frame = null;
        Peaks peaks;
        switch (inputs.getFirst()) {
            case Input.Image(var address) -> {
                frame = Frames.read(address);
                FrameAnalysis.checkSize(frame, geometry.detector());
                peaks =
                        new PeakSearch(frameOptions.peakOptions())
                                .find(frame, geometry.detector().mask());
            }
            case Input.Listed(var list) -> peaks = list.peaks();
            case Input.Unreadable(_, var reason) -> throw new InputException(reason);
        }
        String shortName = String.valueOf(Path.of(inputs.getFirst().name()).getFileName());
        return switch (new Calibration(crystal, geometry).calibrate(peaks, shortName)) {
            case CalibrationResult.Calibrated calibrated -> {
                report(calibrated, peaks.size());
                write(calibrated.geometry());
                if (plot != null) {
                    new ResidualPicture(calibrated).write(plot);
                }
                yield ExitStatus.DONE;
            }
            case CalibrationResult.NotCalibrated failure -> {
                if (json) {
                    spec.commandLine().getOut().println(CalibrationJson.line(shortName, failure));
                }
                throw new InputException(
                        "%s: %s; check crystal, energy band and start (distance %.1f mm, foot %.0f, %.0f px), or the exposure"
                                .formatted(
                                        inputs.getFirst().name(),
                                        failure.reason(),
                                        geometry.detector().distance(),
                                        geometry.detector().foot()[0],
                                        geometry.detector().foot()[1]));
            }
        };
    }

    private void write(Geometry calibrated) throws IOException, InputException {
        try {
            GeometryFiles.write(calibrated, output);
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private void report(CalibrationResult.Calibrated result, int peaks) {
        PrintWriter out = spec.commandLine().getOut();
        int used = result.matches().usedCount();
        if (used < USUAL_PART * peaks) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "lauescope: only %d of %d peaks belong to %s; is it the right crystal?%n",
                            used, peaks, crystalName);
        }
        if (json) {
            out.println(CalibrationJson.line(result, peaks, output));
            return;
        }
        DetectorPose pose = result.pose();
        double[] sigma = result.poseSigma();
        out.printf(Locale.ROOT, "distance  %10.4f ± %.4f mm%n", pose.distance(), sigma[0]);
        out.printf(
                Locale.ROOT,
                "foot x0   %10.3f ± %.3f px   (0-based; LaueTools xcen %.3f)%n",
                pose.x0(),
                sigma[1],
                pose.x0() + 1);
        out.printf(
                Locale.ROOT,
                "foot y0   %10.3f ± %.3f px   (0-based; LaueTools ycen %.3f)%n",
                pose.y0(),
                sigma[2],
                pose.y0() + 1);
        out.printf(
                Locale.ROOT,
                "pitch     %10.4f ± %.4f °    (LaueTools xbet)%n",
                Math.toDegrees(pose.pitch()),
                Math.toDegrees(sigma[3]));
        out.printf(
                Locale.ROOT,
                "roll      %10.4f ± %.4f °    (LaueTools xgam)%n",
                Math.toDegrees(pose.roll()),
                Math.toDegrees(sigma[4]));
        out.printf(
                Locale.ROOT,
                "spots     %d of %d peaks, residual mean %.3f px, rms %.3f px%n",
                result.matches().usedCount(),
                peaks,
                result.meanPixels(),
                result.rmsPixels());
    }
}
