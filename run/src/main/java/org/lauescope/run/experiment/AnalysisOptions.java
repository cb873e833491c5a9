package org.lauescope.run.experiment;

import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Profile;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.index.IndexerOptions;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Geometry;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.StressAssumption;
import org.lauescope.run.plan.SampleGrid;
import org.lauescope.run.plan.TilePlan;

/// How the frames of an experiment are analysed.
///
/// @param grains largest number of grains of a point
/// @param sampleStep distance of the points that are indexed from scratch first, in points
/// @param verify fraction of the points that are indexed again from scratch to be compared
/// @param tile edge of a tile in points: what is stored in one transaction; 0 for that of
///   [TilePlan#usualEdge]
/// @param peakThreshold significance of a hit, standard deviations
/// @param peaks largest number of peaks of a frame
/// @param grainAngle disorientation that divides grains of the map, rad
/// @param grainPoints smallest grain of the map, points
/// @param kernelAngle largest disorientation that counts in the KAM, rad
/// @param instrumentWidth full width at half maximum of the peaks of a perfect crystal, px; NaN for
///   that of the calibration, if it is known
/// @param stress what closes the strain that white beam leaves open
public record AnalysisOptions(
        int grains,
        int sampleStep,
        double verify,
        int tile,
        double peakThreshold,
        int peaks,
        double grainAngle,
        int grainPoints,
        double kernelAngle,
        double instrumentWidth,
        StressAssumption stress) {

    public static final AnalysisOptions DEFAULT =
            new AnalysisOptions(
                    IndexerOptions.DEFAULT.maximumGrains(),
                    8,
                    0.01,
                    0,
                    PeakSearch.Options.DEFAULT.threshold(),
                    PeakSearch.Options.DEFAULT.largestNumber(),
                    MapAnalysis.Options.DEFAULT.grainThreshold(),
                    MapAnalysis.Options.DEFAULT.minimumPoints(),
                    MapAnalysis.Options.DEFAULT.kernelThreshold(),
                    Double.NaN,
                    StressAssumption.DEVIATORIC);

    /// Shape of the peaks of a perfect crystal; [ProfileCovariance#NONE] if nobody knows.
    public ProfileCovariance instrument(Geometry geometry) {
        CalibrationRecord calibration = geometry.calibration();
        double width =
                Double.isNaN(instrumentWidth) && calibration != null
                        ? calibration.widthPixels()
                        : instrumentWidth;
        return Double.isNaN(width) ? ProfileCovariance.NONE : ProfileCovariance.round(width);
    }

    /// The tiles of a scan and those that one part of a run does.
    ///
    /// @param part counted from 0, of `parts`
    public TilePlan tiles(ScanGrid grid, int part, int parts) {
        return new TilePlan(
                grid,
                tile == 0 ? TilePlan.usualEdge(grid) : tile,
                new SampleGrid(grid, sampleStep),
                part,
                parts);
    }

    public IndexerOptions indexer() {
        return IndexerOptions.DEFAULT.withGrains(grains);
    }

    public PeakSearch.Options peakSearch() {
        return new PeakSearch.Options(peakThreshold, peaks, Profile.PSEUDO_VOIGT);
    }
}
