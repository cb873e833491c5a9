package org.lauescope.io.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.FormFactor;
import org.lauescope.crystal.ReflectionSymmetry;
import org.lauescope.crystal.StructureFactor;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.SharedData;

/// Oracle: |F| of 30 structures by two independent crystallographic libraries, with the form
/// factors of the International Tables (1992), neutral atoms at rest.
class PublishedStructureFactorsTest {

    /// Int. Tables C, table 6.1.1.4: a₁ … a₄, b₁ … b₄, c.
    private static final Map<String, FormFactor> INTERNATIONAL_TABLES =
            Map.ofEntries(
                    Map.entry(
                            "Li",
                            gaussians(
                                    1.1282, .7508, .6175, .4653, 3.9546, 1.0524, 85.3905, 168.261,
                                    .0377)),
                    Map.entry(
                            "O",
                            gaussians(
                                    3.0485, 2.2868, 1.5463, .8670, 13.2771, 5.7011, .3239, 32.9089,
                                    .2508)),
                    Map.entry(
                            "Al",
                            gaussians(
                                    6.4202, 1.9002, 1.5936, 1.9646, 3.0387, .7426, 31.5472, 85.0886,
                                    1.1151)),
                    Map.entry(
                            "Si",
                            gaussians(
                                    6.2915, 3.0353, 1.9891, 1.5410, 2.4386, 32.3337, .6785, 81.6937,
                                    1.1407)),
                    Map.entry(
                            "Cu",
                            gaussians(
                                    13.3380, 7.1676, 5.6158, 1.6735, 3.5828, .2470, 11.3966,
                                    64.8126, 1.1910)),
                    Map.entry(
                            "Ge",
                            gaussians(
                                    16.0816, 6.3747, 3.7068, 3.6830, 2.8509, .2516, 11.4468,
                                    54.7625, 2.1313)),
                    Map.entry(
                            "Zr",
                            gaussians(
                                    17.8765, 10.9480, 5.41732, 3.65721, 1.27618, 11.9160, .117622,
                                    87.6627, 2.06929)),
                    Map.entry(
                            "La",
                            gaussians(
                                    20.5780, 19.5990, 11.3727, 3.28719, 2.94817, .244475, 18.7726,
                                    133.124, 2.14678)),
                    Map.entry(
                            "Ta",
                            gaussians(
                                    29.2024, 15.2293, 14.5135, 4.76492, 1.77333, 9.37046, .295977,
                                    63.3644, 9.24354)),
                    Map.entry(
                            "W",
                            gaussians(
                                    29.0818, 15.4300, 14.4327, 5.11982, 1.72029, 9.22590, .321703,
                                    57.0560, 9.88750)),
                    Map.entry(
                            "U",
                            gaussians(
                                    36.0228, 23.4128, 14.9491, 4.18800, .52930, 3.32530, 16.0927,
                                    100.613, 13.3966)));

    /// Largest difference from the tables, as a part of the strongest amplitude.
    private static final double WAASMAIER_KIRFEL = 3e-3;

    private record Row(
            int h, int k, int l, double d, int multiplicity, boolean absent, double amplitude) {}

