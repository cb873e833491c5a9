package org.lauescope.io.crystal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;

/// Whatever a file holds, reading it gives a crystal or a message that names the file.
class CifFuzzTest {

    private static final List<String> PIECES =
            List.of(
                    "data_",
                    "loop_",
                    "\n;",
                    "'",
                    "\"",
                    "#",
                    "_cell_length_a",
                    "_atom_site_label",
                    "_atom_site_fract_x",
                    "x,y,z",
                    "-y+1/2",
                    "1e999",
                    "-1",
                    "0",
                    "?",
                    ".",
                    "()",
                    "1(",
                    "\u0000",
                    "\n",
                    " ",
                    "_symmetry_equiv_pos_as_xyz",
                    "'F d -3 m'",
                    "R -3 c",
                    "_symmetry_space_group_name_Hall",
                    "-P 3* 2n (1 2 3)",
                    "(x,y,z)",
                    "Uuo",
                    "save_",
                    "_atom_site_aniso_label",
                    "1/0");

    @FuzzTest
    void readsOrRefuses(byte[] file) {
        readOrRefuse(new String(file, StandardCharsets.UTF_8));
    }

    @Test
    void survivesRandomDamage() {
        List<String> seeds =
                Crystals.names().stream()
                        .map(name -> Resource.text("structures/" + name + ".cif"))
                        .toList();
        Random random = new Random(20_260_101);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    int read = 0;
                    for (int i = 0; i < 1500; i++) {
                        StringBuilder text =
                                new StringBuilder(seeds.get(random.nextInt(seeds.size())));
                        for (int j = random.nextInt(4); j >= 0; j--) {
                            damage(text, random);
                        }
                        read += readOrRefuse(text.toString());
                    }
                    // Damage within comments leaves a crystal, damage elsewhere mostly does not:
                    // both must occur.
                    assertThat(read).isBetween(50, 1450);
                });
    }

    private static int readOrRefuse(String text) {
        try {
            Crystal crystal = Crystals.ofText(new TextFile("fuzz.cif", text), "fuzz", "");
            assertThat(crystal.cell().volume()).isPositive();
            assertThat(crystal.attenuation().at(10)).isFinite();
            return 1;
        } catch (FileFormatException e) {
            assertThat(e).hasMessageStartingWith("fuzz.cif");
            return 0;
        }
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(20));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
            case 3 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            default -> text.setLength(Math.max(1, at));
        }
    }
}
