package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lauescope.io.Spelling;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope export`: a result in the formats of other programs.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes the scans of a result in formats of other programs.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope export result.nxs --format ctf --output ebsd",
            "  lauescope export result.nxs --format csv --output tables --scan \"Scan 0\" --plane strain_xx",
            "  lauescope export result.nxs --format png --output pictures --plane ipf_z --plane strain_yy --range strain_yy=-5e-4:5e-4",
            "  lauescope export result.nxs --format fit --output laue --scan \"Scan 0\""
        })
final class ExportCommand implements Callable<Integer> {

    /// Planes offered in place of one that does not exist.
    private static final int NEAREST = 5;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "RESULT", description = "result file, .nxs")
    private Path source = Path.of("");

    @Option(
            names = {"-f", "--format"},
            required = true,
            description =
                    "ang and ctf: orientations for EBSD programs; csv, parquet: all planes; png, svg: pictures; fit: spots of each point for LaueTools, from the store beside the result")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            required = true,
            description = "where the files go; made if absent")
    private Path folder = Path.of("");

    @Option(names = "--scan", paramLabel = "NAME", description = "only this scan (default: all)")
    private List<String> scans = List.of();

    @Option(
            names = "--plane",
            paramLabel = "NAME",
            description =
                    "only these planes (default: all); pictures also know status, ipf_x, ipf_y and ipf_z")
    private List<String> planes = List.of();

    @Option(
            names = "--range",
            paramLabel = ColourRange.LABEL,
            converter = ColourRange.Converter.class,
            description = ColourRange.DESCRIPTION)
    private List<ColourRange> ranges = List.of();

    @Override
    public Integer call() throws IOException, InputException {
        Exporter exporter = exporter();
        Result result = ResultFiles.read(source);
        checkScans(result);
        try {
            List<ScanResult> wanted =
                    scans.isEmpty() ? result.scans() : scans.stream().map(result::scan).toList();
            for (ScanResult scan : wanted) {
                check(exporter.names(scan.map()), scan);
            }
            Files.createDirectories(folder);
            Set<String> names = new HashSet<>();
            for (ScanResult scan : wanted) {
                export(exporter, result, scan, names);
            }
            return ExitStatus.DONE;
        } catch (IllegalArgumentException e) {
            throw new InputException(source + ": " + e.getMessage(), e);
        }
    }

    private void checkScans(Result result) throws UsageException {
        List<String> known = result.scans().stream().map(ScanResult::name).toList();
        for (String scan : scans) {
            if (!known.contains(scan)) {
                throw new UsageException(
                        "%s: no scan is called \"%s\"; expected one of %s"
                                .formatted(source, scan, String.join(", ", known)));
            }
        }
    }

    private void check(List<String> known, ScanResult scan) throws UsageException {
        for (String plane : planes) {
            if (!known.contains(plane)) {
                throw new UsageException(
                        "%s: scan \"%s\" has no plane \"%s\"; the nearest are %s — `lauescope info %s` lists all"
                                .formatted(
                                        source,
                                        scan.name(),
                                        plane,
                                        Spelling.byNearness(plane, known).stream()
                                                .limit(NEAREST)
                                                .collect(Collectors.joining(", ")),
                                        source));
            }
        }
    }

    private void export(Exporter exporter, Result result, ScanResult scan, Set<String> names)
            throws IOException {
        String name = scan.name().replaceAll("[^\\p{L}\\p{N}._-]+", "_");
        while (!names.add(name)) {
            name += "_";
        }
        List<String> chosen = planes.isEmpty() ? exporter.names(scan.map()) : planes;
        Exporter.Report report =
                exporter.export(
                        new Exporter.Order(result, source, scan, chosen, ColourRange.ends(ranges)),
                        folder,
                        name);
        PrintWriter out = spec.commandLine().getOut();
        report.files().forEach(out::println);
        report.notes()
                .forEach(note -> spec.commandLine().getErr().println(scan.name() + ": " + note));
    }

    private Exporter exporter() throws UsageException {
        List<Exporter> known =
                ServiceLoader.load(Exporter.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        String wanted = format.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(exporter -> exporter.format().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "--format = %s is unknown; expected one of %s"
                                        .formatted(
                                                format,
                                                String.join(
                                                        ", ",
                                                        known.stream()
                                                                .map(Exporter::format)
                                                                .toList()))));
    }
}
