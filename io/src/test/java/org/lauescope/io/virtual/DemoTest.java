package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.io.virtual.Demo.Scenario;
import org.lauescope.simulate.VirtualFrame;
import org.lauescope.simulate.VirtualPoint;

final class DemoTest {

    private static VirtualScan scan(VirtualExperiment experiment, int number) {
        return experiment.scans().get(number);
    }

    @Test
    void theDemoIsACrossSectionOfFourGrainsUnderLithium() {
        VirtualExperiment experiment = Demo.experiment(Scenario.PENETRATION);
        VirtualScan scan = scan(experiment, 0);
        assertThat(experiment.frames()).isZero();
        assertThat(scan.grid().size()).isEqualTo(480);
        Set<Integer> grains = new HashSet<>();
        int lithium = 0;
        int several = 0;
        for (int point = 0; point < scan.grid().size(); point++) {
            VirtualPoint seen = scan.point(scan.grid().row(point), scan.grid().column(point));
            seen.parts().forEach(part -> grains.add(part.number()));
            lithium += seen.amorphous() == 1 ? 1 : 0;
            several += seen.parts().size() > 1 ? 1 : 0;
        }
        assertThat(grains).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(lithium).isBetween(48, 96);
        assertThat(several).isBetween(100, 250);
    }

    @ParameterizedTest
    @EnumSource
    void everyScenarioIsFourScansOfOneSampleAndACycler(Scenario scenario) {
        VirtualExperiment experiment = Demo.experiment(scenario);
        assertThat(experiment.scans())
                .extracting(VirtualScan::name)
                .containsExactly("Scan 0", "Scan 1", "Scan 2", "Scan 3");
        assertThat(Objects.requireNonNull(experiment.cycler()).appointments()).hasSize(4);
        for (VirtualScan later : experiment.scans().subList(1, 4)) {
            assertThat(later.sample().recipe().layout())
                    .isSameAs(scan(experiment, 0).sample().recipe().layout());
            assertThat(later.mounting().rotation().norm()).isGreaterThan(0.005);
        }
    }

    /// In the filament, near the interface, at a boundary, and far from all of them.
    @Test
    void scenariosChangeWhatTheySay() {
        double[] middle = {70, 38};
        double[] edge = {20, 20};
        double[] boundary = {41, 45};
        double[] inside = {6, 70};
        assertThat(change(Scenario.PENETRATION, middle)).isGreaterThan(3e-4);
        assertThat(change(Scenario.PENETRATION, edge)).isGreaterThan(2e-4);
        assertThat(change(Scenario.BOUNDARY, boundary)).isGreaterThan(0.9e-4);
        assertThat(change(Scenario.BOUNDARY, inside)).isLessThan(0.5e-4);
        for (double[] place : new double[][] {middle, edge, boundary, inside}) {
            assertThat(change(Scenario.NOTHING, place)).isZero();
        }
    }

    /// Largest component of the change from the first to the last scan.
    private static double change(Scenario scenario, double[] place) {
        VirtualExperiment experiment = Demo.experiment(scenario);
        double[] change =
                strain(scan(experiment, 3), place)
                        .minus(strain(scan(experiment, 0), place))
                        .toArray();
        double most = 0;
        for (double c : change) {
            most = Math.max(most, Math.abs(c));
        }
        return most;
    }

    private static SymmetricTensor strain(VirtualScan scan, double[] place) {
        var grain = scan.sample().at(place[0], place[1]).parts().getFirst().grain();
        return grain.visibleStrain()
                .in(scan.sample().geometry().sampleFromLab().times(grain.labFromCrystal()));
    }

    @Test
    void aGrainHasSpotsEnoughAndLithiumHasNone() {
        VirtualExperiment experiment = Demo.experiment(Scenario.PENETRATION);
        ScanSimulation simulation = new ScanSimulation(experiment, scan(experiment, 0));
        VirtualFrame grain = simulation.frame(24 * 12);
        assertThat(grain.frame().source()).isEqualTo("Scan 0_0288.tif");
        assertThat(grain.spots().size()).isGreaterThan(100);
        assertThat(simulation.frame(0).spots().size()).isZero();
    }
}
