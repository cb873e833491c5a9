package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.map.ScanGrid;

/// Hot spots followed from scan to scan.
///
/// Two hot spots of successive scans and of the same sign may be the same if they share points or
/// their centroids are no farther apart than the reach. The pairs are chosen that together cost
/// least (Hungarian method), where a pair costs the part of the smaller one that is not shared plus
/// the distance of the centroids over the reach. What is left joins or comes from a hot spot with
/// which it shares points. One grows whose area does, or whose change where the area stays;
/// likewise one shrinks. Areas, middles and changes are compared on points that both scans know: a
/// lost frame is no change.
///
/// @param tracks in the order of their first scans
/// @param events in the order of scans
public record HotSpotTracks(List<Track> tracks, List<Event> events) {

    /// A change of area by less than this part is none: at the rim of a hot spot points come and go
    /// by noise.
    private static final double SAME_AREA = 0.25;

    /// A change that has changed by less than so many σ has not.
    private static final double SAME_STRENGTH = 3;

    public HotSpotTracks {
        tracks = List.copyOf(tracks);
        events = List.copyOf(events);
    }

    public enum Kind {
        BORN,
        GROWS,
        SHRINKS,
        MOVES,
        MERGES,
        SPLITS,
        GONE,
        NOT_MEASURED
    }

    /// @param scan in which it is seen (for one that is gone or not measured: the first without it)
    /// @param track number of the track
    /// @param other the track it merges into or splits from; −1 for other kinds
    public record Event(int scan, Kind kind, int track, int other) {}

    /// One hot spot in successive scans.
    ///
    /// @param firstScan number of the scan of the first
    public record Track(int firstScan, List<HotSpot> spots) {

        public Track {
            spots = List.copyOf(spots);
        }

        public int lastScan() {
            return firstScan + spots.size() - 1;
        }

        /// Growth of the area against charge, µm² per unit of charge.
        ///
        /// @param charge passed before each scan
        /// @param step length of the side of a point, µm: the rim is uncertain by half a point each
        ///   way, independently from point to point along it
        public Trend growth(double[] charge, double step) {
            double[] x = Arrays.copyOfRange(charge, firstScan, lastScan() + 1);
            double[] area = spots.stream().mapToDouble(HotSpot::area).toArray();
            double[] sigma =
                    Arrays.stream(area)
                            .map(a ->
                                    step * step / 2 * Math.sqrt(2 * Math.sqrt(Math.PI * a) / step))
                            .toArray();
            return Trend.of(x, area, sigma);
        }
    }

    /// @param scans hot spots of each scan; none for one without
    /// @param evidence change of each scan, NaN where unknown
    /// @param reach largest distance of the centroids of the same hot spot in two successive scans
    ///   that share no point, µm
    /// @param step a hot spot moves if its centroid goes farther than this, µm
    public static HotSpotTracks of(
            List<List<HotSpot>> scans, List<Field> evidence, double reach, double step) {
        List<List<HotSpot>> spots = new ArrayList<>();
        List<Integer> firstScan = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        int[] open = new int[0];
        for (int scan = 0; scan < scans.size(); scan++) {
            List<HotSpot> now = scans.get(scan);
            List<HotSpot> last = Arrays.stream(open).mapToObj(t -> spots.get(t).getLast()).toList();
            int[] follower = Assignment.of(costs(last, now, reach), 2);
            int[] track = new int[now.size()];
            Arrays.fill(track, -1);
            for (int k = 0; k < open.length; k++) {
                if (follower[k] >= 0) {
                    track[follower[k]] = open[k];
                }
            }
            for (int j = 0; j < now.size(); j++) {
                if (track[j] < 0) {
                    track[j] = spots.size();
                    spots.add(new ArrayList<>());
                    firstScan.add(scan);
                    int parent = mostShared(now.get(j), last);
                    events.add(
                            parent < 0
                                    ? new Event(scan, Kind.BORN, track[j], -1)
                                    : new Event(scan, Kind.SPLITS, track[j], open[parent]));
                } else {
                    Field earlier = evidence.get(scan - 1);
                    Field later = evidence.get(scan);
                    int[] before = known(spots.get(track[j]).getLast(), later);
                    int[] after = known(now.get(j), earlier);
                    Kind size = growth(before, after, earlier, later);
                    if (size != null) {
                        events.add(new Event(scan, size, track[j], -1));
                    }
                    if (distance(later.grid(), before, after) > step) {
                        events.add(new Event(scan, Kind.MOVES, track[j], -1));
                    }
                }
                spots.get(track[j]).add(now.get(j));
            }
            for (int k = 0; k < open.length; k++) {
                if (follower[k] < 0) {
                    int heir = mostShared(last.get(k), now);
                    events.add(
                            heir < 0
                                    ? new Event(
                                            scan,
                                            missing(last.get(k), evidence.get(scan)),
                                            open[k],
                                            -1)
                                    : new Event(scan, Kind.MERGES, open[k], track[heir]));
                }
            }
            open = track;
        }
        List<Track> tracks = new ArrayList<>();
        for (int t = 0; t < spots.size(); t++) {
            tracks.add(new Track(firstScan.get(t), spots.get(t)));
        }
        return new HotSpotTracks(tracks, events);
    }

