package org.lauescope.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/// Answers a wrong command line in two lines: what is wrong, and where the options are explained.
final class UsageMistakes implements CommandLine.IParameterExceptionHandler {

    @Override
    public int handleParseException(CommandLine.ParameterException exception, String[] arguments) {
        CommandLine line = exception.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("lauescope: " + exception.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        err.println(
                "`"
                        + line.getCommandSpec().qualifiedName()
                        + " --help` explains the options, with examples");
        return ExitStatus.WRONG_USAGE;
    }
}
