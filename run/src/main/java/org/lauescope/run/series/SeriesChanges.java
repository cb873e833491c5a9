package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lauescope.map.DerivedQuantities;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.CellHistory;
import org.lauescope.operando.Change;
import org.lauescope.operando.ChangeDetection;
import org.lauescope.operando.ClusterPermutation;
import org.lauescope.operando.Field;
import org.lauescope.operando.HotSpot;
import org.lauescope.operando.HotSpotTracks;
import org.lauescope.operando.MechanismEvidence;
import org.lauescope.operando.NoiseFloor;
import org.lauescope.operando.Nuisance;
import org.lauescope.operando.PlannedContrasts;
import org.lauescope.operando.ScanSeries;
import org.lauescope.operando.SeriesEvidence;

/// What of all differences of a series counts as a change: places found by the search of every map,
/// amplitudes where changes are expected, and what becomes of the places from scan to scan.
///
/// @param detection the tests, with the probability of as much in a series without any change
/// @param mechanism indicators of how lithium grows, and what they speak for together
/// @param places that have changed, most certain first
/// @param planned amplitudes at expected places that are no chance
/// @param tracks the places followed through the later scans, those of one quantity together
public record SeriesChanges(
        ChangeDetection detection,
        MechanismEvidence mechanism,
        List<Place> places,
        List<Expected> planned,
        List<QuantityTracks> tracks) {

    /// Hot spots of successive scans that share no point are the same within so many steps.
    private static final double REACH = 5;

    public SeriesChanges {
        places = List.copyOf(places);
        planned = List.copyOf(planned);
        tracks = List.copyOf(tracks);
    }

    /// A place that has changed.
    ///
    /// @param scan number of the later scan; 0 for the trend over the whole series
    /// @param quantity the plane that holds the difference
    /// @param track number of its track among [#tracks]; −1 for a trend
    public record Place(int scan, Plane quantity, HotSpot spot, int track) {

        /// Change where it is most certain, of angles in degrees.
        public double peak() {
            return perUnit(quantity) * spot.peak();
        }

        public double peakSigma() {
            return perUnit(quantity) * spot.peakSigma();
        }
    }

    /// How much a quantity has changed over the series where a change was expected.
    public record Expected(Plane quantity, PlannedContrasts.Amplitude amplitude, double p) {

        /// Change over the series, of angles in degrees.
        public double value() {
            return perUnit(quantity) * amplitude.value();
        }

        public double sigma() {
            return perUnit(quantity) * amplitude.sigma();
        }
    }

    /// Angles that are computed are in rad, those of a result that was read in degrees.
    private static double perUnit(Plane quantity) {
        return quantity.quantity().unit().equals("rad") ? Math.toDegrees(1) : 1;
    }

    /// @param first number of the first of its tracks
    public record QuantityTracks(Plane quantity, int first, HotSpotTracks tracks) {}

    /// One quantity in all later scans.
    private record Subject(String family, List<Plane> planes, List<Change> changes) {}

    static SeriesChanges of(
            ScanSeries series,
            List<SeriesAnalysis.Change> changes,
            NoiseFloor noise,
            SeriesCourse course) {
        return new Search(series, changes, noise, course).result();
    }

    private static final class Search {
        private final ScanSeries series;
        private final ScanMap first;
        private final ScanGrid grid;
        private final int[] grain;
        private final double[] time;
        private final CellHistory history;
        private final SequencedMap<String, List<Subject>> families = new LinkedHashMap<>();

        Search(
                ScanSeries series,
                List<SeriesAnalysis.Change> changes,
                NoiseFloor noise,
                SeriesCourse course) {
            this.series = series;
            first = series.first();
            grid = first.grid();
            grain = series.grains().getFirst().number();
            time = time();
            history = course.history();
            for (int c = 0; c < 6; c++) {
                int component = c;
                add(SeriesEvidence.STRAIN, changes, change -> change.evidence(component), noise);
            }
            add(
                    SeriesEvidence.WIDTH,
                    changes,
                    change -> change.other("difference_peak_width"),
                    noise);
            add(
                    SeriesEvidence.MISORIENTATION,
                    changes,
                    change -> change.other("difference_grod"),
                    noise);
        }

        /// Unless a scan lacks the quantity or its uncertainty.
        private void add(
                String family,
                List<SeriesAnalysis.Change> all,
                Function<SeriesAnalysis.Change, @Nullable Plane> quantity,
                NoiseFloor noise) {
            List<Plane> known = new ArrayList<>();
            List<Change> changes = new ArrayList<>();
            for (SeriesAnalysis.Change each : all) {
                Plane plane = quantity.apply(each);
                if (plane == null || plane.sigma() == null) {
                    return;
                }
                Plane applied = noise.applied(plane);
                known.add(applied);
                changes.add(change(applied));
            }
            families.computeIfAbsent(family, _ -> new ArrayList<>())
                    .add(new Subject(family, known, changes));
        }

        private Change change(Plane plane) {
            double[] sigma = plane.sigma();
            Field field =
                    new Field(
                            grid, plane.values(), sigma == null ? new double[grid.size()] : sigma);
            Nuisance nuisance = Nuisance.shift(grid).and(time);
            String name = plane.name().replaceFirst("^(difference|unexplained)_", "");
            return new Change(
                    field,
                    first.has(name)
                            ? nuisance.andDisplacement(middle(first.plane(name), field), grain)
                            : nuisance);
        }

        /// What both scans show.
        private Field middle(Plane before, Field change) {
            double[] values = new double[grid.size()];
            Arrays.setAll(values, i -> before.values()[i] + change.values()[i] / 2);
            return new Field(grid, values, change.sigma());
        }

        /// Of each point, −½ … ½: as measured, or in the order of the points.
        private double[] time() {
            double[] order = new double[grid.size()];
            Arrays.setAll(order, i -> i / Math.max(1.0, order.length - 1) - 0.5);
            String name = PointQuantities.TIME.name();
            if (!first.has(name)) {
                return order;
            }
            double[] seconds = first.plane(name).values();
            var known = Arrays.stream(seconds).filter(Double::isFinite).summaryStatistics();
            double range = known.getMax() - known.getMin();
            if (!(range > 0)) {
                return order;
            }
            double[] relative = new double[order.length];
            Arrays.setAll(relative, i -> (seconds[i] - known.getMin()) / range - 0.5);
            return relative;
        }

        private double[] distance(String name) {
            if (first.has(name)) {
                return first.plane(name).values();
            }
            double[] unknown = new double[grid.size()];
            Arrays.fill(unknown, Double.NaN);
            return unknown;
        }

        SeriesChanges result() {
            SeriesEvidence all =
                    new SeriesEvidence(
                            grid,
                            grain,
                            distance(DerivedQuantities.DISTANCE_TO_INTERFACE.name()),
                            distance(DerivedQuantities.DISTANCE_TO_BOUNDARY.name()),
                            history,
                            subjects(SeriesEvidence.STRAIN).stream().map(Subject::changes).toList(),
                            only(SeriesEvidence.WIDTH),
                            only(SeriesEvidence.MISORIENTATION));
            ChangeDetection detection =
                    ChangeDetection.of(all, ClusterPermutation.Settings.DEFAULT);
            List<Place> places = new ArrayList<>();
            List<Expected> planned = new ArrayList<>();
            List<QuantityTracks> tracks = new ArrayList<>();
            families.forEach((name, subjects) -> {
                places(detection, name, subjects, all.trends(), places, tracks);
                for (PlannedContrasts.Amplitude found : detection.significantContrasts(name)) {
                    planned.add(
                            new Expected(
                                    subjects.get(found.field()).planes.getLast(),
                                    found,
                                    found.p()));
                }
            });
            return new SeriesChanges(
                    detection,
                    MechanismEvidence.of(all.withWidthsTimes(radiansPerWidth()), detection),
                    places,
                    planned,
                    tracks);
        }

        /// Planes of widths are in degrees.
        private double radiansPerWidth() {
            return subjects(SeriesEvidence.WIDTH).stream()
                            .flatMap(subject -> subject.planes.stream())
                            .anyMatch(plane -> plane.quantity().unit().equals("deg"))
                    ? Math.toRadians(1)
                    : 1;
        }

        private List<Subject> subjects(String family) {
            return families.getOrDefault(family, List.of());
        }

        private List<Change> only(String family) {
            return subjects(family).isEmpty() ? List.of() : subjects(family).getFirst().changes;
        }

        private void places(
                ChangeDetection detection,
                String family,
                List<Subject> subjects,
                SequencedMap<String, List<Change>> trends,
                List<Place> places,
                List<QuantityTracks> tracks) {
            int scans = series.maps().size() - 1;
            List<List<List<HotSpot>>> spots = new ArrayList<>();
            subjects.forEach(_ -> spots.add(empty(scans)));
            for (ClusterPermutation.Cluster cluster : detection.significant(family)) {
                // All scans of the first quantity, of the second, …, then the trends.
                boolean isTrend = cluster.field() >= scans * subjects.size();
                int subject =
                        isTrend
                                ? cluster.field() - scans * subjects.size()
                                : cluster.field() / scans;
                int scan = isTrend ? scans : cluster.field() % scans;
                Change change =
                        scan < scans
                                ? subjects.get(subject).changes.get(scan)
                                : trends.getOrDefault(family, List.of()).get(subject);
                HotSpot spot =
                        HotSpot.of(
                                cluster,
                                change.evidence(),
                                distance(DerivedQuantities.DISTANCE_TO_INTERFACE.name()),
                                distance(DerivedQuantities.DISTANCE_TO_BOUNDARY.name()));
                if (scan < scans) {
                    spots.get(subject).get(scan).add(spot);
                } else {
                    places.add(new Place(0, subjects.get(subject).planes.getLast(), spot, -1));
                }
            }
            double step = Math.max(grid.columnStep(), grid.rowStep());
            for (int s = 0; s < subjects.size(); s++) {
                HotSpotTracks followed =
                        HotSpotTracks.of(
                                spots.get(s),
                                subjects.get(s).changes.stream().map(Change::evidence).toList(),
                                REACH * step,
                                step);
                if (followed.tracks().isEmpty()) {
                    continue;
                }
                int number = tracks.stream().mapToInt(one -> one.tracks().tracks().size()).sum();
                tracks.add(new QuantityTracks(subjects.get(s).planes.getFirst(), number, followed));
                for (int t = 0; t < followed.tracks().size(); t++) {
                    HotSpotTracks.Track track = followed.tracks().get(t);
                    for (int k = 0; k < track.spots().size(); k++) {
                        int scan = track.firstScan() + k;
                        places.add(
                                new Place(
                                        scan + 1,
                                        subjects.get(s).planes.get(scan),
                                        track.spots().get(k),
                                        number + t));
                    }
                }
            }
        }

        private static List<List<HotSpot>> empty(int scans) {
            List<List<HotSpot>> lists = new ArrayList<>();
            for (int k = 0; k < scans; k++) {
                lists.add(new ArrayList<>());
            }
            return lists;
        }
    }
}
