package org.lauescope.viewer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.FrameStack;
import org.lauescope.operando.Protocol;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.Measurement;
import org.lauescope.run.experiment.ScanFrames;

/// The frames of the points of a result, found through the experiment file that it was made of.
final class PointFrames {

    private final Path result;
    private final String text;
    private final @Nullable Path given;
    private @Nullable Measurement measurement;

    /// @param text of the experiment file, as the result keeps it
    /// @param given the experiment file; null to look for that text beside the result
    PointFrames(Path result, String text, @Nullable Path given) {
        this.result = result;
        this.text = text;
        this.given = given;
    }

    /// Name and content of the frame of a point.
    ///
    /// @throws IOException if frames or experiment file are not there, or the point has no frame
    Frame read(int scan, String name, int point) throws IOException {
        ScanFrames frames = frames(scan);
        if (!frames.scan().name().equals(name) || point >= frames.scan().grid().size()) {
            throw new IOException(
                    "the experiment file describes another scan \"%s\"; give the one of this result with --experiment"
                            .formatted(frames.scan().name()));
        }
        if (!frames.isMeasured(point)) {
            throw new NoSuchFileException(
                    "this point", null, "it was not measured: there is no frame");
        }
        ScanFrames.Place place = frames.place(point);
        try (FrameStack stack = frames.open(place.file())) {
            return stack.read(place.index());
        }
    }

    /// What the cell was to go through; null if the experiment file is not there or does not say.
    @Nullable Protocol protocol() {
        Experiment known = experiment();
        return known == null ? null : known.protocol();
    }

    /// What the experiment file says; null if it is not there.
    @Nullable Experiment experiment() {
        try {
            return measurement().experiment();
        } catch (IOException _) {
            // Whoever asks for a frame is told.
            return null;
        }
    }

    private ScanFrames frames(int scan) throws IOException {
        Measurement found = measurement();
        if (scan >= found.frames().size()) {
            throw new IOException(
                    "the experiment file describes %d scans; give the one of this result with --experiment"
                            .formatted(found.frames().size()));
        }
        return found.frames().get(scan);
    }

    private synchronized Measurement measurement() throws IOException {
        Measurement known = measurement;
        if (known == null) {
            known = ExperimentToml.readWithMeasuredFrames(given != null ? given : beside());
            measurement = known;
        }
        return known;
    }

    private Path beside() throws IOException {
        Path folder = result.toAbsolutePath().getParent();
        if (folder != null && !text.isEmpty()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.toml")) {
                for (Path file : files) {
                    if (Files.size(file) < 1 << 20 && Files.readString(file).equals(text)) {
                        return file;
                    }
                }
            }
        }
        throw new IOException(
                "frames are not shown: the experiment file of this result does not lie beside it; name it with --experiment FILE");
    }
}
