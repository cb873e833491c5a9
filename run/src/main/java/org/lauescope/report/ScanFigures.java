package org.lauescope.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.result.Table;
import org.lauescope.laue.Detector;
import org.lauescope.map.ColourKey;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanMap;
import org.lauescope.picture.Axis;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.Histogram;
import org.lauescope.picture.MapPictures;
import org.lauescope.picture.ResidualFieldPicture;
import org.lauescope.picture.SharedScales;

/// The figures of one scan.
final class ScanFigures {

    /// Degrees that divide turns within grains from boundaries.
    private static final double GRAIN = 2;

    private final ScanMap map;
    private final String prefix;
    private final SharedScales scales;
    private final List<double[]> line;

    /// @param prefix of the names of the figures
    /// @param scales that all scans of the result share
    /// @param line corners of the interface, µm; none if there is none
    ScanFigures(ScanMap map, String prefix, SharedScales scales, List<double[]> line) {
        this.line = line;
        this.map = map;
        this.prefix = prefix;
        this.scales = scales;
    }

    ReportFigure status() {
        return new ReportFigure(
                prefix + "status",
                "map of the status of each point of " + map.name(),
                "What became of each point. Points that were not indexed have no value anywhere below; none is a zero.",
                MapPictures.status(map).withLine(line),
                FigureData.ofStatus(map));
    }

    List<ReportFigure> orientations() {
        List<ReportFigure> figures = new ArrayList<>();
        FigureData data = FigureData.ofOrientations(map);
        Map<String, Vector3> axes = Map.of("x", Vector3.X, "y", Vector3.Y, "z", Vector3.Z);
        for (String axis : List.of("x", "y", "z")) {
            figures.add(
                    new ReportFigure(
                            prefix + "ipf-" + axis,
                            "inverse pole figure map along SAMPLE %s of %s"
                                    .formatted(axis, map.name()),
                            "Which crystal direction lies along SAMPLE %s (%s), for the strongest grain of each point. The legend is drawn by the key itself."
                                    .formatted(axis, meaning(axis)),
                            MapPictures.inversePoleFigure(
                                            map,
                                            ColourKey.Style.MTEX,
                                            axis,
                                            axes.getOrDefault(axis, Vector3.Z))
                                    .withLine(line),
                            data));
        }
        @Nullable Matrix3[] references = references();
        double range = range(references);
        if (range > 0) {
            figures.add(
                    new ReportFigure(
                            prefix + "deviation",
                            "map of the small rotations within each grain of " + map.name(),
                            "Small rotation of each point against its grain, where whole-sphere colours show nothing. Grey: no rotation. Full colour: %s° or more."
                                    .formatted(Axis.number(Math.toDegrees(range))),
                            MapPictures.deviation(
                                            map,
                                            references,
                                            map.has("grain")
                                                    ? "the grain's middle"
                                                    : "one orientation",
                                            range)
                                    .withLine(line),
                            data));
        }
        return figures;
    }

    private static String meaning(String axis) {
        return switch (axis) {
            case "x" -> "in the surface, downstream";
            case "y" -> "in the surface, across the beam";
            default -> "surface normal";
        };
    }

    /// For each point the orientation of that point of its grain that deviates least from the mean;
    /// without grains the first orientation of its phase.
    private @Nullable Matrix3[] references() {
        OrientationMap orientations = map.orientations();
        int size = map.grid().size();
        double[] group = new double[size];
        if (map.has("grain")) {
            group = map.plane("grain").values();
        } else {
            for (int i = 0; i < size; i++) {
                group[i] = orientations.crystal()[i];
            }
        }
        double[] deviation = map.has("grod") ? map.plane("grod").values() : new double[size];
        Map<Double, Integer> middle = new HashMap<>();
        for (int i = 0; i < size; i++) {
            if (orientations.isKnown(i) && group[i] >= 0 && Double.isFinite(deviation[i])) {
                Integer best = middle.get(group[i]);
                if (best == null || deviation[i] < deviation[best]) {
                    middle.put(group[i], i);
                }
            }
        }
        @Nullable Matrix3[] references = new @Nullable Matrix3[size];
        for (int i = 0; i < size; i++) {
            Integer at = middle.get(group[i]);
            if (orientations.isKnown(i) && at != null) {
                references[i] = orientations.sampleFromCrystal(at);
            }
        }
        return references;
    }

    /// The 95th percentile of the deviations in round degrees, as rad; 0 if there are none.
    private double range(@Nullable Matrix3[] references) {
        double[] angles = new double[references.length];
        int count = 0;
        for (int i = 0; i < references.length; i++) {
            Matrix3 reference = references[i];
            if (reference != null) {
                angles[count++] =
                        Disorientation.angle(
                                reference,
                                map.orientations().sampleFromCrystal(i),
                                map.orientations().symmetry(i));
            }
        }
        Arrays.sort(angles, 0, count);
        double most = count == 0 ? 0 : angles[(int) (0.95 * (count - 1))];
        return most > 0 ? Math.toRadians(roundedUp(Math.toDegrees(most))) : 0;
    }

    /// To two digits.
    private static double roundedUp(double value) {
        double digit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return Math.ceil(value / digit) * digit;
    }

