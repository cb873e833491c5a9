package org.lauescope.run.series;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.operando.Indicator;
import org.lauescope.operando.Mechanism;
import org.lauescope.operando.MechanismEvidence;

/// Tables of the last scan that say what the changes of a series tell about the mechanism. Without
/// a change there are none: nothing is there to explain.
public final class MechanismTables {

    /// A row for each mechanism.
    public static final String MECHANISMS = "mechanisms";

    /// A row for each indicator.
    public static final String INDICATORS = "mechanism_indicators";

    private MechanismTables() {}

    static SequencedMap<String, Table> of(MechanismEvidence evidence) {
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        if (evidence.isChange()) {
            tables.put(MECHANISMS, mechanisms(evidence));
            tables.put(INDICATORS, indicators(evidence.indicators()));
        }
        return tables;
    }

    private static Table mechanisms(MechanismEvidence evidence) {
        List<Mechanism> mechanisms = Arrays.asList(Mechanism.values());
        return Table.ofSize(mechanisms.size())
                .add("mechanism", mechanisms.stream().map(MechanismTables::name).toList())
                .add(
                        plain("prior", "probability before any measurement"),
                        numbers(mechanisms, m -> evidence.prior().getOrDefault(m, 0.0)))
                .add(
                        plain(
                                "posterior",
                                "probability after the indicators, taken as independent"),
                        numbers(mechanisms, m -> evidence.posterior().getOrDefault(m, 0.0)))
                .add(
                        Quantity.categorical("conclusion", "1: concluded"),
                        numbers(
                                mechanisms,
                                m -> evidence.conclusion().filter(m::equals).isPresent() ? 1 : 0))
                .build();
    }

    private static Table indicators(List<Indicator> all) {
        Table.Builder table = Table.ofSize(all.size());
        words(table, "indicator", all, Indicator::name);
        words(table, "unit", all, Indicator::unit);
        words(table, "region", all, Indicator::region);
        words(table, "definition", all, Indicator::definition);
        words(table, "caveat", all, Indicator::caveat);
        words(table, "model", all, indicator -> indicator.weight().model());
        table.add(
                Quantity.diverging("value", "value", ""),
                numbers(all, indicator -> indicator.value().value()));
        table.add(plain("value_sigma", "σ"), numbers(all, indicator -> indicator.value().sigma()));
        for (Mechanism mechanism : Mechanism.values()) {
            table.add(
                    Quantity.diverging(
                            "log_" + name(mechanism),
                            "natural logarithm of the probability density under " + name(mechanism),
                            ""),
                    numbers(all, indicator -> indicator.weight().of(mechanism)));
        }
        return table.build();
    }

    private static void words(
            Table.Builder table, String name, List<Indicator> all, Function<Indicator, String> of) {
        table.add(name, all.stream().map(of).toList());
    }

    private static <T> double[] numbers(List<T> rows, ToDoubleFunction<T> of) {
        return rows.stream().mapToDouble(of).toArray();
    }

    private static Quantity plain(String name, String title) {
        return Quantity.sequential(name, title, "");
    }

    private static String name(Mechanism mechanism) {
        return mechanism.name().toLowerCase(Locale.ROOT);
    }
}
