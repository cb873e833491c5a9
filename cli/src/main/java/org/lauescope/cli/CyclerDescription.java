package org.lauescope.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lauescope.io.cycler.CyclerFile;
import org.lauescope.operando.ChargeCheck;
import org.lauescope.operando.CyclerLog;
import org.lauescope.operando.ExecutedStep;
import org.lauescope.operando.ExecutedStep.Kind;
import org.lauescope.operando.Segmentation;

/// What `lauescope info` says of the log of a cycler.
final class CyclerDescription {

    private static final int STEPS_SHOWN = 12;
    private static final double COULOMB_PER_MILLIAMPERE_HOUR = 3.6;

    private CyclerDescription() {}

    static void print(CyclerFile file, PrintWriter out) {
        CyclerLog log = file.log();
        int last = log.size() - 1;
        List<ExecutedStep> steps = Segmentation.of(log);
        out.printf(
                Locale.ROOT,
                "%s: %s, log of %s with %d samples and %d step%s%n",
                file.source(),
                file.format(),
                duration(log.end() - log.start()),
                log.size(),
                steps.size(),
                steps.size() == 1 ? "" : "s");
        out.printf(
                "  clock: %s%n",
                log.isStamped()
                        ? "%s to %s".formatted(moment(log.start()), moment(log.end()))
                        : "no date in the file; time counts from %.6g s".formatted(log.elapsed(0)));
        range(out, "current", 1e3, "mA", log::current, log.size());
        range(out, "voltage", 1, "V", log::voltage, log.size());
        for (CyclerLog.Column column : log.columns()) {
            if (!column.name().equals(CyclerLog.STEP)) {
                double[] known = Arrays.stream(column.values()).filter(Double::isFinite).toArray();
                range(out, column.name(), 1, column.unit(), i -> known[i], known.length);
            }
        }
        out.printf(
                Locale.ROOT,
                "  charge: net %.6g mA h, in either direction %.6g mA h, each ± %.2g mA h%n",
                log.netCharge(last) / COULOMB_PER_MILLIAMPERE_HOUR,
                log.throughput(last) / COULOMB_PER_MILLIAMPERE_HOUR,
                log.chargeSigma(last) / COULOMB_PER_MILLIAMPERE_HOUR);
        ChargeCheck.of(log)
                .ifPresent(check ->
                        out.println((check.agrees() ? "  check: " : "  warning: ") + check.text()));
        steps.stream().limit(STEPS_SHOWN).forEach(step -> print(step, log.start(), out));
        if (steps.size() > STEPS_SHOWN) {
            out.printf("  … and %d more steps%n", steps.size() - STEPS_SHOWN);
        }
        file.notes().forEach(note -> out.println("  note: " + note));
    }

    private static void print(ExecutedStep step, double start, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "  step: %-16s from %10s for %10s, %s%s%n",
                step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                duration(step.start() - start),
                duration(step.duration()),
                step.kind() == Kind.REST ? "" : "%.4g mA, ".formatted(1e3 * step.current()),
                "%.4f V".formatted(step.voltage()));
    }

    private static void range(
            PrintWriter out,
            String name,
            double factor,
            String unit,
            IntToDoubleFunction values,
            int count) {
        if (count == 0) {
            return;
        }
        var statistics =
                IntStream.range(0, count)
                        .mapToDouble(values)
                        .map(v -> v * factor)
                        .summaryStatistics();
        out.printf(
                Locale.ROOT,
                "  %s: %.6g to %.6g %s, mean %.6g %s%n",
                name,
                statistics.getMin(),
                statistics.getMax(),
                unit,
                statistics.getAverage(),
                unit);
    }

    private static String moment(double unix) {
        return Instant.ofEpochMilli(Math.round(unix * 1e3)).toString();
    }

    private static String duration(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.3g s", seconds)
                : seconds < 7200
                        ? String.format(Locale.ROOT, "%.4g min", seconds / 60)
                        : String.format(Locale.ROOT, "%.4g h", seconds / 3600);
    }
}
