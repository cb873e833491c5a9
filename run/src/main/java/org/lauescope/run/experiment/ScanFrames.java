package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.lauescope.frame.Frame;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.FrameStack;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.result.Provenance;
import org.lauescope.laue.Detector;

/// The frames of a scan, found and counted: which file, and which frame in it, belongs to each
/// point of the grid.
public final class ScanFrames {

    /// Names shown of missing or left-over frames.
    private static final int SHOWN = 5;

    private final ScanEntry scan;
    private final Path folder;
    private final FrameAddress pattern;
    private final String[] names;
    private final int[] first;
    private final int[] size;

    /// @param names of the files, relative to `folder`
    /// @param first number of each file's first frame in the order of measurement, ascending
    /// @param size number of frames of each file
    private ScanFrames(
            ScanEntry scan,
            Path folder,
            FrameAddress pattern,
            String[] names,
            int[] first,
            int[] size) {
        this.scan = scan;
        this.folder = folder;
        this.pattern = pattern;
        this.names = names;
        this.first = first;
        this.size = size;
    }

    /// Where one frame lies.
    ///
    /// @param file number of its file among those of the scan
    /// @param index of the frame in the file
    public record Place(int file, int index) {}

    /// Finds the files and counts their frames. As many files as points are taken to hold one frame
    /// each, without opening them all.
    ///
    /// @throws IOException if there are none, too few or too many
    static ScanFrames find(ScanEntry scan, Path folder) throws IOException {
        return find(scan, folder, false);
    }

    /// Finds the frames that there are: points without one are not measured, whatever the scan says
    /// of missing ones.
    static ScanFrames findMeasured(ScanEntry scan, Path folder) throws IOException {
        return find(scan, folder, true);
    }

    private static ScanFrames find(ScanEntry scan, Path folder, boolean isPart) throws IOException {
        FrameAddress address = FrameAddress.parse(folder.resolve(scan.frames()).toString());
        Path written = FrameAddress.parse(scan.frames()).file();
        boolean single = Files.exists(address.file()) || !FilePattern.isPattern(written.toString());
        String[] names =
                single ? new String[] {written.toString()} : FilePattern.find(folder, written);
        if (names.length == 0 && !isPart) {
            throw new FileFormatException(
                    scan.frames(),
                    FilePattern.missingFolder(folder, written)
                            .map(missing ->
                                    "the folder %s does not exist; expected that of the frames — check the path"
                                            .formatted(missing))
                            .orElse(
                                    "no file matches; expected the frames of the scan — check the pattern"));
        }
        int[] first = new int[names.length];
        int[] size = new int[names.length];
        ScanFrames found = new ScanFrames(scan, folder, address, names, first, size);
        if (names.length > 0) {
            boolean incomplete = scan.incomplete() || (isPart && names.length < scan.grid().size());
            found.count(incomplete);
            found.checkCount(scan.incomplete() || isPart);
        }
        return found;
    }

    private void count(boolean incomplete) throws IOException {
        size[0] = names.length == scan.grid().size() && names.length > 1 ? 1 : stackSize(0);
        boolean oneEach = names.length > 1 && size[0] == 1;
        long[] places = oneEach && incomplete ? NumberedNames.places(names) : null;
        for (int i = 1; i < names.length; i++) {
            size[i] = oneEach ? 1 : stackSize(i);
            first[i] =
                    places == null
                            ? Math.addExact(first[i - 1], size[i - 1])
                            : Math.toIntExact(places[i]);
        }
    }

    private int stackSize(int file) throws IOException {
        try (FrameStack stack = open(file)) {
            return stack.size();
        }
    }

    /// Number of the frame after the last.
    private int end() {
        return first[names.length - 1] + size[names.length - 1];
    }

    private void checkCount(boolean incomplete) throws FileFormatException {
        int points = scan.grid().size();
        int count = end();
        String grid =
                "%d × %d = %d points".formatted(scan.grid().columns(), scan.grid().rows(), points);
        if (count > points) {
            throw new FileFormatException(
                    scan.frames(),
                    "%d frames for %s; %d too many%s; expected one for each point — correct columns and rows, or the pattern"
                            .formatted(count, grid, count - points, extra(points)));
        }
        if (count < points && !incomplete) {
            throw new FileFormatException(
                    scan.frames(),
                    "%d frames for %s; %d missing%s; expected one for each point — correct columns and rows, copy the frames, or say incomplete = true if they were never measured"
                            .formatted(count, grid, points - count, missing()));
        }
    }

