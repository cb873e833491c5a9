package org.lauescope.operando;

import org.lauescope.map.ScanGrid;

/// A place that has changed: a cluster that is not by chance.
///
/// @param points ascending; not copied and not to be changed
/// @param area µm²
/// @param centroidX, centroidY mean position weighted by the size of the change, µm, SAMPLE
/// @param peakPoint where the change is largest against its uncertainty
/// @param peak change there, in the unit of the field; its sign is that of the hot spot
/// @param peakSigma its standard uncertainty
/// @param elongation root of the ratio of the second moments along and across; 1 for a round one.
///   The size of a point is part of the moments, so that a line of points has a finite one
/// @param direction of the long axis, rad from SAMPLE x towards y, −π/2 … π/2
/// @param interfaceDistance least distance of its points from the interface, µm; NaN where unknown
/// @param boundaryDistance least distance of its points from a grain boundary, µm
/// @param p probability of one as heavy by chance anywhere in its family of maps
public record HotSpot(
        int[] points,
        double area,
        double centroidX,
        double centroidY,
        int peakPoint,
        double peak,
        double peakSigma,
        double elongation,
        double direction,
        double interfaceDistance,
        double boundaryDistance,
        double p) {

    /// @param evidence change of each point, nuisance taken off
    /// @param interfaceDistance, boundaryDistance of each point, µm; NaN where unknown
    public static HotSpot of(
            ClusterPermutation.Cluster cluster,
            Field evidence,
            double[] interfaceDistance,
            double[] boundaryDistance) {
        ScanGrid grid = evidence.grid();
        double sign = Math.signum(cluster.mass());
        double weight = 0;
        double x = 0;
        double y = 0;
        int peakPoint = cluster.points()[0];
        double highest = Double.NEGATIVE_INFINITY;
        double toInterface = Double.POSITIVE_INFINITY;
        double toBoundary = Double.POSITIVE_INFINITY;
        for (int i : cluster.points()) {
            double w = weight(evidence, i, sign);
            weight += w;
            x += w * grid.x(i);
            y += w * grid.y(i);
            double z = sign * evidence.values()[i] / evidence.sigma()[i];
            if (z > highest) {
                highest = z;
                peakPoint = i;
            }
            toInterface = Math.min(toInterface, interfaceDistance[i]);
            toBoundary = Math.min(toBoundary, boundaryDistance[i]);
        }
        x /= weight;
        y /= weight;
        double xx = grid.columnStep() * grid.columnStep() / 12;
        double yy = grid.rowStep() * grid.rowStep() / 12;
        double xy = 0;
        for (int i : cluster.points()) {
            double w = weight(evidence, i, sign) / weight;
            double dx = grid.x(i) - x;
            double dy = grid.y(i) - y;
            xx += w * dx * dx;
            xy += w * dx * dy;
            yy += w * dy * dy;
        }
        double middle = (xx + yy) / 2;
        double half = Math.hypot((xx - yy) / 2, xy);
        return new HotSpot(
                cluster.points(),
                cluster.points().length * grid.columnStep() * grid.rowStep(),
                x,
                y,
                peakPoint,
                evidence.values()[peakPoint],
                evidence.sigma()[peakPoint],
                Math.sqrt((middle + half) / (middle - half)),
                Math.atan2(2 * xy, xx - yy) / 2,
                toInterface,
                toBoundary,
                cluster.p());
    }

    /// Points of a cluster that deviate to the other side, or are unknown, have none but a trace.
    private static double weight(Field evidence, int i, double sign) {
        double value = sign * evidence.values()[i];
        return value > 0 ? value : Double.MIN_NORMAL;
    }

    /// Whether the change is positive; of a strain: tension.
    public boolean isPositive() {
        return peak > 0;
    }

    /// Number of points that two hot spots share.
    int shared(HotSpot other) {
        int count = 0;
        int j = 0;
        for (int i : points) {
            while (j < other.points.length && other.points[j] < i) {
                j++;
            }
            count += j < other.points.length && other.points[j] == i ? 1 : 0;
        }
        return count;
    }
}
