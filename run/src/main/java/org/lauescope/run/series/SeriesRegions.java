package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lauescope.map.DerivedQuantities;
import org.lauescope.map.Grain;
import org.lauescope.map.Grains;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.Region;
import org.lauescope.operando.ScanSeries;
import org.lauescope.run.experiment.Experiment.Point;
import org.lauescope.run.experiment.Experiment.RegionEntry;

/// Regions of the first scan that a series is followed in: the whole map, those of the experiment
/// file, bands of distance to the interface, and grains.
final class SeriesRegions {

    /// Edges of the bands, µm.
    private static final double[] BANDS = {0, 20, 50, 100, Double.POSITIVE_INFINITY};

    /// Smaller regions say nothing that a band of uncertainty could be given for.
    private static final int LEAST_POINTS = 25;

    private static final int MOST_GRAINS = 12;

    /// Next to the interface, as the band nearest to it.
    private static final String NEAR = "0–20 µm from the interface";

    private SeriesRegions() {}

    /// @throws SeriesException if a named region has no points
    static List<Region> of(ScanSeries series, List<RegionEntry> named) throws SeriesException {
        ScanMap first = series.first();
        ScanGrid grid = first.grid();
        List<Region> regions = new ArrayList<>();
        regions.add(new Region("whole map", Region.all(grid).points()));
        for (RegionEntry entry : named) {
            regions.add(named(entry, grid));
        }
        int kept = regions.size();
        String distance = DerivedQuantities.DISTANCE_TO_INTERFACE.name();
        if (first.has(distance)) {
            double[] values = first.plane(distance).values();
            for (int k = 1; k < BANDS.length; k++) {
                regions.add(Region.band(name(k), grid, values, BANDS[k - 1], BANDS[k]));
            }
        }
        Grains grains = series.grains().getFirst();
        int[] number = Arrays.copyOf(grains.number(), grid.size());
        int[] tracked = series.tracking().numbers().getFirst();
        grains.list().stream()
                .sorted(Comparator.comparingInt(Grain::points).reversed())
                .limit(MOST_GRAINS)
                .forEach(grain ->
                        regions.add(
                                new Region(
                                        "grain " + tracked[grain.number()],
                                        Region.grain(grid, number, grain.number()).points())));
        regions.subList(kept, regions.size()).removeIf(region -> region.size() < LEAST_POINTS);
        return regions;
    }

    private static Region named(RegionEntry entry, ScanGrid grid) throws SeriesException {
        Region region =
                Region.polygon(
                        entry.name(),
                        grid,
                        entry.corners().stream().mapToDouble(Point::x).toArray(),
                        entry.corners().stream().mapToDouble(Point::y).toArray());
        if (region.size() == 0) {
            throw new SeriesException(
                    "region \"%s\" has no point of the map; expected corners in µm within x %s to %s and y %s to %s"
                            .formatted(
                                    entry.name(),
                                    grid.x(0),
                                    grid.x(grid.size() - 1),
                                    grid.y(0),
                                    grid.y(grid.size() - 1)));
        }
        return region;
    }

    private static String name(int k) {
        return k == 1
                ? NEAR
                : BANDS[k] == Double.POSITIVE_INFINITY
                        ? "beyond %.0f µm".formatted(BANDS[k - 1])
                        : "%.0f–%.0f µm".formatted(BANDS[k - 1], BANDS[k]);
    }
}
