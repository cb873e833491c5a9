package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.map.Estimate;

/// Does the change go back when the current is reversed? The amplitude at the interface of each
/// scan against the first is regressed on net and on total charge,
///
///     aₛ = β_net (qₛ − q₀) + β_total (Qₛ − Q₀)
///
/// by generalised least squares: the error of the first scan is in all amplitudes, cov = σ²/2 (δ +
/// 1).
final class Reversibility {

    /// Net charge that varies less than this part of the total one, in squares, does not vary:
    /// after whole cycles it is zero but for the noise of the log.
    private static final double VARIES = 1e-6;

    private Reversibility() {}

    static List<Indicator> of(SeriesEvidence series) {
        double[] net = series.history().netCharge();
        double[] total = series.history().charge();
        if (!series.knowsInterface()
                || series.strain().isEmpty()
                || net.length != total.length
                || series.laterScans() < 2) {
            return List.of();
        }
        InterfaceNormal normal = InterfaceNormal.of(series.grid(), series.interfaceDistance());
        List<Change> strain = new ArrayList<>();
        for (int s = 0; s < series.laterScans(); s++) {
            int scan = s;
            strain.add(normal.strain(series.strain().stream().map(of -> of.get(scan)).toList()));
        }
        List<Contrast> contrasts = series.contrasts();
        PlannedContrasts found = PlannedContrasts.of(strain, contrasts, series.grain());
        double[] amplitude = new double[strain.size()];
        double variance = 0;
        for (int s = 0; s < amplitude.length; s++) {
            PlannedContrasts.Amplitude one = found.of(s, contrasts.getLast());
            amplitude[s] = one.value();
            variance += one.sigma() * one.sigma() / amplitude.length;
        }
        Estimate[] slopes = slopes(net, total, amplitude, variance);
        return List.of(
                indicator("reversible change", "net charge", "total", slopes[0]),
                indicator("lasting change", "total charge", "net", slopes[1]));
    }

    private static Indicator indicator(String name, String charge, String other, Estimate slope) {
        return new Indicator(
                name,
                slope,
                "per unit of charge",
                "whole map, exp(−z / 20 µm) from the interface",
                "slope of the strain's amplitude at the interface against %s, beside %s charge"
                        .formatted(charge, other),
                "scans at rest and under current; unknown where net and total charge go together;"
                        + " heating",
                Weight.NONE);
    }

    /// (C⁻¹ of δ + 1 is δ − 1/(n + 1).) Normal equations of two regressors.
    static Estimate[] slopes(double[] net, double[] total, double[] amplitude, double variance) {
        int n = amplitude.length;
        double[][] columns = new double[3][n];
        for (int s = 0; s < n; s++) {
            columns[0][s] = net[s + 1] - net[0];
            columns[1][s] = total[s + 1] - total[0];
            columns[2][s] = amplitude[s];
        }
        double nn = product(columns[0], columns[0]);
        double nt = product(columns[0], columns[1]);
        double tt = product(columns[1], columns[1]);
        double na = product(columns[0], columns[2]);
        double ta = product(columns[1], columns[2]);
        double one = variance / 2;
        if (nn < VARIES * tt) {
            return new Estimate[] {Estimate.UNKNOWN, new Estimate(ta / tt, Math.sqrt(one / tt))};
        }
        double determinant = nn * tt - nt * nt;
        if (!(determinant > VARIES * nn * tt)) {
            return new Estimate[] {Estimate.UNKNOWN, Estimate.UNKNOWN};
        }
        return new Estimate[] {
            new Estimate((tt * na - nt * ta) / determinant, Math.sqrt(one * tt / determinant)),
            new Estimate((nn * ta - nt * na) / determinant, Math.sqrt(one * nn / determinant))
        };
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        double sumA = 0;
        double sumB = 0;
        for (int s = 0; s < a.length; s++) {
            sum += a[s] * b[s];
            sumA += a[s];
            sumB += b[s];
        }
        return sum - sumA * sumB / (a.length + 1);
    }
}
