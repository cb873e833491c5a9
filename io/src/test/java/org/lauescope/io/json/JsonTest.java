package org.lauescope.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.PeakFlag;
import org.lauescope.frame.Peaks;
import org.lauescope.index.PointResult;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.CalibrationResult;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonTest {

    private static final Geometry GEOMETRY =
            new LaueToolsDetector.Parameters(70.775, 941.74, 1082.56, 0.63, -0.682)
                    .geometry("MARCCD165", 2048, 2048, 0.079142);

    private static final Matrix3 TURN = Matrix3.rotation(new Vector3(0.1, -0.4, 0.7));

    private static JsonNode parsed(String line) {
        assertThat(line).doesNotContain("\n").doesNotContain("NaN");
        return JsonMapper.shared().readTree(line);
    }

    private static Matches matches() {
        return new Matches(
                new int[] {0, 1},
                new int[] {3, 4},
                new int[] {2, 1},
                new double[] {11.2, 8.5},
                new double[] {512.31, 30},
                new double[] {88.02, 40},
                new double[] {0.02, 9},
                new double[] {-0.01, 9},
                new boolean[] {true, false});
    }

    private static Peaks peaks() {
        return new Peaks.Builder().add(512.33, 88.01, 100).add(39, 49, Double.NaN).build();
    }

    private static ReflectionList reflections() throws IOException {
        Crystal crystal = Crystals.named("Ge", Path.of("."));
        return ReflectionList.of(crystal, GEOMETRY.beam());
    }

    @Test
    void anIndexedFrameHasTheAgreedNames() throws IOException {
        ReflectionList reflections = reflections();
        double[] noise = new double[64];
        for (int i = 0; i < 8; i++) {
            noise[i * 9] = i < 3 ? 1e-10 : 4e-10;
        }
        SymmetricTensor strain = new SymmetricTensor(1e-3, -1e-3, 0, 0, 0, 2e-4);
        GrainFit grain =
                new GrainFit(
                        reflections,
                        new CrystalState(TURN, strain),
                        noise,
                        new double[64],
                        matches(),
                        7,
                        0.07,
                        1.1,
                        Double.POSITIVE_INFINITY);
        JsonNode json =
                parsed(
                        IndexJson.line(
                                "a \"b\".tif",
                                peaks(),
                                new PointResult.Indexed(List.of(grain)),
                                GEOMETRY));
        assertThat(json.propertyNames())
                .containsExactly("frame", "status", "reason", "peaks", "grains");
        assertThat(json.get("frame").asString()).isEqualTo("a \"b\".tif");
        assertThat(json.get("status").asString()).isEqualTo("indexed");
        assertThat(json.get("reason").isNull()).isTrue();
        assertThat(json.get("peaks").asInt()).isEqualTo(2);
        JsonNode first = json.get("grains").get(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "crystal",
                        "labFromCrystal",
                        "strainCrystal",
                        "strainSample",
                        "strainSampleSigma",
                        "equivalentStrain",
                        "rotationSigmaDeg",
                        "matched",
                        "predicted",
                        "rmsPixels",
                        "score",
                        "meanWidthDeg",
                        "reflections");
        assertThat(first.get("labFromCrystal").get(0).get(1).asDouble()).isEqualTo(TURN.xy());
        assertThat(first.get("labFromCrystal").get(2).get(0).asDouble()).isEqualTo(TURN.zx());
        assertThat(first.get("strainCrystal").get(5).asDouble()).isEqualTo(2e-4);
        // √(⅔ (1e-6 + 1e-6 + 2 · 4e-8)), the definition.
        assertThat(first.get("equivalentStrain").asDouble())
                .isCloseTo(Math.sqrt(2.08e-6 * 2 / 3), within(1e-15));
        // √3 · 1e-5 rad.
        assertThat(first.get("rotationSigmaDeg").asDouble())
                .isCloseTo(Math.toDegrees(Math.sqrt(3) * 1e-5), within(1e-15));
        assertThat(first.get("strainSampleSigma").size()).isEqualTo(6);
        // A basis tensor with shear 1/√2 and σ 2e-5 in an isotropic covariance.
        assertThat(first.get("strainSampleSigma").get(3).asDouble())
                .isCloseTo(2e-5 / Math.sqrt(2), within(1e-15));
        assertThat(first.get("matched").asInt()).isEqualTo(1);
        assertThat(first.get("score").isNull()).isTrue();
        assertThat(first.get("meanWidthDeg").isNull()).isTrue();
        JsonNode spots = first.get("reflections");
        assertThat(spots.size()).isEqualTo(1);
        assertThat(spots.get(0).propertyNames())
                .containsExactly("h", "k", "l", "energyKeV", "x", "y", "dx", "dy");
        assertThat(spots.get(0).get("h").asInt()).isEqualTo(2 * reflections.h(3));
        assertThat(spots.get(0).get("x").asDouble()).isEqualTo(512.31);
        assertThat(spots.get(0).get("dy").asDouble()).isEqualTo(-0.01);
    }

    @Test
    void noSolutionAndNoFrameHaveReasons() {
        PointResult result = new PointResult.NotIndexed(PointResult.Reason.TOO_FEW_PEAKS, 3);
        JsonNode json = parsed(IndexJson.line("a.tif", peaks(), result, GEOMETRY));
        assertThat(json.get("status").asString()).isEqualTo("not-indexed");
        assertThat(json.get("reason").asString()).isEqualTo("too few peaks");
        assertThat(json.get("peaks").asInt()).isEqualTo(3);
        assertThat(json.get("grains").size()).isZero();
        json = parsed(IndexJson.unreadable("b.tif", "b.tif: empty"));
        assertThat(json.get("status").asString()).isEqualTo("unreadable");
        assertThat(json.get("reason").asString()).isEqualTo("b.tif: empty");
    }

    @Test
    void unknownNumbersOfPeaksAreNull() {
        double[] row = new double[Peaks.Column.values().length];
        java.util.Arrays.fill(row, Double.NaN);
        row[0] = 1.5;
        row[1] = 2.5;
        row[Peaks.Column.VARIANCE_X.ordinal()] = 0.04;
        row[Peaks.Column.ANGLE.ordinal()] = Math.PI / 4;
        Peaks peaks =
                new Peaks.Builder().add(row, PeakFlag.GAP.bit() | PeakFlag.POOR_FIT.bit()).build();
        JsonNode peak = parsed(PeaksJson.line("a.tif", peaks)).get("peaks").get(0);
        assertThat(peak.get("x").asDouble()).isEqualTo(1.5);
        assertThat(peak.get("xSigma").asDouble()).isEqualTo(0.2);
        assertThat(peak.get("ySigma").isNull()).isTrue();
        assertThat(peak.get("angleDeg").asDouble()).isEqualTo(45);
        assertThat(peak.get("flags").get(0).asString()).isEqualTo("gap");
        assertThat(peak.get("flags").get(1).asString()).isEqualTo("poor-fit");
    }

    @Test
    void aCalibrationSpeaksBothLanguages() {
        double[] covariance = new double[64];
        covariance[3 * 9] = 16e-6;
        covariance[6 * 9] = 1e-8;
        CalibrationRecord record = new CalibrationRecord("ge.tif", "Ge", 95, 0.2, new double[25]);
        CalibrationResult.Calibrated result =
                new CalibrationResult.Calibrated(
                        new Geometry(GEOMETRY.beam(), GEOMETRY.detector(), GEOMETRY.tilt(), record),
                        CrystalState.unstrained(TURN),
                        covariance,
                        matches(),
                        0.191,
                        0.22,
                        Double.NaN,
                        0.15);
        JsonNode json = parsed(CalibrationJson.line(result, 97, Path.of("geometry.toml")));
        assertThat(json.get("distanceMm").asDouble()).isCloseTo(70.775, within(1e-10));
        assertThat(json.get("distanceSigmaMm").asDouble()).isCloseTo(4e-3, within(1e-12));
        // LaueTools counts the first pixel as 1.
        assertThat(json.get("footPixels").get(0).asDouble()).isCloseTo(940.74, within(1e-9));
        JsonNode theirs = json.get("laueTools");
        assertThat(theirs.get("xcen").asDouble()).isCloseTo(941.74, within(1e-9));
        assertThat(theirs.get("xbet").asDouble()).isCloseTo(0.63, within(1e-10));
        assertThat(theirs.get("xbetSigma").asDouble())
                .isCloseTo(Math.toDegrees(1e-4), within(1e-12));
        assertThat(json.get("spots").asInt()).isEqualTo(1);
        assertThat(json.get("expectedNoisePixels").isNull()).isTrue();
        assertThat(json.get("geometry").asString()).isEqualTo("geometry.toml");
    }
}
