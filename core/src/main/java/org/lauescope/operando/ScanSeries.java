package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.map.Alignment;
import org.lauescope.map.GrainSegmentation;
import org.lauescope.map.GrainTracking;
import org.lauescope.map.Grains;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.Registration;
import org.lauescope.map.ScanMap;

/// Scans of one sample in the order of time, each but the first with its [Registration] to the
/// first.
///
/// @param maps as measured: points of different scans with the same number are not the same place
/// @param grains of each map
/// @param registrations of the second scan, the third, … to the first
/// @param tracking the grains through the series
public record ScanSeries(
        List<ScanMap> maps,
        List<Grains> grains,
        List<Registration> registrations,
        GrainTracking tracking) {

    public ScanSeries {
        maps = List.copyOf(maps);
        grains = List.copyOf(grains);
        registrations = List.copyOf(registrations);
    }

    /// Scans cannot be compared with each other.
    public static final class UnrelatedScansException extends Exception {
        private static final long serialVersionUID = 1;

        UnrelatedScansException(String message) {
            super(message);
        }
    }

    /// @param grainThreshold disorientation that divides grains, rad
    /// @param minimumPoints smallest grain
    /// @throws UnrelatedScansException names the scans that have nothing in common, and why
    public static ScanSeries of(List<ScanMap> maps, double grainThreshold, int minimumPoints)
            throws UnrelatedScansException {
        if (maps.size() < 2) {
            throw new UnrelatedScansException(
                    "a series of %d scan; expected two or more of the same sample: nothing can have changed"
                            .formatted(maps.size()));
        }
        List<Grains> grains = new ArrayList<>();
        for (ScanMap map : maps) {
            grains.add(GrainSegmentation.of(map.orientations(), grainThreshold, minimumPoints));
        }
        List<Registration> registrations = new ArrayList<>();
        for (int k = 1; k < maps.size(); k++) {
            checkShape(maps.getFirst(), maps.get(k));
            switch (Registration.of(
                    grains.getFirst(), peaks(maps.getFirst()), grains.get(k), peaks(maps.get(k)))) {
                case Registration registration -> registrations.add(registration);
                case Alignment.Unrelated unrelated ->
                        throw new UnrelatedScansException(
                                "\"%s\" cannot be laid over \"%s\": %s"
                                        .formatted(
                                                maps.get(k).name(),
                                                maps.getFirst().name(),
                                                unrelated.reason()));
            }
        }
        return new ScanSeries(maps, grains, registrations, GrainTracking.of(grains, registrations));
    }

    private static void checkShape(ScanMap first, ScanMap later) throws UnrelatedScansException {
        if (first.grid().columns() != later.grid().columns()
                || first.grid().rows() != later.grid().rows()) {
            throw new UnrelatedScansException(
                    "\"%s\" has %d × %d points and \"%s\" %d × %d; expected the same grid for all scans of a series"
                            .formatted(
                                    first.name(),
                                    first.grid().columns(),
                                    first.grid().rows(),
                                    later.name(),
                                    later.grid().columns(),
                                    later.grid().rows()));
        }
    }

    private static @Nullable Plane peaks(ScanMap map) {
        String name = PointQuantities.PEAKS_FOUND.name();
        return map.has(name) ? map.plane(name) : null;
    }

    public ScanMap first() {
        return maps.getFirst();
    }
}
