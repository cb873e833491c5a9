package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.cli.picture.StrainPicture;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.index.PointResult;
import org.lauescope.io.virtual.Simulation;
import org.lauescope.laue.Geometry;
import org.lauescope.refine.GrainFit;
import org.lauescope.simulate.VirtualGrain;

/// The demo's results beside their truth: a line of text per grain, and the strain along the line
/// as a picture.
final class DemoComparison {

    /// Further away than this a grain was not found but made up.
    private static final double SAME_GRAIN = Math.toRadians(0.5);

    private final Simulation simulation;
    private final Matrix3 sampleFromLab;
    private final PrintWriter out;
    private final List<StrainPicture.Point> points = new ArrayList<>();
    private int frame;
    private int expected;
    private int found;
    private int wrong;
    private double squaredPulls;
    private double worstRotation;

    DemoComparison(Simulation simulation, Geometry geometry, PrintWriter out) {
        this.simulation = simulation;
        this.sampleFromLab = geometry.sampleFromLab();
        this.out = out;
        out.println(
                "frame                        peaks  spots   orientation error °   ε_zz found /1e-3   true     equivalent strain   true");
    }

    /// The next frame of the line.
    void add(Outcome.Analysed analysed) {
        List<VirtualGrain> truths = simulation.frame(frame).grains();
        List<GrainFit> grains =
                analysed.result() instanceof PointResult.Indexed indexed
                        ? indexed.grains()
                        : List.of();
        expected += truths.size();
        List<GrainFit> unclaimed = new ArrayList<>(grains);
        for (VirtualGrain truth : truths) {
            GrainFit fit = nearest(truth, unclaimed);
            String name = String.valueOf(Path.of(analysed.name()).getFileName());
            if (fit == null) {
                out.printf("%-28s %5d  grain not found%n", name, analysed.peaks().size());
                continue;
            }
            unclaimed.remove(fit);
            found++;
            line(name, analysed.peaks().size(), truth, fit);
        }
        wrong += unclaimed.size();
        frame++;
    }

    private static @Nullable GrainFit nearest(VirtualGrain truth, List<GrainFit> grains) {
        GrainFit nearest = null;
        double smallest = SAME_GRAIN;
        for (GrainFit grain : grains) {
            double angle = angle(truth, grain);
            if (angle < smallest) {
                smallest = angle;
                nearest = grain;
            }
        }
        return nearest;
    }

    private static double angle(VirtualGrain truth, GrainFit fit) {
        return Disorientation.angle(
                truth.labFromCrystal(),
                fit.state().labFromCrystal(),
                truth.reflections().crystal().properRotations());
    }

    private void line(String name, int peaks, VirtualGrain truth, GrainFit fit) {
        double[] strain = fit.strainSample(sampleFromLab).toArray();
        double[] sigma = fit.strainSampleSigma(sampleFromLab);
        double[] exact =
                truth.visibleStrain().in(sampleFromLab.times(truth.labFromCrystal())).toArray();
        for (int i = 0; i < 6; i++) {
            double pull = (strain[i] - exact[i]) / sigma[i];
            squaredPulls += pull * pull;
        }
        double rotation = Math.toDegrees(angle(truth, fit));
        worstRotation = Math.max(worstRotation, rotation);
        points.add(new StrainPicture.Point(frame, 1e3 * strain[2], 1e3 * sigma[2], 1e3 * exact[2]));
        out.printf(
                Locale.ROOT,
                "%-28s %5d  %3d/%-3d %8.4f ± %-8.4f %10.3f ± %-8.3f %7.3f %12.3f %14.3f%n",
                name,
                peaks,
                fit.matches().usedCount(),
                fit.predicted(),
                rotation,
                Math.toDegrees(fit.rotationSigma()),
                1e3 * strain[2],
                1e3 * sigma[2],
                1e3 * exact[2],
                1e3 * fit.equivalentStrain(),
                1e3 * truth.visibleStrain().equivalentStrain());
    }

    /// Prints the summary and draws ε_zz along the line.
    void finish(Path picture) throws IOException {
        out.printf(
                Locale.ROOT,
                "%ngrains found %d of %d, wrong ones %d; largest orientation error %.4f°; strain errors in units of their σ: rms %.2f (1 is honest)%n",
                found,
                expected,
                wrong,
                worstRotation,
                Math.sqrt(squaredPulls / Math.max(1, 6 * found)));
        StrainPicture.write(points, picture);
    }

    boolean passed() {
        return found == expected && wrong == 0;
    }
}
