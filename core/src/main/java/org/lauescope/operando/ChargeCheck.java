package org.lauescope.operando;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The charge that a log counts itself against ∫ I dt, which is what everything here rests on:
/// where they disagree, current, time or charge is not in the unit that the file says.
///
/// Makers differ in what they count (charging alone, both directions, net) and in what sets it back
/// to zero. Therefore charging and discharging are looked at apart, in each only the intervals in
/// which the column goes the way it mostly goes and does not fall to less than half of itself, as
/// it does where it is set back; and a direction in which it moves less than three times, or as
/// much back as forth, is left out.
///
/// @param column name in the log
/// @param counted what the column adds up to, C
/// @param integrated ∫ |I| dt over the same intervals, C
/// @param sigma by which both may differ though all is right, C: current that jumps between
///   samples, the last digit of current (the smallest difference of neighbouring samples), and half
///   of that of a column which stands still in more than a tenth of the intervals, for each time
///   that current begins to flow
public record ChargeCheck(String column, double counted, double integrated, double sigma) {

    /// Largest relative difference that passes.
    public static final double TOLERANCE = 0.05;

    private static final double STAIRS = 0.1;
    private static final int LEAST_MOVES = 3;

    /// What the integral is too large by if a unit is another one.
    private static final Map<Double, String> UNITS =
            Map.of(
                    1000.0,
                    "as if the current were in mA instead of A, or the charge in A h instead of mA h",
                    1e-3,
                    "as if the current were in A instead of mA, or the charge in mA h instead of A h",
                    3600.0,
                    "as if time were in s instead of h, or the charge in A h instead of C",
                    1 / 3600.0,
                    "as if time were in h instead of s, or the charge in C instead of A h",
                    60.0,
                    "as if time were in s instead of min",
                    1 / 60.0,
                    "as if time were in min instead of s");

    /// Of the column of charge, in C, that agrees best: one that agrees shows that the units are
    /// right, and of the others it is not known what they count. Empty if none has moved.
    public static Optional<ChargeCheck> of(CyclerLog log) {
        return log.columns().stream()
                .filter(column -> column.unit().equals("C"))
                .map(column -> of(log, column))
                .filter(check -> check.counted > 0)
                .min(Comparator.comparingDouble(check -> Math.abs(Math.log(check.ratio()))));
    }

    private static ChargeCheck of(CyclerLog log, CyclerLog.Column column) {
        Sum charging = new Sum(log, column.values(), 1);
        Sum discharging = new Sum(log, column.values(), -1);
        return new ChargeCheck(
                column.name(),
                charging.counted + discharging.counted,
                charging.integrated + discharging.integrated,
                Math.hypot(charging.sigma(), discharging.sigma()));
    }

    /// Integral by column; 1 where both agree.
    public double ratio() {
        return integrated / counted;
    }

    public boolean agrees() {
        return Math.abs(integrated - counted) <= TOLERANCE * counted + 3 * sigma;
    }

    /// Both numbers, and the unit that would explain a difference.
    public String text() {
        String numbers =
                String.format(
                        Locale.ROOT,
                        "charge of %.5g mA h from current and time, %.5g mA h in its column \"%s\"",
                        integrated / 3.6,
                        counted / 3.6,
                        column);
        if (agrees()) {
            return numbers;
        }
        String cause =
                UNITS.entrySet().stream()
                        .filter(unit -> Math.abs(Math.log(ratio() / unit.getKey())) < 2 * TOLERANCE)
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("as if rows were missing, or the column counted something else");
        return "%s: %.4g times as much, expected 1 within %.0f %%, %s; the integral is used — check the units of the file"
                .formatted(numbers, ratio(), 100 * TOLERANCE, cause);
    }

    /// One direction of current.
    private static final class Sum {

        private double counted;
        private double integrated;
        private double variance;
        private double last;
        private double seconds;
        private final double resolution;

        Sum(CyclerLog log, double[] charge, int sign) {
            resolution = resolution(log, sign);
            int way = way(log, charge, sign);
            int back = 0;
            int runs = 0;
            int intervals = 0;
            int still = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 1; i < log.size(); i++) {
                double moved = way * (charge[i] - charge[i - 1]);
                boolean isReset = Math.abs(charge[i]) < Math.abs(charge[i - 1]) / 2;
                if (!flows(log, i, sign)) {
                    continue;
                }
                if (!(moved >= 0) || isReset) {
                    back++;
                    continue;
                }
                intervals++;
                runs += flows(log, i - 1, sign) ? 0 : 1;
                still += moved == 0 ? 1 : 0;
                least = moved > 0 ? Math.min(least, moved) : least;
                counted += moved;
                integrated += sign * (log.netCharge(i) - log.netCharge(i - 1));
                double step = log.time(i) - log.time(i - 1);
                double jump = step * (log.current(i) - log.current(i - 1));
                seconds += step;
                variance += jump * jump / 12;
            }
            if (intervals - still < Math.max(LEAST_MOVES, 2 * back)) {
                counted = 0;
                integrated = 0;
                variance = 0;
                seconds = 0;
            } else if (still > STAIRS * intervals) {
                last = least * Math.max(1, runs / 2.0);
            }
        }

        double sigma() {
            return Math.hypot(
                    Math.hypot(Math.sqrt(variance), last), resolution / Math.sqrt(12) * seconds);
        }

        private static double resolution(CyclerLog log, int sign) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = 1; i < log.size(); i++) {
                double jump = Math.abs(log.current(i) - log.current(i - 1));
                least = jump > 0 && flows(log, i, sign) ? Math.min(least, jump) : least;
            }
            return Double.isInfinite(least) ? 0 : least;
        }

        /// 1 or −1: whether the column mostly rises or falls with this direction of current.
        private static int way(CyclerLog log, double[] charge, int sign) {
            int up = 0;
            for (int i = 1; i < log.size(); i++) {
                if (flows(log, i, sign)) {
                    up += (int) Math.signum(charge[i] - charge[i - 1]);
                }
            }
            return up < 0 ? -1 : 1;
        }

        private static boolean flows(CyclerLog log, int i, int sign) {
            return i > 0 && sign * log.current(i - 1) > 0 && sign * log.current(i) > 0;
        }
    }
}
