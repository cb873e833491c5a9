package org.lauescope.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.Plane;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.BlockBootstrap;
import org.lauescope.operando.Correlation;
import org.lauescope.operando.Field;
import org.lauescope.operando.Region;
import org.lauescope.operando.RegionStatistics;
import org.lauescope.operando.Variogram;
import org.lauescope.picture.BandCurves;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MapPictures;

/// How often values of a quantity occur in each scan of a series, with bands of one standard
/// uncertainty from [BlockBootstrap].
final class FrequencyFigure {

    private static final int FEWEST_BINS = 12;
    private static final int MOST_BINS = 40;
    private static final int REPLICATES = 200;
    private static final long SEED = 1;

    /// One standard uncertainty to each side.
    private static final double LOWER = 0.16;

    private static final double UPPER = 0.84;

    private FrequencyFigure() {}

    /// @param near largest distance from the interface, µm, where that is known; infinite: all
    ///   points
    /// @return none if no scan has the quantity
    static Optional<ReportFigure> of(
            List<ScanResult> scans, String name, double near, String id, String caption) {
        List<ScanMap> maps =
                scans.stream().map(ScanResult::map).filter(map -> map.has(name)).toList();
        double[] all =
                maps.stream()
                        .flatMapToDouble(map -> Arrays.stream(map.plane(name).values()))
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        if (all.length == 0) {
            return Optional.empty();
        }
        Plane plane = maps.getFirst().plane(name);
        DisplayUnit unit = DisplayUnit.of(plane.quantity());
        double low = Math.min(0, all[(int) (0.005 * (all.length - 1))]);
        double high = all[(int) (0.995 * (all.length - 1))];
        int bins = Math.clamp((long) Math.sqrt(all.length / maps.size()), FEWEST_BINS, MOST_BINS);
        double[] edges = new double[bins + 1];
        Arrays.setAll(edges, k -> low + (high - low) * k / bins);
        List<BandCurves.Curve> curves = new ArrayList<>();
        for (ScanMap map : maps) {
            curve(map, name, near, edges).ifPresent(curves::add);
        }
        if (curves.isEmpty() || !(high > low)) {
            return Optional.empty();
        }
        double[] x = BandCurves.middles(edges);
        Arrays.setAll(x, k -> unit.factor() * x[k]);
        String title = MapPictures.capital(plane.quantity().title());
        BandCurves figure =
                new BandCurves(
                        title,
                        "all scans; bands: one standard uncertainty",
                        unit.after(plane.quantity().title()),
                        "part of the points / %",
                        x,
                        curves);
        return Optional.of(
                new ReportFigure(
                        "series-frequency-" + id,
                        "how often each %s occurs in each scan".formatted(plane.quantity().title()),
                        caption,
                        figure,
                        FigureData.of(figure)));
    }

    private static Optional<BandCurves.Curve> curve(
            ScanMap map, String name, double near, double[] edges) {
        double[] values = map.plane(name).values();
        double[] sigma = new double[values.length];
        Arrays.fill(sigma, 1);
        Field field = new Field(map.grid(), values, sigma);
        Region region = field.known(Region.of("", map.grid(), isNear(map, near)));
        if (region.size() < edges.length) {
            return Optional.empty();
        }
        double[] number =
                map.has("grain") ? map.plane("grain").values() : new double[values.length];
        int[] grain = Arrays.stream(number).mapToInt(g -> g >= 0 ? (int) g : -1).toArray();
        BlockBootstrap.Bands bands =
                new BlockBootstrap(
                                map.grid(),
                                region,
                                side(map.grid(), Variogram.of(map.grid(), values, grain)),
                                SEED)
                        .bands(REPLICATES, RegionStatistics.frequencies(field, edges));
        double[][] ends = new double[3][edges.length - 1];
        for (int k = 0; k < edges.length - 1; k++) {
            ends[0][k] = 100 * bands.value()[k];
            ends[1][k] = 100 * quantile(bands.drawn()[k], LOWER);
            ends[2][k] = 100 * quantile(bands.drawn()[k], UPPER);
        }
        return Optional.of(new BandCurves.Curve(map.name(), ends[0], ends[1], ends[2]));
    }

    /// Five correlation lengths, at most a quarter of the map: of fewer blocks nobody can tell how
    /// they scatter.
    private static double side(ScanGrid grid, Variogram variogram) {
        Correlation correlation = variogram.correlation();
        double length = correlation.structured() > 0 ? correlation.length() : 0;
        double quarter =
                Math.min(grid.columns() * grid.columnStep(), grid.rows() * grid.rowStep()) / 4;
        return Math.min(5 * length, quarter);
    }

    private static double quantile(double[] drawn, double part) {
        double[] sorted = drawn.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.rint(part * (sorted.length - 1))];
    }

    private static IntPredicate isNear(ScanMap map, double near) {
        if (!map.has("distance_to_interface") || Double.isInfinite(near)) {
            return _ -> true;
        }
        double[] distance = map.plane("distance_to_interface").values();
        return i -> distance[i] <= near;
    }
}
