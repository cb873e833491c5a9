package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;

/// When the frames of a scan were taken, from a text file with a line `number,time` for each frame:
/// its number in order of measurement from 0, and either seconds since the start or a moment as
/// `2021-03-01T10:00:00.5Z`. A first line of names is skipped; frames may be missing.
public final class FrameTimes {

    private static final int MOST_SHOWN = 20;

    private final double[] seconds;
    private final boolean isMoment;

    private FrameTimes(double[] seconds, boolean isMoment) {
        this.seconds = seconds;
        this.isMoment = isMoment;
    }

    /// @param frames number of frames of the scan
    /// @throws FileFormatException naming every line that is wrong
    static FrameTimes read(Path file, int frames) throws IOException {
        return parse(TextFile.read(file), frames);
    }

    static FrameTimes parse(TextFile file, int frames) throws FileFormatException {
        double[] seconds = new double[frames];
        Arrays.fill(seconds, Double.NaN);
        List<String> mistakes = new ArrayList<>();
        int moments = 0;
        int numbers = 0;
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String[] fields = line.split("[,;\\s]+", 2);
            if (line.isEmpty() || line.startsWith("#") || (i == 0 && isName(fields[0]))) {
                continue;
            }
            double frame = Numbers.parse(fields[0]);
            Instant moment = fields.length == 2 ? moment(fields[1].strip()) : null;
            double time =
                    moment != null
                            ? moment.getEpochSecond() + 1e-9 * moment.getNano()
                            : fields.length == 2 ? Numbers.parse(fields[1].strip()) : Double.NaN;
            if (!(frame >= 0 && frame < frames && frame == Math.rint(frame))) {
                mistakes.add(
                        "line %d: frame \"%s\"; expected a whole number from 0 to %d"
                                .formatted(i + 1, Numbers.shown(fields[0]), frames - 1));
            } else if (!Double.isFinite(time)) {
                mistakes.add(
                        "line %d: \"%s\" is no time; expected number,seconds or number,2021-03-01T10:00:00Z"
                                .formatted(i + 1, Numbers.shown(line)));
            } else if (!Double.isNaN(seconds[(int) frame])) {
                mistakes.add("line %d: frame %d is there twice".formatted(i + 1, (int) frame));
            } else {
                seconds[(int) frame] = time;
                moments += moment != null ? 1 : 0;
                numbers += moment != null ? 0 : 1;
            }
        }
        if (moments > 0 && numbers > 0) {
            mistakes.add(
                    "%d moments and %d numbers of seconds; expected one of both kinds"
                            .formatted(moments, numbers));
        }
        if (moments + numbers == 0 && mistakes.isEmpty()) {
            mistakes.add("no times; expected a line number,time for each frame");
        }
        if (!mistakes.isEmpty()) {
            throw new FileFormatException(
                    file.source(),
                    String.join("\n", mistakes.subList(0, Math.min(MOST_SHOWN, mistakes.size()))));
        }
        return new FrameTimes(seconds, moments > 0);
    }

    private static boolean isName(String field) {
        return Double.isNaN(Numbers.parse(field));
    }

    private static @Nullable Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /// Times of the frames since the start, s; NaN where none is known.
    ///
    /// @param start of the scan; null: its earliest frame
    public double[] sinceStart(@Nullable Instant start) {
        double zero =
                !isMoment
                        ? 0
                        : start != null
                                ? start.getEpochSecond() + 1e-9 * start.getNano()
                                : Arrays.stream(seconds)
                                        .filter(time -> !Double.isNaN(time))
                                        .min()
                                        .orElse(0);
        return Arrays.stream(seconds).map(time -> time - zero).toArray();
    }
}
