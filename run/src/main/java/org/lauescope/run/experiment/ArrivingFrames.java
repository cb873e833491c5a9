package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameStack;
import org.lauescope.io.frame.Frames;

/// The frames of a scan while they are being measured.
///
/// A file counts as written once its size and the time of its last change stay as they are for a
/// while; in a growing file all frames before the last one do at once. That a frame can be read is
/// known when it is read: who gets half of one leaves it, and it is offered again.
///
/// The folder is looked at again and again: file systems of beamlines are shared over networks,
/// which do not tell of changes.
public final class ArrivingFrames {

    private final ScanEntry scan;
    private final Path folder;
    private final Duration settling;
    private final LongSupplier clock;
    private final FrameAddress pattern;
    private final BitSet taken = new BitSet();
    private final @Nullable String[] owner;
    private String problem = "";
    private @Nullable Obstacle obstacle;
    private Map<String, Seen> seen = new HashMap<>();
    private boolean single;

    /// @param folder that the pattern of the scan starts from
    /// @param settling how long a file must stay as it is to count as written
    /// @param clock ns
    public ArrivingFrames(ScanEntry scan, Path folder, Duration settling, LongSupplier clock) {
        this.scan = scan;
        this.folder = folder;
        this.settling = settling;
        this.clock = clock;
        pattern = FrameAddress.parse(folder.resolve(scan.frames()).toString());
        owner = new String[scan.grid().size()];
    }

    /// What a look at the folder showed.
    ///
    /// @param arrivals in the order of measurement
    /// @param isRenumbered whether frames belong to other points than they did at an earlier look,
    ///   because an earlier file of their series has come since: all of them are offered again
    /// @param obstacle what keeps further frames from being seen; null if nothing does
    public record Look(List<Arrival> arrivals, boolean isRenumbered, @Nullable Obstacle obstacle) {
        public Look {
            arrivals = List.copyOf(arrivals);
        }
    }

    /// A file that cannot be opened: not written yet, or never to be read.
    ///
    /// @param unchanged how long it has been as it is
    public record Obstacle(String message, Duration unchanged) {}

    /// A frame that seems to be written.
    ///
    /// @param unchanged how long its file has been as it is
    public record Arrival(
            int point, FrameAddress file, int index, boolean isAlone, Duration unchanged) {

        /// Reads the frame.
        ///
        /// @throws IOException if it is not written, not completely, or damaged
        public Frame read() throws IOException {
            try (FrameStack stack = Frames.open(file)) {
                if (index >= stack.size()) {
                    throw new FileFormatException(
                            file.name(index, stack.size()), "the frame is not written yet");
                }
                Frame frame = stack.read(index);
                if (!isAlone && isBlank(frame)) {
                    throw new FileFormatException(
                            file.name(index, stack.size()),
                            "not a single count: space was made for the frame, but it is not written yet");
                }
                return frame;
            } catch (RuntimeException e) {
                // Half-written structures surprise readers in ways that damaged ones do not.
                throw new FileFormatException(file.toString(), "cannot be read (" + e + ")", e);
            }
        }

        private static boolean isBlank(Frame frame) {
            int[] counts = frame.counts();
            return counts != null && Arrays.stream(counts).allMatch(count -> count <= 0);
        }
    }

    /// @param size of the file, bytes
    /// @param since when it was first seen like this, ns
    /// @param frames that it holds; −1 if that is not known
    private record Seen(long size, FileTime modified, long since, int frames) {

        boolean isLike(@Nullable Seen other) {
            return other != null && size == other.size && modified.equals(other.modified);
        }
    }

    public ScanEntry scan() {
        return scan;
    }

    /// Keeps a frame from being offered again.
    public void take(int point) {
        taken.set(scan.frame(point));
    }

    /// Number of points whose frames were taken.
    public int taken() {
        return taken.cardinality();
    }

    public boolean isComplete() {
        return taken() == scan.grid().size();
    }

    /// Looks for frames that are there and were not taken yet.
    ///
    /// @throws IOException if there are more frames than points
    public Look look() throws IOException {
        String[] names = names();
        boolean renumbered = isOneEach(names) && number(names);
        if (renumbered) {
            taken.clear();
        }
        Map<String, Seen> now = new HashMap<>();
        obstacle = null;
        List<Arrival> arrivals =
                names.length == 0
                        ? List.of()
                        : single ? lookAtFiles(names, now) : lookAtStacks(names, now);
        seen = now;
        return new Look(arrivals, renumbered, obstacle);
    }

