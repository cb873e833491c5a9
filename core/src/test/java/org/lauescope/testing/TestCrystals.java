package org.lauescope.testing;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Dispersion;
import org.lauescope.crystal.FormFactor;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetryOperator;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

/// Crystals for tests that read no file: right cells, groups and sites (Int. Tables A), form
/// factors of one Gaussian. Which reflections exist and roughly how strong they are is right,
/// intensities are not.
public final class TestCrystals {

    private TestCrystals() {}

    public static Crystal llzo() {
        return crystal(
                "LLZO",
                UnitCell.cubic(12.9682),
                List.of(
                        "x+1/2,y+1/2,z+1/2",
                        "-x+1/2,-y,z+1/2",
                        "-x,y+1/2,-z+1/2",
                        "z,x,y",
                        "y+3/4,x+1/4,-z+1/4",
                        "-x,-y,-z"),
                atom("La", 57, 0.125, 0, 0.25),
                atom("Zr", 40, 0, 0, 0),
                atom("O", 8, -0.0318, 0.0547, 0.1495));
    }

    /// I4₁/acd, origin at −1.
    public static Crystal tetragonalLlzo() {
        return crystal(
                "tetragonal LLZO",
                UnitCell.ofDegrees(13.134, 13.134, 12.663, 90, 90, 90),
                List.of(
                        "x+1/2,y+1/2,z+1/2",
                        "-x+1/2,-y,z+1/2",
                        "-y+1/4,x+3/4,z+1/4",
                        "-x+1/2,y,-z",
                        "-x,-y,-z"),
                atom("La", 57, 0, 0.25, 0.125),
                atom("La", 57, 0.127, 0, 0.25),
                atom("Zr", 40, 0, 0, 0),
                atom("O", 8, -0.0335, 0.0546, 0.1528),
                atom("O", 8, 0.0530, 0.8518, 0.5337),
                atom("O", 8, 0.1499, 0.0272, 0.4464));
    }

    public static Crystal silicon() {
        return diamond("Si", 14, 5.43102);
    }

    public static Crystal germanium() {
        return diamond("Ge", 32, 5.6575);
    }

    private static Crystal diamond(String name, int electrons, double edge) {
        return crystal(
                name,
                UnitCell.cubic(edge),
                List.of(
                        "x,y+1/2,z+1/2",
                        "x+1/2,y,z+1/2",
                        "-x+3/4,-y+1/4,z+1/2",
                        "-x+1/4,y+1/2,-z+3/4",
                        "z,x,y",
                        "y+3/4,x+1/4,-z+1/2",
                        "-x,-y,-z"),
                atom(name, electrons, 0.125, 0.125, 0.125));
    }

    public static Crystal copper() {
        return faceCentred("Cu", 29, 3.6149);
    }

    public static Crystal nickel() {
        return faceCentred("Ni", 28, 3.5238);
    }

    public static Crystal faceCentred(String name, int electrons, double edge) {
        return crystal(
                name,
                UnitCell.cubic(edge),
                List.of(
                        "x,y+1/2,z+1/2",
                        "x+1/2,y,z+1/2",
                        "-x,-y,z",
                        "-x,y,-z",
                        "z,x,y",
                        "y,x,-z",
                        "-x,-y,-z"),
                atom(name, electrons, 0, 0, 0));
    }

    public static Crystal bodyCentred(String name, int electrons, double edge) {
        return crystal(
                name,
                UnitCell.cubic(edge),
                List.of("x+1/2,y+1/2,z+1/2", "-x,-y,z", "-x,y,-z", "z,x,y", "y,x,-z", "-x,-y,-z"),
                atom(name, electrons, 0, 0, 0));
    }

    /// Monoclinic ZrO₂, P2₁/c.
    public static Crystal zirconia() {
        return zirconia(UnitCell.ofDegrees(5.1507, 5.2028, 5.3156, 90, 99.196, 90));
    }

    public static Crystal zirconia(UnitCell cell) {
        return crystal(
                "ZrO2",
                cell,
                List.of("-x,y+1/2,-z+1/2", "-x,-y,-z"),
                atom("Zr", 40, 0.2754, 0.0395, 0.2083),
                atom("O", 8, 0.0700, 0.3317, 0.3447),
                atom("O", 8, 0.4496, 0.7569, 0.4792));
    }

    /// Hexagonal close packing, P6₃/mmc.
    public static Crystal titanium() {
        return crystal(
                "Ti",
                UnitCell.ofDegrees(2.9508, 2.9508, 4.6855, 90, 90, 120),
                List.of("x-y,x,z+1/2", "y,x,-z", "-x,-y,-z"),
                atom("Ti", 22, 1.0 / 3, 2.0 / 3, 0.25));
    }

