package org.lauescope.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// A result that was written; a later run of the same experiment replaces it.
final class ResultFile implements Source {

    private Exploration exploration;
    private FileTime seen;
    private long replaced;

    ResultFile(Exploration exploration) throws IOException {
        this.exploration = exploration;
        this.seen = Files.getLastModifiedTime(exploration.file());
    }

    /// What the file holds now; what it held before, while it cannot be read.
    @Override
    public synchronized Exploration latest() {
        Path file = exploration.file();
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(seen)) {
                exploration = exploration.reread();
                seen = now;
                replaced++;
            }
        } catch (IOException _) {
            // Absent or half copied: the next look finds it whole.
            return exploration;
        }
        return exploration;
    }

    @Override
    public synchronized State state() {
        latest();
        return new State(replaced, 0, "", 0, 0);
    }
}
