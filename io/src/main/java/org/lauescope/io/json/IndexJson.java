package org.lauescope.io.json;

import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.index.PointResult;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;

/// What the analysis found in a frame, as `lauescope index --json` prints it. Strains are
/// deviatoric, in the order xx, yy, zz, yz, xz, xy; `score` is the natural logarithm of the odds
/// that the orientation is right; `matched` and `reflections` are the spots that the fit used.
public final class IndexJson {

    private IndexJson() {}

    /// @param frame what the user calls the frame
    /// @param peaks those that `result` was found from
    public static String line(String frame, Peaks peaks, PointResult result, Geometry geometry) {
        JsonObject line = new JsonObject().text("frame", frame);
        switch (result) {
            case PointResult.Indexed(var grains) -> {
                line.text("status", "indexed").text("reason", null).integer("peaks", peaks.size());
                JsonObject.Elements list = line.elements("grains");
                for (GrainFit grain : grains) {
                    grain(list.add(), grain, peaks, geometry);
                }
            }
            case PointResult.NotIndexed(var reason, var count) -> {
                line.text("status", "not-indexed").text("reason", reason.text());
                line.integer("peaks", count).elements("grains");
            }
            case PointResult.NotMeasured() ->
                    line.text("status", "not-measured").text("reason", null);
        }
        return line.toString();
    }

    public static String unreadable(String frame, String reason) {
        return JsonObject.unreadable(frame, reason);
    }

    private static void grain(JsonObject out, GrainFit grain, Peaks peaks, Geometry geometry) {
        Matrix3 sampleFromLab = geometry.sampleFromLab();
        out.text("crystal", grain.reflections().crystal().name())
                .matrix("labFromCrystal", grain.state().labFromCrystal())
                .numbers("strainCrystal", grain.strainCrystal().toArray())
                .numbers("strainSample", grain.strainSample(sampleFromLab).toArray())
                .numbers("strainSampleSigma", grain.strainSampleSigma(sampleFromLab))
                .number("equivalentStrain", grain.equivalentStrain())
                .number("rotationSigmaDeg", Math.toDegrees(grain.rotationSigma()))
                .integer("matched", grain.matches().usedCount())
                .integer("predicted", grain.predicted())
                .number("rmsPixels", grain.rmsPixels())
                .number("score", grain.logOdds())
                .number("meanWidthDeg", Math.toDegrees(grain.meanWidth(peaks, geometry)));
        JsonObject.Elements spots = out.elements("reflections");
        Matches matches = grain.matches();
        for (int i = 0; i < matches.size(); i++) {
            if (matches.used()[i]) {
                spot(spots.add(), matches, i, grain.reflections());
            }
        }
    }

    private static void spot(JsonObject out, Matches matches, int i, ReflectionList reflections) {
        int reflection = matches.reflection()[i];
        int order = matches.order()[i];
        out.integer("h", order * reflections.h(reflection))
                .integer("k", order * reflections.k(reflection))
                .integer("l", order * reflections.l(reflection))
                .number("energyKeV", matches.energy()[i])
                .number("x", matches.x()[i])
                .number("y", matches.y()[i])
                .number("dx", matches.dx()[i])
                .number("dy", matches.dy()[i]);
    }
}