    static List<String> names() throws IOException {
        Path folder = SharedData.file("data/crystals/structure_factors");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString().replace(".csv", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void absencesMultiplicitiesAndSpacingsAreExact(String name) throws IOException {
        Crystal crystal = crystal(name);
        ReflectionSymmetry symmetry = new ReflectionSymmetry(crystal.operators());
        for (Row row : rows(name)) {
            String hkl = row.h + " " + row.k + " " + row.l;
            assertThat(symmetry.isAbsent(row.h, row.k, row.l)).as(hkl).isEqualTo(row.absent);
            assertThat(symmetry.equivalents(row.h, row.k, row.l).length)
                    .as(hkl)
                    .isEqualTo(row.multiplicity);
            double d =
                    1 / crystal.cell().reciprocal().times(new Vector3(row.h, row.k, row.l)).norm();
            // Six decimals are printed.
            assertThat(d).as(hkl).isCloseTo(row.d, within(1e-6));
        }
    }

    /// With the same form factors the four printed decimals agree (within their rounding and that
    /// of the eight decimals of coordinates); with those of Waasmaier and Kirfel, two fits of one
    /// table that differ by 0.01 electron an atom and by less where hundreds of atoms add up.
    @ParameterizedTest
    @MethodSource("names")
    void amplitudesAgree(String name) throws IOException {
        Crystal crystal = merged(name, crystal(name)).atRest();
        boolean sameFormFactors =
                crystal.atoms().stream()
                        .allMatch(atom -> INTERNATIONAL_TABLES.containsKey(atom.element()));
        StructureFactor factor =
                new StructureFactor(sameFormFactors ? withInternationalTables(crystal) : crystal);
        // The tables have hydrogen contracted by its bond, here it is the free atom: 0.1 electron
        // an atom.
        double tolerance = sameFormFactors ? 1e-4 : name.equals("LiOH") ? 0.2 : 0.05;
        for (Row row : rows(name)) {
            assertThat(Math.sqrt(factor.square(row.h, row.k, row.l)))
                    .as(row.h + " " + row.k + " " + row.l)
                    .isCloseTo(row.amplitude, within(tolerance));
        }
    }

    /// What the user gets, Waasmaier–Kirfel factors, against the same tables: a few thousandths.
    @ParameterizedTest
    @MethodSource("names")
    void ownFormFactorsAgreeWithTheTables(String name) throws IOException {
        Crystal crystal = merged(name, crystal(name)).atRest();
        StructureFactor factor = new StructureFactor(crystal);
        double largest = rows(name).stream().mapToDouble(Row::amplitude).max().orElse(0);
        double limit = name.equals("LiOH") ? 0.02 : WAASMAIER_KIRFEL;
        for (Row row : rows(name)) {
            assertThat(Math.sqrt(factor.square(row.h, row.k, row.l)))
                    .as(row.h + " " + row.k + " " + row.l)
                    .isCloseTo(row.amplitude, within(limit * largest));
        }
    }

    /// The library of the tables takes equivalent sites within 0.5 Å for one: it halves the
    /// half-occupied lanthanum of La₂O₃ (0.196 Å from its image) and the lithium of o5q. Here a
    /// split site stays split, which keeps the composition; to compare, the sites are put upon
    /// their symmetry element by hand.
    private static Crystal merged(String name, Crystal crystal) {
        return switch (name) {
            case "La2O3-LanthanumOxide-A" -> moved(crystal, "La1", 0, 0, 0.25 - 0.234);
            case "o5q" -> moved(crystal, "Li0", 0.00270367, -0.01594049, -0.00270367);
            default -> crystal;
        };
    }

    private static Crystal moved(Crystal crystal, String label, double dx, double dy, double dz) {
        List<Atom> atoms =
                crystal.atoms().stream()
                        .map(atom ->
                                atom.label().equals(label)
                                        ? new Atom(
                                                label,
                                                atom.element(),
                                                atom.position().plus(new Vector3(dx, dy, dz)),
                                                atom.occupancy(),
                                                atom.displacementFactor(),
                                                atom.formFactor(),
                                                atom.dispersion())
                                        : atom)
                        .toList();
        return new Crystal(
                crystal.name(),
                crystal.cell(),
                crystal.operators(),
                atoms,
                crystal.attenuation(),
                crystal.source());
    }

    private static Crystal withInternationalTables(Crystal crystal) {
        List<Atom> atoms =
                crystal.atoms().stream()
                        .map(atom ->
                                new Atom(
                                        atom.label(),
                                        atom.element(),
                                        atom.position(),
                                        atom.occupancy(),
                                        atom.displacementFactor(),
                                        INTERNATIONAL_TABLES.get(atom.element()),
                                        atom.dispersion()))
                        .toList();
        return new Crystal(
                crystal.name(),
                crystal.cell(),
                crystal.operators(),
                atoms,
                crystal.attenuation(),
                crystal.source());
    }

    private static Crystal crystal(String name) throws IOException {
        Path cod = SharedData.file("data/crystals/cod").resolve(name + ".cif");
        Path obelix = SharedData.file("data/crystals/obelix").resolve(name + ".cif");
        return Crystals.read(Files.exists(cod) ? cod : obelix);
    }

    private static List<Row> rows(String name) throws IOException {
        try (Stream<String> lines =
                Files.lines(SharedData.file("data/crystals/structure_factors/" + name + ".csv"))) {
            return lines.skip(1)
                    .map(line -> line.split(","))
                    .map(p ->
                            new Row(
                                    Integer.parseInt(p[0]),
                                    Integer.parseInt(p[1]),
                                    Integer.parseInt(p[2]),
                                    Double.parseDouble(p[3]),
                                    Integer.parseInt(p[4]),
                                    p[5].equals("1"),
                                    Double.parseDouble(p[6])))
                    .toList();
        }
    }

    private static FormFactor gaussians(double... c) {
        return new FormFactor(
                new double[] {c[0], c[1], c[2], c[3]}, new double[] {c[4], c[5], c[6], c[7]}, c[8]);
    }
}
