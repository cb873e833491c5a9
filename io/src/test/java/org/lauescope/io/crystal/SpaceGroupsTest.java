package org.lauescope.io.crystal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Dispersion;
import org.lauescope.crystal.FormFactor;
import org.lauescope.crystal.HallSymbol;
import org.lauescope.crystal.LaueGroup;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetryOperator;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

/// Oracle: the operators of 530 settings by an independent program, as digests in
/// `space-group-operators.csv`.
class SpaceGroupsTest {

    private record Expected(
            int number, String hall, String pointGroup, int operators, String digest) {}

    private static final List<Expected> ORACLE =
            Resource.text("space-group-operators.csv")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";"))
                    .map(p ->
                            new Expected(
                                    Integer.parseInt(p[0]),
                                    p[1],
                                    p[3],
                                    Integer.parseInt(p[4]),
                                    p[5]))
                    .toList();

    private static final Atom ATOM =
            new Atom(
                    "A",
                    "A",
                    Vector3.ZERO,
                    1,
                    0,
                    new FormFactor(new double[0], new double[0], 1),
                    Dispersion.NONE);

    @Test
    void hallSymbolsGenerateTheirOperators() {
        for (Expected expected : ORACLE) {
            List<SymmetryOperator> operators = HallSymbol.operators(expected.hall);
            assertThat(operators).as(expected.hall).hasSize(expected.operators);
            assertThat(digest(operators)).as(expected.hall).isEqualTo(expected.digest);
            assertThat(operators.getFirst()).isEqualTo(SymmetryOperator.IDENTITY);
        }
    }

    @Test
    void theTableHoldsEverySettingUnderItsNumber() {
        Set<String> table =
                SpaceGroups.all().stream()
                        .map(setting -> setting.number() + " " + digest(setting.operators()))
                        .collect(Collectors.toSet());
        for (Expected expected : ORACLE) {
            assertThat(table).as(expected.hall).contains(expected.number + " " + expected.digest);
        }
        assertThat(
                        SpaceGroups.all().stream()
                                .map(SpaceGroups.Setting::number)
                                .collect(Collectors.toSet()))
                .isEqualTo(IntStream.rangeClosed(1, 230).boxed().collect(Collectors.toSet()));
    }

    /// Every symbol means one group, whatever its spelling.
    @Test
    void everySymbolIsFoundInEverySpelling() {
        for (SpaceGroups.Setting setting : SpaceGroups.all()) {
            String symbol = setting.symbol();
            for (String spelling :
                    List.of(
                            symbol,
                            symbol.replace(" ", ""),
                            symbol.replace(' ', '_'),
                            symbol.toUpperCase(Locale.ROOT))) {
                List<SpaceGroups.Setting> found = SpaceGroups.named(spelling);
                assertThat(found).as(spelling).hasSize(1);
                assertThat(found.getFirst()).as(spelling).isEqualTo(setting);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P21/c,        14, 1",
        "P 2(1)/c,     14, 1",
        "P 1 1 21/b,   14, 1",
        "C2/m,         12, 1",
        "P-1,          2,  1",
        "Pnma,         62, 1",
        "P2(1)2(1)2(1),19, 1",
        "Cmce,         64, 1",
        "C m c a,      64, 1",
        "Aea2,         41, 1",
        "I4_1/acd,     142, 2",
        "I41/acdZ,     142, 1",
        "P4_2/nmc,     137, 2",
        "P42/nmcS,     137, 1",
        "R-3c,         167, 2",
        "R-3cH,        167, 1",
        "R -3 c R,     167, 1",
        "R -3 c :h,    167, 1",
        "F d 3 m,      227, 2",
        "Fd3m:2,       227, 1",
        "F d -3 m :1,  227, 1",
        "Ia3d,         230, 1",
        "Im3,          204, 1",
        "Pa3,          205, 1",
        "P23,          195, 1",
        "P6_3/mmc,     194, 1",
        "P 3,          143, 1",
        "R 3,          146, 2",
        "R32,          155, 2",
        "F-43m,        216, 1",
        "Nonsense,     0,  0",
        "'',           0,  0",
    })
    void usualSpellingsAreUnderstood(String symbol, int number, int settings) {
        List<SpaceGroups.Setting> found = SpaceGroups.named(symbol);
        assertThat(found).hasSize(settings);
        assertThat(found).allMatch(setting -> setting.number() == number);
    }

    @Test
    void aNumberMeansTheStandardSetting() {
        assertThat(SpaceGroups.numbered(14))
                .extracting(SpaceGroups.Setting::symbol)
                .containsExactly("P 1 21/c 1");
        assertThat(SpaceGroups.numbered(5))
                .extracting(SpaceGroups.Setting::symbol)
                .containsExactly("C 1 2 1");
        assertThat(SpaceGroups.numbered(227))
                .extracting(SpaceGroups.Setting::symbol)
                .containsExactly("F d -3 m:1", "F d -3 m:2");
        assertThat(SpaceGroups.numbered(0)).isEmpty();
        assertThat(SpaceGroups.numbered(231)).isEmpty();
    }

    /// Int. Tables A: the Laue class follows from the number.
    @Test
    void laueGroupsFollowFromTheNumber() {
        int[] last = {2, 15, 74, 88, 142, 148, 167, 176, 194, 206, 230};
        LaueGroup[] groups = {
            LaueGroup.TRICLINIC,
            LaueGroup.MONOCLINIC,
            LaueGroup.ORTHORHOMBIC,
            LaueGroup.TETRAGONAL_LOW,
            LaueGroup.TETRAGONAL_HIGH,
            LaueGroup.TRIGONAL_LOW,
            LaueGroup.TRIGONAL_HIGH,
            LaueGroup.HEXAGONAL_LOW,
            LaueGroup.HEXAGONAL_HIGH,
            LaueGroup.CUBIC_LOW,
            LaueGroup.CUBIC_HIGH
        };
        for (SpaceGroups.Setting setting : SpaceGroups.all()) {
            int i = 0;
            while (setting.number() > last[i]) {
                i++;
            }
            assertThat(LaueGroup.of(setting.operators())).as(setting.symbol()).isEqualTo(groups[i]);
        }
    }

    /// In CRYSTAL axes every proper rotation of a cell that fits is orthogonal and takes the
    /// lattice to itself; the cell is made to fit by averaging a general metric, so that nothing is
    /// special but what symmetry asks for.
    @Test
    void properRotationsTakeTheLatticeToItselfInEverySetting() {
        UnitCell general = UnitCell.ofDegrees(5.1, 6.3, 7.7, 81, 97, 108);
        for (SpaceGroups.Setting setting : SpaceGroups.all()) {
            List<SymmetryOperator> operators = setting.operators();
            UnitCell cell = CellSymmetry.exact(general, operators);
            assertThat(CellSymmetry.deviation(cell, operators)).isLessThan(1e-13);
            Matrix3 direct = cell.direct();
            List<Matrix3> rotations =
                    new Crystal("test", cell, operators, List.of(ATOM), Attenuation.UNKNOWN, "")
                            .properRotations();
            assertThat(rotations).as(setting.symbol()).hasSize(LaueGroup.of(operators).order());
            assertThat(rotations.getFirst().minus(Matrix3.IDENTITY).largest()).isLessThan(1e-12);
            for (Matrix3 rotation : rotations) {
                // Rounding of a product of matrices of order 10 and its inverse.
                assertThat(rotation.times(rotation.transpose()).minus(Matrix3.IDENTITY).largest())
                        .isLessThan(1e-12);
                assertThat(rotation.determinant()).isCloseTo(1, within(1e-12));
                Matrix3 onLattice = direct.inverse().times(rotation).times(direct);
                for (int i = 0; i < 3; i++) {
                    Vector3 column = onLattice.column(i);
                    assertThat(
                                    DoubleStream.of(column.x(), column.y(), column.z())
                                            .map(value -> Math.abs(value - Math.rint(value)))
                                            .max()
                                            .orElse(1))
                            .as(setting.symbol())
                            .isLessThan(1e-10);
                }
            }
        }
    }

    private static String digest(List<SymmetryOperator> operators) {
        TreeSet<String> lines = new TreeSet<>();
        for (SymmetryOperator operator : operators) {
            Matrix3 w = operator.rotation();
            Vector3 t = operator.translation().times(24);
            lines.add(
                    DoubleStream.of(
                                    w.xx(), w.xy(), w.xz(), w.yx(), w.yy(), w.yz(), w.zx(), w.zy(),
                                    w.zz(), t.x(), t.y(), t.z())
                            .mapToObj(value -> Long.toString(Math.round(value)))
                            .collect(Collectors.joining(" ")));
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", lines).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