    private String missing() {
        List<String> holes = NumberedNames.missing(names, SHOWN);
        return holes.isEmpty()
                ? " after " + names[names.length - 1]
                : " (" + String.join(", ", holes) + (holes.size() == SHOWN ? " …)" : ")");
    }

    private String extra(int points) {
        if (names.length < points) {
            return "";
        }
        String[] left = Arrays.copyOfRange(names, points, names.length);
        return " (%s%s)"
                .formatted(
                        String.join(", ", Arrays.copyOf(left, Math.min(SHOWN, left.length))),
                        left.length > SHOWN ? " …" : "");
    }

    /// Reads the first and the last frame and compares their size with the detector's. The last one
    /// of a scan that was stopped may be half a frame: a point that cannot be read.
    ///
    /// @throws IOException if they have another size, or the first cannot be read
    void checkSize(Detector detector) throws IOException {
        if (names.length == 0) {
            return;
        }
        checkSize(detector, 0, 0);
        int last = names.length - 1;
        if (last > 0 || size[last] > 1) {
            try {
                checkSize(detector, last, size[last] - 1);
            } catch (FrameFileException _) {
                return;
            }
        }
    }

    private void checkSize(Detector detector, int file, int index) throws IOException {
        try (FrameStack stack = open(file)) {
            checkSize(stack.read(index), detector);
        }
    }

    /// @throws IOException if the frame cannot be of this detector
    public static void checkSize(Frame frame, Detector detector) throws IOException {
        if (frame.columns() != detector.columns() || frame.rows() != detector.rows()) {
            throw new FileFormatException(
                    frame.source(),
                    "the frame is %d × %d px; the geometry describes a detector of %d × %d px (another detector, or binned?)"
                            .formatted(
                                    frame.columns(),
                                    frame.rows(),
                                    detector.columns(),
                                    detector.rows()));
        }
    }

    public ScanEntry scan() {
        return scan;
    }

    /// Number of files.
    public int files() {
        return names.length;
    }

    /// Number of frames that were measured.
    public int measured() {
        return Arrays.stream(size).sum();
    }

    public boolean isMeasured(int point) {
        return file(scan.frame(point)) >= 0;
    }

    /// @throws IllegalArgumentException if the point was not measured
    public Place place(int point) {
        int frame = scan.frame(point);
        int file = file(frame);
        if (file < 0) {
            throw new IllegalArgumentException(
                    "point %d of scan \"%s\" has no frame; ask isMeasured() first"
                            .formatted(point, scan.name()));
        }
        return new Place(file, frame - first[file]);
    }

    /// Number of the file that holds a frame; −1 if none does.
    private int file(int frame) {
        int found = Arrays.binarySearch(first, frame);
        int file = found >= 0 ? found : -found - 2;
        return file >= 0 && frame - first[file] < size[file] ? file : -1;
    }

    /// What the frame of a point is called in messages.
    public String name(int point) {
        Place place = place(point);
        FrameAddress file = pattern.withFile(Path.of(names[place.file()]));
        return file.name(place.index(), size[place.file()]);
    }

    public FrameStack open(int file) throws IOException {
        return Frames.open(pattern.withFile(path(file)));
    }

    private Path path(int file) {
        return folder.resolve(names[file]);
    }

    /// Tells name, size and time of the last change of each file, which stand for its content.
    public void describe(Consumer<String> lines) throws IOException {
        for (int file = 0; file < names.length; file++) {
            lines.accept(description(file));
        }
    }

    /// For each point a number from 1 that changes with name, size or time of the last change of
    /// its file; 0 where nothing was measured.
    public long[] fingerprints() throws IOException {
        long[] fingerprints = new long[scan.grid().size()];
        MessageDigest digest = Provenance.sha256();
        for (int file = 0; file < names.length; file++) {
            String description = description(file);
            for (int index = 0; index < size[file]; index++) {
                String frame = description + " " + index;
                byte[] hash = digest.digest(frame.getBytes(StandardCharsets.UTF_8));
                fingerprints[scan.point(first[file] + index)] =
                        Math.max(1, ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE);
            }
        }
        return fingerprints;
    }

    private String description(int file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path(file), BasicFileAttributes.class);
        return "%s %d %s"
                .formatted(
                        names[file], attributes.size(), attributes.lastModifiedTime().toInstant());
    }
}
