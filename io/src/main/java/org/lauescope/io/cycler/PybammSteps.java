package org.lauescope.io.cycler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lauescope.io.Numbers;
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

/// Steps in the sentences of PyBaMM's experiments: `Charge at 1 C for 1 hour or until 4.2 V`,
/// `Discharge at 3 mA for 10 minutes`, `Hold at 4.2 V until C/50`, `Rest for 10 minutes`. A
/// sentence about anything else is refused.
public final class PybammSteps {

    private static final String NUMBER = "([0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)";

    private static final Pattern SENTENCE =
            Pattern.compile(
                    "(?i)(charge|discharge|hold|rest)(?: at (.+?))?((?: (?:for|or until|until) .+)?)");

    private static final Pattern LIMIT =
            Pattern.compile(
                    "(?i) (for|or until|until|or for) (.+?)(?= or until | or for | until | for |$)");

    private static final Pattern RATE =
            Pattern.compile("(?i)" + NUMBER + "? ?c(?: ?/ ?" + NUMBER + ")?");

    private static final Pattern QUANTITY = Pattern.compile(NUMBER + " ?([a-zA-Z]+)");

    private static final Map<String, Double> CURRENT = Map.of("a", 1.0, "ma", 1e-3, "ua", 1e-6);
    private static final Map<String, Double> VOLTAGE = Map.of("v", 1.0, "mv", 1e-3);
    private static final Map<String, Double> TIME =
            Map.ofEntries(
                    Map.entry("s", 1.0),
                    Map.entry("second", 1.0),
                    Map.entry("seconds", 1.0),
                    Map.entry("min", 60.0),
                    Map.entry("minute", 60.0),
                    Map.entry("minutes", 60.0),
                    Map.entry("h", 3600.0),
                    Map.entry("hour", 3600.0),
                    Map.entry("hours", 3600.0));

    private static final String EXAMPLES =
            "expected e.g. \"Charge at 3 mA for 1 hour or until 4.2 V\", \"Hold at 4.2 V until C/50\" or \"Rest for 10 minutes\"";

    private PybammSteps() {}

    /// @param capacity of the cell, A h, that C-rates refer to; NaN if unknown
    /// @throws IllegalArgumentException for a sentence that is not understood
    public static Step parse(String sentence, double capacity) {
        Matcher matcher = SENTENCE.matcher(sentence.strip().replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            throw unknown(sentence, "");
        }
        String verb = matcher.group(1).toLowerCase(Locale.ROOT);
        String level = matcher.group(2) == null ? "" : matcher.group(2);
        Limit until = limit(sentence, matcher.group(3), capacity);
        return switch (verb) {
            case "rest" -> {
                if (!level.isEmpty() || !until.isTimed()) {
                    throw unknown(sentence, ": a rest ends by time alone");
                }
                yield new Rest(until);
            }
            case "hold" -> {
                double volt = quantity(level, VOLTAGE);
                if (Double.isNaN(volt) || until.equals(Limit.NONE)) {
                    throw unknown(
                            sentence, ": what is held is a voltage, for a time or until a current");
                }
                yield new ConstantVoltage(volt, until);
            }
            default -> {
                double ampere = current(sentence, level, capacity);
                if (Double.isNaN(ampere) || until.equals(Limit.NONE)) {
                    throw unknown(sentence, ": a current flows for a time or until a voltage");
                }
                yield new ConstantCurrent(verb.equals("charge") ? ampere : -ampere, until);
            }
        };
    }

    private static Limit limit(String sentence, String text, double capacity) {
        double seconds = Double.NaN;
        double volt = Double.NaN;
        double ampere = Double.NaN;
        Matcher matcher = LIMIT.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            String value = matcher.group(2);
            if (!Double.isNaN(quantity(value, TIME))) {
                seconds = quantity(value, TIME);
            } else if (!Double.isNaN(quantity(value, VOLTAGE))) {
                volt = quantity(value, VOLTAGE);
            } else {
                ampere = current(sentence, value, capacity);
                if (Double.isNaN(ampere)) {
                    throw unknown(sentence, ": \"%s\"".formatted(Numbers.shown(value)));
                }
            }
        }
        if (end != text.length()) {
            throw unknown(sentence, "");
        }
        return new Limit(seconds, volt, ampere);
    }

    /// A; NaN if the text is no current.
    private static double current(String sentence, String text, double capacity) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            return quantity(text, CURRENT);
        }
        if (Double.isNaN(capacity)) {
            throw new IllegalArgumentException(
                    "\"%s\" has a C-rate; expected the capacity that it refers to: say capacity_mAh in [protocol]"
                            .formatted(Numbers.shown(sentence)));
        }
        double times = rate.group(1) == null ? 1 : Double.parseDouble(rate.group(1));
        double by = rate.group(2) == null ? 1 : Double.parseDouble(rate.group(2));
        return times * capacity / by;
    }

    private static double quantity(String text, Map<String, Double> units) {
        Matcher matcher = QUANTITY.matcher(text);
        Double unit =
                matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        return unit == null ? Double.NaN : Double.parseDouble(matcher.group(1)) * unit;
    }

    private static IllegalArgumentException unknown(String sentence, String why) {
        return new IllegalArgumentException(
                "step \"%s\" is not understood%s; %s"
                        .formatted(Numbers.shown(sentence), why, EXAMPLES));
    }

    /// The sentences of a protocol, repetitions written out. A scan becomes a rest of its length.
    ///
    /// @throws IllegalArgumentException if it has a step that PyBaMM has no sentence for
    public static List<String> sentences(Protocol protocol) {
        List<String> sentences = new ArrayList<>();
        for (Step step : protocol.expanded()) {
            sentences.add(
                    switch (step) {
                        case Rest(Limit until) -> "Rest" + text(until);
                        case BeamlineScan(String _, Limit until) -> "Rest" + text(until);
                        case ConstantCurrent(double ampere, Limit until) ->
                                (ampere > 0 ? "Charge at " : "Discharge at ")
                                        + Math.abs(ampere)
                                        + " A"
                                        + text(until);
                        case ConstantVoltage(double volt, Limit until) ->
                                "Hold at " + volt + " V" + text(until);
                        case Impedance _, SetTemperature _, SetForce _, Repeat _ ->
                                throw new IllegalArgumentException(
                                        "step %s; PyBaMM has no sentence for it".formatted(step));
                    });
        }
        return sentences;
    }

    private static String text(Limit until) {
        StringBuilder text = new StringBuilder();
        append(text, "for", until.seconds(), "s");
        append(text, "until", until.volt(), "V");
        append(text, "until", until.ampere(), "A");
        return text.toString();
    }

    private static void append(StringBuilder text, String word, double value, String unit) {
        if (!Double.isNaN(value)) {
            text.append(text.isEmpty() ? " " : " or ").append(word).append(' ');
            text.append(value).append(' ').append(unit);
        }
    }
}
