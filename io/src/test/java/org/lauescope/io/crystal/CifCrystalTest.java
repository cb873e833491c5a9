package org.lauescope.io.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.LaueGroup;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;

class CifCrystalTest {

    private static final String CUBIC =
            """
            _cell_length_a 5.4307(2)
            _cell_length_b 5.4307(2)
            _cell_length_c 5.4307(2)
            _cell_angle_alpha 90.
            _cell_angle_beta  90
            _cell_angle_gamma 90.000
            """;
    private static final String HEXAGONAL =
            """
            _cell.length_a 4.7602
            _cell.length_b 4.7602
            _cell.length_c 12.9933
            _cell.angle_alpha 90
            _cell.angle_beta 90
            _cell.angle_gamma 120
            """;
    private static final String RHOMBOHEDRAL =
            """
            _cell_length_a 5.12
            _cell_length_b 5.12
            _cell_length_c 5.12
            _cell_angle_alpha 55.28
            _cell_angle_beta 55.28
            _cell_angle_gamma 55.28
            """;
    private static final String SITES =
            """
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            """;

    private static Crystal read(String... parts) throws FileFormatException {
        return Crystals.ofText(
                new TextFile("test.cif", "data_test\n" + String.join("", parts)), "test", "");
    }

    @Test
    void symmetryByOperatorsHallSymbolNameAndNumberIsTheSame() throws FileFormatException {
        String site = SITES + "Al1 Al 0 0 0\n";
        String listed =
                "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'y,z,x'\n'-y , X, z'\n'-x,-y,-z'\n"
                        + "'x+1/2,y+.5,z'\n' x , 0.5+y , z+1/2 '\n";
        List<Crystal> crystals =
                List.of(
                        read(CUBIC, "_symmetry_space_group_name_Hall '-F 4 2 3'\n", site),
                        read(CUBIC, "_space_group_name_H-M_alt 'F m -3 m'\n", site),
                        read(CUBIC, "_symmetry_space_group_name_H-M Fm3m\n", site),
                        read(CUBIC, "_space_group.IT_number 225\n", site),
                        read(CUBIC, listed, site));
        for (Crystal crystal : crystals) {
            assertThat(crystal.operators())
                    .hasSize(192)
                    .containsAll(crystals.getFirst().operators());
            assertThat(crystal.laueGroup()).isEqualTo(LaueGroup.CUBIC_HIGH);
            assertThat(crystal.cell().a()).isEqualTo(5.4307);
        }
    }

    /// The operators win over a name that contradicts them.
    @Test
    void operatorsWinOverNames() throws FileFormatException {
        Crystal crystal =
                read(
                        CUBIC,
                        "_space_group_name_H-M_alt 'F m -3 m'\nloop_\n_space_group_symop_operation_xyz\nx,y,z\n-x,-y,-z\n",
                        SITES + "Al1 Al 0 0 0\n");
        assertThat(crystal.operators()).hasSize(2);
    }

    /// Silicon: at 0 0 0 in origin 1 eight atoms, in origin 2 sixteen; at 1/8 1/8 1/8 the other way
    /// round.
    @Test
    void theOriginWithFewestAtomsIsMeant() throws FileFormatException {
        String group = "_space_group_name_H-M_alt 'F d -3 m'\n";
        Crystal first = read(CUBIC, group, SITES + "Si1 Si 0 0 0\n");
        Crystal second = read(CUBIC, group, SITES + "Si1 Si 0.125 0.125 0.125\n");
        assertThat(first.operators())
                .containsAll(SpaceGroups.named("Fd-3m:1").getFirst().operators());
        assertThat(second.operators())
                .containsAll(SpaceGroups.named("Fd-3m:2").getFirst().operators());
    }

