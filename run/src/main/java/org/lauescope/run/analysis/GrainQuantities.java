package org.lauescope.run.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.laue.Geometry;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.Quantity;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.MosaicTensor;

/// The numbers of a grain that maps show, in the order in which the store keeps them.
public final class GrainQuantities {

    /// What has a standard uncertainty.
    private static final List<Quantity> UNCERTAIN = uncertain();

    private static final Set<String> SIGMAS =
            UNCERTAIN.stream()
                    .map(GrainQuantities::sigmaOf)
                    .collect(Collectors.toUnmodifiableSet());

    /// The columns; standard uncertainties follow all values.
    public static final List<Quantity> COLUMNS = columns();

    private static final Map<String, Integer> INDEX = index();

    private final double[] values = new double[COLUMNS.size()];

    private GrainQuantities() {
        Arrays.fill(values, Double.NaN);
    }

    /// Name of the column with the uncertainty of a quantity.
    public static String sigmaOf(Quantity quantity) {
        return quantity.name() + "_sigma";
    }

    /// Whether a quantity has a column with its uncertainty.
    public static boolean hasSigma(Quantity quantity) {
        return SIGMAS.contains(sigmaOf(quantity));
    }

    /// Whether a column is the uncertainty of another one.
    public static boolean isSigma(Quantity quantity) {
        return SIGMAS.contains(quantity.name());
    }

    private static List<Quantity> uncertain() {
        List<Quantity> quantities = new ArrayList<>(PointQuantities.STRAIN);
        quantities.add(PointQuantities.EQUIVALENT_STRAIN);
        quantities.add(PointQuantities.EQUIVALENT_STRAIN_SQUARED);
        quantities.add(PointQuantities.EQUIVALENT_STRAIN_DEBIASED);
        quantities.add(PointQuantities.PEAK_WIDTH);
        quantities.add(PointQuantities.PEAK_WIDTH_PIXELS);
        quantities.add(PointQuantities.PEAK_BROADENING);
        quantities.add(PointQuantities.PEAK_BROADENING_PIXELS);
        quantities.add(PointQuantities.MOSAIC_SPREAD);
        quantities.addAll(PointQuantities.MOSAIC);
        quantities.add(PointQuantities.RMS_RESIDUAL);
        quantities.add(PointQuantities.INFORMATION_DEPTH);
        quantities.add(PointQuantities.ENERGY_MEAN);
        return List.copyOf(quantities);
    }

    private static List<Quantity> columns() {
        List<Quantity> columns = new ArrayList<>(UNCERTAIN);
        columns.add(PointQuantities.EQUIVALENT_STRAIN_NOISE);
        columns.add(PointQuantities.DETECTION_PROBABILITY);
        columns.add(PointQuantities.ROTATION_SIGMA);
        columns.add(PointQuantities.ROTATION_NOISE);
        columns.addAll(PointQuantities.MOSAIC_AXIS);
        columns.add(PointQuantities.PEAKS_MATCHED);
        columns.add(PointQuantities.PEAKS_PREDICTED);
        columns.add(PointQuantities.SCORE);
        columns.add(PointQuantities.ENERGY_MIN);
        columns.add(PointQuantities.ENERGY_MAX);
        for (Quantity quantity : UNCERTAIN) {
            columns.add(
                    Quantity.sequential(
                            sigmaOf(quantity), "σ of " + quantity.title(), quantity.unit()));
        }
        return List.copyOf(columns);
    }

    private static Map<String, Integer> index() {
        Map<String, Integer> index = new HashMap<>();
        for (Quantity quantity : COLUMNS) {
            index.put(quantity.name(), index.size());
        }
        return Map.copyOf(index);
    }

    /// Values in the order of [#COLUMNS].
    ///
    /// @param instrument shape of the peaks of a perfect crystal; [ProfileCovariance#NONE] if it is
    ///   not known
    public static double[] of(
            GrainFit fit, Peaks peaks, Geometry geometry, ProfileCovariance instrument) {
        GrainQuantities row = new GrainQuantities();
        row.strain(fit, geometry.sampleFromLab());
        row.put(PointQuantities.ROTATION_SIGMA, Math.toDegrees(fit.rotationSigma()));
        row.put(PointQuantities.ROTATION_NOISE, Math.toDegrees(fit.rotationNoise()));
        MosaicTensor.of(fit, peaks, geometry, instrument)
                .ifPresent(mosaic -> row.mosaic(mosaic, geometry.sampleFromLab()));
        row.put(PointQuantities.PEAKS_MATCHED, fit.matches().usedCount());
        row.put(PointQuantities.PEAKS_PREDICTED, fit.predicted());
        row.put(PointQuantities.SCORE, fit.logOdds());
        row.spots(new SpotStatistics(fit, peaks, geometry, instrument));
        return row.values;
    }