    /// Notes which file belongs to which frame.
    ///
    /// @return whether that was different before
    private boolean number(String[] names) throws IOException {
        long[] places = NumberedNames.places(names);
        checkCount(places[names.length - 1] + 1);
        boolean changed = false;
        for (int i = 0; i < names.length; i++) {
            int frame = (int) places[i];
            String before = owner[frame];
            changed |= taken.get(frame) && before != null && !before.equals(names[i]);
            owner[frame] = names[i];
        }
        return changed;
    }

    private String[] names() throws IOException {
        Path written = FrameAddress.parse(scan.frames()).file();
        if (!FilePattern.isPattern(written.toString()) || Files.exists(pattern.file())) {
            return new String[] {written.toString()};
        }
        return FilePattern.find(folder, written);
    }

    /// Whether each file holds one frame: as many files as points, or the first that can be opened
    /// does and is not the only one.
    private boolean isOneEach(String[] names) {
        if (!single && names.length > 1) {
            single = names.length == scan.grid().size() || frames(names) == 1;
        }
        return single;
    }

    private int frames(String[] names) {
        for (String name : names) {
            int frames = frames(name);
            if (frames > 0) {
                return frames;
            }
        }
        return -1;
    }

    /// Number of frames in a file; −1 if it cannot be opened now.
    private int frames(String name) {
        try (FrameStack stack = Frames.open(address(name))) {
            return stack.size();
        } catch (IOException | RuntimeException e) {
            problem = Objects.requireNonNullElse(e.getMessage(), e.toString());
            return -1;
        }
    }

    private FrameAddress address(String name) {
        return pattern.withFile(folder.resolve(name));
    }

    private List<Arrival> lookAtFiles(String[] names, Map<String, Seen> now) throws IOException {
        long[] places = NumberedNames.places(names);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            int frame = (int) places[i];
            Seen file = taken.get(frame) ? null : seen(names[i]);
            if (file != null) {
                now.put(names[i], file);
                Duration unchanged = unchanged(file);
                if (unchanged.compareTo(settling) >= 0) {
                    arrivals.add(
                            new Arrival(scan.point(frame), address(names[i]), 0, true, unchanged));
                }
            }
        }
        return arrivals;
    }

    private List<Arrival> lookAtStacks(String[] names, Map<String, Seen> now) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        long first = 0;
        for (int i = 0; i < names.length; i++) {
            Seen file = seen(names[i]);
            if (file == null) {
                break;
            }
            int size = file.frames() < 0 ? frames(names[i]) : file.frames();
            Duration unchanged = unchanged(file);
            boolean settled = unchanged.compareTo(settling) >= 0;
            now.put(
                    names[i],
                    new Seen(file.size(), file.modified(), file.since(), settled ? size : -1));
            if (size < 0) {
                obstacle = new Obstacle(names[i] + ": " + problem, unchanged);
                // Where the frames of later files belong is not known yet.
                break;
            }
            checkCount(first + size);
            int written = settled || i < names.length - 1 ? size : size - 1;
            for (int index = 0; index < written; index++) {
                int frame = (int) first + index;
                if (!taken.get(frame)) {
                    owner[frame] = names[i];
                    arrivals.add(
                            new Arrival(
                                    scan.point(frame), address(names[i]), index, false, unchanged));
                }
            }
            first += size;
        }
        return arrivals;
    }

    private @Nullable Seen seen(String name) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
            Seen file =
                    new Seen(
                            attributes.size(),
                            attributes.lastModifiedTime(),
                            clock.getAsLong(),
                            -1);
            Seen before = seen.get(name);
            return before != null && file.isLike(before) ? before : file;
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private Duration unchanged(Seen file) {
        return Duration.ofNanos(clock.getAsLong() - file.since());
    }

    private void checkCount(long frames) throws FileFormatException {
        int points = scan.grid().size();
        if (frames > points) {
            throw new FileFormatException(
                    scan.frames(),
                    "%d frames for %d × %d = %d points; expected one for each point — correct columns and rows, or the pattern"
                            .formatted(frames, scan.grid().columns(), scan.grid().rows(), points));
        }
    }
}
