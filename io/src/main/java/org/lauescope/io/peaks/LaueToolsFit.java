package org.lauescope.io.peaks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.Geometry;

/// What LaueTools made of a frame: a `.fit` (one or several grains, each with its indexed spots) or
/// a `.res` (all spots, then the grains).
///
/// @param peaks all spots of the file, strongest first; in a `.fit` only the indexed ones
/// @param geometry detector of the first grain that states one
public record LaueToolsFit(
        String source, List<Grain> grains, Peaks peaks, @Nullable Geometry geometry) {

    /// One grain. Matrices are in LaueTools' frame, which is LAB: q = UB · B0 · (h, k, l) in 1/Å.
    /// Strains are deviatoric; of cells with angles other than 90° LaueTools' sample strain is
    /// wrong.
    ///
    /// @param element name of the material, empty if not stated
    /// @param indexed number of spots that the header claims, −1 if it does not
    /// @param meanDeviation mean distance of spots from prediction, px; NaN if not stated
    /// @param strainCrystal "direct crystal frame"
    /// @param strainSample sample frame, tilt 40°
    /// @param lattice refined a, b, c in Å and α, β, γ in degrees; empty if not stated
    public record Grain(
            String element,
            int indexed,
            double meanDeviation,
            List<Spot> spots,
            @Nullable Matrix3 ub,
            @Nullable Matrix3 b0,
            @Nullable SymmetricTensor strainCrystal,
            @Nullable SymmetricTensor strainSample,
            List<Double> lattice,
            LaueToolsDetector.@Nullable Parameters detector) {

        /// Reciprocal basis, columns a\*, b\*, c\*, 1/Å, LAB; null if the file lacks a matrix.
        public @Nullable Matrix3 reciprocal() {
            return ub == null || b0 == null ? null : ub.times(b0);
        }
    }

    /// An indexed spot.
    ///
    /// @param x measured position, px, first pixel = 0
    /// @param y measured position, px, first pixel = 0
    /// @param energy keV, with hc = 12.398 keV·Å
    /// @param deviation distance from prediction, px; NaN if not stated
    public record Spot(
            int h,
            int k,
            int l,
            double x,
            double y,
            double intensity,
            double energy,
            double deviation) {}

    /// Strains are printed in units of 1e-3, by XMAS too.
    static final double STRAIN_UNIT = 1e-3;

    /// Marks a spot without indices in a `.res`.
    private static final double UNKNOWN = 10_000;

    static boolean recognises(String text) {
        return text.contains("spot_index") && text.contains("Xexp");
    }

    public static LaueToolsFit parse(TextFile file) throws FileFormatException {
        return new LaueToolsFitReader(file).read();
    }

    /// The spots of one grain of a table.
    ///
    /// @param grain wanted grain index, or −1 if the table has one grain only
    static List<Spot> spots(NumericTable table, int grain) throws FileFormatException {
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            boolean other = grain >= 0 && table.value(i, "grain_index") != grain;
            if (other || table.value(i, "h") == UNKNOWN) {
                continue;
            }
            spots.add(
                    new Spot(
                            table.whole(i, "h"),
                            table.whole(i, "k"),
                            table.whole(i, "l"),
                            LaueToolsPeaks.position(table, i, "xexp"),
                            LaueToolsPeaks.position(table, i, "yexp"),
                            table.value(i, "intensity", "itot"),
                            table.value(i, "energy", "energy(kev)"),
                            table.value(i, "pixdev", "pixdevcalib")));
        }
        return List.copyOf(spots);
    }

    /// A matrix printed on three lines.
    ///
    /// @param first index of its first line
    static Matrix3 matrix(String source, List<String> lines, int first, String what)
            throws FileFormatException {
        Vector3[] rows = new Vector3[3];
        for (int r = 0; r < 3; r++) {
            String line = first + r < lines.size() ? lines.get(first + r) : "";
            double[] row = numbers(source, first + r + 1, what, line, 3);
            rows[r] = new Vector3(row[0], row[1], row[2]);
        }
        return Matrix3.ofRows(rows[0], rows[1], rows[2]);
    }

    /// Numbers of a printed array, as `[[ 1. -0. ]`.
    static double[] numbers(String source, int line, String what, String text, int count)
            throws FileFormatException {
        return Numbers.parse(source, line, what, text.replaceAll("[#\\[\\]()]", " "), count);
    }
}
