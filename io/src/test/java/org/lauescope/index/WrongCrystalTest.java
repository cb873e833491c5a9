package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.peaks.PeakList;
import org.lauescope.io.peaks.PeakLists;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.testing.SharedData;

/// Real peak lists indexed with one crystal alone: the right one, those that are refused, and those
/// whose spots lie at the same positions ([Lookalike]), which no list can refuse.
class WrongCrystalTest {

    private static final List<String> CRYSTALS =
            List.of("Si", "Ge", "UO2", "Cu", "Ni", "C", "W", "Fe", "LLZO", "LLTO", "GaN", "ZrO2");

    @ParameterizedTest
    @CsvSource({
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_5.cor, 5, 22, Ge",
        "laue-peaks/lauetools_Ge/Ge0001.cor, 5, 22, Ge",
        "laue-peaks/aps34ide_euler_Si/Si_Peaks.txt, 6, 24, Si",
    })
    void isRefusedUnlessPositionsCannotTell(
            String file, double minimumEnergy, double maximumEnergy, String right)
            throws IOException {
        PeakList list = PeakLists.read(SharedData.file("data/" + file), null);
        Geometry given = Objects.requireNonNull(list.geometry());
        Beam beam = new Beam(minimumEnergy, maximumEnergy);
        Geometry geometry = new Geometry(beam, given.detector(), given.tilt(), null);
        PointResult.Indexed truth =
                (PointResult.Indexed) index(geometry, Crystals.named(right, Path.of(".")), list);
        assertThat(truth.grains()).hasSize(1);
        for (String name : CRYSTALS) {
            Crystal crystal = Crystals.named(name, Path.of("."));
            boolean accepted = index(geometry, crystal, list) instanceof PointResult.Indexed;
            if (name.equals(right)) {
                assertThat(accepted).isTrue();
            } else if (accepted) {
                assertThat(Lookalike.explains(crystal, truth.grains().getFirst(), beam))
                        .as(name)
                        .isTrue();
                assertThat(name).isIn("Si", "Ge", "UO2");
            }
        }
    }

    private static PointResult index(Geometry geometry, Crystal crystal, PeakList list) {
        return Indexer.of(geometry, List.of(crystal), IndexerOptions.DEFAULT).index(list.peaks());
    }
}
