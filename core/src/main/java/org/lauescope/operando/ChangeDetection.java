package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Whether anything has changed in a series, from tests of several families of maps. Each family is
/// searched for clusters of changed points anywhere, and its trends over the series are asked for
/// changes where they are expected; Bonferroni's inequality over all tests.
///
/// @param families search of each, by its name; fields are numbered as they were given, trends
///   after the others
/// @param planned contrasts of each, by the same names
public record ChangeDetection(
        SequencedMap<String, ClusterPermutation> families,
        SequencedMap<String, PlannedContrasts> planned) {

    /// A change is reported if noise alone would give it in one series of forty: at amplitudes of
    /// 1.5e-4 a stricter level misses growth from the interface, and searches are a little too
    /// free, so that five of a hundred would be more.
    public static final double LEVEL = 0.025;

    public ChangeDetection {
        families = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(families));
        planned = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(planned));
    }

    /// @param families changes of the quantities that belong together, as all components of strain
    ///   of all scans against the first
    /// @param trends of the same families, one for each quantity ([Change#trend]); searched, too
    /// @param contrasts where trends are expected; may be none
    /// @param grain number of the grain of each point
    public static ChangeDetection of(
            SequencedMap<String, List<Change>> families,
            SequencedMap<String, List<Change>> trends,
            List<Contrast> contrasts,
            int[] grain,
            ClusterPermutation.Settings settings) {
        SequencedMap<String, ClusterPermutation> tests = new LinkedHashMap<>();
        SequencedMap<String, PlannedContrasts> planned = new LinkedHashMap<>();
        families.forEach((name, changes) -> {
            List<Change> trend = trends.getOrDefault(name, List.of());
            List<Change> all = new ArrayList<>(changes);
            all.addAll(trend);
            List<Deviations> fields = Deviations.of(all, contrasts, grain);
            tests.put(name, ClusterPermutation.of(fields, settings));
            if (!contrasts.isEmpty() && !trend.isEmpty()) {
                planned.put(
                        name,
                        PlannedContrasts.of(fields.subList(changes.size(), all.size()), contrasts));
            }
        });
        return new ChangeDetection(tests, planned);
    }

    /// All of a series, with planned contrasts where boundaries and interface are known.
    public static ChangeDetection of(SeriesEvidence series, ClusterPermutation.Settings settings) {
        return of(series.families(), series.trends(), series.contrasts(), series.grain(), settings);
    }

    /// The search alone.
    public static ChangeDetection of(
            SequencedMap<String, List<Change>> families,
            int[] grain,
            ClusterPermutation.Settings settings) {
        return of(families, new LinkedHashMap<>(), List.of(), grain, settings);
    }

    private int tests() {
        return families.size() + planned.size();
    }

    /// Probability of as much in a series without any change; at most 1.
    public double p() {
        double least = 1;
        for (ClusterPermutation test : families.values()) {
            least = Math.min(least, test.p());
        }
        for (PlannedContrasts test : planned.values()) {
            least = Math.min(least, test.p());
        }
        return Math.min(1, tests() * least);
    }

    /// Clusters of a family that are not by chance once all tests are counted.
    public List<ClusterPermutation.Cluster> significant(String family) {
        ClusterPermutation test = families.get(family);
        return test == null ? List.of() : test.significant(LEVEL / tests());
    }

    /// Contrasts of a family that are not by chance once all tests are counted.
    public List<PlannedContrasts.Amplitude> significantContrasts(String family) {
        PlannedContrasts test = planned.get(family);
        return test == null ? List.of() : test.significant(LEVEL / tests());
    }

    public boolean isChange() {
        return p() <= LEVEL;
    }
}