    /// A spinel has 56 atoms in either origin: only the stated multiplicities or an extension can
    /// tell.
    @Test
    void twoPossibleOriginsAreRefusedUnlessTheFileTells() throws FileFormatException {
        String group = "_space_group_name_H-M_alt 'F d -3 m'\n";
        String sites = "Mg1 Mg 0.125 0.125 0.125%s\nAl1 Al 0.5 0.5 0.5%s\nO1 O 0.26 0.26 0.26%s\n";
        assertThatThrownBy(() -> read(CUBIC, group, SITES + sites.formatted("", "", "")))
                .hasMessageContaining("test.cif line 8: space group 'F d -3 m' has two settings")
                .hasMessageContaining("F d -3 m:1")
                .hasMessageContaining("F d -3 m:2");
        String counted =
                SITES + "_atom_site_symmetry_multiplicity\n" + sites.formatted(" 8", " 16", " 32");
        assertThat(read(CUBIC, group, counted).operators())
                .containsAll(SpaceGroups.named("Fd-3m:2").getFirst().operators());
    }

    @Test
    void theCellTellsHexagonalFromRhombohedralAxes() throws FileFormatException {
        String group = "_symmetry_space_group_name_H-M 'R -3 c'\n";
        Crystal hexagonal = read(HEXAGONAL, group, SITES + "Al1 Al 0 0 0.352\nO1 O 0.306 0 0.25\n");
        Crystal rhombohedral = read(RHOMBOHEDRAL, group, SITES + "Al1 Al 0.355 0.355 0.355\n");
        assertThat(hexagonal.operators()).hasSize(36);
        assertThat(rhombohedral.operators()).hasSize(12);
        assertThat(rhombohedral.laueGroup()).isEqualTo(LaueGroup.TRIGONAL_HIGH);
        assertThatThrownBy(() ->
                        read(
                                HEXAGONAL,
                                "_symmetry_space_group_name_H-M 'R -3 c :R'\n",
                                SITES + "Al1 Al 0 0 0\n"))
                .hasMessageContaining("breaks its space group");
    }

    @Test
    void displacementFactorsComeInEveryForm() throws FileFormatException {
        String group = "_space_group_IT_number 221\n";
        double eightPiSquared = 8 * Math.PI * Math.PI;
        String isotropicU =
                SITES + "_atom_site_U_iso_or_equiv\nAl1 Al 0 0 0 0.0100(2)\nO1 O 0.5 0 0 ?\n";
        assertThat(read(CUBIC, group, isotropicU).atoms())
                .extracting(Atom::displacementFactor)
                .satisfiesExactly(
                        b -> assertThat(b).isCloseTo(0.01 * eightPiSquared, within(1e-12)),
                        b -> assertThat(b).isEqualTo(0.9));
        String isotropicB = SITES + "_atom_site_B_iso_or_equiv\nAl1 Al 0 0 0 0.75\n";
        assertThat(read(CUBIC, group, isotropicB).atoms().getFirst().displacementFactor())
                .isEqualTo(0.75);
        // Hexagonal axes, isotropic motion: U₁₁ = U₂₂ = U₃₃ = U, U₁₂ = U/2.
        String anisotropic =
                SITES
                        + "Al1 Al 0 0 0.35\nloop_\n_atom_site_aniso_label\n"
                        + "_atom_site_aniso_U_11\n_atom_site_aniso_U_22\n_atom_site_aniso_U_33\n"
                        + "_atom_site_aniso_U_23\n_atom_site_aniso_U_13\n_atom_site_aniso_U_12\n"
                        + "Al1 0.02 0.02 0.02 0 0 0.01\n";
        assertThat(
                        read(HEXAGONAL, "_space_group_IT_number 167\n", anisotropic)
                                .atoms()
                                .getFirst()
                                .displacementFactor())
                .isCloseTo(0.02 * eightPiSquared, within(1e-12));
        assertThat(read(CUBIC, group, isotropicU).atRest().atoms())
                .allMatch(atom -> atom.displacementFactor() == 0);
    }

    @Test
    void mixedAndPartlyOccupiedSitesAddUp() throws FileFormatException {
        Crystal crystal =
                read(
                        CUBIC,
                        "_space_group_IT_number 221\n",
                        SITES
                                + "_atom_site_occupancy\nZr1 Zr4+ 0 0 0 0.875(5)\nTa1 Ta5+ 0 0 0 0.125\nLi1 Li+ .5 .5 .5 .\n");
        assertThat(crystal.atoms()).extracting(Atom::element).containsExactly("Zr", "Ta", "Li");
        assertThat(crystal.atoms()).extracting(Atom::occupancy).containsExactly(0.875, 0.125, 1.0);
        assertThatThrownBy(() ->
                        read(
                                CUBIC,
                                "_space_group_IT_number 221\n",
                                SITES + "Zr1 Zr 0 0 0\nTa1 Ta 1 0 0\n"))
                .hasMessageContaining(
                        "puts sites Ta1, Zr1 at one place with a total occupancy of 2.00");
    }

