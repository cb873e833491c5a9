package org.lauescope.io.result;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.laue.Geometry;

/// What a run found: the scans of one experiment on one sample.
///
/// @param geometry null for maps that were imported
/// @param crystals that the scans refer to by number
/// @param cell null unless the experiment is one on a battery
/// @param interfaceLine corners (x, y) of the interface, µm on the map; empty if none was given
/// @param regions of the map that have a name
/// @param cycler logs of the cell; none if they were not given
public record Result(
        String title,
        @Nullable Geometry geometry,
        List<Crystal> crystals,
        @Nullable ElectrochemicalCell cell,
        List<double[]> interfaceLine,
        List<NamedRegion> regions,
        List<CyclerRecord> cycler,
        List<ScanResult> scans,
        Provenance provenance) {

    public Result {
        crystals = List.copyOf(crystals);
        interfaceLine = List.copyOf(interfaceLine);
        regions = List.copyOf(regions);
        cycler = List.copyOf(cycler);
        scans = List.copyOf(scans);
        Set<String> names = new HashSet<>();
        for (ScanResult scan : scans) {
            if (!names.add(scan.name())) {
                throw new IllegalArgumentException(
                        "two scans are called \"%s\"; expected a name of its own for each"
                                .formatted(scan.name()));
            }
        }
    }

    /// Without named regions.
    public Result(
            String title,
            @Nullable Geometry geometry,
            List<Crystal> crystals,
            @Nullable ElectrochemicalCell cell,
            List<double[]> interfaceLine,
            List<CyclerRecord> cycler,
            List<ScanResult> scans,
            Provenance provenance) {
        this(title, geometry, crystals, cell, interfaceLine, List.of(), cycler, scans, provenance);
    }

    /// Without named regions and logs of a cycler.
    public Result(
            String title,
            @Nullable Geometry geometry,
            List<Crystal> crystals,
            @Nullable ElectrochemicalCell cell,
            List<double[]> interfaceLine,
            List<ScanResult> scans,
            Provenance provenance) {
        this(title, geometry, crystals, cell, interfaceLine, List.of(), scans, provenance);
    }

    /// With more known of the scans.
    public Result withScans(List<ScanResult> newScans) {
        return new Result(
                title,
                geometry,
                crystals,
                cell,
                interfaceLine,
                regions,
                cycler,
                newScans,
                provenance);
    }

    /// @throws IllegalArgumentException if there is no scan of that name
    public ScanResult scan(String name) {
        return scans.stream()
                .filter(scan -> scan.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no scan is called \"%s\"; expected one of %s"
                                        .formatted(
                                                name,
                                                String.join(
                                                        ", ",
                                                        scans.stream()
                                                                .map(ScanResult::name)
                                                                .toList()))));
    }
}
