package org.lauescope.io.crystal;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Orbit;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;

class CrystalsTest {

    @TempDir Path folder;

    /// Oracle: shortest distances that the publications and textbooks state for these structures
    /// (Å).
    @ParameterizedTest
    @CsvSource({
        "LLZO,             Zr,  O,   2.108, 16, 0.001",
        "LLZO,             La,  O,   2.520, 24, 0.001",
        "LLZO,             Li1, O,   1.916, 24, 0.001",
        "LLZO-tetragonal,  Zr,  O1,  2.110, 16, 0.001",
        "LLZO-tetragonal,  Li1, O2,  1.900, 8,  0.001",
        "Si,               Si,  Si,  2.352, 8,  0.001",
        "Ge,               Ge,  Ge,  2.450, 8,  0.001",
        "C,                C,   C,   1.545, 8,  0.001",
        "W,                W,   W,   2.741, 2,  0.001",
        "Cu,               Cu,  Cu,  2.556, 4,  0.001",
        "Ni,               Ni,  Ni,  2.492, 4,  0.001",
        "Al,               Al,  Al,  2.863, 4,  0.001",
        "Fe,               Fe,  Fe,  2.482, 2,  0.001",
        "Li,               Li,  Li,  3.040, 2,  0.001",
        "Ti,               Ti,  Ti,  2.894, 2,  0.002",
        "Zn,               Zn,  Zn,  2.665, 2,  0.001",
        "Mg,               Mg,  Mg,  3.197, 2,  0.002",
        "UO2,              U,   O,   2.369, 4,  0.001",
        "ZrO2,             Zr,  O1,  2.05,  4,  0.01",
        "Al2O3,            Al,  O,   1.855, 12, 0.002",
        "GaN,              Ga,  N,   1.95,  2,  0.01",
        "SiC-4H,           Si1, C2,  1.887, 2,  0.003",
        "SiC-3C,           Si,  C,   1.888, 4,  0.001",
        "LGPS,             P2,  S1,  2.0,   2,  0.05",
        "LLTO,             Ti,  O3,  1.95,  2,  0.05",
    })
    void builtInCrystalsHaveTheirBondLengths(
            String name, String from, String to, double length, int multiplicity, double tolerance)
            throws IOException {
        Crystal crystal = Crystals.named(name, folder);
        Atom first = site(crystal, from);
        Orbit orbit = Orbit.of(first.position(), crystal.operators(), crystal.cell());
        assertThat(orbit.multiplicity()).isEqualTo(multiplicity);
        assertThat(shortest(crystal, first, site(crystal, to)))
                .isCloseTo(length, within(tolerance));
        assertThat(crystal.source()).containsPattern("\\d{4}");
    }

    @Test
    void everyBuiltInCrystalLoads() throws IOException {
        assertThat(Crystals.names())
                .contains("LLZO", "Li", "Si", "Ge", "W", "Cu", "Ni", "UO2", "Al2O3", "GaN", "LLTO");
        for (String name : Crystals.names()) {
            Crystal crystal = Crystals.named(name, folder);
            assertThat(crystal.name()).isEqualTo(name);
            assertThat(crystal.attenuation().isKnown()).isTrue();
            assertThat(crystal.laueGroup().symbol()).isEqualTo(LAUE_GROUPS.get(name));
        }
    }

    /// Of the phases that battery and metal research know by these names.
    private static final Map<String, String> LAUE_GROUPS =
            Map.ofEntries(
                    entry("LLZO", "m-3m"),
                    entry("LLZO-tetragonal", "4/mmm"),
                    entry("LLTO", "4/mmm"),
                    entry("LGPS", "4/mmm"),
                    entry("Li", "m-3m"),
                    entry("Si", "m-3m"),
                    entry("Ge", "m-3m"),
                    entry("C", "m-3m"),
                    entry("W", "m-3m"),
                    entry("Cu", "m-3m"),
                    entry("Ni", "m-3m"),
                    entry("Al", "m-3m"),
                    entry("Fe", "m-3m"),
                    entry("Ti", "6/mmm"),
                    entry("Zn", "6/mmm"),
                    entry("Mg", "6/mmm"),
                    entry("UO2", "m-3m"),
                    entry("ZrO2", "2/m"),
                    entry("Al2O3", "-3m"),
                    entry("GaN", "6/mmm"),
                    entry("SiC-4H", "6/mmm"),
                    entry("SiC-3C", "m-3m"));

    @Test
    void otherNamesAndCasesMeanTheSameCrystal() throws IOException {
        assertThat(Crystals.named("sapphire", folder).name()).isEqualTo("Al2O3");
        assertThat(Crystals.named("c-llzo", folder).name()).isEqualTo("LLZO");
        assertThat(Crystals.named("t-LLZO", folder).name()).isEqualTo("LLZO-tetragonal");
    }

    /// Conventions: a built-in name wins only if no file of that name exists.
    @Test
    void aFileOfTheSameNameWins() throws IOException {
        String cif =
                """
                data_other
                _cell_length_a 4
                _cell_length_b 4
                _cell_length_c 4
                _cell_angle_alpha 90
                _cell_angle_beta 90
                _cell_angle_gamma 90
                _space_group_IT_number 221
                loop_
                _atom_site_label
                _atom_site_fract_x
                _atom_site_fract_y
                _atom_site_fract_z
                Po1 0 0 0
                """;
        assertThat(Crystals.named("Si", folder).cell().a()).isEqualTo(5.43102);
        Files.writeString(folder.resolve("Si"), cif);
        Files.writeString(folder.resolve("Si.cif"), cif);
        assertThat(Crystals.named("Si", folder).cell().a()).isEqualTo(4);
        assertThat(Crystals.named("Si.cif", folder).cell().a()).isEqualTo(4);
        assertThat(Crystals.named(folder.resolve("Si.cif").toString(), Path.of(".")).name())
                .isEqualTo("Si");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Crystals.named("LLZ", folder))
                .isInstanceOf(FileFormatException.class)
                .hasMessage(
                        "crystal 'LLZ' is unknown; expected LLZO or a CIF file"
                                + " — `lauescope info --crystals` lists the built-in ones");
        assertThatThrownBy(() -> Crystals.named("quartzite", folder))
                .hasMessageContaining("expected LLZO, LLZO-tetragonal")
                .hasMessageContaining("or a CIF file");
        assertThatThrownBy(() -> Crystals.named("missing.cif", folder))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("missing.cif: no such file");
    }

    private static Atom site(Crystal crystal, String label) {
        return crystal.atoms().stream()
                .filter(atom -> atom.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static double shortest(Crystal crystal, Atom from, Atom to) {
        Vector3 start =
                Orbit.of(from.position(), crystal.operators(), crystal.cell())
                        .positions()
                        .getFirst();
        double shortest = Double.POSITIVE_INFINITY;
        for (Vector3 end :
                Orbit.of(to.position(), crystal.operators(), crystal.cell()).positions()) {
            for (int i = -1; i <= 1; i++) {
                for (int j = -1; j <= 1; j++) {
                    for (int k = -1; k <= 1; k++) {
                        Vector3 step = end.plus(new Vector3(i, j, k)).minus(start);
                        double length = crystal.cell().direct().times(step).norm();
                        if (length > 0.1) {
                            shortest = Math.min(shortest, length);
                        }
                    }
                }
            }
        }
        return shortest;
    }
}
