package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Stiffness;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.exchange.MapReader;
import org.lauescope.io.result.MapTables;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.PointStatus;
import org.lauescope.map.StressAssumption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope import`: maps of other programs as a result.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Reads maps that other programs made, finds their grains and writes them as a result.",
            "EBSD (.ang, .ctf), summaries of LaueTools, solutions of LaueNN as CSV."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope import twins.ctf --output twins.nxs",
            "  lauescope import W_0MPa.csv W_200MPa.csv --crystal W --columns 51 --output W.nxs --step 2 --stiffness C11=522.4,C12=204.4,C44=160.6",
            "  lauescope import SUMMARY.dat --positions xy.dat --crystal UO2 --output UO2.nxs"
        })
final class ImportCommand implements Callable<Integer> {

    private static final int HEAD = 4096;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "one map each")
    private List<Path> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "RESULT",
            required = true,
            description = "result file to write, .nxs")
    private Path output = Path.of("");

    @Option(
            names = {"-c", "--crystal"},
            paramLabel = "NAME|FILE.cif",
            description = "a phase, in the order of the file (default: what the file says)")
    private List<String> crystalNames = List.of();

    @Option(names = "--columns", paramLabel = "N", description = "points of a row")
    private int columns;

    @Option(names = "--rows", paramLabel = "N", description = "number of rows")
    private int rows;

    @Option(
            names = "--step",
            paramLabel = "UM",
            split = ",",
            description = "distance of columns, and of rows if another, in µm")
    private double[] step = {};

    @Option(
            names = "--stiffness",
            paramLabel = "C11=GPa,C12=GPa,…",
            description =
                    "elastic constants, those that the symmetry leaves: makes planes of deviatoric stress; one for each crystal, in their order")
    private List<String> stiffness = List.of();

    @Option(
            names = "--positions",
            paramLabel = "FILE",
            description = "where the images lie, LaueTools' xy….dat")
    private @Nullable Path positions;

    @Override
    public Integer call() throws IOException, InputException {
        Instant started = Instant.now();
        List<Crystal> crystals = new ArrayList<>();
        for (String name : crystalNames) {
            crystals.add(Crystals.named(name, Path.of("")));
        }
        MapReader.Request request =
                new MapReader.Request(
                        crystals,
                        columns,
                        rows,
                        step.length > 0 ? step[0] : Double.NaN,
                        step.length > 0 ? step[step.length - 1] : Double.NaN,
                        positions == null ? null : TextFile.read(positions));
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        List<ScanResult> scans = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : files) {
            MapReader reader = reader(file);
            ScanResult scan = reader.read(TextFile.read(file), request);
            MapAnalysis analysis =
                    MapAnalysis.of(scan.map(), options(scan.map().orientations().crystals()));
            SequencedMap<String, Table> tables = new LinkedHashMap<>(scan.tables());
            tables.putAll(MapTables.of(analysis));
            scans.add(new ScanResult(analysis.map(), tables));
            inputs.put(file.toString(), Provenance.digest(Files.readAllBytes(file)));
            out.printf(
                    Locale.ROOT,
                    "%s: %d × %d points, %d indexed, %d grains%n",
                    file,
                    scan.map().grid().columns(),
                    scan.map().grid().rows(),
                    scan.statusCounts().getOrDefault(PointStatus.INDEXED, 0),
                    analysis.grains().list().size());
            if (step.length == 0 && !reader.tellsSteps()) {
                out.println(
                        "  the file does not say how far its points lie apart: 1 µm was taken; --step says otherwise");
            }
        }
        List<Crystal> all = scans.getFirst().map().orientations().crystals();
        for (ScanResult scan : scans) {
            if (!names(scan.map().orientations().crystals()).equals(names(all))) {
                throw new InputException(
                        "\"%s\" has the phases %s, \"%s\" %s; expected the same in all maps of one result: import them one by one"
                                .formatted(
                                        scan.name(),
                                        names(scan.map().orientations().crystals()),
                                        scans.getFirst().name(),
                                        names(all)));
            }
        }
        try {
            Result result =
                    new Result(
                            String.join(", ", scans.stream().map(ScanResult::name).toList()),
                            null,
                            all,
                            null,
                            List.of(),
                            scans,
                            Provenance.now(Version.number(), "", inputs, started));
            ResultFiles.write(result, output);
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
        return ExitStatus.DONE;
    }

    /// The usual analysis, with the stiffness of the crystals for which one was given.
    private MapAnalysis.Options options(List<Crystal> crystals) throws InputException {
        if (stiffness.size() > crystals.size()) {
            throw new InputException(
                    "--stiffness was given %d times for %d crystals; expected once for each at most"
                            .formatted(stiffness.size(), crystals.size()));
        }
        Map<String, Stiffness> known = new LinkedHashMap<>();
        for (int c = 0; c < stiffness.size(); c++) {
            known.put(crystals.get(c).name(), stiffness(stiffness.get(c), crystals.get(c)));
        }
        return MapAnalysis.Options.DEFAULT.withStiffness(known, StressAssumption.DEVIATORIC);
    }

    private static Stiffness stiffness(String text, Crystal crystal) throws InputException {
        Map<String, Double> constants = new LinkedHashMap<>();
        for (String constant : text.split(",")) {
            String[] parts = constant.strip().split("=", 2);
            double value = parts.length == 2 ? Numbers.parse(parts[1].strip()) : Double.NaN;
            if (Double.isNaN(value)) {
                throw new InputException(
                        "--stiffness: \"%s\" is no elastic constant; expected as C11=522.4, in GPa, separated by commas"
                                .formatted(constant));
            }
            constants.put(parts[0].strip(), value);
        }
        try {
            return Stiffness.of(crystal.properRotations(), constants, "command line");
        } catch (IllegalArgumentException e) {
            throw new InputException("--stiffness of " + crystal.name() + ": " + e.getMessage(), e);
        }
    }

    private static List<String> names(List<Crystal> crystals) {
        return crystals.stream().map(Crystal::name).toList();
    }

    private static MapReader reader(Path file) throws IOException, InputException {
        String head = TextFile.head(file, HEAD).text();
        List<MapReader> readers =
                ServiceLoader.load(MapReader.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return readers.stream()
                .filter(candidate -> candidate.recognises(head))
                .findFirst()
                .orElseThrow(() ->
                        new InputException(
                                "%s: no map of a known format; expected one of %s"
                                        .formatted(
                                                file,
                                                String.join(
                                                        ", ",
                                                        readers.stream()
                                                                .map(MapReader::format)
                                                                .toList()))));
    }
}
