package org.lauescope.operando;

import org.lauescope.map.Estimate;

/// One measured property of what has changed that tells mechanisms apart.
///
/// @param name for people, e.g. `depth dependence`
/// @param value with its standard uncertainty; σ is NaN where none is claimed, both where the
///   series cannot tell
/// @param unit empty for a number
/// @param region points it was taken from, in words
/// @param definition of the value
/// @param caveat what would make it wrong
/// @param weight what it says of mechanisms
public record Indicator(
        String name,
        Estimate value,
        String unit,
        String region,
        String definition,
        String caveat,
        Weight weight) {

    public boolean isKnown() {
        return Double.isFinite(value.value());
    }
}