    List<ReportFigure> planes(PlaneGroup group) {
        List<ReportFigure> figures = new ArrayList<>();
        for (String name : group.shown(map)) {
            Plane plane = map.plane(name);
            if (Arrays.stream(plane.values()).anyMatch(Double::isFinite)) {
                figures.add(
                        new ReportFigure(
                                prefix + name.replace('_', '-'),
                                "map of %s of %s".formatted(plane.quantity().title(), map.name()),
                                PlaneText.of(plane.quantity()),
                                MapPictures.plane(map, name, scales).withLine(line),
                                FigureData.of(map, plane)));
            }
        }
        return figures;
    }

    /// What is left between peaks and predictions, over the detector; none if there are too few.
    List<ReportFigure> residuals(Detector detector, Table field) {
        ResidualFieldPicture picture =
                new ResidualFieldPicture(detector.columns(), detector.rows(), field);
        return picture.isEmpty()
                ? List.of()
                : List.of(
                        new ReportFigure(
                                prefix + "residuals",
                                "mean residuals of the spots over the detector for " + map.name(),
                                "Mean of observed − predicted position over the spots of all points, in cells of the detector, the darker the more spots. Noise averages out: a pattern is a pose that has moved since the calibration, a distorted detector, or a sample away from where it was calibrated, and it shifts the strain of all points alike.",
                                picture,
                                FigureData.of(field)));
    }

    List<ReportFigure> histograms() {
        List<ReportFigure> figures = new ArrayList<>();
        List<Histogram.Series> strain = new ArrayList<>();
        for (String component : List.of("xx", "yy", "zz", "yz", "xz", "xy")) {
            if (map.has("strain_" + component)) {
                strain.add(
                        new Histogram.Series(
                                "ε " + component, shown(map.plane("strain_" + component))));
            }
        }
        if (!strain.isEmpty()) {
            add(
                    figures,
                    "strain",
                    "Strain components",
                    "Deviatoric strain / 10⁻³",
                    strain,
                    "Distribution of each strain component over all indexed points; the part of the width that is noise is the median σ in the maps.");
        }
        for (String name :
                List.of("equivalent_strain", "grod", "kam", "neighbour_disorientation")) {
            if (map.has(name)) {
                Plane plane = map.plane(name);
                Quantity quantity = plane.quantity();
                add(
                        figures,
                        name,
                        MapPictures.capital(quantity.title()),
                        DisplayUnit.of(quantity).after(quantity.title()),
                        List.of(new Histogram.Series(name, shown(plane))),
                        "Distribution over all points that have a value.");
            }
        }
        double[] neighbours = neighbours();
        add(
                figures,
                "neighbours",
                "Disorientation of neighbours below 2°",
                "disorientation / °",
                List.of(new Histogram.Series("neighbours", between(neighbours, 0, GRAIN))),
                "Disorientation of neighbouring points of one phase, as within grains. Noise alone gives about the noise floor of the KAM.");
        add(
                figures,
                "boundaries",
                "Disorientation of neighbours from 2° on",
                "disorientation / °",
                List.of(new Histogram.Series("neighbours", between(neighbours, GRAIN, 180))),
                "Disorientation of neighbouring points of one phase across boundaries; each edge of a boundary counts once.");
        return figures;
    }

    private void add(
            List<ReportFigure> figures,
            String name,
            String title,
            String axis,
            List<Histogram.Series> series,
            String caption) {
        long values =
                series.stream()
                        .mapToLong(s -> Arrays.stream(s.values()).filter(Double::isFinite).count())
                        .max()
                        .orElse(0);
        if (values > 1) {
            Histogram histogram = Histogram.of(title, "%d values".formatted(values), axis, series);
            figures.add(
                    new ReportFigure(
                            prefix + "histogram-" + name.replace('_', '-'),
                            "histogram of " + title,
                            caption,
                            histogram,
                            FigureData.of(histogram)));
        }
    }

    private static double[] between(double[] values, double low, double high) {
        return Arrays.stream(values).filter(v -> v >= low && v < high).toArray();
    }

    private static double[] shown(Plane plane) {
        double factor = DisplayUnit.of(plane.quantity()).factor();
        return Arrays.stream(plane.values()).map(v -> factor * v).toArray();
    }

    /// Degrees, of each point with its right and its lower neighbour.
    private double[] neighbours() {
        OrientationMap orientations = map.orientations();
        int columns = map.grid().columns();
        int size = map.grid().size();
        double[] angles = new double[2 * size];
        Arrays.fill(angles, Double.NaN);
        for (int i = 0; i < size; i++) {
            int[] others = {(i + 1) % columns == 0 ? size : i + 1, i + columns};
            for (int side = 0; side < 2; side++) {
                int other = others[side];
                if (other < size
                        && orientations.isKnown(i)
                        && orientations.crystal()[i] == orientations.crystal()[other]) {
                    angles[2 * i + side] =
                            Math.toDegrees(
                                    Disorientation.angle(
                                            orientations.sampleFromCrystal(i),
                                            orientations.sampleFromCrystal(other),
                                            orientations.symmetry(i)));
                }
            }
        }
        return angles;
    }
}
