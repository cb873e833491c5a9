package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.lauescope.map.ScanGrid;

/// All changes of a series of scans against its first, on the points of the first, and where these
/// lie.
///
/// [ChangeDetection#of(SeriesEvidence, ClusterPermutation.Settings)] says whether anything has
/// changed, [MechanismEvidence#of] what that speaks for.
///
/// @param grain number of the grain of each point; −1 where there is none
/// @param interfaceDistance of each point, µm; NaN where unknown
/// @param boundaryDistance of each point from the nearest grain boundary, µm; NaN where unknown.
///   Arrays are not copied and not to be changed
/// @param history of the cell before each scan
/// @param strain for each of the components xx, yy, zz, yz, xz, xy its change until each later
///   scan; empty if unknown
/// @param width changes of the width of peaks until each later scan, rad where mechanisms are asked
///   for; empty if unknown
/// @param misorientation those of the misorientation within grains (GROD); empty if unknown
public record SeriesEvidence(
        ScanGrid grid,
        int[] grain,
        double[] interfaceDistance,
        double[] boundaryDistance,
        CellHistory history,
        List<List<Change>> strain,
        List<Change> width,
        List<Change> misorientation) {

    /// Names of the families, in their order.
    public static final String STRAIN = "strain";

    public static final String WIDTH = "width";
    public static final String MISORIENTATION = "misorientation";

    public SeriesEvidence {
        strain = strain.stream().map(List::copyOf).toList();
        width = List.copyOf(width);
        misorientation = List.copyOf(misorientation);
    }

    /// What belongs together in one test.
    public SequencedMap<String, List<Change>> families() {
        SequencedMap<String, List<Change>> families = new LinkedHashMap<>();
        List<Change> all = new ArrayList<>();
        strain.forEach(all::addAll);
        put(families, STRAIN, all);
        put(families, WIDTH, width);
        put(families, MISORIENTATION, misorientation);
        return families;
    }

    /// Changes over the whole series by a line against charge, of the same families.
    public SequencedMap<String, List<Change>> trends() {
        SequencedMap<String, List<Change>> trends = new LinkedHashMap<>();
        put(trends, STRAIN, strain.stream().map(this::trend).toList());
        put(trends, WIDTH, width.isEmpty() ? List.of() : List.of(trend(width)));
        put(
                trends,
                MISORIENTATION,
                misorientation.isEmpty() ? List.of() : List.of(trend(misorientation)));
        return trends;
    }

    private static void put(
            SequencedMap<String, List<Change>> map, String name, List<Change> changes) {
        if (!changes.isEmpty()) {
            map.put(name, changes);
        }
    }

    /// With the widths of peaks in another unit.
    public SeriesEvidence withWidthsTimes(double factor) {
        return new SeriesEvidence(
                grid,
                grain,
                interfaceDistance,
                boundaryDistance,
                history,
                strain,
                width.stream().map(change -> change.times(factor)).toList(),
                misorientation);
    }

    /// Number of scans after the first.
    int laterScans() {
        return history.charge().length - 1;
    }

    Change trend(List<Change> changes) {
        return Change.trend(changes, history.charge());
    }

    /// One field of a family, in the order of the searches of [ChangeDetection].
    Change change(String family, int field) {
        List<Change> changes = families().getOrDefault(family, List.of());
        return field < changes.size()
                ? changes.get(field)
                : trends().getOrDefault(family, List.of()).get(field - changes.size());
    }

    /// Where changes are expected: along boundaries and near the interface, if known.
    public List<Contrast> contrasts() {
        List<Contrast> contrasts = new ArrayList<>();
        if (isKnown(boundaryDistance)) {
            contrasts.add(alongBoundaries());
        }
        if (isKnown(interfaceDistance)) {
            contrasts.add(nearInterface(Contrast.INTERFACE_LENGTH));
        }
        return contrasts;
    }

    /// At least a step wide.
    Contrast alongBoundaries() {
        double step = Math.max(grid.columnStep(), grid.rowStep());
        return Contrast.alongBoundaries(boundaryDistance, Math.max(Contrast.BOUNDARY_WIDTH, step));
    }

    Contrast nearInterface(double length) {
        return Contrast.nearInterface(interfaceDistance, length);
    }

    boolean knowsInterface() {
        return isKnown(interfaceDistance);
    }

    boolean knowsBoundaries() {
        return isKnown(boundaryDistance);
    }

    private static boolean isKnown(double[] distance) {
        return Arrays.stream(distance).anyMatch(Double::isFinite);
    }
}