    /// Wurtzite, P6₃mc.
    public static Crystal galliumNitride() {
        return crystal(
                "GaN",
                UnitCell.ofDegrees(3.1896, 3.1896, 5.1855, 90, 90, 120),
                List.of("x-y,x,z+1/2", "-y,-x,z"),
                atom("Ga", 31, 1.0 / 3, 2.0 / 3, 0),
                atom("N", 7, 1.0 / 3, 2.0 / 3, 0.377));
    }

    /// 4H polytype, P6₃mc.
    public static Crystal siliconCarbide() {
        return crystal(
                "4H-SiC",
                UnitCell.ofDegrees(3.073, 3.073, 10.053, 90, 90, 120),
                List.of("x-y,x,z+1/2", "-y,-x,z"),
                atom("Si", 14, 0, 0, 0.1875),
                atom("Si", 14, 1.0 / 3, 2.0 / 3, 0.4375),
                atom("C", 6, 0, 0, 0),
                atom("C", 6, 1.0 / 3, 2.0 / 3, 0.25));
    }

    /// Layered perovskite La₀.₅₇Li₀.₃TiO₃, P4/mmm: c/2a = 1.001, so that only the faint spots of
    /// the doubled axis tell which of the three axes it is.
    public static Crystal titanate() {
        return crystal(
                "LLTO",
                UnitCell.ofDegrees(3.8688, 3.8688, 7.7463, 90, 90, 90),
                List.of("-y,x,z", "x,-y,-z", "-x,-y,-z"),
                atom("La", 33, 0, 0, 0),
                atom("La", 25, 0, 0, 0.5),
                atom("Ti", 22, 0.5, 0.5, 0.26),
                atom("O", 8, 0.5, 0.5, 0),
                atom("O", 8, 0.5, 0.5, 0.5),
                atom("O", 8, 0, 0.5, 0.235));
    }

    private static Atom atom(String element, int electrons, double x, double y, double z) {
        FormFactor factor =
                new FormFactor(new double[] {0.85 * electrons}, new double[] {6}, 0.15 * electrons);
        return new Atom(element, element, new Vector3(x, y, z), 1, 0.6, factor, Dispersion.NONE);
    }

    public static Crystal crystal(
            String name, UnitCell cell, List<String> generators, Atom... atoms) {
        return new Crystal(
                name,
                cell,
                group(generators.stream().map(TestCrystals::operator).toList()),
                List.of(atoms),
                Attenuation.UNKNOWN,
                "test");
    }

    /// All products of the generators, identity first.
    private static List<SymmetryOperator> group(List<SymmetryOperator> generators) {
        List<SymmetryOperator> group = new ArrayList<>();
        group.add(SymmetryOperator.IDENTITY);
        for (int i = 0; i < group.size(); i++) {
            for (SymmetryOperator generator : generators) {
                SymmetryOperator product = generator.after(group.get(i));
                if (group.stream().noneMatch(known -> same(known, product))) {
                    group.add(product);
                }
            }
        }
        return group;
    }

    private static boolean same(SymmetryOperator a, SymmetryOperator b) {
        return a.rotation().minus(b.rotation()).largest() < 1e-6
                && a.translation().minus(b.translation()).norm() < 1e-6;
    }

    /// An operator written as in the International Tables, e.g. `-y+3/4,x+1/4,z`.
    private static SymmetryOperator operator(String text) {
        String[] parts = text.split(",", -1);
        double[][] w = new double[3][4];
        for (int row = 0; row < 3; row++) {
            double sign = 1;
            for (String term : parts[row].split("(?=[+-])", -1)) {
                String bare = term;
                sign = 1;
                if (bare.startsWith("-") || bare.startsWith("+")) {
                    sign = bare.startsWith("-") ? -1 : 1;
                    bare = bare.substring(1);
                }
                int axis = "xyz".indexOf(bare);
                if (bare.length() == 1 && axis >= 0) {
                    w[row][axis] += sign;
                } else if (!bare.isEmpty()) {
                    String[] fraction = bare.split("/", -1);
                    w[row][3] +=
                            sign
                                    * Double.parseDouble(fraction[0])
                                    / Double.parseDouble(fraction[1]);
                }
            }
        }
        return new SymmetryOperator(
                new Matrix3(
                        w[0][0], w[0][1], w[0][2], w[1][0], w[1][1], w[1][2], w[2][0], w[2][1],
                        w[2][2]),
                new Vector3(wrapped(w[0][3]), wrapped(w[1][3]), wrapped(w[2][3])));
    }

    private static double wrapped(double value) {
        return value - Math.floor(value);
    }
}
