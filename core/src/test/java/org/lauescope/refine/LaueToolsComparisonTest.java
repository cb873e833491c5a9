package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The same spots through LaueTools 3.2.1 (its matrices, and a least-squares fit of both residual
/// components run to convergence beside it, both in the reference files) and through [Refinement].
class LaueToolsComparisonTest {

    /// A hundred pixels added on each side, less the one that LaueTools counts from.
    private static final double SHIFT = 100 - 1;

    /// One grain of a reference file, in the project's conventions.
    private record Reference(
            Crystal crystal,
            Geometry geometry,
            Peaks peaks,
            int[] peak,
            int[][] hkl,
            Matrix3 labFromCrystal,
            JsonNode json) {

        SpotPattern pattern() {
            return new SpotPattern(ReflectionList.of(crystal, geometry.beam(), 0), geometry);
        }

        /// Strain that the reference has in LAB, "own deviatoric" of the converged fit.
        SymmetricTensor strainLab() {
            Matrix3 crystalStrain =
                    matrix(json.at("/crosscheck/converged/deviatoric_strain_crystal"));
            return SymmetricTensor.of(crystalStrain).in(labFromCrystal);
        }
    }

    private static JsonNode read(String name) {
        return new ObjectMapper().readTree(SharedData.file("reference/lauetools/" + name));
    }

    private static Matrix3 matrix(JsonNode rows) {
        return Matrix3.ofRows(vector(rows.get(0)), vector(rows.get(1)), vector(rows.get(2)));
    }

    private static Vector3 vector(JsonNode node) {
        return new Vector3(node.get(0).asDouble(), node.get(1).asDouble(), node.get(2).asDouble());
    }

    private static Reference reference(String file, int grain) {
        JsonNode json = read(file).get("grains").get(grain);
        JsonNode detector = json.get("detector");
        double pitch = json.get("pixelsize").asDouble();
        // LaueTools counts pixels from 1. Its simulated spots reach 54 px beyond the detector's
        // edges, so ours is larger.
        DetectorPose pose =
                new DetectorPose(
                        detector.get("dd").asDouble(),
                        detector.get("xcen").asDouble() + SHIFT,
                        detector.get("ycen").asDouble() + SHIFT,
                        Math.toRadians(detector.get("xbet").asDouble()),
                        Math.toRadians(detector.get("xgam").asDouble()),
                        0,
                        false);
        Detector flat =
                new Detector(
                        "LaueTools",
                        2248,
                        2248,
                        pitch,
                        pitch,
                        new Vector3(0, 0, 70),
                        new Vector3(0, -1, 0),
                        Vector3.X,
                        null);
        Beam beam = new Beam(json.get("emin").asDouble(), json.get("emax").asDouble());
        Geometry geometry = new Geometry(beam, pose.applyTo(flat), Math.toRadians(40), null);
        String material = json.get("material").asString();
        double a = json.get("lattice").get(0).asDouble();
        Crystal crystal =
                material.equals("Cu")
                        ? VirtualPattern.crystal("Cu", UnitCell.cubic(a), "-F 4 2 3")
                        : VirtualPattern.diamond(material, a, Attenuation.UNKNOWN);
        JsonNode spots = json.get("spots");
        Peaks.Builder peaks = new Peaks.Builder();
        int[] peak = new int[spots.size()];
        int[][] hkl = new int[spots.size()][];
        for (int i = 0; i < peak.length; i++) {
            JsonNode spot = spots.get(i);
            peaks.add(
                    spot.get("x").asDouble() + SHIFT,
                    spot.get("y").asDouble() + SHIFT,
                    spot.get("intensity").asDouble());
            peak[i] = i;
            hkl[i] = coprime(spot.get("h").asInt(), spot.get("k").asInt(), spot.get("l").asInt());
        }
        return new Reference(
                crystal,
                geometry,
                peaks.build(),
                peak,
                hkl,
                matrix(json.at("/crosscheck/converged/rotation")),
                json);
    }

    private static int[] coprime(int h, int k, int l) {
        int n = gcd(gcd(Math.abs(h), Math.abs(k)), Math.abs(l));
        return new int[] {h / n, k / n, l / n};
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static int[] reflections(ReflectionList list, int[][] hkl) {
        Map<List<Integer>, Integer> index = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            index.put(List.of(list.h(i), list.k(i), list.l(i)), i);
        }
        int[] found = new int[hkl.length];
        for (int i = 0; i < hkl.length; i++) {
            found[i] = index.get(List.of(hkl[i][0], hkl[i][1], hkl[i][2]));
        }
        return found;
    }

    private static double degreesBetween(Matrix3 a, Matrix3 b) {
        return Math.toDegrees(Quaternion.ofMatrix(a.transpose().times(b)).angle());
    }

    private static double largest(SymmetricTensor tensor) {
        return tensor.matrix().largest();
    }

    /// The issue allows 0.01° and 1e-4 for the real patterns. On LaueTools' own pairs both are
    /// plain least squares of the same residuals with the same weights, so they must agree to what
    /// rejecting a few pairs changes: a tenth of that.
    @ParameterizedTest
    @ValueSource(strings = {"index_ge_blanc_marccd.json", "index_ge_marccd_0001.json"})
    void agreesOnTheReferencePairsOfRealGermanium(String file) {
        Reference reference = reference(file, 0);
        SpotPattern pattern = reference.pattern();
        GrainFit fit =
                new Refinement(reference.geometry, RefinementOptions.DEFAULT)
                        .refineAssigned(
                                reference.peaks,
                                pattern,
                                reference.peak,
                                reflections(pattern.reflections(), reference.hkl),
                                CrystalState.unstrained(reference.labFromCrystal))
                        .orElseThrow();

        assertThat(fit.matches().size()).isEqualTo(reference.peak.length);
        assertThat(degreesBetween(fit.state().labFromCrystal(), reference.labFromCrystal))
                .isLessThan(1e-3);
        assertThat(largest(fit.strainLab().minus(reference.strainLab()))).isLessThan(1e-5);
        SymmetricTensor written =
                SymmetricTensor.of(
                        matrix(
                                reference.json.at(
                                        "/crosscheck/own_deviatoric_in_LaueTools_lab_frame")));
        assertThat(largest(fit.strainLab().minus(written))).isLessThan(1e-4);
    }

    /// From 0.1° and 3e-4 away, matching on its own: same hkl for every reference spot, 0.01° and
    /// 1e-4 as the issue asks.
    @ParameterizedTest
    @ValueSource(strings = {"index_ge_blanc_marccd.json", "index_ge_marccd_0001.json"})
    void findsTheReferencePairsOfRealGermaniumItself(String file) {
        Reference reference = reference(file, 0);
        SpotPattern pattern = reference.pattern();
        CrystalState start =
                new CrystalState(
                        Matrix3.rotation(new Vector3(1e-3, -1e-3, 1e-3))
                                .times(reference.labFromCrystal),
                        new SymmetricTensor(3e-4, 0, -3e-4, 0, 2e-4, 0));
        GrainFit fit =
                new Refinement(reference.geometry, RefinementOptions.DEFAULT)
                        .refine(reference.peaks, pattern, start)
                        .orElseThrow();

        assertSameIndices(reference, pattern, fit);
        assertThat(degreesBetween(fit.state().labFromCrystal(), reference.labFromCrystal))
                .isLessThan(0.01);
        assertThat(largest(fit.strainLab().minus(reference.strainLab()))).isLessThan(1e-4);
    }

    /// Noise-free simulated patterns, positions written with six digits: 2e-5 as the issue asks for
    /// LaueTools' numbers. The truth of copper is a stretch of N·1e-3 along the sample normal; the
    /// 5e-5 px of rounding in its files allow 1e-7, and the pixel size 0.0734 mm is exact.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5})
    void agreesOnSimulatedSiliconAndCopper(int thousandths) {
        for (int grain = 0; grain < 2; grain++) {
            Reference reference = reference("index_sicu_strain" + thousandths + ".json", grain);
            SpotPattern pattern = reference.pattern();
            CrystalState start =
                    CrystalState.unstrained(
                            Matrix3.rotation(new Vector3(5e-4, -5e-4, 5e-4))
                                    .times(reference.labFromCrystal));
            GrainFit fit =
                    new Refinement(reference.geometry, RefinementOptions.DEFAULT)
                            .refine(reference.peaks, pattern, start)
                            .orElseThrow();

            assertSameIndices(reference, pattern, fit);
            assertThat(degreesBetween(fit.state().labFromCrystal(), reference.labFromCrystal))
                    .isLessThan(1e-4);
            assertThat(largest(fit.strainLab().minus(reference.strainLab()))).isLessThan(1e-6);
            SymmetricTensor written =
                    SymmetricTensor.of(
                            matrix(
                                    reference.json.at(
                                            "/crosscheck/own_deviatoric_in_LaueTools_lab_frame")));
            assertThat(largest(fit.strainLab().minus(written))).isLessThan(2e-5);
            if (grain == 1) {
                double stretch = 1 + 1e-3 * thousandths;
                double mean = (2 + stretch) / 3;
                SymmetricTensor truth =
                        new SymmetricTensor(
                                1 / mean - 1, 1 / mean - 1, stretch / mean - 1, 0, 0, 0);
                SymmetricTensor found = fit.strainSample(reference.geometry.sampleFromLab());
                assertThat(largest(found.minus(truth))).isLessThan(3e-7);
            }
        }
    }

    private static void assertSameIndices(Reference reference, SpotPattern pattern, GrainFit fit) {
        ReflectionList list = pattern.reflections();
        Matches matches = fit.matches();
        Set<Integer> matched = new HashSet<>();
        for (int i = 0; i < matches.size(); i++) {
            int r = matches.reflection()[i];
            matched.add(matches.peak()[i]);
            assertThat(new int[] {list.h(r), list.k(r), list.l(r)})
                    .isEqualTo(reference.hkl[matches.peak()[i]]);
        }
        assertThat(matched.size()).isEqualTo(reference.peak.length);
    }

    /// Known strains in non-orthogonal cells, LaueTools' matrices (Busing–Levy axes): in SAMPLE
    /// axes ours must be the truth, where LaueTools is 5.2e-4 (hexagonal) and 2.0e-4 (monoclinic)
    /// off. The truth is F = R (1 + ε), which is our definition up to the trace, so third order in
    /// 1e-3 is left: 1e-9.
    @Test
    void rotatesStrainOfNonOrthogonalCellsRightly() {
        for (JsonNode json : read("strain_frame_check.json").get("cases")) {
            JsonNode c = json.get("cell");
            UnitCell cell =
                    UnitCell.ofDegrees(
                            c.get(0).asDouble(),
                            c.get(1).asDouble(),
                            c.get(2).asDouble(),
                            c.get(3).asDouble(),
                            c.get(4).asDouble(),
                            c.get(5).asDouble());
            Matrix3 reciprocal = matrix(json.get("UB")).times(busingLevy(cell));
            CrystalState state = CrystalState.ofReciprocal(reciprocal, cell);
            double w = Math.toRadians(40);
            Matrix3 sampleFromLab =
                    new Matrix3(Math.cos(w), 0, Math.sin(w), 0, 1, 0, -Math.sin(w), 0, Math.cos(w));
            SymmetricTensor sample = state.strainLab().in(sampleFromLab);

            SymmetricTensor truth = SymmetricTensor.of(matrix(json.get("true_deviatoric_sample")));
            assertThat(largest(sample.minus(truth)))
                    .as(json.get("name").asString())
                    .isCloseTo(0, within(1e-9));
        }
    }

    /// Upper triangular columns a*, b*, c* with a* along x: the QR factor of any reciprocal basis.
    private static Matrix3 busingLevy(UnitCell cell) {
        Matrix3 b = cell.reciprocal();
        Vector3 x = b.column(0).unit();
        Vector3 z = b.column(0).cross(b.column(1)).unit();
        return Matrix3.ofRows(x, z.cross(x), z).times(b);
    }
}
