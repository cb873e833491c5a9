package org.lauescope.operando;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Whether anything has changed in a series, from tests of several families of maps: Bonferroni's
/// inequality over the families.
///
/// @param families test of each, by its name
public record ChangeDetection(SequencedMap<String, ClusterPermutation> families) {

    /// A change is reported if noise alone would give it in one series of a hundred. Stricter than
    /// usual: whoever looks at maps chooses among many ways to look at them.
    public static final double LEVEL = 0.01;

    public ChangeDetection {
        families = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(families));
    }

    /// @param families changes of the quantities that belong together, as all components of strain
    ///   of all scans against the first
    /// @param grain number of the grain of each point
    public static ChangeDetection of(
            SequencedMap<String, List<Change>> families,
            int[] grain,
            ClusterPermutation.Settings settings) {
        SequencedMap<String, ClusterPermutation> tests = new LinkedHashMap<>();
        families.forEach(
                (name, fields) -> tests.put(name, ClusterPermutation.of(fields, grain, settings)));
        return new ChangeDetection(tests);
    }

    /// Probability of as much in a series without any change; at most 1.
    public double p() {
        return Math.min(
                1,
                families.size()
                        * families.values().stream()
                                .mapToDouble(ClusterPermutation::p)
                                .min()
                                .orElse(1));
    }

    /// Clusters of a family that are not by chance once all families are counted.
    public List<ClusterPermutation.Cluster> significant(String family) {
        ClusterPermutation test = families.get(family);
        return test == null ? List.of() : test.significant(LEVEL / families.size());
    }

    public boolean isChange() {
        return p() <= LEVEL;
    }
}
