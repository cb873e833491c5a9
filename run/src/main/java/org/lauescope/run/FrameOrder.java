package org.lauescope.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lauescope.run.experiment.ScanFrames;
import org.lauescope.run.store.RunStore;

/// Whether the frames of a scan were taken in the order of their names, by the times that their
/// files give. Frames whose names were exchanged have nothing else that tells.
///
/// @param frames of the scan
/// @param known frames that tell their time
/// @param early numbers of the frames that were taken before the known one before them, in order of
///   measurement
record FrameOrder(ScanFrames frames, int known, List<Integer> early) {

    private static final int MOST_SHOWN = 3;

    static FrameOrder of(RunStore store, int number, ScanFrames frames) throws IOException {
        double[] times = new double[frames.scan().grid().size()];
        Arrays.fill(times, Double.NaN);
        store.query(
                "SELECT point, frame_time FROM final_point WHERE scan = " + number,
                row -> times[frames.scan().frame(row.getInt(1))] = row.getDouble(2));
        List<Integer> early = new ArrayList<>();
        int known = 0;
        double last = Double.NEGATIVE_INFINITY;
        for (int frame = 0; frame < times.length; frame++) {
            if (!Double.isNaN(times[frame])) {
                known++;
                if (times[frame] < last) {
                    early.add(frame);
                }
                last = times[frame];
            }
        }
        return new FrameOrder(frames, known, early);
    }

    Optional<String> warning() {
        if (early.isEmpty()) {
            return Optional.empty();
        }
        List<String> names =
                early.stream()
                        .limit(MOST_SHOWN)
                        .map(frame -> frames.name(frames.scan().point(frame)))
                        .toList();
        return Optional.of(
                "scan \"%s\": %d of %d frames were taken before the frame that precedes them by name (%s%s); expected times that grow with the names — were files exchanged?"
                        .formatted(
                                frames.scan().name(),
                                early.size(),
                                known,
                                String.join(", ", names),
                                early.size() > MOST_SHOWN ? ", …" : ""));
    }
}
