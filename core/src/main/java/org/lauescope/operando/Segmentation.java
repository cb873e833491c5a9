package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.operando.ExecutedStep.Kind;

/// Finds the steps that were executed in a log. The number of the step that most cyclers write
/// divides it where there is one; inside, current going on, off, to another sign or to another
/// level divides it, and the moment from which voltage instead of current stays the same.
public final class Segmentation {

    /// A current that changes by more is another one.
    private static final double CURRENT_CHANGE = 0.05;

    /// What stays within this of its mean is held: current relative, voltage in V.
    private static final double HELD_CURRENT = 0.02;

    private static final double HELD_VOLTAGE = 0.005;

    private final CyclerLog log;
    private final double restCurrent;
    private final List<ExecutedStep> steps = new ArrayList<>();

    private Segmentation(CyclerLog log, double restCurrent) {
        this.log = log;
        this.restCurrent = restCurrent;
    }

    /// The steps of a log in the order of time.
    ///
    /// @param restCurrent currents below this one count as none, A
    public static List<ExecutedStep> of(CyclerLog log, double restCurrent) {
        Segmentation segmentation = new Segmentation(log, restCurrent);
        segmentation.run();
        return List.copyOf(segmentation.steps);
    }

    public static List<ExecutedStep> of(CyclerLog log) {
        return of(log, log.restCurrent());
    }

    private void run() {
        double[] number =
                log.column(CyclerLog.STEP).map(CyclerLog.Column::values).orElse(new double[0]);
        int first = 0;
        for (int i = 1; i <= log.size(); i++) {
            if (i == log.size()
                    || (number.length > 0 && number[i] != number[i - 1])
                    || state(i) != state(i - 1)
                    || jumps(first, i)) {
                addHeld(first, i);
                first = i;
            }
        }
    }

    /// −1, 0 or 1: discharge, rest or charge.
    private int state(int sample) {
        double current = log.current(sample);
        return Math.abs(current) <= restCurrent ? 0 : (int) Math.signum(current);
    }

    /// Whether current leaves the level that it held until then for another at once; one that fades
    /// is no jump.
    private boolean jumps(int first, int sample) {
        double before = log.current(sample - 1);
        double change = Math.abs(log.current(sample) - before);
        if (state(sample) == 0 || change <= CURRENT_CHANGE * Math.abs(before)) {
            return false;
        }
        boolean held =
                sample - first >= 2
                        && Math.abs(before - log.current(Math.max(first, sample - 3)))
                                <= HELD_CURRENT * Math.abs(before);
        boolean stays =
                sample + 1 < log.size()
                        && Math.abs(log.current(sample + 1) - log.current(sample))
                                <= HELD_CURRENT * Math.abs(log.current(sample));
        return held && stays;
    }

    /// One step, or two where a current is held first and then a voltage.
    private void addHeld(int first, int end) {
        if (state(first) != 0) {
            double level = level(first, Math.min(end, first + 5));
            int leaves = first;
            while (leaves < end
                    && Math.abs(log.current(leaves) - level) <= HELD_CURRENT * Math.abs(level)) {
                leaves++;
            }
            if (leaves - first >= 2 && end - leaves >= 3 && isVoltageHeld(leaves, end)) {
                add(first, leaves);
                add(leaves, end);
                return;
            }
        }
        add(first, end);
    }

    private double level(int first, int end) {
        double[] sorted = new double[end - first];
        Arrays.setAll(sorted, i -> log.current(first + i));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void add(int first, int end) {
        // A step lasts until the next one begins.
        int stop = Math.min(end, log.size() - 1);
        double duration = log.time(stop) - log.time(first);
        int last = end - 1;
        double held = log.time(last) - log.time(first);
        double charge = log.netCharge(stop) - log.netCharge(first);
        double voltage = log.voltage(first);
        if (held > 0) {
            double integral = 0;
            for (int i = first; i < last; i++) {
                integral +=
                        (log.time(i + 1) - log.time(i)) * (log.voltage(i) + log.voltage(i + 1)) / 2;
            }
            voltage = integral / held;
        }
        double current =
                held > 0 ? (log.netCharge(last) - log.netCharge(first)) / held : log.current(first);
        steps.add(
                new ExecutedStep(
                        kind(first, end),
                        first,
                        end,
                        log.time(first),
                        duration,
                        current,
                        voltage,
                        log.voltage(last),
                        charge));
    }

    private Kind kind(int first, int end) {
        if (state(first) == 0) {
            return Kind.REST;
        }
        if (isCurrentHeld(first, end)) {
            return Kind.CONSTANT_CURRENT;
        }
        return isVoltageHeld(first, end) ? Kind.CONSTANT_VOLTAGE : Kind.OTHER;
    }

    /// Whether nine in ten samples have the same current: the first ones of a step often do not.
    private boolean isCurrentHeld(int first, int end) {
        double level = level(first, end);
        int held = 0;
        for (int i = first; i < end; i++) {
            held += Math.abs(log.current(i) - level) <= HELD_CURRENT * Math.abs(level) ? 1 : 0;
        }
        return held >= 0.9 * (end - first);
    }

    private boolean isVoltageHeld(int first, int end) {
        // The regulator may need a sample or two.
        int from = Math.min(end - 1, first + Math.min(2, (end - first) / 4));
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i < end; i++) {
            least = Math.min(least, log.voltage(i));
            most = Math.max(most, log.voltage(i));
        }
        return end - from >= 2 && most - least <= 2 * HELD_VOLTAGE;
    }
}
