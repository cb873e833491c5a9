package org.lauescope.cli;

import picocli.CommandLine;

/// The version of the jar that runs.
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"lauescope " + number()};
    }

    static String number() {
        String version = Lauescope.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
