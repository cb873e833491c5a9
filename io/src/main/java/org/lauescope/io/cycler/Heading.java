package org.lauescope.io.cycler;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name and the unit of a column, as all makers write them: `Voltage / V`, `voltage_volt`,
/// `voltage_V`, `Voltage (V)`, `U[V]`, `<Ewe>/V`.
///
/// @param written as in the file
/// @param name in lower case, words separated by one blank
/// @param unit empty if there is none
record Heading(String written, String name, String unit) {

    private static final Pattern BRACKETS = Pattern.compile("(.*?)\\s*[(\\[]([^()\\[\\]]*)[)\\]]");

    /// Units that end a name of words joined by low lines.
    private static final Set<String> JOINED =
            Set.of(
                    "s",
                    "ms",
                    "us",
                    "min",
                    "h",
                    "second",
                    "seconds",
                    "millisecond",
                    "milliseconds",
                    "microsecond",
                    "microseconds",
                    "minute",
                    "minutes",
                    "hour",
                    "hours",
                    "days",
                    "v",
                    "mv",
                    "volt",
                    "millivolt",
                    "a",
                    "ma",
                    "ua",
                    "ampere",
                    "milliampere",
                    "microampere",
                    "ah",
                    "mah",
                    "celsius",
                    "degc",
                    "kelvin",
                    "k",
                    "pascal",
                    "pa",
                    "kpa",
                    "mpa",
                    "bar",
                    "newton",
                    "n",
                    "dimensionless",
                    "1");

    static Heading parse(String written) {
        String text = written.strip();
        // EC-Lab writes averages as <I>/mA, and once as <Ewe/V>.
        String plain = text.replace("<", "").replace(">", "").replace("|", " modulus ");
        int slash = plain.lastIndexOf('/');
        if (slash > 0) {
            return new Heading(
                    text, words(plain.substring(0, slash)), unit(plain.substring(slash + 1)));
        }
        Matcher brackets = BRACKETS.matcher(plain);
        if (brackets.matches() && !brackets.group(1).isEmpty()) {
            return new Heading(text, words(brackets.group(1)), unit(brackets.group(2)));
        }
        int low = plain.lastIndexOf('_');
        if (low > 0 && JOINED.contains(plain.substring(low + 1).toLowerCase(Locale.ROOT))) {
            return new Heading(
                    text, words(plain.substring(0, low)), unit(plain.substring(low + 1)));
        }
        return new Heading(text, words(plain), "");
    }

    private static String words(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
    }

    /// Without the degree sign, which encodings spoil; µ as u. Of hh:mm:ss there is no unit.
    private static String unit(String text) {
        return text.contains("hh:mm")
                ? ""
                : text.replace('µ', 'u').replace('μ', 'u').replaceAll("[^A-Za-z0-9.%]", "");
    }

    boolean is(String wanted) {
        return name.equals(wanted);
    }
}
