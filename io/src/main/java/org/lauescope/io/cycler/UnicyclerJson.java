package org.lauescope.io.cycler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.operando.Protocol;
import org.lauescope.operando.Step;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.Step.Impedance;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.Step.Repeat;
import org.lauescope.operando.Step.Rest;
import org.lauescope.operando.Step.SetForce;
import org.lauescope.operando.Step.SetTemperature;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Protocols in the JSON of aurora-unicycler 0.4. Loops there jump back to a step or a tag; here
/// they are repetitions. What our steps know and those do not, scans, temperature and force, is
/// lost in writing: a scan becomes open circuit of its length.
public final class UnicyclerJson {

    private static final int DEEPEST = 20;

    private UnicyclerJson() {}

    /// @throws FileFormatException naming the step that is wrong
    public static Protocol read(TextFile file) throws FileFormatException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(file.text());
        } catch (JacksonException e) {
            throw new FileFormatException(
                    file.source(),
                    "no JSON: " + Numbers.shown(String.valueOf(e.getOriginalMessage())),
                    e);
        }
        JsonNode method = root.path("method");
        if (!method.isArray() || method.isEmpty()) {
            throw new FileFormatException(
                    file.source(),
                    "no \"method\"; expected an array of steps, as unicycler writes");
        }
        double capacity = root.path("sample").path("capacity_mAh").asDouble(Double.NaN) / 1e3;
        List<Step> steps = new ArrayList<>();
        // For each step of the file, how many of ours stood before it.
        List<Integer> before = new ArrayList<>();
        Map<String, Integer> tags = new HashMap<>();
        for (int i = 0; i < method.size(); i++) {
            JsonNode node = method.get(i);
            before.add(steps.size());
            try {
                switch (node.path("step").asString("")) {
                    case "tag" -> tags.put(node.path("tag").asString(""), i);
                    case "loop" -> loop(node, i, steps, before, tags);
                    default -> steps.add(step(node, capacity));
                }
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(
                        file.source(), "step %d: %s".formatted(i + 1, e.getMessage()));
            }
        }
        return new Protocol(steps);
    }

    private static void loop(
            JsonNode node,
            int number,
            List<Step> steps,
            List<Integer> before,
            Map<String, Integer> tags) {
        JsonNode target = node.path("loop_to");
        Integer index =
                target.isNumber()
                        ? Integer.valueOf(target.asInt() - 1)
                        : tags.get(target.asString("1"));
        int times = node.path("cycle_count").asInt(0);
        if (index == null || index < 0 || index >= number || times < 1) {
            throw new IllegalArgumentException(
                    "loop to %s for %s cycles; expected an earlier step or tag, and 1 cycle or more"
                            .formatted(
                                    Numbers.shown(target.toString()),
                                    Numbers.shown(node.path("cycle_count").toString())));
        }
        int from = before.get(index);
        List<Step> inner = List.copyOf(steps.subList(from, steps.size()));
        if (depth(inner) > DEEPEST) {
            throw new IllegalArgumentException(
                    "loops in more than %d loops; expected fewer".formatted(DEEPEST));
        }
        steps.subList(from, steps.size()).clear();
        steps.add(new Repeat(times, inner));
        // A later loop into the middle of this one would need the steps that are now inside.
        for (int i = 0; i < before.size(); i++) {
            before.set(i, Math.min(before.get(i), from));
        }
    }

    private static int depth(List<Step> steps) {
        int deepest = 0;
        for (Step step : steps) {
            if (step instanceof Repeat(int _, List<Step> inner)) {
                deepest = Math.max(deepest, 1 + depth(inner));
            }
        }
        return deepest;
    }

    private static Step step(JsonNode node, double capacity) {
        return switch (node.path("step").asString("")) {
            case "open_circuit_voltage" -> new Rest(Limit.seconds(needed(node, "until_time_s")));
            case "constant_current" ->
                    new ConstantCurrent(
                            current(node, "rate_C", "current_mA", capacity),
                            new Limit(
                                    number(node, "until_time_s"),
                                    number(node, "until_voltage_V"),
                                    Double.NaN));
            case "constant_voltage" ->
                    new ConstantVoltage(
                            needed(node, "voltage_V"),
                            new Limit(
                                    number(node, "until_time_s"),
                                    Double.NaN,
                                    Math.abs(
                                            current(
                                                    node,
                                                    "until_rate_C",
                                                    "until_current_mA",
                                                    capacity))));
            case "impedance_spectroscopy" ->
                    new Impedance(
                            needed(node, "start_frequency_Hz"),
                            needed(node, "end_frequency_Hz"),
                            node.path("points_per_decade").asInt(10),
                            needed(node, "amplitude_V"));
            default ->
                    throw new IllegalArgumentException(
                            "\"%s\" is no step that is known; expected open_circuit_voltage, constant_current, constant_voltage, impedance_spectroscopy, loop or tag"
                                    .formatted(Numbers.shown(node.path("step").toString())));
        };
    }

    /// A; a C-rate goes before a current, as there. NaN if neither is given.
    private static double current(JsonNode node, String rate, String milliampere, double capacity) {
        JsonNode written = node.path(rate);
        double times = rate(written);
        if (Double.isNaN(times) || times == 0) {
            return number(node, milliampere) / 1e3;
        }
        if (Double.isNaN(capacity)) {
            throw new IllegalArgumentException(
                    "%s = %s; expected sample.capacity_mAh, which it refers to"
                            .formatted(rate, Numbers.shown(written.toString())));
        }
        return times * capacity;
    }

    /// `0.2`, `"1/5"`, `"C/5"`; `"D/5"` discharges.
    private static double rate(JsonNode node) {
        String text = node.asString("").replace(" ", "");
        if (text.isEmpty()) {
            return Double.NaN;
        }
        String[] parts = text.split("/", 2);
        String number = parts[0].replaceFirst("[CD]", "");
        double value =
                (number.isEmpty() ? 1 : Numbers.parse(number))
                        / (parts.length == 2 ? Numbers.parse(parts[1]) : 1);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "rate \"%s\"; expected a number, \"C/5\" or \"D/5\""
                            .formatted(Numbers.shown(text)));
        }
        return parts[0].contains("D") ? -value : value;
    }

    private static double number(JsonNode node, String key) {
        String text = node.path(key).asString("");
        double value = text.isBlank() ? Double.NaN : Numbers.parse(text.strip());
        if (Double.isNaN(value) && !text.isBlank()) {
            throw new IllegalArgumentException(
                    "%s = \"%s\"; expected a number".formatted(key, Numbers.shown(text)));
        }
        return value;
    }

    private static double needed(JsonNode node, String key) {
        double value = number(node, key);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("%s is missing; expected a number".formatted(key));
        }
        return value;
    }

    /// The JSON of a protocol.
    ///
    /// @param interval between samples, s, which the format asks for
    public static String write(Protocol protocol, double interval) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.putObject("unicycler").put("version", "0.4.3");
        root.putObject("record").put("time_s", interval);
        root.putObject("safety");
        write(protocol.steps(), root.putArray("method"));
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void write(List<Step> steps, ArrayNode method) {
        for (Step step : steps) {
            switch (step) {
                case Rest(Limit until) ->
                        limited(method.addObject(), "open_circuit_voltage", until);
                case BeamlineScan(String _, Limit until) ->
                        limited(method.addObject(), "open_circuit_voltage", until);
                case ConstantCurrent(double ampere, Limit until) -> {
                    ObjectNode node = limited(method.addObject(), "constant_current", until);
                    node.put("current_mA", 1e3 * ampere);
                }
                case ConstantVoltage(double volt, Limit until) -> {
                    ObjectNode node = limited(method.addObject(), "constant_voltage", until);
                    node.put("voltage_V", volt);
                }
                case Impedance(double from, double to, int points, double amplitude) ->
                        method.addObject()
                                .put("step", "impedance_spectroscopy")
                                .put("start_frequency_Hz", from)
                                .put("end_frequency_Hz", to)
                                .put("points_per_decade", points)
                                .put("amplitude_V", amplitude);
                case Repeat(int times, List<Step> inner) -> {
                    int first = method.size() + 1;
                    write(inner, method);
                    method.addObject()
                            .put("step", "loop")
                            .put("loop_to", first)
                            .put("cycle_count", times);
                }
                case SetTemperature _, SetForce _ -> {}
            }
        }
    }

    private static ObjectNode limited(ObjectNode node, String step, Limit until) {
        node.put("step", step);
        if (!Double.isNaN(until.seconds())) {
            node.put("until_time_s", until.seconds());
        }
        if (!Double.isNaN(until.volt())) {
            node.put("until_voltage_V", until.volt());
        }
        if (!Double.isNaN(until.ampere())) {
            node.put("until_current_mA", 1e3 * until.ampere());
        }
        return node;
    }
}
