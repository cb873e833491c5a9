package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lauescope.simulate.VirtualFrame;
import org.lauescope.simulate.VirtualPoint;

final class DemoTest {

    private final VirtualExperiment experiment = Demo.experiment();
    private final VirtualScan scan = experiment.scans().getFirst();

    @Test
    void theDemoIsACrossSectionOfThreeGrainsUnderLithium() {
        assertThat(experiment.frames()).isZero();
        assertThat(scan.grid().size()).isEqualTo(192);
        Set<Integer> grains = new HashSet<>();
        int lithium = 0;
        int several = 0;
        for (int point = 0; point < scan.grid().size(); point++) {
            VirtualPoint seen = scan.point(scan.grid().row(point), scan.grid().column(point));
            seen.parts().forEach(part -> grains.add(part.number()));
            lithium += seen.amorphous() == 1 ? 1 : 0;
            several += seen.parts().size() > 1 ? 1 : 0;
        }
        assertThat(grains).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(lithium).isBetween(32, 64);
        assertThat(several).isBetween(10, 80);
    }

    @Test
    void strainDecaysFromTheInterface() {
        double near = strain(2, 3);
        double far = strain(11, 3);
        assertThat(near).isGreaterThan(3e-4).isGreaterThan(2 * far);
    }

    @Test
    void aGrainHasSpotsEnoughAndLithiumHasNone() {
        ScanSimulation simulation = new ScanSimulation(experiment, scan);
        VirtualFrame grain = simulation.frame(16 * 11);
        assertThat(grain.frame().source()).isEqualTo("map_0176.tif");
        assertThat(grain.spots().size()).isGreaterThan(300);
        assertThat(simulation.frame(0).spots().size()).isZero();
    }

    private double strain(int row, int column) {
        return scan.point(row, column)
                .parts()
                .getFirst()
                .grain()
                .visibleStrain()
                .equivalentStrain();
    }
}
