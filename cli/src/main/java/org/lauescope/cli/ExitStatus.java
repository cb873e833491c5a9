package org.lauescope.cli;

/// Exit statuses of every command.
final class ExitStatus {

    static final int DONE = 0;

    /// The input is wrong: a message on standard error, no stack trace.
    static final int WRONG_INPUT = 1;

    /// The command line is wrong.
    static final int WRONG_USAGE = 2;

    /// Finished, but some frames failed; they are listed.
    static final int SOME_FAILED = 3;

    /// A defect of the program: stack trace and a plea to report it.
    static final int DEFECT = 70;

    private ExitStatus() {}

    /// Of a command that worked on several frames.
    static int of(int failed, int total) {
        return failed == 0 ? DONE : failed == total ? WRONG_INPUT : SOME_FAILED;
    }
}
