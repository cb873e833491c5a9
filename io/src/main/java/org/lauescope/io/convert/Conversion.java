package org.lauescope.io.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.io.peaks.LaueToolsText;
import org.lauescope.io.peaks.PeakList;
import org.lauescope.io.peaks.PeakLists;
import org.lauescope.io.peaks.PeakTable;
import org.lauescope.laue.Geometry;

/// Converts a file: what it is follows from its content, what it becomes from the output's
/// extension.
///
/// | from | to |
/// |---|---|
/// | geometry | `.toml` `.det` `.xml` |
/// | peak list | `.csv` `.dat` `.cor` |
/// | peak list that carries a geometry | `.toml` `.det` `.xml` |
/// | frame | `.tif` `.cbf` `.edf` |
///
/// @param geometry what positions of peak lists refer to; null for what the lists themselves say
/// @param detector number or ID of the detector of an APS geometry file; empty for the first
/// @param turned whether a detector may be turned back about the beam if its yaw does not fit a
///   `.det`
public record Conversion(@Nullable Geometry geometry, String detector, boolean turned) {

    private static final Set<String> GEOMETRY = Set.of("toml", "det", "xml");
    private static final Set<String> PEAKS = Set.of("csv", "dat", "cor");

    /// @param input a file, or where a frame lies (see [FrameAddress])
    /// @return what was done, for people
    /// @throws IllegalArgumentException if the output's extension does not fit what the input is,
    ///   or the format cannot hold it
    public String convert(String input, Path output) throws IOException {
        FrameAddress address = FrameAddress.parse(input);
        Path file = address.file();
        if (!address.equals(new FrameAddress(file)) || Frames.recognises(file)) {
            return write(Frames.read(address), output);
        }
        if (GeometryFiles.looksLikeGeometry(file)) {
            return write(GeometryFiles.read(file, detector), output);
        }
        if (!PeakLists.looksLikePeakList(file)) {
            // Its reader says best what is wrong with the file.
            return write(Frames.read(address), output);
        }
        return write(PeakLists.readAll(file, geometry), output);
    }

    private String write(List<PeakList> lists, Path output) throws IOException {
        String extension = extension(output);
        if (PEAKS.contains(extension)) {
            return write(lists, output, extension);
        }
        if (!GEOMETRY.contains(extension)) {
            throw new IllegalArgumentException(
                    "%s: a peak list becomes .csv, .dat or .cor, and if it carries a geometry .toml, .det or .xml"
                            .formatted(output));
        }
        Geometry carried = lists.getFirst().geometry();
        if (carried == null) {
            throw new FileFormatException(
                    lists.getFirst().source(), "carries no geometry; expected one for " + output);
        }
        return write(carried, output);
    }

    private static String write(Frame frame, Path output) throws IOException {
        Frames.write(frame, output);
        return "frame of %d × %d px: %s".formatted(frame.columns(), frame.rows(), output);
    }

    private String write(Geometry found, Path output) throws IOException {
        boolean turn = turned && extension(output).equals("det");
        GeometryFiles.write(
                turn ? found.withDetector(LaueToolsDetector.turned(found.detector())) : found,
                output);
        return "geometry of %d × %d px, %.3f mm from the sample: %s"
                .formatted(
                        found.detector().columns(),
                        found.detector().rows(),
                        found.detector().distance(),
                        output);
    }

    private static String write(List<PeakList> lists, Path output, String extension)
            throws IOException {
        int count = lists.stream().mapToInt(list -> list.peaks().size()).sum();
        PeakList first = lists.getFirst();
        if (!extension.equals("csv") && lists.size() > 1) {
            throw new IllegalArgumentException(
                    "%s: a .%s holds the peaks of one frame, the input has %d; write .csv"
                            .formatted(output, extension, lists.size()));
        }
        TextFile.write(
                output,
                switch (extension) {
                    case "dat" -> LaueToolsText.dat(first.peaks());
                    case "cor" -> LaueToolsText.cor(first.peaks(), geometry(first, output));
                    default -> csv(lists);
                });
        return "%s, %d peaks: %s".formatted(first.format(), count, output);
    }

    private static Geometry geometry(PeakList list, Path output) {
        if (list.geometry() == null) {
            throw new IllegalArgumentException(
                    "%s: the angles of a .cor need a geometry, which %s does not carry; give one"
                            .formatted(output, list.source()));
        }
        return list.geometry();
    }

    private static String csv(List<PeakList> lists) {
        StringBuilder text = new StringBuilder(PeakTable.HEADER).append('\n');
        lists.forEach(list -> PeakTable.append(text, list.source(), list.peaks()));
        return text.toString();
    }

    private static String extension(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
