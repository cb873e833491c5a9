package org.lauescope.io.result;

import java.util.List;

/// A part of the map that has a name.
///
/// @param corners (x, y) of its outline, three or more, µm on the map of the first scan
public record NamedRegion(String name, List<double[]> corners) {
    public NamedRegion {
        corners = List.copyOf(corners);
    }
}
