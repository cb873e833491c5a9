package org.lauescope.io.cycler;

import java.util.Map;
import java.util.OptionalDouble;

/// The kinds of quantities in a log, and how their units become those of
/// [org.lauescope.operando.CyclerLog].
enum Unit {
    TIME(
            "s",
            Map.ofEntries(
                    Map.entry("", 1.0),
                    Map.entry("s", 1.0),
                    Map.entry("sec", 1.0),
                    Map.entry("second", 1.0),
                    Map.entry("seconds", 1.0),
                    Map.entry("ms", 1e-3),
                    Map.entry("millisecond", 1e-3),
                    Map.entry("milliseconds", 1e-3),
                    Map.entry("us", 1e-6),
                    Map.entry("microsecond", 1e-6),
                    Map.entry("microseconds", 1e-6),
                    Map.entry("min", 60.0),
                    Map.entry("minute", 60.0),
                    Map.entry("minutes", 60.0),
                    Map.entry("h", 3600.0),
                    Map.entry("hr", 3600.0),
                    Map.entry("hour", 3600.0),
                    Map.entry("hours", 3600.0),
                    Map.entry("d", 86_400.0),
                    Map.entry("day", 86_400.0),
                    Map.entry("days", 86_400.0))),
    CURRENT(
            "A",
            Map.ofEntries(
                    Map.entry("", 1.0),
                    Map.entry("A", 1.0),
                    Map.entry("Amps", 1.0),
                    Map.entry("ampere", 1.0),
                    Map.entry("mA", 1e-3),
                    Map.entry("milliampere", 1e-3),
                    Map.entry("uA", 1e-6),
                    Map.entry("microampere", 1e-6),
                    Map.entry("nA", 1e-9))),
    VOLTAGE(
            "V",
            Map.of("", 1.0, "V", 1.0, "volt", 1.0, "Volts", 1.0, "mV", 1e-3, "millivolt", 1e-3)),
    TEMPERATURE(
            "degC",
            Map.of("", 1.0, "C", 1.0, "degC", 1.0, "K", 1.0, "kelvin", 1.0, "celsius", 1.0)),
    FORCE("N", Map.of("", 1.0, "N", 1.0, "newton", 1.0, "kN", 1e3)),
    PRESSURE(
            "Pa",
            Map.of(
                    "", 1.0, "Pa", 1.0, "pascal", 1.0, "hPa", 1e2, "mbar", 1e2, "kPa", 1e3, "MPa",
                    1e6, "bar", 1e5)),
    CHARGE(
            "C",
            Map.of(
                    "Ah", 3600.0, "A.h", 3600.0, "ah", 3600.0, "mAh", 3.6, "mA.h", 3.6, "mah", 3.6,
                    "C", 1.0)),
    NONE("", Map.of());

    private final String base;
    private final Map<String, Double> factors;

    Unit(String base, Map<String, Double> factors) {
        this.base = base;
        this.factors = factors;
    }

    /// The unit of values in a log.
    String base() {
        return base;
    }

    /// What a value in another unit is multiplied with; empty if the unit is not known.
    OptionalDouble factor(String unit) {
        if (this == NONE) {
            return OptionalDouble.of(1);
        }
        if (factors.containsKey(unit)) {
            return OptionalDouble.of(factors.get(unit));
        }
        // No two of them differ in case alone: what looks like megaampere is mA in capitals.
        return factors.entrySet().stream()
                .filter(known -> known.getKey().equalsIgnoreCase(unit))
                .mapToDouble(Map.Entry::getValue)
                .findFirst();
    }

    /// What is added to a value in another unit.
    double shift(String unit) {
        boolean kelvin = unit.equalsIgnoreCase("K") || unit.equalsIgnoreCase("kelvin");
        return this == TEMPERATURE && kelvin ? -273.15 : 0;
    }

    String known() {
        return String.join(
                ", ", factors.keySet().stream().filter(u -> !u.isEmpty()).sorted().toList());
    }
}
