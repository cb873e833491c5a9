package org.lauescope.io.crystal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.FileFormatException;

/// Isotropic displacement factors B = 8π²U in Å² of the sites in a data block: as given, or the
/// equivalent of anisotropic ones, or a usual value of the element at room temperature.
final class CifDisplacements {

    private static final double B_PER_U = 8 * Math.PI * Math.PI;

    private final CifBlock block;
    private final List<@Nullable CifValue> isotropicU;
    private final List<@Nullable CifValue> isotropicB;
    private final Map<String, Double> anisotropic = new HashMap<>();

    CifDisplacements(CifBlock block, UnitCell cell, int sites) throws FileFormatException {
        this.block = block;
        isotropicU = block.aligned(sites, "_atom_site_u_iso_or_equiv");
        isotropicB = block.aligned(sites, "_atom_site_b_iso_or_equiv");
        List<CifValue> labels = block.column("_atom_site_aniso_label");
        if (!labels.isEmpty()) {
            // The equivalent of a tensor U, a third of its trace in Cartesian axes: with U in the
            // basis a* a, b* b, c* c
            // (Trueblood et al., Acta Cryst. A52 (1996) 770).
            addEquivalents(labels, cell, "_atom_site_aniso_u_", B_PER_U);
            addEquivalents(labels, cell, "_atom_site_aniso_b_", 1);
        }
    }

    /// @param row of the site in its loop
    double factor(int row, String label, String element) throws FileFormatException {
        CifValue u = isotropicU.get(row);
        CifValue b = isotropicB.get(row);
        Double equivalent = anisotropic.get(label);
        if (u != null) {
            return checked(u, B_PER_U * block.number(u, "U_iso"));
        }
        if (b != null) {
            return checked(b, block.number(b, "B_iso"));
        }
        return equivalent == null ? usual(element) : equivalent;
    }

    /// What most published structures at room temperature have: hydrogen 3, lithium and sodium 1.5,
    /// other elements to neon 0.9, heavier ones 0.5 Å².
    static double usual(String element) {
        return switch (element) {
            case "H" -> 3;
            case "Li", "Na" -> 1.5;
            case "He", "Be", "B", "C", "N", "O", "F", "Ne" -> 0.9;
            default -> 0.5;
        };
    }

    private double checked(CifValue value, double b) throws FileFormatException {
        // A strongly disordered atom has 20 Å²; a refinement may give a slightly negative one.
        if (!(b > -2 && b < 200)) {
            throw block.wrong(
                    value,
                    "displacement factor B = %.3g Å² (from '%s'); expected between 0 and 100 Å²"
                            .formatted(b, CifBlock.shortened(value.text())));
        }
        return b;
    }

    private void addEquivalents(List<CifValue> labels, UnitCell cell, String prefix, double factor)
            throws FileFormatException {
        String[] names = {"11", "22", "33", "23", "13", "12"};
        List<List<@Nullable CifValue>> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(block.aligned(labels.size(), prefix + name));
        }
        Matrix3 direct = cell.direct();
        Matrix3 reciprocal = cell.reciprocal();
        double[] length = new double[3];
        for (int i = 0; i < 3; i++) {
            length[i] = reciprocal.column(i).norm();
        }
        int[][] pairs = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};
        for (int row = 0; row < labels.size(); row++) {
            double trace = 0;
            boolean complete = true;
            for (int i = 0; i < 6 && complete; i++) {
                CifValue value = columns.get(i).get(row);
                complete = value != null;
                if (value != null) {
                    int p = pairs[i][0];
                    int q = pairs[i][1];
                    double weight = p == q ? 1 : 2;
                    trace +=
                            weight
                                    * block.number(value, prefix + names[i])
                                    * length[p]
                                    * length[q]
                                    * direct.column(p).dot(direct.column(q));
                }
            }
            if (complete) {
                CifValue label = labels.get(row);
                anisotropic.putIfAbsent(label.text(), checked(label, factor * trace / 3));
            }
        }
    }
}
