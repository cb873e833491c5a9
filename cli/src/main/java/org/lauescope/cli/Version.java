package org.lauescope.cli;

import picocli.CommandLine;

/// The version of the jar that runs.
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Lauescope.class.getPackage().getImplementationVersion();
        return new String[] {"lauescope " + (version == null ? "development" : version)};
    }
}
