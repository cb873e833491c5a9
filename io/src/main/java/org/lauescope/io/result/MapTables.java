package org.lauescope.io.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.map.Boundary;
import org.lauescope.map.Coincidence;
import org.lauescope.map.Grain;
import org.lauescope.map.Histogram;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.MisorientationHistograms;
import org.lauescope.map.Quantity;

/// The tables behind the planes of a [MapAnalysis].
public final class MapTables {

    /// A row for each [Grain], by number.
    public static final String GRAINS = "grains";

    /// A row for each [Boundary] of two grains.
    public static final String BOUNDARIES = "boundaries";

    /// How many pairs of points have which disorientation, in bins of 1° for each crystal.
    public static final String MISORIENTATIONS = "misorientations";

    /// The same within grains, in bins of 0.005°.
    public static final String GRAIN_MISORIENTATIONS = "grain_misorientations";

    /// Mean residuals of the spots of all points in cells of the detector: x, y, dx, dy, rms (px),
    /// spots.
    public static final String RESIDUALS = "residual_field";

    private static final List<String> COMPONENTS = List.of("xx", "yy", "zz", "yz", "xz", "xy");

    private static final Quantity CRYSTAL = Quantity.categorical("crystal", "crystal");

    private MapTables() {}

    /// All tables by name.
    public static SequencedMap<String, Table> of(MapAnalysis analysis) {
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        tables.put(GRAINS, grains(analysis.grains().list()));
        tables.put(BOUNDARIES, boundaries(analysis.boundaries().list()));
        List<MisorientationHistograms> histograms = analysis.histograms();
        tables.put(
                MISORIENTATIONS,
                histograms(
                        histograms,
                        List.of("neighbours", "uncorrelated", "random"),
                        h -> List.of(h.neighbours(), h.uncorrelated(), h.random())));
        tables.put(
                GRAIN_MISORIENTATIONS,
                histograms(
                        histograms,
                        List.of("neighbours", "grod"),
                        h -> List.of(h.inGrains(), h.deviation())));
        return tables;
    }

    private static Table grains(List<Grain> grains) {
        Rows<Grain> rows = new Rows<>(grains);
        rows.add(Quantity.categorical("grain", "grain"), Grain::number);
        rows.add(CRYSTAL, Grain::crystal);
        rows.add(Quantity.sequential("points", "points", ""), Grain::points);
        rows.add(Quantity.sequential("area", "area", "µm^2"), Grain::area);
        rows.add(
                Quantity.sequential("diameter", "diameter of the circle of that area", "µm"),
                Grain::equivalentDiameter);
        rows.add(Quantity.sequential("centroid_x", "centroid x", "µm"), Grain::centroidX);
        rows.add(Quantity.sequential("centroid_y", "centroid y", "µm"), Grain::centroidY);
        List<ToDoubleFunction<Quaternion>> parts =
                List.of(Quaternion::w, Quaternion::x, Quaternion::y, Quaternion::z);
        for (int c = 0; c < 4; c++) {
            ToDoubleFunction<Quaternion> part = parts.get(c);
            rows.add(
                    PointGrains.ORIENTATION.get(c),
                    grain -> part.applyAsDouble(grain.sampleFromCrystal()));
        }
        rows.add(Quantity.sequential("gos", "orientation spread", "rad"), Grain::orientationSpread);
        rows.add(
                Quantity.sequential("neighbours", "neighbouring grains", ""),
                grain -> grain.neighbours().size());
        rows.add(
                Quantity.categorical("touches_border", "touches the map's border"),
                grain -> grain.touchesBorder() ? 1 : 0);
        strain(rows, "", "mean deviatoric strain %s", Grain.Strain::mean);
        strain(rows, "_deviation", "standard deviation of strain %s", Grain.Strain::deviation);
        strain(rows, "_sigma", "σ of strain %s of one point", Grain.Strain::sigma);
        return rows.table();
    }

    private static void strain(
            Rows<Grain> rows,
            String ending,
            String title,
            Function<Grain.Strain, SymmetricTensor> tensor) {
        for (int c = 0; c < COMPONENTS.size(); c++) {
            int component = c;
            String name = COMPONENTS.get(c);
            rows.add(
                    Quantity.diverging("strain_" + name + ending, title.formatted(name), ""),
                    grain -> {
                        Grain.Strain strain = grain.strain();
                        return strain == null
                                ? Double.NaN
                                : tensor.apply(strain).toArray()[component];
                    });
        }
    }

    private static Table boundaries(List<Boundary> boundaries) {
        Rows<Boundary> rows = new Rows<>(boundaries);
        rows.add(Quantity.categorical("first", "grain"), Boundary::first);
        rows.add(Quantity.categorical("second", "other grain"), Boundary::second);
        rows.add(Quantity.sequential("edges", "edges between points", ""), Boundary::edges);
        rows.add(Quantity.sequential("length", "length", "µm"), Boundary::length);
        rows.add(Quantity.sequential("angle", "disorientation", "rad"), Boundary::angle);
        rows.add(Quantity.diverging("axis_x", "axis x", ""), boundary -> boundary.axis().x());
        rows.add(Quantity.diverging("axis_y", "axis y", ""), boundary -> boundary.axis().y());
        rows.add(Quantity.diverging("axis_z", "axis z", ""), boundary -> boundary.axis().z());
        rows.add(Quantity.categorical("sigma", "coincidence Σ"), MapTables::sigma);
        return rows.table();
    }

    /// As in [org.lauescope.map.Boundaries#sigma]: 1 for low angles, 0 for none.
    private static int sigma(Boundary boundary) {
        Coincidence coincidence = boundary.coincidence();
        return coincidence != null ? coincidence.sigma() : boundary.isLowAngle() ? 1 : 0;
    }

    /// A row for each bin, the crystals one after the other.
    private static Table histograms(
            List<MisorientationHistograms> crystals,
            List<String> names,
            Function<MisorientationHistograms, List<Histogram>> histograms) {
        record Bin(MisorientationHistograms of, int number) {}
        List<Bin> bins =
                crystals.stream()
                        .flatMap(of ->
                                bins(histograms.apply(of).getFirst())
                                        .mapToObj(number -> new Bin(of, number)))
                        .toList();
        Rows<Bin> rows = new Rows<>(bins);
        rows.add(CRYSTAL, bin -> bin.of().crystal());
        rows.add(
                Quantity.sequential("angle", "middle of the bin", "rad"),
                bin -> histograms.apply(bin.of()).getFirst().centre(bin.number()));
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            rows.add(
                    Quantity.sequential(names.get(i), names.get(i), ""),
                    bin -> histograms.apply(bin.of()).get(index).counts()[bin.number()]);
        }
        return rows.table();
    }

    private static IntStream bins(Histogram histogram) {
        return IntStream.range(0, histogram.counts().length);
    }

    /// A table of which each row shows one thing.
    private static final class Rows<T> {
        private final List<T> rows;
        private final Table.Builder table;

        Rows(List<T> rows) {
            this.rows = rows;
            table = Table.ofSize(rows.size());
        }

        void add(Quantity quantity, ToDoubleFunction<T> value) {
            table.add(quantity, rows.stream().mapToDouble(value).toArray());
        }

        Table table() {
            return table.build();
        }
    }
}
