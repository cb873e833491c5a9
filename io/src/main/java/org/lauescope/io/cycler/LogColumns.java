package org.lauescope.io.cycler;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.cycler.LogOptions.Role;

/// Which columns of a table hold what: by the names that makers of cyclers give them, or by those
/// that the user says.
///
/// @param roles column by role
/// @param extras columns of temperature, force, pressure and charge, and those that the user wants
record LogColumns(Map<Role, Chosen> roles, List<Chosen> extras) {

    /// @param index of the column, from 0
    record Chosen(int index, Heading heading, Unit unit) {

        /// A value of the file in the unit of a log.
        double convert(double value) {
            return value * unit.factor(heading.unit()).orElse(Double.NaN)
                    + unit.shift(heading.unit());
        }
    }

    /// Names in the order of preference.
    private static final Map<Role, List<String>> NAMES =
            Map.of(
                    Role.TIME,
                    List.of(
                            "test time",
                            "testtime",
                            "cumulative time",
                            "total time",
                            "run time",
                            "test",
                            "time"),
                    Role.MOMENT,
                    List.of(
                            "unix time",
                            "date time",
                            "datetime",
                            "dpt time",
                            "date and time",
                            "real time",
                            "realtime",
                            "absolute time",
                            "date"),
                    Role.CURRENT,
                    List.of("current", "i", "current amps", "amps"),
                    Role.VOLTAGE,
                    List.of("voltage", "ecell", "ewe", "u", "potential", "volts"),
                    Role.STEP,
                    List.of(
                            "step count",
                            "ns",
                            "step index",
                            "step number",
                            "step",
                            "line",
                            "step id"),
                    Role.MODE,
                    List.of("md", "state", "step type", "command"),
                    Role.RECORD,
                    List.of("record index", "data point", "datapoint", "rec", "index", "dataset"));

    /// What makers call a charge that adds up; they differ in what sets it back to zero.
    private static final Set<String> CHARGES =
            Set.of(
                    "capacity",
                    "cap",
                    "charge capacity",
                    "discharge capacity",
                    "charging capacity",
                    "discharging capacity",
                    "net capacity",
                    "cumulative capacity",
                    "chg cap",
                    "dchg cap",
                    "ah",
                    "q qo",
                    "q charge discharge",
                    "q charge",
                    "q discharge");

    /// @throws FileFormatException if a column is missing or its unit not known
    static LogColumns of(String source, int line, List<String> names, LogOptions options)
            throws FileFormatException {
        List<Heading> headings = names.stream().map(Heading::parse).toList();
        Finder finder = new Finder(source, line, headings);
        Map<Role, Chosen> roles = new EnumMap<>(Role.class);
        boolean mapped = !options.columns().isEmpty();
        for (Role role : Role.values()) {
            String wanted = options.columns().get(role);
            int index =
                    wanted != null
                            ? finder.written(wanted)
                            : mapped && role != Role.STEP && role != Role.RECORD
                                    ? -1
                                    : finder.named(NAMES.getOrDefault(role, List.of()));
            if (index >= 0) {
                roles.put(role, finder.chosen(index, unit(role)));
            }
        }
        List<Chosen> extras = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            Unit unit = extra(headings.get(i));
            if (unit != Unit.NONE && unit.factor(headings.get(i).unit()).isPresent()) {
                extras.add(finder.chosen(i, unit));
            }
        }
        for (String wanted : options.keep()) {
            extras.add(finder.chosen(finder.written(wanted), Unit.NONE));
        }
        return new LogColumns(roles, extras);
    }

    private static Unit unit(Role role) {
        return switch (role) {
            case TIME -> Unit.TIME;
            case CURRENT -> Unit.CURRENT;
            case VOLTAGE -> Unit.VOLTAGE;
            case MOMENT, STEP, MODE, RECORD -> Unit.NONE;
        };
    }

    private static Unit extra(Heading heading) {
        String name = " " + heading.name() + " ";
        if (name.contains(" dt dt ") || name.contains(" control ")) {
            return Unit.NONE;
        }
        if (name.contains(" temperature ") || name.matches(" (aux )?t(emp)? ?[0-9]+ ")) {
            return Unit.TEMPERATURE;
        }
        if (name.contains(" force ")) {
            return Unit.FORCE;
        }
        if (CHARGES.contains(heading.name())) {
            return Unit.CHARGE;
        }
        return name.contains(" pressure ") ? Unit.PRESSURE : Unit.NONE;
    }

    private record Finder(String source, int line, List<Heading> headings) {

        /// The first column that has one of the names, earlier names first; −1 if there is none.
        int named(List<String> names) {
            for (String name : names) {
                for (int i = 0; i < headings.size(); i++) {
                    if (headings.get(i).is(name)) {
                        return i;
                    }
                }
            }
            return -1;
        }

        int written(String wanted) throws FileFormatException {
            for (int i = 0; i < headings.size(); i++) {
                if (headings.get(i).written().equals(wanted.strip())) {
                    return i;
                }
            }
            throw new FileFormatException(
                    source,
                    line,
                    "no column \"%s\"; expected one of %s"
                            .formatted(Numbers.shown(wanted), written()));
        }

        Chosen chosen(int index, Unit unit) throws FileFormatException {
            Heading heading = headings.get(index);
            if (unit.factor(heading.unit()).isEmpty()) {
                throw new FileFormatException(
                        source,
                        line,
                        "column \"%s\" is in \"%s\"; expected one of %s"
                                .formatted(
                                        Numbers.shown(heading.written()),
                                        Numbers.shown(heading.unit()),
                                        unit.known()));
            }
            return new Chosen(index, heading, unit);
        }

        private String written() {
            return Numbers.shown(
                    headings.stream().map(Heading::written).collect(Collectors.joining(", ")));
        }
    }
}
