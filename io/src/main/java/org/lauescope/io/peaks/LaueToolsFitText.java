package org.lauescope.io.peaks;

import static org.lauescope.io.peaks.LaueToolsText.chi;
import static org.lauescope.io.peaks.LaueToolsText.line;
import static org.lauescope.io.peaks.LaueToolsText.twoTheta;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;

/// Grains of a frame as a LaueTools `.fit`: spots, UB and B0 with q = UB · B0 · (h, k, l),
/// deviatoric strains in 1e-3, refined lattice with a kept, detector. LaueTools' frame is LAB; its
/// sample frame is here that of the geometry's tilt.
public final class LaueToolsFitText {

    /// An indexed grain.
    ///
    /// @param hasStrain whether the strain of the state was fitted
    public record Grain(Crystal crystal, CrystalState state, boolean hasStrain, List<Spot> spots) {

        public Grain {
            spots = List.copyOf(spots);
        }

        /// The spots that a fit rests on.
        public static Grain of(GrainFit fit) {
            ReflectionList list = fit.reflections();
            Matches matches = fit.matches();
            List<Spot> spots = new ArrayList<>();
            for (int i = 0; i < matches.size(); i++) {
                if (matches.used()[i]) {
                    int direction = matches.reflection()[i];
                    int order = matches.order()[i];
                    spots.add(
                            new Spot(
                                    matches.peak()[i],
                                    order * list.h(direction),
                                    order * list.k(direction),
                                    order * list.l(direction),
                                    matches.energy()[i],
                                    Math.hypot(matches.dx()[i], matches.dy()[i])));
                }
            }
            return new Grain(list.crystal(), fit.state(), fit.hasStrain(), spots);
        }
    }

    /// A spot of a grain.
    ///
    /// @param peak number among the peaks of the frame
    /// @param energy keV
    /// @param deviation distance from prediction, px
    public record Spot(int peak, int h, int k, int l, double energy, double deviation) {}

    private LaueToolsFitText() {}

    /// @param source name of the frame or list
    /// @param peaks those that the grains were found from
    /// @throws IllegalArgumentException for a detector that LaueTools cannot describe
    public static String format(String source, Peaks peaks, List<Grain> grains, Geometry geometry) {
        // Refuses what a .det cannot hold: UB would not belong to the detector below it.
        LaueToolsDetector.format(geometry);
        StringBuilder text = new StringBuilder();
        for (int g = 0; g < grains.size(); g++) {
            Grain grain = grains.get(g);
            text.append(
                    "#Strain and Orientation Refinement from experimental file: %s\n"
                            .formatted(source.replaceAll("\\R", " ")));
            text.append("#Number of indexed spots: ").append(grain.spots().size());
            text.append("\n#Element\n#").append(grain.crystal().name());
            text.append("\n#grainIndex\n#G_").append(g);
            text.append(line("\n#Mean Deviation(pixel): %.3f", meanDeviation(grain.spots())));
            text.append(
                    "##spot_index intensity h k l 2theta Chi Xexp Yexp Energy GrainIndex PixDev\n");
            spots(text, grain, g, peaks, geometry.detector());
            matrices(text, grain, geometry);
            detector(text, geometry.detector());
        }
        return text.toString();
    }

    private static void spots(
            StringBuilder text, Grain grain, int number, Peaks peaks, Detector detector) {
        for (Spot spot : grain.spots()) {
            int peak = spot.peak();
            double intensity = peaks.intensity(peak);
            text.append(
                    line(
                            "%d %.6f %d %d %d %.6f %.6f %.6f %.6f %.6f %d %.6f",
                            peak,
                            Double.isNaN(intensity) ? 0 : intensity,
                            spot.h(),
                            spot.k(),
                            spot.l(),
                            twoTheta(detector, peaks, peak),
                            chi(detector, peaks, peak),
                            peaks.x(peak) + 1,
                            peaks.y(peak) + 1,
                            spot.energy(),
                            number,
                            spot.deviation()));
        }
    }

    private static void matrices(StringBuilder text, Grain grain, Geometry geometry) {
        UnitCell cell = grain.crystal().cell();
        CrystalState state = grain.state();
        Matrix3 reciprocal = state.reciprocal(cell);
        Matrix3 b0 = triangular(cell.reciprocal());
        matrix(text, "UB matrix in q= (UB) B0 G* ", reciprocal.times(b0.inverse()));
        matrix(text, "B0 matrix in q= UB (B0) G*", b0);
        matrix(text, "UBB0 matrix in q= (UB B0) G*", reciprocal);
        if (grain.hasStrain()) {
            strain(text, "deviatoric strain in direct crystal frame", state.strain());
            strain(
                    text,
                    "deviatoric strain in sample2 frame",
                    state.strainLab().in(geometry.sampleFromLab()));
        }
        Matrix3 direct = reciprocal.inverse().transpose();
        UnitCell refined = UnitCell.ofBasis(direct.times(cell.a() / direct.column(0).norm()));
        text.append("#new lattice parameters\n");
        text.append(
                line(
                        "#[%.7f %.7f %.7f %.7f %.7f %.7f]",
                        refined.a(),
                        refined.b(),
                        refined.c(),
                        Math.toDegrees(refined.alpha()),
                        Math.toDegrees(refined.beta()),
                        Math.toDegrees(refined.gamma())));
    }

    private static void detector(StringBuilder text, Detector detector) {
        LaueToolsDetector.Parameters p = LaueToolsDetector.Parameters.of(detector);
        text.append("#CCDLabel\n#").append(detector.name().replaceAll("\\R", " "));
        text.append("\n#DetectorParameters\n#");
        text.append(List.of(p.dd(), p.xcen(), p.ycen(), p.xbet(), p.xgam()));
        text.append("\n#pixelsize\n#").append(detector.pitchColumn());
        text.append(
                "\n#Frame dimensions\n#(%d, %d)\n#\n"
                        .formatted(detector.columns(), detector.rows()));
    }

    /// The same reciprocal basis turned until a\* is along x and b\* in the x-y plane (Busing,
    /// Levy, Acta Cryst. 22 (1967) 457): an upper triangular matrix.
    private static Matrix3 triangular(Matrix3 basis) {
        Vector3 x = basis.column(0).unit();
        Vector3 b = basis.column(1);
        Vector3 y = b.minus(x.times(x.dot(b))).unit();
        return Matrix3.ofRows(x, y, x.cross(y)).times(basis);
    }

    private static void strain(StringBuilder text, String title, SymmetricTensor strain) {
        matrix(text, title + " (10-3 unit)", strain.matrix().times(1 / LaueToolsFit.STRAIN_UNIT));
    }

    private static void matrix(StringBuilder text, String title, Matrix3 m) {
        text.append('#').append(title).append('\n');
        text.append(line("#[[%.12f %.12f %.12f]", m.xx(), m.xy(), m.xz()));
        text.append(line("# [%.12f %.12f %.12f]", m.yx(), m.yy(), m.yz()));
        text.append(line("# [%.12f %.12f %.12f]]", m.zx(), m.zy(), m.zz()));
    }

    private static double meanDeviation(List<Spot> spots) {
        return spots.stream().mapToDouble(Spot::deviation).average().orElse(0);
    }
}
