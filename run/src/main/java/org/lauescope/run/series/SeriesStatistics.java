package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.map.DerivedQuantities;
import org.lauescope.map.Plane;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.BlockBootstrap;
import org.lauescope.operando.Correlation;
import org.lauescope.operando.Field;
import org.lauescope.operando.Region;
import org.lauescope.operando.RegionStatistics;
import org.lauescope.operando.ScanSeries;
import org.lauescope.operando.Trend;
import org.lauescope.operando.Variogram;

/// How quantities are distributed in each scan, over all points, in each grain and in bands of
/// distance from the interface, and how their medians follow the charge.
///
/// Uncertainties are those of [BlockBootstrap]: neighbours are alike, so that points count for less
/// than their number. They hold what differs within a scan, not what shifts it as a whole.
///
/// @param rows scan by scan
/// @param trends of the medians, for regions that all scans have
public record SeriesStatistics(List<Row> rows, List<RegionTrend> trends) {

    /// What is summarised, of the planes that a scan has.
    public static final List<String> QUANTITIES =
            List.of(
                    "strain_xx",
                    "strain_yy",
                    "strain_zz",
                    "equivalent_strain_debiased",
                    "peak_width",
                    "grod");

    /// Width of a band of distance, µm, and how many there are.
    private static final double BAND = 20;

    private static final int BANDS = 5;

    /// Smaller regions say nothing.
    private static final int LEAST_POINTS = 25;

    private static final int MOST_GRAINS = 20;

    /// Standard uncertainties are right to 5 %.
    private static final int REPLICATES = 200;

    private static final long SEED = 1;

    /// Of a plane whose points have no uncertainty of their own.
    private static final double EXACT = 1e-15;

    public SeriesStatistics {
        rows = List.copyOf(rows);
        trends = List.copyOf(trends);
    }

    /// What a region is.
    public enum Kind {
        ALL,
        GRAIN,
        BAND
    }

    /// A region under a name that persists through the series.
    ///
    /// @param grain number in the series; −1 where it is none
    /// @param from, to distance from the interface, µm; NaN where it is no band
    public record Place(Kind kind, int grain, double from, double to) {}

    /// @param quantity number among [#QUANTITIES]
    /// @param points that are known
    /// @param blocks so many independent parts the region has; few make bands too narrow
    /// @param value median, mean, part above 0
    /// @param sigma of each
    public record Row(
            int scan,
            int quantity,
            Place place,
            int points,
            double blocks,
            double[] value,
            double[] sigma) {}

    /// @param trend of the median against charge
    public record RegionTrend(int quantity, Place place, Trend trend) {}

    /// @param charge passed before each scan, or its number
    static SeriesStatistics of(ScanSeries series, double[] charge) {
        List<Row> rows = new ArrayList<>();
        for (int scan = 0; scan < series.maps().size(); scan++) {
            scan(series, scan, rows);
        }
        List<RegionTrend> trends = new ArrayList<>();
        for (Row row : rows) {
            if (row.scan == 0) {
                trend(rows, row, charge, trends);
            }
        }
        return new SeriesStatistics(rows, trends);
    }

    private static void scan(ScanSeries series, int scan, List<Row> rows) {
        ScanMap map = series.maps().get(scan);
        int[] grain = series.grains().get(scan).number();
        int[] number = series.tracking().numbers().get(scan);
        int[] inSeries = Arrays.stream(grain).map(g -> g < 0 ? -1 : number[g]).toArray();
        List<Place> places = places(map, inSeries);
        for (int quantity = 0; quantity < QUANTITIES.size(); quantity++) {
            String name = QUANTITIES.get(quantity);
            if (!map.has(name)) {
                continue;
            }
            Field field = field(map.grid(), map.plane(name));
            Correlation correlation = Variogram.of(map.grid(), field.values(), grain).correlation();
            for (Place place : places) {
                Region region = field.known(region(map, inSeries, place));
                if (region.size() < LEAST_POINTS) {
                    continue;
                }
                BlockBootstrap bootstrap = BlockBootstrap.of(map.grid(), region, correlation, SEED);
                BlockBootstrap.Bands bands =
                        bootstrap.bands(REPLICATES, RegionStatistics.summary(field));
                double[] sigma = new double[bands.value().length];
                Arrays.setAll(sigma, bands::sigma);
                rows.add(
                        new Row(
                                scan,
                                quantity,
                                place,
                                region.size(),
                                bootstrap.blocks(),
                                bands.value(),
                                sigma));
            }
        }
    }

    private static Field field(ScanGrid grid, Plane plane) {
        double[] sigma = plane.sigma();
        double[] known = new double[plane.values().length];
        Arrays.setAll(known, i -> sigma != null && sigma[i] > 0 ? sigma[i] : EXACT);
        return new Field(grid, plane.values(), known);
    }

    private static List<Place> places(ScanMap map, int[] grain) {
        List<Place> places = new ArrayList<>();
        places.add(new Place(Kind.ALL, -1, Double.NaN, Double.NaN));
        if (distance(map) != null) {
            for (int band = 0; band < BANDS; band++) {
                places.add(new Place(Kind.BAND, -1, band * BAND, (band + 1) * BAND));
            }
        }
        Arrays.stream(grain)
                .filter(g -> g >= 0)
                .distinct()
                .sorted()
                .limit(MOST_GRAINS)
                .forEach(g -> places.add(new Place(Kind.GRAIN, g, Double.NaN, Double.NaN)));
        return places;
    }

    private static double @Nullable [] distance(ScanMap map) {
        String name = DerivedQuantities.DISTANCE_TO_INTERFACE.name();
        return map.has(name) ? map.plane(name).values() : null;
    }

    private static Region region(ScanMap map, int[] grain, Place place) {
        double[] distance = distance(map);
        return switch (place.kind) {
            case ALL -> Region.all(map.grid());
            case GRAIN -> Region.grain(map.grid(), grain, place.grain);
            case BAND ->
                    distance == null
                            ? new Region("", new int[0])
                            : Region.band("", map.grid(), distance, place.from, place.to);
        };
    }

    /// Of the medians, if every scan has the region.
    private static void trend(
            List<Row> rows, Row first, double[] charge, List<RegionTrend> trends) {
        double[] median = new double[charge.length];
        double[] sigma = new double[charge.length];
        Arrays.fill(median, Double.NaN);
        for (Row row : rows) {
            if (row.quantity == first.quantity && row.place.equals(first.place)) {
                median[row.scan] = row.value[0];
                sigma[row.scan] = row.sigma[0];
            }
        }
        if (Arrays.stream(median).allMatch(Double::isFinite)
                && Arrays.stream(sigma).allMatch(s -> s > 0)) {
            trends.add(
                    new RegionTrend(first.quantity, first.place, Trend.of(charge, median, sigma)));
        }
    }
}