    private static int[] known(HotSpot spot, Field field) {
        return Arrays.stream(spot.points()).filter(i -> !Double.isNaN(field.values()[i])).toArray();
    }

    private static Kind missing(HotSpot spot, Field field) {
        return 2 * known(spot, field).length < spot.points().length ? Kind.NOT_MEASURED : Kind.GONE;
    }

    /// Null if it stays as large.
    ///
    /// @param before, after its points that both scans know
    private static @Nullable Kind growth(int[] before, int[] after, Field earlier, Field later) {
        double growth = Math.log((double) after.length / before.length) / Math.log1p(SAME_AREA);
        if (!(Math.abs(growth) > 1)) {
            growth = strengthening(before, after, earlier, later) / SAME_STRENGTH;
        }
        return growth > 1 ? Kind.GROWS : growth < -1 ? Kind.SHRINKS : null;
    }

    /// By how many σ of both scans the change has become larger, where both together are most
    /// certain. They are taken to be independent: that the scan with which both are compared is the
    /// same makes the difference more certain than that.
    private static double strengthening(int[] before, int[] after, Field earlier, Field later) {
        double most = 0;
        double strengthening = 0;
        for (int i : IntStream.concat(Arrays.stream(before), Arrays.stream(after)).toArray()) {
            double sum = earlier.values()[i] + later.values()[i];
            double sigma = Math.hypot(earlier.sigma()[i], later.sigma()[i]);
            if (Math.abs(sum) / sigma > most) {
                most = Math.abs(sum) / sigma;
                strengthening =
                        Math.signum(sum) * (later.values()[i] - earlier.values()[i]) / sigma;
            }
        }
        return strengthening;
    }

    /// Between the middles of two sets of points, µm; NaN if one is empty.
    private static double distance(ScanGrid grid, int[] before, int[] after) {
        return Math.hypot(
                mean(before, grid::x) - mean(after, grid::x),
                mean(before, grid::y) - mean(after, grid::y));
    }

    private static double mean(int[] points, IntToDoubleFunction of) {
        return Arrays.stream(points).mapToDouble(of).average().orElse(Double.NaN);
    }

    private static double[][] costs(List<HotSpot> before, List<HotSpot> after, double reach) {
        double[][] costs = new double[before.size()][after.size()];
        for (int i = 0; i < costs.length; i++) {
            for (int j = 0; j < costs[i].length; j++) {
                HotSpot a = before.get(i);
                HotSpot b = after.get(j);
                int shared = a.shared(b);
                double distance = distance(a, b);
                double smaller = Math.min(a.points().length, b.points().length);
                boolean may = a.isPositive() == b.isPositive() && (shared > 0 || distance <= reach);
                costs[i][j] =
                        may
                                ? 1 - shared / smaller + Math.min(1, distance / reach)
                                : Double.POSITIVE_INFINITY;
            }
        }
        return costs;
    }

    private static double distance(HotSpot a, HotSpot b) {
        return Math.hypot(a.centroidX() - b.centroidX(), a.centroidY() - b.centroidY());
    }

    /// −1 if it shares no point with one of the same sign.
    private static int mostShared(HotSpot spot, List<HotSpot> others) {
        int most = 0;
        int found = -1;
        for (int k = 0; k < others.size(); k++) {
            int shared = spot.shared(others.get(k));
            if (shared > most && spot.isPositive() == others.get(k).isPositive()) {
                most = shared;
                found = k;
            }
        }
        return found;
    }
}
