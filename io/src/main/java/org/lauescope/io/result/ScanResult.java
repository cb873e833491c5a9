package org.lauescope.io.result;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanMap;
import org.lauescope.refine.SharedSystematic;

/// One scan of a [Result].
///
/// @param map status, strongest grain and planes of every point
/// @param tables by name: `point_grains` ([PointGrains]), and what was made of the map, as `grains`
///   and `boundaries`
/// @param agreement of points that were indexed again from scratch
/// @param systematic error of positions that all fits of the scan were made with
/// @param start when its first point was measured; null if unknown
/// @param electricalState what the cell did meanwhile, as in the experiment file; empty if unknown
/// @param failures frames that hold no measurement, by point
public record ScanResult(
        ScanMap map,
        SequencedMap<String, Table> tables,
        Agreement agreement,
        SharedSystematic systematic,
        @Nullable Instant start,
        String electricalState,
        List<FailedFrame> failures) {

    /// Name of the table of all grains of all points.
    public static final String POINT_GRAINS = "point_grains";

    public ScanResult {
        tables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tables));
        failures = List.copyOf(failures);
    }

    /// Without failed frames.
    public ScanResult(
            ScanMap map,
            SequencedMap<String, Table> tables,
            Agreement agreement,
            SharedSystematic systematic,
            @Nullable Instant start,
            String electricalState) {
        this(map, tables, agreement, systematic, start, electricalState, List.of());
    }

    /// Of a map that was not made from frames.
    public ScanResult(ScanMap map, SequencedMap<String, Table> tables) {
        this(map, tables, Agreement.NONE, SharedSystematic.UNKNOWN, null, "");
    }

    /// Of a map alone.
    public ScanResult(ScanMap map) {
        this(map, Collections.emptyNavigableMap());
    }

    public String name() {
        return map.name();
    }

    /// The same scan with more known of it.
    public ScanResult with(ScanMap newMap, SequencedMap<String, Table> newTables) {
        return new ScanResult(
                newMap, newTables, agreement, systematic, start, electricalState, failures);
    }

    /// Number of points of each status that occurs, in the order of the codes.
    public SequencedMap<PointStatus, Integer> statusCounts() {
        int[] counts = new int[PointStatus.values().length];
        for (int i = 0; i < map.grid().size(); i++) {
            counts[map.status(i).ordinal()]++;
        }
        SequencedMap<PointStatus, Integer> occurring = new LinkedHashMap<>();
        for (PointStatus status : PointStatus.values()) {
            if (counts[status.ordinal()] > 0) {
                occurring.put(status, counts[status.ordinal()]);
            }
        }
        return occurring;
    }
}
