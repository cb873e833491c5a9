package org.lauescope.picture;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanMap;

/// One colour scale for each plane, the same for all scans of a result: equal colours are equal
/// values. A scale may be locked, to be the same for several results.
public final class SharedScales {

    private final List<ScanMap> maps;
    private final Map<String, Range> locked;
    private final Map<String, ScalarScale> known = new HashMap<>();

    /// Ends of a scale, in the unit of the plane.
    public record Range(double low, double high) {
        public Range {
            if (!(low < high)) {
                throw new IllegalArgumentException(
                        "colour scale from %s to %s; expected the lower end first"
                                .formatted(low, high));
            }
        }
    }

    /// @param locked by the name of the plane
    public SharedScales(List<ScanMap> maps, Map<String, Range> locked) {
        this.maps = List.copyOf(maps);
        this.locked = Map.copyOf(locked);
    }

    /// Of values, not of categories.
    ScalarScale of(Quantity quantity) {
        return known.computeIfAbsent(quantity.name(), _ -> scale(quantity));
    }

    private ScalarScale scale(Quantity quantity) {
        String name = quantity.name();
        Range range = locked.get(name);
        if (range == null && quantity.title().startsWith("probability")) {
            return ScalarScale.ofProbabilities();
        }
        double[] values =
                maps.stream()
                        .filter(map -> map.has(name))
                        .map(map -> map.plane(name))
                        .map(Plane::values)
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
        ScalarScale scale = ScalarScale.of(values, quantity.scale());
        return range == null ? scale : scale.between(range.low, range.high, values);
    }
}
