package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lauescope.operando.VirtualSeries.Truth;

/// Whether changes are found in series of known truth at an amplitude of 1.5e-4, and none where
/// there is none.
class ChangeDetectionTest {

    private static final double AMPLITUDE = 1.5e-4;

    /// Searches of so few drawings cannot reach the level: planned contrasts alone decide.
    private static final ClusterPermutation.Settings QUICK =
            new ClusterPermutation.Settings(2.5, 1.5, 19, 5, 1);

    /// Enough to decide: p ≤ 0.01 over six tests allows no drawing of 999 to be heavier, so the
    /// second that is may end them.
    private static final ClusterPermutation.Settings DECIDING =
            new ClusterPermutation.Settings(2.5, 1.5, 999, 5, 1);

    private static ChangeDetection detection(
            Truth truth, int seed, ClusterPermutation.Settings settings) {
        return ChangeDetection.of(
                new VirtualSeries(truth, AMPLITUDE, seed).changes(), settings.withSeed(seed));
    }

    private static int found(Truth truth, int from, int to, ClusterPermutation.Settings settings) {
        int found = 0;
        for (int seed = from; seed < to; seed++) {
            found += detection(truth, seed, settings).isChange() ? 1 : 0;
        }
        return found;
    }

    /// Of 6 series without change, three with a change have a probability of 2e-3 at a rate of 5 %;
    /// of 4 with one, less than three have 5 % at a rate of 90 %.
    @Test
    void aFewSeries() {
        assertThat(found(Truth.NOTHING, 500, 506, QUICK)).isLessThanOrEqualTo(2);
        assertThat(found(Truth.BOUNDARY, 500, 504, QUICK)).isGreaterThanOrEqualTo(3);
    }

    /// What is along the boundaries is said to be there.
    @Test
    void namesThePlace() {
        ChangeDetection found = detection(Truth.BOUNDARY, 510, QUICK);
        List<PlannedContrasts.Amplitude> significant =
                found.significantContrasts(SeriesEvidence.WIDTH);
        assertThat(significant).isNotEmpty();
        assertThat(significant.getFirst().contrast().name()).isEqualTo("grain boundaries");
        assertThat(significant.getFirst().value()).isPositive();
        assertThat(found.significantContrasts(SeriesEvidence.STRAIN)).isEmpty();
    }

    @Test
    @Tag("acceptance")
    void reportsNoChangeWhereThereIsNone() {
        assertThat(found(Truth.NOTHING, 0, 200, DECIDING)).isLessThanOrEqualTo(10);
    }

    @Test
    @Tag("acceptance")
    void findsPenetration() {
        assertThat(found(Truth.PENETRATION, 0, 40, DECIDING)).isGreaterThanOrEqualTo(36);
    }

    @Test
    @Tag("acceptance")
    void findsChangesAlongBoundaries() {
        assertThat(found(Truth.BOUNDARY, 0, 40, DECIDING)).isGreaterThanOrEqualTo(36);
    }
}
