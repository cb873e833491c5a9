package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.convert.Conversion;
import org.lauescope.io.geometry.GeometryFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope convert`: one file into another format.
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Converts a frame, geometry or peak list; the content of INPUT and the ending of OUTPUT say how.",
            "Frames become .tif .cbf .edf, geometries .toml .det .xml, peak lists .csv .dat .cor."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope convert old.det geometry.toml",
            "  lauescope convert geoN.xml geometry.toml --detector 0",
            "  lauescope convert scan.h5:/entry/data/data#12 frame.tif",
            "  lauescope convert peaks.csv peaks.cor --geometry geometry.toml"
        })
final class ConvertCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(index = "0", paramLabel = "INPUT", description = "frame, geometry or peak list")
    private String input = "";

    @Parameters(index = "1", paramLabel = "OUTPUT", description = "file to write")
    private Path output = Path.of("");

    @Option(
            names = {"-g", "--geometry"},
            paramLabel = "FILE",
            description = "what the positions of a peak list refer to")
    private @Nullable Path geometryFile;

    @Option(
            names = "--detector",
            paramLabel = "N",
            defaultValue = "",
            description = "number or ID of the detector in an APS geoN file (default: the first)")
    private String detector = "";

    @Option(
            names = "--turn",
            description =
                    "turn detector and crystals about the beam where a .det cannot hold the detector's yaw")
    private boolean turn;

    @Override
    public Integer call() throws IOException, InputException {
        Conversion conversion =
                new Conversion(
                        geometryFile == null ? null : GeometryFiles.read(geometryFile),
                        detector,
                        turn);
        try {
            spec.commandLine().getOut().println(conversion.convert(input, output));
            return ExitStatus.DONE;
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }
}
