package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lauescope.crystal.Crystal;
import org.lauescope.map.ScanGrid;
import org.lauescope.operando.Protocol;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.Measurement;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.experiment.ScanFrames;

/// What `lauescope info` says of an experiment file in which everything is in order.
final class ExperimentDescription {

    private static final double SECONDS_PER_HOUR = 3600;

    private ExperimentDescription() {}

    static void print(String name, Measurement measurement, PrintWriter out) {
        Experiment experiment = measurement.experiment();
        out.printf("%s: experiment \"%s\"%n", name, experiment.title());
        out.printf(
                "  detector %s; crystals: %s%n",
                experiment.geometry().detector().name(),
                experiment.crystals().stream()
                        .map(Crystal::name)
                        .collect(Collectors.joining(", ")));
        measurement.frames().forEach(frames -> print(frames, out));
        experiment.logs().forEach(log -> CyclerDescription.print(log.cycler(), out));
        Protocol protocol = experiment.protocol();
        if (protocol != null) {
            out.printf(
                    Locale.ROOT,
                    "  protocol: %d steps, %.4g h%n",
                    protocol.expanded().size(),
                    protocol.duration() / SECONDS_PER_HOUR);
        }
    }

    private static void print(ScanFrames frames, PrintWriter out) {
        ScanEntry scan = frames.scan();
        ScanGrid grid = scan.grid();
        out.printf(
                Locale.ROOT,
                "  scan \"%s\": %d columns × %d rows, steps of %s × %s µm, %s%n",
                scan.name(),
                grid.columns(),
                grid.rows(),
                grid.columnStep(),
                grid.rowStep(),
                scan.order().name().toLowerCase(Locale.ROOT));
        out.printf(
                "    frames: %s, %d of %d points measured%n",
                scan.frames(), frames.measured(), grid.size());
        double hours = scan.duration() / SECONDS_PER_HOUR;
        out.printf(
                "    time: %s%s, cell %s%n",
                scan.start() == null ? "of the start unknown" : "from " + scan.start(),
                Double.isNaN(hours) ? "" : String.format(Locale.ROOT, " for %.4g h", hours),
                scan.electricalState().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
