package org.lauescope.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.Colour;
import org.lauescope.map.ColourKey;
import org.lauescope.map.DeviationKey;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanMap;

/// Pictures of what a [ScanMap] holds; each is drawn as PNG or SVG by [Figure#raster] or
/// [Figure#svg].
public final class MapPictures {

    private MapPictures() {}

    /// Names of all pictures of a map.
    public static List<String> names(ScanMap map) {
        List<String> names = new ArrayList<>(List.of("status", "ipf_x", "ipf_y", "ipf_z"));
        names.addAll(map.planeNames());
        return names;
    }

    /// A picture by name: a plane, `status`, or `ipf_x`, `ipf_y`, `ipf_z` (also `orientation`, the
    /// same as `ipf_z`).
    ///
    /// @throws IllegalArgumentException if the map has none of that name
    public static MapPicture of(ScanMap map, String name) {
        return of(map, name, new SharedScales(List.of(map), Map.of()));
    }

    /// The same on a scale that several maps share.
    public static MapPicture of(ScanMap map, String name, SharedScales scales) {
        return switch (name) {
            case "ipf_x" -> inversePoleFigure(map, ColourKey.Style.MTEX, "x", Vector3.X);
            case "ipf_y" -> inversePoleFigure(map, ColourKey.Style.MTEX, "y", Vector3.Y);
            case "ipf_z", "orientation" ->
                    inversePoleFigure(map, ColourKey.Style.MTEX, "z", Vector3.Z);
            case "status" -> status(map);
            default -> plane(map, name, scales);
        };
    }

    /// A plane on the scale that its quantity asks for, with its median σ or noise in the second
    /// line.
    public static MapPicture plane(ScanMap map, String planeName) {
        return plane(map, planeName, new SharedScales(List.of(map), Map.of()));
    }

    /// The same on a scale that several maps share.
    public static MapPicture plane(ScanMap map, String planeName, SharedScales scales) {
        Plane plane = map.plane(planeName);
        if (plane.quantity().scale() == Quantity.Scale.CATEGORICAL) {
            return categories(map, plane);
        }
        double[] values = plane.values();
        ScalarScale scale = scales.of(plane.quantity());
        DisplayUnit unit = DisplayUnit.of(plane.quantity());
        return new MapPicture(
                unit.after(capital(plane.quantity().title())),
                noise(map, plane, unit),
                map,
                i -> Double.isFinite(values[i]),
                i -> scale.rgb(values[i]),
                new ColourBar(scale, unit.factor()));
    }

    private static MapPicture categories(ScanMap map, Plane plane) {
        double[] values = plane.values();
        CategoryLegend legend = CategoryLegend.of(values);
        return new MapPicture(
                capital(plane.quantity().title()),
                "%d different, each a colour".formatted(legend.numbers().length),
                map,
                i -> Double.isFinite(values[i]) && values[i] >= 0,
                i -> CategoryColours.rgb((int) values[i]),
                legend);
    }

    /// What became of each point.
    public static MapPicture status(ScanMap map) {
        Set<PointStatus> occurring = EnumSet.noneOf(PointStatus.class);
        for (int point = 0; point < map.grid().size(); point++) {
            occurring.add(map.status(point));
        }
        return new MapPicture(
                "Status of the points",
                "white: not measured",
                map,
                i -> map.status(i) != PointStatus.NOT_MEASURED,
                i -> StatusLegend.rgb(map.status(i)),
                new StatusLegend(occurring));
    }

    /// Crystal directions along a direction of the sample.
    ///
    /// @param axis name of the direction, e.g. `z`
    /// @param sample the direction in SAMPLE axes
    public static MapPicture inversePoleFigure(
            ScanMap map, ColourKey.Style style, String axis, Vector3 sample) {
        OrientationMap orientations = map.orientations();
        Map<Crystal, ColourKey> keys = new HashMap<>();
        orientations.crystals().forEach(c -> keys.put(c, ColourKey.of(style, c)));
        return new MapPicture(
                "Crystal direction along SAMPLE " + axis,
                "inverse pole figure colours, %s key".formatted(style.text()),
                map,
                orientations::isKnown,
                i -> {
                    Crystal crystal = orientations.crystals().get(orientations.crystal()[i]);
                    ColourKey key = keys.get(crystal);
                    return key == null
                            ? 0
                            : key.colour(orientations.sampleFromCrystal(i), sample).rgb();
                },
                legend(style, orientations));
    }

    /// The key of the phase that most points have.
    private static @Nullable MapLegend legend(ColourKey.Style style, OrientationMap map) {
        int[] counts = new int[map.crystals().size()];
        for (int phase : map.crystal()) {
            if (phase >= 0) {
                counts[phase]++;
            }
        }
        if (counts.length == 0) {
            return null;
        }
        int most = 0;
        for (int phase = 1; phase < counts.length; phase++) {
            most = counts[phase] > counts[most] ? phase : most;
        }
        Crystal crystal = map.crystals().get(most);
        return new SectorLegend(ColourKey.of(style, crystal), crystal);
    }

    /// Small turns from reference orientations.
    ///
    /// @param references `sampleFromCrystal` of the reference of each point; null where there is
    ///   none
    /// @param range angle of full colour, rad
    public static MapPicture deviation(
            ScanMap map, @Nullable Matrix3[] references, String referenceName, double range) {
        OrientationMap orientations = map.orientations();
        DeviationKey legend = new DeviationKey(Matrix3.IDENTITY, List.of(Matrix3.IDENTITY), range);
        Colour[] colours = new Colour[map.grid().size()];
        for (int i = 0; i < colours.length; i++) {
            Matrix3 reference = references[i];
            if (reference != null && orientations.isKnown(i)) {
                colours[i] =
                        new DeviationKey(reference, orientations.symmetry(i), range)
                                .colour(orientations.sampleFromCrystal(i));
            }
        }
        return new MapPicture(
                "Deviation from " + referenceName,
                "sharp key: axis of the small turn (SAMPLE) → hue, its angle → strength",
                map,
                i -> colours[i] != null,
                i -> colours[i].rgb(),
                new DeviationLegend(legend));
    }

    private static String noise(ScanMap map, Plane plane, DisplayUnit unit) {
        double[] sigma = plane.sigma();
        if (sigma != null) {
            return "median σ " + number(unit.factor() * median(sigma), unit);
        }
        String noise = plane.name() + "_noise";
        if (map.has(noise)) {
            return "median noise floor "
                    + number(unit.factor() * median(map.plane(noise).values()), unit);
        }
        return "median " + number(unit.factor() * median(plane.values()), unit);
    }

    private static String number(double value, DisplayUnit unit) {
        if (!Double.isFinite(value)) {
            return "unknown";
        }
        String digits = String.format(Locale.ROOT, "%.3g", value);
        String text =
                Math.abs(value) >= 1e5 || digits.contains("e")
                        ? digits
                        : Axis.number(value(digits));
        return switch (unit.name().isEmpty() ? ' ' : unit.name().charAt(0)) {
            case '°' -> text + unit.name();
            case '1' -> text + " × " + unit.name();
            default -> (text + " " + unit.name()).strip();
        };
    }

    private static double value(String digits) {
        return Double.parseDouble(digits);
    }

    /// Middle of the finite values; NaN if there are none.
    public static double median(double[] values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return known.length == 0 ? Double.NaN : known[known.length / 2];
    }

    /// With a capital first letter.
    public static String capital(String title) {
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }
}
