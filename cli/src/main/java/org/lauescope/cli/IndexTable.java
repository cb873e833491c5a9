package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.index.PointResult;
import org.lauescope.laue.Geometry;
import org.lauescope.refine.GrainFit;

/// Results of `index` for people: one line per grain, strain in 10⁻³ in SAMPLE axes with its
/// uncertainty.
final class IndexTable {

    static final String HEADER =
            "frame                          grain crystal     matched   rms px  σ rot °   strain /1e-3: xx, yy, zz, yz, xz, xy (σ of the last digits)";

    private IndexTable() {}

    static void append(
            PrintWriter out, String name, Peaks peaks, PointResult result, Geometry geometry) {
        switch (result) {
            case PointResult.Indexed(var grains) -> {
                for (int i = 0; i < grains.size(); i++) {
                    out.println(
                            line(
                                    i == 0 ? name : "",
                                    i + 1,
                                    grains.get(i),
                                    geometry.sampleFromLab()));
                }
            }
            case PointResult.NotIndexed(var reason, var count) ->
                    out.println(
                            "%-30s not indexed: %s (%d peaks)"
                                    .formatted(shortened(name), reason.text(), count));
            case PointResult.NotMeasured _ ->
                    out.println("%-30s not measured".formatted(shortened(name)));
        }
    }

    private static String line(String name, int number, GrainFit grain, Matrix3 sampleFromLab) {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%-30s %5d %-10s %4d/%-4d %7.3f %8.4f   ",
                                shortened(name),
                                number,
                                grain.reflections().crystal().name(),
                                grain.matches().usedCount(),
                                grain.predicted(),
                                grain.rmsPixels(),
                                Math.toDegrees(grain.rotationSigma())));
        double[] strain = grain.strainSample(sampleFromLab).toArray();
        double[] sigma = grain.strainSampleSigma(sampleFromLab);
        if (!grain.hasStrain()) {
            return text.append("too few spots for strain").toString();
        }
        for (int i = 0; i < 6; i++) {
            text.append(String.format(Locale.ROOT, "%7.3f(%.0f)", 1e3 * strain[i], 1e6 * sigma[i]));
        }
        return text.toString();
    }

    private static String shortened(String name) {
        return name.length() <= 30 ? name : "…" + name.substring(name.length() - 29);
    }
}
