package org.lauescope.io.result;

import java.util.List;
import java.util.stream.Stream;
import org.lauescope.map.Quantity;

/// Columns of the [Table] of all grains of all points. Rows are in the order of the points, and at
/// each point the strongest grain first. The table may have further columns.
public final class PointGrains {

    private PointGrains() {}

    /// Index of the point, [org.lauescope.map.ScanGrid#index].
    public static final Quantity POINT = Quantity.categorical("point", "point");

    /// 0 for the strongest grain of the point.
    public static final Quantity RANK = Quantity.categorical("rank", "rank at the point");

    /// Number of the crystal in [Result#crystals].
    public static final Quantity CRYSTAL = Quantity.categorical("crystal", "crystal");

    /// w, x, y, z of `sampleFromCrystal`.
    public static final List<Quantity> ORIENTATION =
            Stream.of("w", "x", "y", "z")
                    .map(c ->
                            Quantity.diverging(
                                    "orientation_" + c,
                                    "quaternion of sampleFromCrystal, " + c,
                                    ""))
                    .toList();

    /// Deviatoric strain in SAMPLE axes, in the order of [org.lauescope.crystal.SymmetricTensor].
    public static final List<Quantity> STRAIN =
            components()
                    .map(c -> Quantity.diverging("strain_" + c, "deviatoric strain " + c, ""))
                    .toList();

    /// Standard uncertainties of [#STRAIN].
    public static final List<Quantity> STRAIN_SIGMA =
            components()
                    .map(c -> Quantity.sequential("strain_" + c + "_sigma", "σ of strain " + c, ""))
                    .toList();

    public static final Quantity ROTATION_SIGMA =
            Quantity.sequential("rotation_sigma", "σ of the orientation", "rad");
    public static final Quantity MATCHED =
            Quantity.sequential("matched", "peaks matched by the grain", "");
    public static final Quantity PREDICTED =
            Quantity.sequential("predicted", "reflections expected of the grain", "");
    public static final Quantity RMS_RESIDUAL =
            Quantity.sequential("rms_residual", "root mean square residual", "px");
    public static final Quantity SCORE = Quantity.sequential("score", "score of the grain", "");
    public static final Quantity PEAK_WIDTH =
            Quantity.sequential("peak_width", "mean width of the grain's peaks", "rad");

    private static Stream<String> components() {
        return Stream.of("xx", "yy", "zz", "yz", "xz", "xy");
    }
}
