package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.report.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope report`: one page about a result.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes one self-contained HTML page about a result: maps, histograms, tables, provenance.",
            "Beside it a folder with each figure as PNG and SVG and its numbers as CSV."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope report result.nxs",
            "  lauescope report result.nxs --output report.html --no-figures"
        })
final class ReportCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "RESULT", description = "result file that run wrote")
    private Path result = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "page to write (default: the result's name with .html)")
    private @Nullable Path output;

    @Option(
            names = "--figures",
            paramLabel = "FOLDER",
            description = "folder of the figures (default: NAME_files beside the page NAME.html)")
    private @Nullable Path figures;

    @Option(
            names = "--range",
            paramLabel = ColourRange.LABEL,
            converter = ColourRange.Converter.class,
            description = ColourRange.DESCRIPTION)
    private List<ColourRange> ranges = List.of();

    @Option(names = "--no-figures", description = "write the page alone")
    private boolean pageOnly;

    @Override
    public Integer call() throws IOException {
        Report report = new Report(ResultFiles.read(result), ColourRange.locked(ranges));
        Path page = output != null ? output : beside(result, ".html");
        report.write(page);
        spec.commandLine().getOut().println(page);
        if (!pageOnly) {
            Path folder = figures != null ? figures : beside(page, "_files");
            report.writeFigures(folder);
            spec.commandLine().getOut().println(folder);
        }
        return ExitStatus.DONE;
    }

    private static Path beside(Path file, String ending) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.replaceFirst("\\.[^.]+$", "") + ending);
    }
}
