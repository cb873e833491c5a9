package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lauescope.operando.ExecutedStep.Kind;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.Step.Impedance;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.Step.Repeat;
import org.lauescope.operando.Step.Rest;
import org.lauescope.operando.Step.SetForce;
import org.lauescope.operando.Step.SetTemperature;

/// Where the executed steps differ from the planned ones.
///
/// Both are brought beside each other with as little change as possible, in the way of a comparison
/// of texts: a step that is missing or too many costs one, a pair of different kind is never made,
/// and a pair of the same kind costs by how much it differs. Steps without current that follow each
/// other are one; set temperatures and forces are left out.
public final class ProtocolComparison {

    /// By how much an executed step may differ.
    ///
    /// @param time, current relative
    /// @param seconds, volt smallest difference that counts, s and V
    public record Tolerance(double time, double current, double seconds, double volt) {
        public static final Tolerance DEFAULT = new Tolerance(0.02, 0.02, 10, 0.01);
    }

    /// @param planned number among the [#expected] steps; −1 for an executed one too many
    /// @param start of the executed step, s, on the clock of the executed steps; NaN for a planned
    ///   one that is missing
    /// @param deviation what differs
    /// @param found, expected duration in s, current in A or voltage in V; NaN where there is none
    /// @param text what differs, for people
    public record Difference(
            int planned,
            double start,
            Deviation deviation,
            double found,
            double expected,
            String text) {}

    /// In what an executed step differs from the planned one.
    public enum Deviation {
        MISSING,
        NOT_PLANNED,
        DURATION,
        CURRENT,
        FINAL_VOLTAGE,
        HELD_VOLTAGE
    }

    private static final long MOST_PAIRS = 25_000_000;

    private final List<Step> planned;
    private final List<ExecutedStep> executed;
    private final Tolerance tolerance;

    private ProtocolComparison(
            List<Step> planned, List<ExecutedStep> executed, Tolerance tolerance) {
        this.planned = planned;
        this.executed = executed;
        this.tolerance = tolerance;
    }

    /// All differences in the order of time; none if all went as planned.
    public static List<Difference> of(
            Protocol protocol, List<ExecutedStep> executed, Tolerance tolerance) {
        List<Step> planned = expected(protocol);
        if ((long) planned.size() * executed.size() > MOST_PAIRS) {
            throw new IllegalArgumentException(
                    "%d planned and %d executed steps; expected at most %d pairs of them"
                            .formatted(planned.size(), executed.size(), MOST_PAIRS));
        }
        return new ProtocolComparison(planned, merged(executed), tolerance).differences();
    }

    /// The planned steps that a log can show: repetitions written out, those without current that
    /// follow each other joined.
    public static List<Step> expected(Protocol protocol) {
        List<Step> expected = new ArrayList<>();
        for (Step step : protocol.expanded()) {
            switch (step) {
                case SetTemperature _, SetForce _ -> {}
                case Rest(Limit until) -> addRest(expected, until);
                case BeamlineScan(String _, Limit until) -> addRest(expected, until);
                default -> expected.add(step);
            }
        }
        return expected;
    }

    private static void addRest(List<Step> expected, Limit until) {
        if (!expected.isEmpty() && expected.getLast() instanceof Rest(Limit before)) {
            expected.removeLast();
            expected.add(new Rest(Limit.seconds(before.seconds() + until.seconds())));
        } else {
            expected.add(new Rest(until));
        }
    }

    private static List<ExecutedStep> merged(List<ExecutedStep> steps) {
        List<ExecutedStep> merged = new ArrayList<>();
        for (ExecutedStep step : steps) {
            if (!merged.isEmpty()
                    && step.kind() == Kind.REST
                    && merged.getLast().kind() == Kind.REST) {
                ExecutedStep before = merged.removeLast();
                merged.add(
                        new ExecutedStep(
                                Kind.REST,
                                before.first(),
                                step.end(),
                                before.start(),
                                before.duration() + step.duration(),
                                0,
                                step.voltage(),
                                step.lastVoltage(),
                                before.charge() + step.charge()));
            } else {
                merged.add(step);
            }
        }
        return merged;
    }

