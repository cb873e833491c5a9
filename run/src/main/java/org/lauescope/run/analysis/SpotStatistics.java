package org.lauescope.run.analysis;

import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.AngularWidth;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.laue.Geometry;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;

/// Means over the spots that the refinement of a grain used.
final class SpotStatistics {

    private static final double MICROMETRES = 1000;

    /// Full width at half maximum, mean of both axes: as observed, and without the instrument's;
    /// deg and px. The latter two are unknown where the instrument's is.
    final Mean width = new Mean();

    final Mean widthPixels = new Mean();
    final Mean broadening = new Mean();
    final Mean broadeningPixels = new Mean();

    /// Square of the distance from the predicted place, px².
    final Mean squareResidual = new Mean();

    /// keV
    final Mean energy = new Mean();

    /// Depth at which the photons were diffracted, µm; unknown where the attenuation is.
    final Mean depth = new Mean();

    private final Geometry geometry;
    private final Attenuation attenuation;

    SpotStatistics(GrainFit fit, Peaks peaks, Geometry geometry, ProfileCovariance instrument) {
        this.geometry = geometry;
        attenuation = fit.reflections().crystal().attenuation();
        Matches matches = fit.matches();
        for (int i = 0; i < matches.size(); i++) {
            if (!matches.used()[i]) {
                continue;
            }
            int peak = matches.peak()[i];
            AngularWidth angular = AngularWidth.of(peaks, peak, geometry.detector());
            double relative = relativeError(peaks, peak);
            double degrees = Math.toDegrees(angular.mean());
            width.add(degrees, relative * degrees);
            ProfileCovariance shape = ProfileCovariance.of(peaks, peak);
            double pixels = (shape.major() + shape.minor()) / 2;
            widthPixels.add(pixels, relative * pixels);
            if (!instrument.equals(ProfileCovariance.NONE)) {
                broadening(peaks, peak, shape.without(instrument), relative * pixels * pixels);
            }
            double dx = matches.dx()[i];
            double dy = matches.dy()[i];
            squareResidual.add(dx * dx + dy * dy);
            energy.add(matches.energy()[i]);
            depth.add(depth(matches.energy()[i], matches.x()[i], matches.y()[i]));
        }
    }

    /// Relative uncertainty of the mean width of a Gaussian of N = (I/σ_I)² photons, 1/(2 √N). The
    /// peak fits lean on what peaks of a frame have in common, so widths of weak peaks scatter
    /// less.
    private static double relativeError(Peaks peaks, int peak) {
        return peaks.value(Peaks.Column.INTENSITY_SIGMA, peak) / (2 * peaks.intensity(peak));
    }

    /// @param widthError width as observed times its uncertainty, px²: own times its uncertainty is
    ///   the same, for the squares of widths add
    private void broadening(Peaks peaks, int peak, ProfileCovariance own, double widthError) {
        double pixels = (own.major() + own.minor()) / 2;
        double sigma =
                pixels > 0
                        ? Math.min(widthError / pixels, Math.sqrt(widthError))
                        : Math.sqrt(widthError);
        double degrees =
                Math.toDegrees(
                        AngularWidth.of(
                                        geometry.detector(),
                                        peaks.x(peak),
                                        peaks.y(peak),
                                        own.major(),
                                        own.minor(),
                                        own.angle())
                                .mean());
        broadening.add(degrees, pixels > 0 ? sigma * degrees / pixels : 0);
        broadeningPixels.add(pixels, sigma);
    }

    /// sin α / (μ (1 + sin α / sin β)) with the angles of beam (α) and ray (β) to the surface.
    private double depth(double photonEnergy, double x, double y) {
        Vector3 normal = geometry.sampleFromLab().row(2);
        double entrance = Math.sin(geometry.tilt());
        double exit = geometry.detector().ray(x, y).dot(normal);
        return attenuation.isKnown() && entrance > 0 && exit > 0
                ? MICROMETRES * entrance / (attenuation.at(photonEnergy) * (1 + entrance / exit))
                : Double.NaN;
    }
}
