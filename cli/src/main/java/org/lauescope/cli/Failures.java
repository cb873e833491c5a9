package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/// Turns what a command throws into a message and an exit status: one line for a user's mistake, a
/// stack trace only for a defect of the program.
final class Failures implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(
            Exception exception, CommandLine commandLine, CommandLine.ParseResult parseResult) {
        PrintWriter err = commandLine.getErr();
        if (exception instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            exception = unchecked.getCause();
        }
        if (exception instanceof UsageException) {
            err.println("lauescope: " + message(exception));
            return ExitStatus.WRONG_USAGE;
        }
        if (exception instanceof InputException || exception instanceof IOException) {
            err.println("lauescope: " + message(exception));
            return ExitStatus.WRONG_INPUT;
        }
        err.println(
                "lauescope: a defect in the program; please report the lines below with the command you gave");
        exception.printStackTrace(err);
        return ExitStatus.DEFECT;
    }

    /// One line for people; the JDK's file exceptions carry only the path.
    static String message(Exception exception) {
        return switch (exception) {
            case NoSuchFileException e -> e.getFile() + ": no such file; check the path";
            case AccessDeniedException e -> e.getFile() + ": access denied; check its permissions";
            case FileSystemException e when e.getReason() == null ->
                    e.getFile() + ": cannot be read or written";
            default -> {
                String text = exception.getMessage();
                yield text == null ? exception.getClass().getSimpleName() : text;
            }
        };
    }
}
