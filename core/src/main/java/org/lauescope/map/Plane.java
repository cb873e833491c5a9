package org.lauescope.map;

import org.jspecify.annotations.Nullable;

/// One quantity on the points of a [ScanGrid]; NaN where nothing is known.
///
/// @param values one per point; not copied and not to be changed
/// @param sigma standard uncertainty of each value; null where none can be given
public record Plane(Quantity quantity, double[] values, double @Nullable [] sigma) {

    public Plane {
        if (sigma != null && sigma.length != values.length) {
            throw new IllegalArgumentException(
                    "%s has %d values and %d uncertainties; expected as many"
                            .formatted(quantity.name(), values.length, sigma.length));
        }
    }

    public Plane(Quantity quantity, double[] values) {
        this(quantity, values, null);
    }

    public String name() {
        return quantity.name();
    }
}
