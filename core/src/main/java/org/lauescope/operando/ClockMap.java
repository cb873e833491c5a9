package org.lauescope.operando;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// Turns the cycler's time into the beamline's, which is the one clock of a series:
///
///     t_beamline = t₀ + (1 + δ)(t_cycler − t₁) .
///
/// @param cycler t₁ on the cycler's clock, s; in the middle of the events, so that offset and drift
///   do not correlate
/// @param beamline t₀ on the beamline's clock, s since 1970
/// @param drift δ, by how much the cycler's seconds are too long
/// @param beamlineSigma standard uncertainty of t₀, s
/// @param driftSigma standard uncertainty of δ
public record ClockMap(
        double cycler, double beamline, double drift, double beamlineSigma, double driftSigma) {

    /// What is off by more is a clock of another unit, not a bad one.
    private static final double LARGEST_DRIFT = 0.01;

    private static final double HOUR = 3600;
    private static final double HALF_HOUR = 1800;

    /// Widest difference of local times on earth, h.
    private static final double WIDEST_ZONES = 26;

    public ClockMap {
        if (!(Math.abs(drift) <= LARGEST_DRIFT)) {
            throw new IllegalArgumentException(
                    "the cycler's clock makes %.6g s of a second of the beamline; expected 1 within %s: is its time in s (and not in ms, min or h), and are the events paired rightly?"
                            .formatted(1 / (1 + drift), LARGEST_DRIFT));
        }
        if (!Double.isFinite(cycler) || !Double.isFinite(beamline)) {
            throw new IllegalArgumentException(
                    "clocks meet at %s s and %s s; expected finite times"
                            .formatted(cycler, beamline));
        }
        if (!(beamlineSigma >= 0 && driftSigma >= 0)) {
            throw new IllegalArgumentException(
                    "uncertainty of offset %s s and of drift %s; expected 0 or more"
                            .formatted(beamlineSigma, driftSigma));
        }
    }

    /// Offset and drift by least squares, each event weighted with 1/σ².
    ///
    /// Where no event states its σ, the scatter about the line is taken for it; this needs three.
    ///
    /// @throws IllegalArgumentException for fewer than two events, or two at the same time
    public static ClockMap fit(List<ClockEvent> events) {
        int n = events.size();
        boolean stated = events.stream().allMatch(event -> event.sigma() > 0);
        if (n < (stated ? 2 : 3)) {
            throw new IllegalArgumentException(
                    "%d events tie both clocks; expected two or more with stated uncertainties, or three"
                            .formatted(n));
        }
        double[] weight =
                events.stream()
                        .mapToDouble(event -> stated ? 1 / (event.sigma() * event.sigma()) : 1)
                        .toArray();
        double sum = Arrays.stream(weight).sum();
        // Times since the first event: seconds since 1970 would cost half of the digits.
        double cycler0 = events.getFirst().cycler();
        double beamline0 = events.getFirst().beamline();
        double meanCycler = 0;
        double meanBeamline = 0;
        for (int i = 0; i < n; i++) {
            meanCycler += weight[i] / sum * (events.get(i).cycler() - cycler0);
            meanBeamline += weight[i] / sum * (events.get(i).beamline() - beamline0);
        }
        double square = 0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            double x = events.get(i).cycler() - cycler0 - meanCycler;
            // Regressing the difference of both clocks keeps the digits of a small drift.
            double y = events.get(i).beamline() - beamline0 - meanBeamline - x;
            square += weight[i] * x * x;
            product += weight[i] * x * y;
        }
        if (!(square > 0)) {
            throw new IllegalArgumentException(
                    "%d events at the same time; expected events hours apart".formatted(n));
        }
        double drift = product / square;
        double variance = 1;
        if (!stated) {
            double residuals = 0;
            for (ClockEvent event : events) {
                double x = event.cycler() - cycler0 - meanCycler;
                double y = event.beamline() - beamline0 - meanBeamline - x;
                residuals += (y - drift * x) * (y - drift * x);
            }
            variance = residuals / (n - 2);
        }
        return new ClockMap(
                cycler0 + meanCycler,
                beamline0 + meanBeamline,
                drift,
                Math.sqrt(variance / sum),
                Math.sqrt(variance / square));
    }

    /// Of clocks that show the same time up to a known offset.
    ///
    /// @param cycler where in the log the offset holds, cycler's clock, s
    /// @param offset s, added to the cycler's time
    /// @param sigma standard uncertainty of the offset, s
    /// @param driftSigma by how much the cycler's clock may drift
    public static ClockMap offset(double cycler, double offset, double sigma, double driftSigma) {
        return new ClockMap(cycler, cycler + offset, 0, sigma, driftSigma);
    }

    /// Time of the beamline, s since 1970, at a time of the cycler.
    public double toBeamline(double cyclerTime) {
        return beamline + (1 + drift) * (cyclerTime - cycler);
    }

    /// Time of the cycler at a time of the beamline.
    public double toCycler(double beamlineTime) {
        return cycler + (beamlineTime - beamline) / (1 + drift);
    }

    /// Standard uncertainty of one time in terms of the other, s.
    public double sigma(double cyclerTime) {
        return Math.hypot(beamlineSigma, driftSigma * (cyclerTime - cycler));
    }

    /// By how far an event lies beside the map, beamline minus cycler, s.
    public double residual(ClockEvent event) {
        return event.beamline() - toBeamline(event.cycler());
    }

    /// How many hours the cycler is behind, if both clocks differ by what time zones or summer time
    /// differ: a whole number of half hours that is not 0, within a minute and the uncertainty.
    public OptionalDouble timeZone() {
        double offset = beamline - cycler;
        double halves = Math.rint(offset / HALF_HOUR);
        boolean whole = Math.abs(offset - halves * HALF_HOUR) < 60 + 3 * beamlineSigma;
        boolean likely = Math.abs(offset) <= WIDEST_ZONES * HOUR && halves != 0;
        return whole && likely && 3 * beamlineSigma < HALF_HOUR / 2
                ? OptionalDouble.of(halves * HALF_HOUR / HOUR)
                : OptionalDouble.empty();
    }
}
