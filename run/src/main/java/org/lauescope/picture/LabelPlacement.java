package org.lauescope.picture;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds a free place for each label beside its point, first come first served: a label that finds
/// none is left out.
public final class LabelPlacement {

    /// Directions from the point to the label's centre in the order of preference: right above,
    /// left above, …
    private static final double[][] SIDES = {
        {1, -1}, {-1, -1}, {1, 1}, {-1, 1}, {0, -1}, {1, 0}, {-1, 0}, {0, 1}
    };

    private final Rectangle2D area;
    private final List<Rectangle2D> taken = new ArrayList<>();

    public LabelPlacement(Rectangle2D area) {
        this.area = area;
    }

    /// Keeps a place free of labels.
    public void reserve(Rectangle2D place) {
        taken.add(place);
    }

    /// Keeps the box around an arrow free, at least three points wide.
    public void reserveArrow(Point2D start, double dx, double dy) {
        reserve(
                new Rectangle2D.Double(
                        Math.min(start.getX(), start.getX() + dx) - 1.5,
                        Math.min(start.getY(), start.getY() + dy) - 1.5,
                        Math.abs(dx) + 3,
                        Math.abs(dy) + 3));
    }

    /// A free place of the given size around a point at that clearance, now taken; null if there is
    /// none.
    public @Nullable Rectangle2D place(
            Point2D point, double width, double height, double clearance) {
        for (double[] side : SIDES) {
            boolean corner = side[0] != 0 && side[1] != 0;
            double reach = corner ? 0.75 * clearance : clearance;
            double x = point.getX() + side[0] * (reach + width / 2) - width / 2;
            double y = point.getY() + side[1] * (reach + height / 2) - height / 2;
            Rectangle2D place = new Rectangle2D.Double(x, y, width, height);
            if (area.contains(place) && taken.stream().noneMatch(place::intersects)) {
                taken.add(place);
                return place;
            }
        }
        return null;
    }
}
