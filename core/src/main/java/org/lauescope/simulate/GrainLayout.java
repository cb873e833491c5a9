package org.lauescope.simulate;

import java.util.List;
import org.lauescope.crystal.Vector3;

/// Which grain fills a place of the sample (µm, SAMPLE).
public interface GrainLayout {

    /// No grain: a hole, or the end of the sample.
    int NONE = -1;

    /// Number of the grain, or [#NONE].
    int grainAt(Vector3 place);

    /// Distance from the place to the nearest boundary of its grain, µm; infinite without any.
    double boundaryDistance(Vector3 place);

    /// The cells of the points nearest to each seed. Seeds at different heights make boundaries
    /// that are inclined.
    record Voronoi(List<Vector3> seeds) implements GrainLayout {

        public Voronoi {
            seeds = List.copyOf(seeds);
        }

        @Override
        public int grainAt(Vector3 place) {
            int nearest = NONE;
            double smallest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < seeds.size(); i++) {
                Vector3 d = place.minus(seeds.get(i));
                if (d.dot(d) < smallest) {
                    smallest = d.dot(d);
                    nearest = i;
                }
            }
            return nearest;
        }

        /// To the planes half-way between the seed of the place and all others:
        ///
        ///     (|p − b|² − |p − a|²) / (2 |b − a|)
        @Override
        public double boundaryDistance(Vector3 place) {
            int grain = grainAt(place);
            double smallest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < seeds.size(); i++) {
                if (i != grain) {
                    Vector3 own = place.minus(seeds.get(grain));
                    Vector3 other = place.minus(seeds.get(i));
                    double apart = seeds.get(i).minus(seeds.get(grain)).norm();
                    double distance = (other.dot(other) - own.dot(own)) / (2 * apart);
                    smallest = Math.min(smallest, distance);
                }
            }
            return smallest;
        }
    }

    /// Upright columns over polygons on the surface, the first that contains the place.
    ///
    /// @param corners of each grain, z = 0, in either sense
    record Polygons(List<List<Vector3>> corners) implements GrainLayout {

        public Polygons {
            corners = corners.stream().map(List::copyOf).toList();
        }

        @Override
        public int grainAt(Vector3 place) {
            for (int i = 0; i < corners.size(); i++) {
                if (contains(corners.get(i), place)) {
                    return i;
                }
            }
            return NONE;
        }

        /// To the nearest side of any grain; heights do not matter.
        @Override
        public double boundaryDistance(Vector3 place) {
            double smallest = Double.POSITIVE_INFINITY;
            for (List<Vector3> polygon : corners) {
                Vector3 a = polygon.getLast();
                for (Vector3 b : polygon) {
                    Vector3 side = b.minus(a);
                    Vector3 from = new Vector3(place.x() - a.x(), place.y() - a.y(), 0);
                    double along = Math.clamp(from.dot(side) / side.dot(side), 0, 1);
                    smallest = Math.min(smallest, from.minus(side.times(along)).norm());
                    a = b;
                }
            }
            return smallest;
        }

        /// A ray along +x crosses the outline an odd number of times.
        private static boolean contains(List<Vector3> polygon, Vector3 place) {
            boolean inside = false;
            Vector3 a = polygon.getLast();
            for (Vector3 b : polygon) {
                boolean crosses = a.y() > place.y() != b.y() > place.y();
                if (crosses
                        && place.x()
                                < a.x() + (place.y() - a.y()) / (b.y() - a.y()) * (b.x() - a.x())) {
                    inside = !inside;
                }
                a = b;
            }
            return inside;
        }
    }
}
