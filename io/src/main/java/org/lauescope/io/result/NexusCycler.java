package org.lauescope.io.result;

import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.CyclerLog;

/// Writes and reads the log of a cycler as NXlog: `value` is its current, on times that `start` and
/// `scaling_factor` bring to the beamline's clock.
final class NexusCycler {

    private NexusCycler() {}

    static void write(CyclerRecord record, WritableGroup group) {
        CyclerLog log = record.log();
        ClockMap clock = record.clock();
        int[] shape = {log.size()};
        FlatDataset time =
                FlatDataset.put(
                        group, "time", shape, () -> column(log, i -> log.time(i) - log.start()));
        NexusWriter.describe(time, "s", "time on the cycler's clock since start");
        double start = clock.toBeamline(log.start());
        time.putAttribute("start", moment(start).toString());
        time.putAttribute("scaling_factor", 1 + clock.drift());
        time.putAttribute("start_error", clock.sigma(log.start()));
        time.putAttribute("scaling_factor_error", clock.driftSigma());
        put(group, "value", shape, "A", "current, positive charges", column(log, log::current));
        put(group, "voltage", shape, "V", "voltage of the cell", column(log, log::voltage));
        put(group, "charge", shape, "C", "net charge since start", column(log, log::netCharge));
        put(group, "elapsed", shape, "s", "time since the test began", column(log, log::elapsed));
        int count = log.columns().size();
        for (int k = 0; k < count; k++) {
            CyclerLog.Column column = log.columns().get(k);
            put(group, "column_" + k, shape, column.unit(), column.name(), column.values())
                    .putAttribute("title", column.name());
        }
        group.putAttribute("columns", count);
        group.putAttribute("stamped", log.isStamped() ? 1 : 0);
        if (log.isAveraged()) {
            group.putAttribute("averaged", 1);
        }
        NexusWriter.text(group, "source", record.source());
        NexusWriter.text(group, "format", record.format());
        if (!record.notes().isEmpty()) {
            group.putDataset("notes", record.notes().toArray(String[]::new));
        }
        WritableGroup map = NexusWriter.group(group, "clock", "NXcollection");
        number(map, "cycler", clock.cycler(), "s", "time of the cycler where both clocks meet");
        number(map, "beamline", clock.beamline(), "s", "that time of the beamline since 1970");
        number(map, "drift", clock.drift(), "", "by how much the cycler's seconds are too long");
        number(map, "beamline_error", clock.beamlineSigma(), "s", "uncertainty of beamline");
        number(map, "drift_error", clock.driftSigma(), "", "uncertainty of drift");
        number(map, "log_start", log.start(), "s", "first time of the log on the cycler's clock");
    }

    static CyclerRecord read(NexusFile file, String group) throws IOException {
        int size = file.shape(group + "/time")[0];
        boolean stamped = file.numberAttribute(group, "stamped") == 1;
        double start = file.number(group + "/clock/log_start");
        double[] time = file.numbers(group + "/time", size);
        double[] unix = new double[size];
        Arrays.setAll(unix, i -> stamped ? start + time[i] : Double.NaN);
        List<CyclerLog.Column> columns = new ArrayList<>();
        int count = (int) file.numberAttribute(group, "columns");
        for (int k = 0; k < count; k++) {
            String field = group + "/column_" + k;
            String unit = file.textAttribute(field, "units");
            columns.add(
                    new CyclerLog.Column(
                            file.textAttribute(field, "title"),
                            unit.equals("1") ? "" : unit,
                            file.numbers(field, size)));
        }
        return new CyclerRecord(
                file.text(group + "/source"),
                file.text(group + "/format"),
                new CyclerLog(
                        file.numbers(group + "/elapsed", size),
                        unix,
                        file.numbers(group + "/value", size),
                        file.numbers(group + "/voltage", size),
                        columns,
                        file.hasAttribute(group, "averaged")),
                new ClockMap(
                        file.number(group + "/clock/cycler"),
                        file.number(group + "/clock/beamline"),
                        file.number(group + "/clock/drift"),
                        file.number(group + "/clock/beamline_error"),
                        file.number(group + "/clock/drift_error")),
                List.of(file.texts(group + "/notes")));
    }

    private static double[] column(CyclerLog log, IntToDoubleFunction value) {
        return IntStream.range(0, log.size()).mapToDouble(value).toArray();
    }

    private static FlatDataset put(
            WritableGroup group,
            String name,
            int[] shape,
            String unit,
            String title,
            double[] values) {
        FlatDataset dataset = FlatDataset.put(group, name, shape, () -> values);
        NexusWriter.describe(dataset, unit, title);
        return dataset;
    }

    private static void number(
            WritableGroup group, String name, double value, String unit, String title) {
        WritableNode dataset = group.putDataset(name, value);
        NexusWriter.describe(dataset, unit, title);
    }

    private static Instant moment(double unix) {
        long whole = (long) Math.floor(unix);
        return Instant.ofEpochSecond(whole, Math.round((unix - whole) * 1e9));
    }
}
