package org.lauescope.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `lauescope` command.
@Command(
        name = "lauescope",
        mixinStandardHelpOptions = true,
        version = "lauescope 0.1.0-SNAPSHOT",
        description = "White-beam Laue microdiffraction: from frames to orientation and strain.")
public final class Lauescope implements Runnable {

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Lauescope()).execute(arguments));
    }
}