    private void strain(GrainFit fit, Matrix3 sampleFromLab) {
        double[] strain = fit.strainSample(sampleFromLab).toArray();
        double[] sigma = fit.strainSampleNoise(sampleFromLab);
        for (int c = 0; c < strain.length; c++) {
            put(PointQuantities.STRAIN.get(c), strain[c], sigma[c]);
        }
        put(PointQuantities.EQUIVALENT_STRAIN, fit.equivalentStrain(), fit.equivalentStrainSigma());
        double square = fit.debiasedSquare();
        double squareSigma = fit.debiasedSquareSigma();
        put(PointQuantities.EQUIVALENT_STRAIN_SQUARED, square, squareSigma);
        put(
                PointQuantities.EQUIVALENT_STRAIN_DEBIASED,
                Math.copySign(Math.sqrt(Math.abs(square)), square),
                sigmaOfRoot(square, squareSigma));
        put(PointQuantities.EQUIVALENT_STRAIN_NOISE, fit.equivalentStrainNoise());
        put(PointQuantities.DETECTION_PROBABILITY, fit.detectionProbability());
    }

    private void mosaic(MosaicTensor mosaic, Matrix3 sampleFromLab) {
        Vector3[] axes = {sampleFromLab.row(0), sampleFromLab.row(1), sampleFromLab.row(2)};
        SymmetricTensor spread = mosaic.spread().in(sampleFromLab);
        double[] components = spread.toArray();
        int[][] pairs = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};
        double squareDegrees = Math.toDegrees(Math.toDegrees(1));
        for (int c = 0; c < components.length; c++) {
            put(
                    PointQuantities.MOSAIC.get(c),
                    squareDegrees * components[c],
                    squareDegrees * mosaic.sigma(axes[pairs[c][0]], axes[pairs[c][1]]));
        }
        Vector3 axis = mosaic.axis();
        double largest = mosaic.largestAngle();
        put(
                PointQuantities.MOSAIC_SPREAD,
                Math.toDegrees(largest),
                Math.toDegrees(sigmaOfRoot(largest * largest, mosaic.sigma(axis, axis))));
        Vector3 inSample = sampleFromLab.times(axis);
        double sign = Math.signum(inSample.z());
        put(PointQuantities.MOSAIC_AXIS.get(0), sign * inSample.x());
        put(PointQuantities.MOSAIC_AXIS.get(1), sign * inSample.y());
        put(PointQuantities.MOSAIC_AXIS.get(2), sign * inSample.z());
    }

    private void spots(SpotStatistics spots) {
        put(PointQuantities.PEAK_WIDTH, spots.width);
        put(PointQuantities.PEAK_WIDTH_PIXELS, spots.widthPixels);
        put(PointQuantities.PEAK_BROADENING, spots.broadening);
        put(PointQuantities.PEAK_BROADENING_PIXELS, spots.broadeningPixels);
        put(
                PointQuantities.RMS_RESIDUAL,
                Math.sqrt(spots.squareResidual.value()),
                sigmaOfRoot(spots.squareResidual.value(), spots.squareResidual.standardError()));
        put(PointQuantities.INFORMATION_DEPTH, spots.depth);
        put(PointQuantities.ENERGY_MIN, spots.energy.least());
        put(PointQuantities.ENERGY_MAX, spots.energy.largest());
        put(PointQuantities.ENERGY_MEAN, spots.energy);
    }

    private void put(Quantity quantity, Mean mean) {
        put(quantity, mean.value(), mean.standardError());
    }

    private void put(Quantity quantity, double value) {
        put(quantity.name(), value);
    }

    private void put(Quantity quantity, double value, double sigma) {
        put(quantity, value);
        put(sigmaOf(quantity), sigma);
    }

    private void put(String column, double value) {
        values[Objects.requireNonNull(INDEX.get(column))] = value;
    }

    /// σ of √|x|, which stays finite where x is zero.
    private static double sigmaOfRoot(double square, double sigma) {
        double size = Math.abs(square);
        return sigma == 0
                ? 0
                : (Math.sqrt(size + sigma) - Math.sqrt(Math.max(0, size - sigma))) / 2;
    }
}
