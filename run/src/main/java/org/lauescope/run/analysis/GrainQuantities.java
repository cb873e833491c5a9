package org.lauescope.run.analysis;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.Quantity;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;

/// The numbers of a grain that maps show, in the order in which the store keeps them.
public final class GrainQuantities {

    /// The columns; σ of a strain component follows all components.
    public static final List<Quantity> COLUMNS = columns();

    private GrainQuantities() {}

    /// Name of the column with the uncertainty of a quantity.
    public static String sigmaOf(Quantity quantity) {
        return quantity.name() + "_sigma";
    }

    /// Whether a column is the uncertainty of another one.
    public static boolean isSigma(Quantity quantity) {
        return PointQuantities.STRAIN.stream()
                .anyMatch(strain -> sigmaOf(strain).equals(quantity.name()));
    }

    private static List<Quantity> columns() {
        List<Quantity> columns = new ArrayList<>(PointQuantities.STRAIN);
        for (Quantity strain : PointQuantities.STRAIN) {
            columns.add(Quantity.sequential(sigmaOf(strain), "σ of " + strain.title(), ""));
        }
        columns.addAll(
                List.of(
                        PointQuantities.EQUIVALENT_STRAIN,
                        PointQuantities.EQUIVALENT_STRAIN_SQUARED,
                        PointQuantities.DETECTION_PROBABILITY,
                        PointQuantities.ROTATION_SIGMA,
                        PointQuantities.ROTATION_NOISE,
                        PointQuantities.PEAK_WIDTH,
                        PointQuantities.PEAK_WIDTH_PIXELS,
                        PointQuantities.PEAKS_MATCHED,
                        PointQuantities.PEAKS_PREDICTED,
                        PointQuantities.RMS_RESIDUAL,
                        PointQuantities.SCORE,
                        PointQuantities.ENERGY_MIN,
                        PointQuantities.ENERGY_MAX,
                        PointQuantities.ENERGY_MEAN,
                        PointQuantities.INFORMATION_DEPTH));
        return List.copyOf(columns);
    }

    /// Values in the order of [#COLUMNS].
    public static double[] of(GrainFit fit, Peaks peaks, Geometry geometry) {
        Matrix3 sampleFromLab = geometry.sampleFromLab();
        SymmetricTensor strain = fit.strainSample(sampleFromLab);
        double[] values = new double[COLUMNS.size()];
        System.arraycopy(strain.toArray(), 0, values, 0, 6);
        System.arraycopy(fit.strainSampleNoise(sampleFromLab), 0, values, 6, 6);
        int at = 12;
        values[at++] = fit.equivalentStrain();
        values[at++] = fit.debiasedSquare();
        values[at++] = fit.detectionProbability();
        values[at++] = Math.toDegrees(fit.rotationSigma());
        values[at++] = Math.toDegrees(fit.rotationNoise());
        values[at++] = Math.toDegrees(fit.meanWidth(peaks, geometry));
        values[at++] = meanWidthPixels(fit.matches(), peaks);
        values[at++] = fit.matches().usedCount();
        values[at++] = fit.predicted();
        values[at++] = fit.rmsPixels();
        values[at++] = fit.logOdds();
        spectrum(fit, geometry, values, at);
        return values;
    }

    private static double meanWidthPixels(Matches matches, Peaks peaks) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < matches.size(); i++) {
            int peak = matches.peak()[i];
            double width =
                    (peaks.value(Peaks.Column.FWHM_MAJOR, peak)
                                    + peaks.value(Peaks.Column.FWHM_MINOR, peak))
                            / 2;
            if (matches.used()[i] && !Double.isNaN(width)) {
                sum += width;
                count++;
            }
        }
        return sum / count;
    }

    /// Smallest, largest and mean energy (keV) of the used spots, and the mean depth (µm) at which
    /// they were diffracted: sin α / μ(1 + sin α / sin ω) with the angles of beam (α) and spot (ω)
    /// to the surface; NaN where the attenuation is unknown.
    private static void spectrum(GrainFit fit, Geometry geometry, double[] values, int at) {
        Attenuation attenuation = fit.reflections().crystal().attenuation();
        Vector3 normal = geometry.sampleFromLab().row(2);
        double entrance = Math.sin(geometry.tilt());
        Matches matches = fit.matches();
        double least = Double.NaN;
        double largest = Double.NaN;
        double energies = 0;
        double depths = 0;
        int count = 0;
        for (int i = 0; i < matches.size(); i++) {
            if (matches.used()[i]) {
                double energy = matches.energy()[i];
                least = count == 0 ? energy : Math.min(least, energy);
                largest = count == 0 ? energy : Math.max(largest, energy);
                energies += energy;
                double exit = geometry.detector().ray(matches.x()[i], matches.y()[i]).dot(normal);
                depths +=
                        attenuation.isKnown() && entrance > 0 && exit > 0
                                ? 1000 * entrance / (attenuation.at(energy) * (1 + entrance / exit))
                                : Double.NaN;
                count++;
            }
        }
        values[at] = least;
        values[at + 1] = largest;
        values[at + 2] = energies / count;
        values[at + 3] = depths / count;
    }
}