    /// Without type symbols the label tells, and for capitals the formula.
    @ParameterizedTest
    @CsvSource({
        "Si1,  ,      Si",
        "O1W,  ,      O",
        "La2,  ,      La",
        "D1,   ,      H",
        "OW3,  ,      O",
        "SI2,  Si O2, Si",
        "CA1,  C6 H6, C",
        "LI3,  ,      Li",
    })
    void labelsTellTheElement(String label, String formula, String element)
            throws FileFormatException {
        String sum = formula == null ? "" : "_chemical_formula_sum '" + formula + "'\n";
        String sites =
                "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n";
        assertThat(
                        read(CUBIC, sum, "_space_group_IT_number 1\n", sites, label + " 0 0 0\n")
                                .atoms()
                                .getFirst()
                                .element())
                .isEqualTo(element);
    }

    @Test
    void oneOfSeveralStructuresIsChosenByName() throws FileFormatException {
        String structure = CUBIC + "_space_group_IT_number 221\n" + SITES + "Po1 Po 0 0 0\n";
        String text =
                "data_global\n_journal_year 1999\ndata_one\n"
                        + structure
                        + "data_two\n"
                        + structure;
        TextFile file = new TextFile("many.cif", text);
        assertThat(Crystals.ofText(file, "two", "two").name()).isEqualTo("two");
        assertThatThrownBy(() -> Crystals.ofText(file, "many", ""))
                .hasMessage(
                        "many.cif: 2 structures (one, two); expected which one, as many.cif#one");
        assertThatThrownBy(() -> Crystals.ofText(file, "many", "three"))
                .hasMessageContaining("no data block 'three'; expected one of global, one, two");
        String single = "data_global\n_journal_year 1999\ndata_one\n" + structure;
        assertThat(Crystals.ofText(new TextFile("one.cif", single), "one", "").atoms()).hasSize(1);
    }

    @Test
    void quotesTextsCommentsAndLineEndsAreRead() throws FileFormatException {
        String text =
                "#\\#CIF_1.1\r\n# comment with 'quote\r\ndata_x\r\n_a 'O1'-H' # tail\r\n_b \"two words\"\r\n_c\r\n;line 1\r\n_d "
                        + "loop_\r\n;\r\nloop_ _e _f 1 ' ' ? .\r\n";
        CifBlock block = CifReader.blocks("x.cif", text).getFirst();
        assertThat(block.text("_a")).isEqualTo("O1'-H");
        assertThat(block.text("_B")).isEqualTo("two words");
        assertThat(block.text("_c")).isEqualTo("line 1 _d loop_");
        assertThat(block.column("_e")).extracting(CifValue::text).containsExactly("1", "?");
        assertThat(block.column("_f")).extracting(CifValue::text).containsExactly(" ", ".");
        assertThat(block.column("_f").getLast().line()).isEqualTo(10);
        assertThat(block.value("_nothing")).isNull();
    }

    /// A cell with three angles rounded to a hundredth of a degree is made to obey its symmetry
    /// exactly.
    @Test
    void aRoundedCellIsMadeExact() throws FileFormatException {
        String cell = RHOMBOHEDRAL.replace("_cell_angle_beta 55.28", "_cell_angle_beta 55.29");
        Crystal crystal =
                read(cell, "_space_group_name_H-M_alt 'R -3 :R'\n", SITES + "Al1 Al 0.3 0.3 0.3\n");
        assertThat(CellSymmetry.deviation(crystal.cell(), crystal.operators())).isLessThan(1e-14);
        assertThat(Math.toDegrees(crystal.cell().alpha())).isCloseTo(55.2833, within(1e-4));
    }

    @Test
    void positionsAreKeptAsWritten() throws FileFormatException {
        Crystal crystal =
                read(CUBIC, "_space_group_IT_number 1\n", SITES + "O1 O2- -0.053(3) 1.25E-1 .5\n");
        assertThat(crystal.atoms().getFirst().position())
                .isEqualTo(new Vector3(-0.053, 0.125, 0.5));
    }

