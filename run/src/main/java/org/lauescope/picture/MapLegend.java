package org.lauescope.picture;

/// What stands beside a map to read its colours.
interface MapLegend {

    /// @param x left edge
    /// @param y upper edge
    /// @param height free to use
    void draw(Sheet sheet, double x, double y, double height);
}
