package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lauescope.simulate.VirtualFrame;

final class DemoTest {

    @Test
    void theDemoIsALineScanOverTwoGrains() {
        VirtualExperiment experiment = Demo.experiment();
        assertThat(experiment.frames()).isEqualTo(24);
        int[] grains =
                experiment.groups().stream()
                        .flatMapToInt(
                                g -> IntStream.range(0, g.count()).map(_ -> g.grains().size()))
                        .toArray();
        assertThat(grains).startsWith(1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2).endsWith(1, 1);

        Simulation simulation = new Simulation(experiment);
        VirtualFrame last = simulation.frame(23);
        assertThat(last.frame().source()).isEqualTo("line_23.tif");
        assertThat(simulation.frame(9).frame().source()).isEqualTo("line_09.tif");
        // Strain grows towards the interface, and there are spots enough to measure it.
        assertThat(last.grains().get(0).visibleStrain().equivalentStrain())
                .isGreaterThan(5e-4)
                .isGreaterThan(
                        5 * simulation.frame(0).grains().get(0).visibleStrain().equivalentStrain());
        assertThat(last.spots().size()).isGreaterThan(300);
    }
}