    /// What a user meets: file, line, value, expectation and remedy.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "_cell_length_a 5.4307(2)   | _cell_length_a ?            | test.cif line 1: block 'test' has no _cell_length_a; expected the lengths and angles of the cell",
                "_cell_length_a 5.4307(2)   | _cell_length_a abc          | test.cif line 2: _cell_length_a = 'abc'; expected a number",
                "_cell_length_a 5.4307(2)   | _cell_length_a -5           | test.cif line 2: cell edge a = -5.0 Å",
                "_cell_length_a 5.4307(2)   | _cell_length_a 5.6          | breaks its space group by",
                "_cell_angle_gamma 90.000   | _cell_angle_gamma 190       | cell angle gamma",
                "_space_group_IT_number 221 | _space_group_IT_number ?    | has no symmetry; expected _space_group_symop_operation_xyz",
                "_space_group_IT_number 221 | _space_group_IT_number 231  | test.cif line 8: space-group number = 231; expected 1 to 230",
                "_space_group_IT_number 221 | _space_group_name_H-M_alt 'Q 7' | space group 'Q 7' is unknown",
                "_space_group_IT_number 221 | _space_group_name_Hall 'P 7'    | Hall symbol 'P 7' is not understood",
                "_space_group_IT_number 221 | loop_ _space_group_symop_operation_xyz x,y,z x,y | operator 'x,y' is not readable at character 4",
                "_space_group_IT_number 221 | loop_ _space_group_symop_operation_xyz x,y,z x,x,z | operator 'x,x,z' has determinant 0",
                "_space_group_IT_number 221 | loop_ _space_group_symop_operation_xyz x,y,z x+.1,y,z | has translation 0.1; expected a multiple of 1/24",
                "_space_group_IT_number 221 | loop_ _space_group_symop_operation_xyz x,y,z x+1/4,y+1/8,z+1/24 x+1/24,y,z x,y+1/24,z | generate more than 192",
                "Po1 Po 0 0 0               | Po1 Po 0 0                  | loop has 5 names and 4 values; expected a whole number of rows",
                "Po1 Po 0 0 0               | Po1 Xx 0 0 0                | 'Xx' is no element with a form factor",
                "Po1 Po 0 0 0               | Po1 Po 0 0 ?                | site Po1 lacks a coordinate",
                "Po1 Po 0 0 0               | Po1 Po 0 0 200              | fractional coordinate = 200.0; expected a part of a cell edge",
                "Po1 Po 0 0 0               | Po1 Po ? ? ?                | has no atom",
                "Po1 Po 0 0 0               | Po1 Po 0 0 'oh              | text after ' is not closed on its line",
                "data_test                  | dat_test                    | 'dat_test' before any data block",
                "_cell_length_a 5.4307(2)   | _cell_length_a 5.4307 5     | value '5' has no item name before it",
                "_cell_length_a 5.4307(2)   | _cell_length_b 5.4307       | item _cell_length_b is given twice",
            })
    void mistakesAreNamed(String right, String wrong, String message) {
        String text =
                "data_test\n" + CUBIC + "_space_group_IT_number 221\n" + SITES + "Po1 Po 0 0 0\n";
        assertThat(text).contains(right.strip());
        String spoilt = text.replace(right.strip(), wrong.strip());
        assertThatThrownBy(() -> Crystals.ofText(new TextFile("test.cif", spoilt), "test", ""))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("test.cif")
                .hasMessageContaining(message.strip());
    }

    @Test
    void aFileThatIsNoCifIsRefused() {
        assertThatThrownBy(() -> CifReader.blocks("x.cif", ""))
                .hasMessage("x.cif: no data block; expected a CIF, which has a line data_NAME");
        assertThatThrownBy(() -> CifReader.blocks("x.cif", "data_x\n_t\n;never closed\n"))
                .hasMessage(
                        "x.cif line 3: text between semicolons is not closed; expected a line that begins with ;");
        assertThatThrownBy(() -> CifReader.blocks("x.cif", "data_x\n_a\n_b 1\n"))
                .hasMessageContaining("x.cif line 2: item _a has no value");
    }
}
