package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the changes of a series say about how lithium grows: indicators, and the probability of
/// each mechanism from those with stated densities, taken as independent given the mechanism.
///
/// It is asked only once [ChangeDetection] has found a change. One scan of one surface cannot see
/// what starts below it.
///
/// @param isChange whether anything has changed at all
/// @param prior probability of each mechanism before any measurement
/// @param posterior after it; the prior without a change
public record MechanismEvidence(
        boolean isChange,
        List<Indicator> indicators,
        Map<Mechanism, Double> prior,
        Map<Mechanism, Double> posterior) {

    /// Less probable ones are not concluded.
    public static final double CONCLUSIVE = 0.9;

    /// Indicators whose factor is smaller than three have not driven anything.
    private static final double DRIVES = Math.log(3);

    public MechanismEvidence {
        indicators = List.copyOf(indicators);
        prior = Collections.unmodifiableMap(new EnumMap<>(prior));
        posterior = Collections.unmodifiableMap(new EnumMap<>(posterior));
    }

    /// The literature is divided: one third each.
    public static Map<Mechanism, Double> evenPrior() {
        Map<Mechanism, Double> prior = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            prior.put(mechanism, 1.0 / Mechanism.values().length);
        }
        return prior;
    }

    public static MechanismEvidence of(SeriesEvidence series, ChangeDetection detection) {
        return of(series, detection, evenPrior());
    }

    /// @param detection of the same series
    /// @param prior probabilities that add up to 1
    public static MechanismEvidence of(
            SeriesEvidence series, ChangeDetection detection, Map<Mechanism, Double> prior) {
        List<HotSpot> spots = hotSpots(series, detection);
        List<Indicator> indicators = new ArrayList<>();
        indicators.addAll(DepthDependence.of(series));
        indicators.addAll(InterfaceOrigin.of(series, spots));
        indicators.addAll(BoundaryPreference.of(series));
        indicators.addAll(Directionality.of(series, spots));
        indicators.addAll(StrainConcentration.of(series));
        tip(series, detection).ifPresent(tip -> indicators.addAll(NearTipField.of(series, tip)));
        indicators.addAll(OrderOfEvents.of(series, detection));
        indicators.addAll(Reversibility.of(series));
        boolean isChange = detection.isChange();
        return new MechanismEvidence(
                isChange, indicators, prior, isChange ? posterior(prior, indicators) : prior);
    }

    /// Bayes' rule.
    private static Map<Mechanism, Double> posterior(
            Map<Mechanism, Double> prior, List<Indicator> indicators) {
        Map<Mechanism, Double> log = new EnumMap<>(Mechanism.class);
        double most = Double.NEGATIVE_INFINITY;
        for (Mechanism mechanism : Mechanism.values()) {
            double sum = Math.log(prior.getOrDefault(mechanism, 0.0));
            for (Indicator indicator : indicators) {
                sum += indicator.weight().of(mechanism);
            }
            log.put(mechanism, sum);
            most = Math.max(most, sum);
        }
        double highest = most;
        double whole = log.values().stream().mapToDouble(v -> Math.exp(v - highest)).sum();
        log.replaceAll((_, v) -> Math.exp(v - highest) / whole);
        return log;
    }

    /// Of the trends, heaviest first.
    private static List<HotSpot> hotSpots(SeriesEvidence series, ChangeDetection detection) {
        record Found(HotSpot spot, double mass) {}
        List<Found> found = new ArrayList<>();
        detection
                .families()
                .forEach((family, _) -> {
                    int scans = series.families().getOrDefault(family, List.of()).size();
                    for (ClusterPermutation.Cluster cluster : detection.significant(family)) {
                        if (cluster.field() >= scans) {
                            found.add(
                                    new Found(
                                            spot(series, family, cluster),
                                            Math.abs(cluster.mass())));
                        }
                    }
                });
        found.sort(Comparator.comparingDouble(one -> -one.mass));
        return found.stream().map(Found::spot).toList();
    }

    private static HotSpot spot(
            SeriesEvidence series, String family, ClusterPermutation.Cluster cluster) {
        return HotSpot.of(
                cluster,
                series.change(family, cluster.field()).evidence(),
                series.interfaceDistance(),
                series.boundaryDistance());
    }

    /// Of the heaviest hot spot of strain, the point farthest from the interface.
    private static Optional<Integer> tip(SeriesEvidence series, ChangeDetection detection) {
        return detection.significant(SeriesEvidence.STRAIN).stream()
                .findFirst()
                .filter(_ -> series.knowsInterface())
                .map(cluster -> {
                    int tip = cluster.points()[0];
                    for (int point : cluster.points()) {
                        if (series.interfaceDistance()[point] > series.interfaceDistance()[tip]) {
                            tip = point;
                        }
                    }
                    return tip;
                });
    }

    /// The mechanism that is conclusively more probable than the others; empty if undecided.
    public Optional<Mechanism> conclusion() {
        return posterior.entrySet().stream()
                .filter(entry -> isChange && entry.getValue() >= CONCLUSIVE)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Indicators that make penetration three times more probable against electronic conduction
    /// than it was, or less, the strongest first.
    public List<Indicator> drivers() {
        return indicators.stream()
                .filter(indicator -> Math.abs(indicator.weight().logRatio()) >= DRIVES)
                .sorted(
                        Comparator.comparingDouble(
                                indicator -> -Math.abs(indicator.weight().logRatio())))
                .toList();
    }

    /// In a sentence, with probabilities and what drove them.
    public String statement() {
        if (!isChange) {
            return "undecided: no change was found";
        }
        StringBuilder text = new StringBuilder();
        text.append(
                conclusion()
                        .map(mechanism -> mechanism.name().toLowerCase(Locale.ROOT))
                        .orElse("undecided"));
        String separator = ": ";
        for (Map.Entry<Mechanism, Double> entry : posterior.entrySet()) {
            text.append(separator)
                    .append(entry.getKey().name().toLowerCase(Locale.ROOT))
                    .append(" %.2f".formatted(entry.getValue()));
            separator = ", ";
        }
        separator = "; driven by ";
        for (Indicator driver : drivers()) {
            text.append(separator).append(driver.name());
            separator = ", ";
        }
        return text.toString();
    }
}
