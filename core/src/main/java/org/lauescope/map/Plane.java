package org.lauescope.map;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One quantity on the points of a [ScanGrid]; NaN where nothing is known.
///
/// @param values one per point; not copied and not to be changed
/// @param sigma standard uncertainty of each value; null where none can be given
/// @param parameters that the values depend on, as `threshold_deg`; each name tells the unit
public record Plane(
        Quantity quantity,
        double[] values,
        double @Nullable [] sigma,
        SortedMap<String, Double> parameters) {

    public Plane {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        if (sigma != null && sigma.length != values.length) {
            throw new IllegalArgumentException(
                    "%s has %d values and %d uncertainties; expected as many"
                            .formatted(quantity.name(), values.length, sigma.length));
        }
    }

    public Plane(Quantity quantity, double[] values, double @Nullable [] sigma) {
        this(quantity, values, sigma, Collections.emptySortedMap());
    }

    public Plane(Quantity quantity, double[] values) {
        this(quantity, values, null);
    }

    public Plane with(SortedMap<String, Double> newParameters) {
        return new Plane(quantity, values, sigma, newParameters);
    }

    public String name() {
        return quantity.name();
    }
}
