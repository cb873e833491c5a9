package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Hot spots followed from scan to scan.
///
/// Two hot spots of successive scans and of the same sign may be the same if they share points or
/// their centroids are no farther apart than the reach. The pairs are chosen that together cost
/// least (Hungarian method), where a pair costs the part of the smaller one that is not shared plus
/// the distance of the centroids over the reach. What is left joins or comes from a hot spot with
/// which it shares points. One grows whose area does, or whose peak where the area stays; likewise
/// one shrinks.
///
/// @param tracks in the order of their first scans
/// @param events in the order of scans
public record HotSpotTracks(List<Track> tracks, List<Event> events) {

    /// A change of area by less than this part is none: at the rim of a hot spot points come and go
    /// by noise.
    private static final double SAME_AREA = 0.25;

    /// A change of the peak by less than so many σ is none.
    private static final double SAME_PEAK = 3;

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
        GONE
    }

    /// @param scan in which it is seen (for one that is gone: the first without it)
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
    /// @param reach largest distance of the centroids of the same hot spot in two successive scans
    ///   that share no point, µm
    /// @param step a hot spot moves if its centroid goes farther than this, µm
    public static HotSpotTracks of(List<List<HotSpot>> scans, double reach, double step) {
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
                    compare(
                            spots.get(track[j]).getLast(),
                            now.get(j),
                            scan,
                            track[j],
                            step,
                            events);
                }
                spots.get(track[j]).add(now.get(j));
            }
            for (int k = 0; k < open.length; k++) {
                if (follower[k] < 0) {
                    int heir = mostShared(last.get(k), now);
                    events.add(
                            heir < 0
                                    ? new Event(scan, Kind.GONE, open[k], -1)
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

    private static void compare(
            HotSpot before, HotSpot after, int scan, int track, double step, List<Event> events) {
        double growth = Math.log(after.area() / before.area()) / Math.log1p(SAME_AREA);
        if (Math.abs(growth) <= 1) {
            growth = strengthening(before, after) / SAME_PEAK;
        }
        if (growth > 1) {
            events.add(new Event(scan, Kind.GROWS, track, -1));
        } else if (growth < -1) {
            events.add(new Event(scan, Kind.SHRINKS, track, -1));
        }
        if (distance(before, after) > step) {
            events.add(new Event(scan, Kind.MOVES, track, -1));
        }
    }

    /// Change of the peak in σ of both, which are taken to be independent. That the scan with which
    /// both are compared is the same makes the change more certain than that.
    private static double strengthening(HotSpot before, HotSpot after) {
        return (Math.abs(after.peak()) - Math.abs(before.peak()))
                / Math.hypot(after.peakSigma(), before.peakSigma());
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
