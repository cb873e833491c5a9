package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Events from a trigger: the beamline raises a signal when a scan starts, which the cycler records
/// beside current and voltage.
public final class TriggerEdges {

    /// A start and an edge further apart are not the same event, s.
    private static final double WINDOW = 600;

    private TriggerEdges() {}

    /// Each start of a scan with the nearest rising edge. A signal rises where it passes the middle
    /// between its least and its largest value; the moment is known within the interval between two
    /// samples.
    ///
    /// @param starts on the beamline's clock, s since 1970
    /// @param offset by which the beamline is ahead, roughly, s
    /// @param sigma of each event, s; NaN: that of the interval
    /// @throws IllegalArgumentException if fewer than two starts have an edge within ten minutes
    public static List<ClockEvent> match(
            CyclerLog log, CyclerLog.Column trigger, double[] starts, double offset, double sigma) {
        double[] values = trigger.values();
        double least = Arrays.stream(values).min().orElse(Double.NaN);
        double middle = (least + Arrays.stream(values).max().orElse(Double.NaN)) / 2;
        List<ClockEvent> events = new ArrayList<>();
        for (double start : starts) {
            ClockEvent nearest = null;
            for (int i = 1; i < values.length; i++) {
                if (values[i - 1] < middle && values[i] >= middle) {
                    double edge = (log.time(i - 1) + log.time(i)) / 2;
                    double distance = Math.abs(edge + offset - start);
                    if (distance < WINDOW
                            && (nearest == null
                                    || distance < Math.abs(nearest.cycler() + offset - start))) {
                        double interval = (log.time(i) - log.time(i - 1)) / Math.sqrt(12);
                        nearest =
                                new ClockEvent(edge, start, Double.isNaN(sigma) ? interval : sigma);
                    }
                }
            }
            if (nearest != null) {
                events.add(nearest);
            }
        }
        if (events.size() < 2) {
            throw new IllegalArgumentException(
                    "%d of %d starts of scans have an edge of \"%s\" within %.0f s; expected two or more: check the offset of both clocks"
                            .formatted(events.size(), starts.length, trigger.name(), WINDOW));
        }
        return events;
    }
}
