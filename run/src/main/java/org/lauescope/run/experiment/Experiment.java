package org.lauescope.run.experiment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Stiffness;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.io.result.NamedRegion;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.laue.Geometry;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.Polyline;
import org.lauescope.operando.Protocol;

/// What `experiment.toml` says, with geometry and crystals read.
///
/// @param file the experiment file; paths in it start from its folder
/// @param inputs files that were read for it beside the frames: itself, geometry, mask, CIFs
/// @param cell the electrochemical cell, or null
/// @param logs of the cycler, read and on the beamline's clock
/// @param protocol that the cell was to go through, or null
/// @param regions of the map that a series is followed in
/// @param layers, interfaceLine kept for what joins scans with other data
public record Experiment(
        Path file,
        String title,
        Geometry geometry,
        List<Phase> phases,
        AnalysisOptions analysis,
        List<ScanEntry> scans,
        @Nullable ElectrochemicalCell cell,
        List<CellLog> logs,
        @Nullable Protocol protocol,
        List<RegionEntry> regions,
        List<LayerEntry> layers,
        List<Point> interfaceLine,
        List<Path> inputs) {

    public Experiment {
        phases = List.copyOf(phases);
        scans = List.copyOf(scans);
        logs = List.copyOf(logs);
        regions = List.copyOf(regions);
        layers = List.copyOf(layers);
        interfaceLine = List.copyOf(interfaceLine);
        inputs = List.copyOf(inputs);
    }

    /// The folder that paths in the experiment file start from.
    public Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("") : folder;
    }

    public List<Crystal> crystals() {
        return phases.stream().map(Phase::crystal).toList();
    }

    /// The result of this experiment with these scans.
    public Result result(List<ScanResult> results, Provenance provenance) {
        return new Result(
                title,
                geometry,
                crystals(),
                cell,
                corners(interfaceLine),
                namedRegions(),
                logs.stream().map(CellLog::record).toList(),
                results,
                provenance);
    }

    /// The regions as results keep them.
    public List<NamedRegion> namedRegions() {
        return regions.stream()
                .map(region -> new NamedRegion(region.name(), corners(region.corners())))
                .toList();
    }

    private static List<double[]> corners(List<Point> points) {
        return points.stream().map(point -> new double[] {point.x(), point.y()}).toList();
    }

    /// How maps are made of what was found at the points.
    public MapAnalysis.Options mapOptions() {
        Map<String, Stiffness> stiffness = new HashMap<>();
        for (Phase phase : phases) {
            Stiffness known = phase.stiffness();
            if (known != null) {
                stiffness.put(phase.name(), known);
            }
        }
        MapAnalysis.Options options =
                MapAnalysis.Options.DEFAULT
                        .withGrains(analysis.grainAngle(), analysis.grainPoints())
                        .withKernel(analysis.kernelAngle())
                        .withStiffness(stiffness, analysis.stress());
        return interfaceLine.isEmpty()
                ? options
                : options.withInterface(
                        new Polyline(
                                interfaceLine.stream().mapToDouble(Point::x).toArray(),
                                interfaceLine.stream().mapToDouble(Point::y).toArray()));
    }

    /// The log that tells most of what the cell went through during a scan, or null if none does.
    public @Nullable CellLog logOf(ScanEntry scan) {
        CellLog best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (CellLog log : logs) {
            double overlap = log.overlap(scan);
            if (overlap > most) {
                most = overlap;
                best = log;
            }
        }
        return best;
    }

    /// A position on the map, µm.
    public record Point(double x, double y) {}

    /// A part of the map that has a name.
    ///
    /// @param corners of its outline, three or more
    public record RegionEntry(String name, List<Point> corners) {
        public RegionEntry {
            corners = List.copyOf(corners);
        }
    }

    /// A map of another method on the same sample.
    ///
    /// @param address `FILE` or `FILE.h5:/DATASET`
    /// @param landmarks pairs of the same place in that map and in ours, µm
    public record LayerEntry(String name, String address, List<Landmark> landmarks) {
        public LayerEntry {
            landmarks = List.copyOf(landmarks);
        }
    }

    /// The same place in another map and in ours.
    public record Landmark(Point there, Point here) {}
}
