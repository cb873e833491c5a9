package org.lauescope.map;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Everything that is known about the points of one scan: status, orientations, and named planes. A
/// plane may be fetched only when it is asked for, so that a map can be larger than the memory.
public final class ScanMap {

    private final String name;
    private final PointStatus[] status;
    private final OrientationMap orientations;
    private final SequencedMap<String, Supplier<Plane>> planes;
    private final Map<String, Quantity> quantities;

    private ScanMap(Builder builder) {
        name = builder.name;
        status = builder.status;
        orientations = builder.orientations;
        planes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(builder.planes));
        quantities = Map.copyOf(builder.quantities);
    }

    public String name() {
        return name;
    }

    public ScanGrid grid() {
        return orientations.grid();
    }

    public PointStatus status(int index) {
        return status[index];
    }

    public OrientationMap orientations() {
        return orientations;
    }

    /// Names of the planes in the order in which they were added.
    public List<String> planeNames() {
        return List.copyOf(planes.keySet());
    }

    public boolean has(String planeName) {
        return planes.containsKey(planeName);
    }

    /// @throws IllegalArgumentException if there is no plane of that name
    public Plane plane(String planeName) {
        Supplier<Plane> plane = planes.get(planeName);
        if (plane == null) {
            throw new IllegalArgumentException(
                    "scan \"%s\" has no plane \"%s\"; expected one of %s"
                            .formatted(name, planeName, String.join(", ", planes.keySet())));
        }
        return plane.get();
    }

    /// What a plane shows; its values are fetched only if nothing else tells.
    ///
    /// @throws IllegalArgumentException if there is no plane of that name
    public Quantity quantity(String planeName) {
        Quantity quantity = quantities.get(planeName);
        return quantity == null ? plane(planeName).quantity() : quantity;
    }

    /// The same map with further planes; those of the same name are replaced.
    public Builder toBuilder() {
        Builder builder = new Builder(name, status, orientations);
        builder.planes.putAll(planes);
        builder.quantities.putAll(quantities);
        return builder;
    }

    public static Builder builder(String name, PointStatus[] status, OrientationMap orientations) {
        return new Builder(name, status, orientations);
    }

    public static final class Builder {
        private final String name;
        private final PointStatus[] status;
        private final OrientationMap orientations;
        private final SequencedMap<String, Supplier<Plane>> planes = new LinkedHashMap<>();
        private final Map<String, Quantity> quantities = new HashMap<>();

        private Builder(String name, PointStatus[] status, OrientationMap orientations) {
            if (status.length != orientations.grid().size()) {
                throw new IllegalArgumentException(
                        "scan \"%s\" has %d statuses on %d points; expected as many"
                                .formatted(name, status.length, orientations.grid().size()));
            }
            this.name = name;
            this.status = status;
            this.orientations = orientations;
        }

        public Builder add(Plane plane) {
            if (plane.values().length != status.length) {
                throw new IllegalArgumentException(
                        "plane \"%s\" has %d values on %d points; expected as many"
                                .formatted(plane.name(), plane.values().length, status.length));
            }
            return add(plane.name(), () -> plane);
        }

        public Builder add(String planeName, Supplier<Plane> plane) {
            planes.put(planeName, plane);
            quantities.remove(planeName);
            return this;
        }

        /// A plane of a quantity that is known before its values are fetched.
        public Builder add(Quantity quantity, Supplier<Plane> plane) {
            add(quantity.name(), plane);
            quantities.put(quantity.name(), quantity);
            return this;
        }

        public ScanMap build() {
            return new ScanMap(this);
        }
    }
}
