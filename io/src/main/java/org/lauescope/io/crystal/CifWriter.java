package org.lauescope.io.crystal;

import java.util.List;
import java.util.StringJoiner;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetryOperator;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

/// Writes cell, operators and sites of a crystal as a CIF. Every number keeps all its digits;
/// scattering factors are not written, they follow from the elements.
final class CifWriter {

    private static final String[] AXES = {"x", "y", "z"};

    private CifWriter() {}

    static String text(Crystal crystal) {
        UnitCell cell = crystal.cell();
        StringBuilder text = new StringBuilder();
        text.append("data_").append(crystal.name().replaceAll("[^!-~]+", "_")).append('\n');
        item(text, "_cell_length_a", cell.a());
        item(text, "_cell_length_b", cell.b());
        item(text, "_cell_length_c", cell.c());
        item(text, "_cell_angle_alpha", Math.toDegrees(cell.alpha()));
        item(text, "_cell_angle_beta", Math.toDegrees(cell.beta()));
        item(text, "_cell_angle_gamma", Math.toDegrees(cell.gamma()));
        text.append("loop_\n_space_group_symop_operation_xyz\n");
        triplets(crystal.operators())
                .forEach(triplet -> text.append('\'').append(triplet).append("'\n"));
        text.append("loop_\n");
        text.append("_atom_site_label\n_atom_site_type_symbol\n");
        text.append("_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n");
        text.append("_atom_site_occupancy\n_atom_site_B_iso_or_equiv\n");
        for (Atom atom : crystal.atoms()) {
            Vector3 r = atom.position();
            text.append(
                    "%s %s %s %s %s %s %s\n"
                            .formatted(
                                    atom.label(),
                                    atom.element(),
                                    r.x(),
                                    r.y(),
                                    r.z(),
                                    atom.occupancy(),
                                    atom.displacementFactor()));
        }
        return text.toString();
    }

    static List<String> triplets(List<SymmetryOperator> operators) {
        return operators.stream().map(CifWriter::triplet).toList();
    }

    /// As [SymmetryOperator#parse] reads it, e.g. `-y+1/2,x-y,z`.
    private static String triplet(SymmetryOperator operator) {
        Matrix3 w = operator.rotation();
        Vector3 t = operator.translation();
        return coordinate(w.row(0), t.x())
                + ","
                + coordinate(w.row(1), t.y())
                + ","
                + coordinate(w.row(2), t.z());
    }

    private static String coordinate(Vector3 row, double translation) {
        StringJoiner sum = new StringJoiner("");
        double[] factors = {row.x(), row.y(), row.z()};
        boolean first = true;
        for (int i = 0; i < 3; i++) {
            if (factors[i] != 0) {
                sum.add(factors[i] < 0 ? "-" : first ? "" : "+").add(AXES[i]);
                first = false;
            }
        }
        long twentyFourths = Math.round(translation * 24);
        if (twentyFourths != 0) {
            long divisor = greatestCommonDivisor(twentyFourths, 24);
            sum.add("+%d/%d".formatted(twentyFourths / divisor, 24 / divisor));
        }
        return sum.toString();
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static void item(StringBuilder text, String tag, double value) {
        text.append(tag).append(' ').append(value).append('\n');
    }
}
