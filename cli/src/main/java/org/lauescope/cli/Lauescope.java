package org.lauescope.cli;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `lauescope` command; each of its commands is a class of its own.
@Command(
        name = "lauescope",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "White-beam Laue microdiffraction: from frames to orientation and strain, each with its error.",
        footerHeading = "%nA first look:%n",
        footer = {
            "  lauescope demo",
            "  lauescope calibrate si.tif --crystal Si --geometry start.toml --output geometry.toml",
            "  lauescope index scan/*.tif --geometry geometry.toml --crystal LLZO --plot picture.png"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:the input is wrong",
            "2:wrong usage",
            "3:finished, but some frames failed",
            "70:a defect in the program"
        })
public final class Lauescope implements Runnable {

    private static final List<Class<?>> COMMANDS =
            List.of(
                    DemoCommand.class,
                    PeaksCommand.class,
                    CalibrateCommand.class,
                    IndexCommand.class,
                    RunCommand.class,
                    MergeCommand.class,
                    WatchCommand.class,
                    SeriesCommand.class,
                    SimulateCommand.class,
                    InfoCommand.class,
                    ConvertCommand.class,
                    ReportCommand.class,
                    ViewCommand.class,
                    ImportCommand.class,
                    ExportCommand.class);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// The command line, ready to execute.
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /// The same for what is called for: to describe all commands takes a third of a second.
    private static CommandLine commandLine(String[] arguments) {
        List<Class<?>> wanted =
                COMMANDS.stream()
                        .filter(type -> arguments.length > 0 && name(type).equals(arguments[0]))
                        .toList();
        return commandLine(wanted.isEmpty() ? COMMANDS : wanted);
    }

    private static String name(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(Command.class)).name();
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new Lauescope());
        commands.forEach(line::addSubcommand);
        line.setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new UsageMistakes())
                .setUsageHelpAutoWidth(true);
        Choice.readAll(line);
        return line;
    }

    public static void main(String[] arguments) {
        CommandLine line = commandLine(arguments);
        int status = line.execute(arguments);
        // Streams swallow their errors: a full disk would otherwise look like success.
        line.getOut().flush();
        if (System.out.checkError()) {
            line.getErr()
                    .println(
                            "lauescope: standard output could not be written (disk full, or its reader ended); the results are incomplete");
            status = status == ExitStatus.DONE ? ExitStatus.WRONG_INPUT : status;
        }
        System.exit(status);
    }
}
