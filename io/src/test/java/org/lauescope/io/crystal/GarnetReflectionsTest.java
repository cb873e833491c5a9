package org.lauescope.io.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.PhysicalConstants;
import org.lauescope.laue.Beam;
import org.lauescope.laue.ReflectionList;

/// Oracle: an independent enumeration of the reflections of cubic LLZO between 5 and 24 keV.
class GarnetReflectionsTest {

    private static Crystal garnet() throws IOException {
        return Crystals.named("LLZO", Path.of("."));
    }

    /// 366 000 lattice points, 146 000 allowed directions, in a sphere that a detector at 90° can
    /// reach; both are given in thousands, and the border of the sphere adds as much.
    @Test
    void asManyDirectionsAreAllowed() throws IOException {
        Crystal garnet = garnet();
        double radius = Math.cbrt(366e3 * 3 / (4 * Math.PI)) / garnet.cell().a();
        Beam beam = new Beam(5, PhysicalConstants.HC * radius / 2);
        assertThat(ReflectionList.of(garnet, beam, 0).size()).isCloseTo(146_000, within(1_500));
    }

    /// The ten strongest families, and the 626 directions of the first twenty.
    @Test
    void theStrongestFamiliesAreTheSame() throws IOException {
        ReflectionList list = ReflectionList.of(garnet(), new Beam(5, 24));
        Set<String> families = new LinkedHashSet<>();
        int i = 0;
        while (families.size() < 10) {
            families.add(family(list, i));
            i++;
        }
        assertThat(families)
                .containsExactlyInAnyOrder(
                        "001", "012", "112", "123", "023", "011", "125", "111", "116", "233");
        while (families.size() <= 20) {
            families.add(family(list, i));
            i++;
        }
        assertThat(i - 1).isEqualTo(626);
    }

    private static String family(ReflectionList list, int i) {
        int[] indices = {Math.abs(list.h(i)), Math.abs(list.k(i)), Math.abs(list.l(i))};
        Arrays.sort(indices);
        return indices[0] + "" + indices[1] + indices[2];
    }
}
