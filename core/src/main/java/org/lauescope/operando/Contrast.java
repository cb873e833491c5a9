package org.lauescope.operando;

import java.util.Arrays;

/// A place where a change is expected before any map is looked at: near the interface, along grain
/// boundaries. One planned question has far more power than the search of a whole map for anything
/// anywhere.
///
/// @param name for people, e.g. `grain boundaries`
/// @param weight of each point, 0 … 1: how much of the change is expected there. Not copied and not
///   to be changed
public record Contrast(String name, double[] weight) {

    /// Reach of what boundaries do, µm; a step of the map at least.
    public static final double BOUNDARY_WIDTH = 5;

    /// Decay of what the interface does, µm.
    public static final double INTERFACE_LENGTH = 20;

    /// A band along the boundaries against the inside of the grains.
    ///
    /// @param distance of each point from the nearest grain boundary, µm; NaN where unknown
    /// @param width of the band on each side, µm
    public static Contrast alongBoundaries(double[] distance, double width) {
        double[] weight = Arrays.stream(distance).map(d -> d <= width ? 1 : 0).toArray();
        return new Contrast("grain boundaries", weight);
    }

    /// Decaying from the interface, exp(−d / length).
    ///
    /// @param distance of each point from the interface, µm; NaN where unknown
    public static Contrast nearInterface(double[] distance, double length) {
        double[] weight =
                Arrays.stream(distance)
                        .map(d -> Double.isNaN(d) ? 0 : Math.exp(-d / length))
                        .toArray();
        return new Contrast("interface", weight);
    }
}