    private List<Difference> differences() {
        int n = planned.size();
        int m = executed.size();
        double[][] cost = new double[n + 1][m + 1];
        for (int i = n; i >= 0; i--) {
            for (int j = m; j >= 0; j--) {
                if (i == n || j == m) {
                    cost[i][j] = n - i + m - j;
                    continue;
                }
                double apart = 1 + Math.min(cost[i + 1][j], cost[i][j + 1]);
                cost[i][j] =
                        matches(i, j) ? Math.min(apart, pair(i, j) + cost[i + 1][j + 1]) : apart;
            }
        }
        List<Difference> differences = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < n || j < m) {
            if (i < n && j < m && matches(i, j) && cost[i][j] == pair(i, j) + cost[i + 1][j + 1]) {
                compare(i++, j++, differences);
            } else if (i < n && (j == m || cost[i][j] == 1 + cost[i + 1][j])) {
                Step step = planned.get(i);
                differences.add(
                        new Difference(
                                i,
                                Double.NaN,
                                Deviation.MISSING,
                                Double.NaN,
                                seconds(step),
                                "missing: %s".formatted(text(step))));
                i++;
            } else {
                ExecutedStep step = executed.get(j);
                differences.add(
                        new Difference(
                                -1,
                                step.start(),
                                Deviation.NOT_PLANNED,
                                step.duration(),
                                Double.NaN,
                                "not planned: %s".formatted(text(step))));
                j++;
            }
        }
        return differences;
    }

    private boolean matches(int i, int j) {
        Kind kind = executed.get(j).kind();
        return switch (planned.get(i)) {
            case Rest _, BeamlineScan _ -> kind == Kind.REST;
            case ConstantCurrent(double ampere, Limit _) ->
                    kind == Kind.CONSTANT_CURRENT && ampere * executed.get(j).current() > 0;
            case ConstantVoltage _ ->
                    // At a limit, where current fades little, both look alike.
                    kind == Kind.CONSTANT_VOLTAGE || kind == Kind.CONSTANT_CURRENT;
            case Impedance _ -> kind == Kind.OTHER || kind == Kind.REST;
            case SetTemperature _, SetForce _, Repeat _ -> false;
        };
    }

    /// How unlike a pair of the same kind is, 0 to below 1.
    private double pair(int i, int j) {
        ExecutedStep done = executed.get(j);
        Step step = planned.get(i);
        double apart = relative(done.duration(), seconds(step));
        if (step instanceof ConstantCurrent(double ampere, Limit _)) {
            apart += relative(done.current(), ampere);
        }
        if (step instanceof ConstantVoltage(double volt, Limit _)) {
            apart += Math.abs(done.voltage() - volt);
            apart += done.kind() == Kind.CONSTANT_VOLTAGE ? 0 : 0.5;
        }
        return apart / (1 + apart);
    }

    private static double relative(double value, double expected) {
        return Double.isNaN(expected) || expected == 0
                ? 0
                : Math.abs(value - expected) / Math.abs(expected);
    }

    private static double seconds(Step step) {
        return Protocol.duration(step);
    }

    private void compare(int i, int j, List<Difference> differences) {
        Step step = planned.get(i);
        ExecutedStep done = executed.get(j);
        double seconds = seconds(step);
        if (Math.abs(done.duration() - seconds)
                > Math.max(tolerance.seconds(), tolerance.time() * seconds)) {
            differences.add(
                    difference(
                            i,
                            done,
                            Deviation.DURATION,
                            done.duration(),
                            seconds,
                            "%s lasted %.5g s instead of %.5g s",
                            text(step),
                            done.duration(),
                            seconds));
        }
        switch (step) {
            case ConstantCurrent(double ampere, Limit until) -> {
                if (relative(done.current(), ampere) > tolerance.current()) {
                    differences.add(
                            difference(
                                    i,
                                    done,
                                    Deviation.CURRENT,
                                    done.current(),
                                    ampere,
                                    "current was %.4g mA instead of %.4g mA",
                                    1e3 * done.current(),
                                    1e3 * ampere));
                }
                boolean ended = done.duration() >= until.seconds() - tolerance.seconds();
                if (!ended && Math.abs(done.lastVoltage() - until.volt()) > tolerance.volt()) {
                    differences.add(
                            difference(
                                    i,
                                    done,
                                    Deviation.FINAL_VOLTAGE,
                                    done.lastVoltage(),
                                    until.volt(),
                                    "ended at %.4f V instead of %.4f V",
                                    done.lastVoltage(),
                                    until.volt()));
                }
            }
            case ConstantVoltage(double volt, Limit _) -> {
                if (Math.abs(done.voltage() - volt) > tolerance.volt()) {
                    differences.add(
                            difference(
                                    i,
                                    done,
                                    Deviation.HELD_VOLTAGE,
                                    done.voltage(),
                                    volt,
                                    "held %.4f V instead of %.4f V",
                                    done.voltage(),
                                    volt));
                }
            }
            default -> {}
        }
    }

    private static Difference difference(
            int planned,
            ExecutedStep done,
            Deviation deviation,
            double found,
            double expected,
            String format,
            Object... values) {
        return new Difference(
                planned,
                done.start(),
                deviation,
                found,
                expected,
                String.format(Locale.ROOT, format, values));
    }

    private static String text(Step step) {
        return switch (step) {
            case Rest(Limit until) -> "rest" + lasting(until);
            case BeamlineScan(String scan, Limit until) -> "scan " + scan + lasting(until);
            case ConstantCurrent(double ampere, Limit until) ->
                    String.format(Locale.ROOT, "constant current %.4g mA", 1e3 * ampere)
                            + lasting(until);
            case ConstantVoltage(double volt, Limit until) ->
                    String.format(Locale.ROOT, "constant voltage %.4g V", volt) + lasting(until);
            case Impedance _ -> "impedance";
            case SetTemperature(double celsius) -> "temperature " + celsius + " °C";
            case SetForce(double newton) -> "force " + newton + " N";
            case Repeat(int times, List<Step> _) -> "repeat " + times + " times";
        };
    }

    private static String lasting(Limit until) {
        return Double.isNaN(until.seconds())
                ? ""
                : String.format(Locale.ROOT, " of %.5g s", until.seconds());
    }

    private static String text(ExecutedStep step) {
        return String.format(
                Locale.ROOT,
                "%s of %.5g s with %.4g mA and %.4f V, from sample %d on",
                step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                step.duration(),
                1e3 * step.current(),
                step.voltage(),
                step.first());
    }
}
