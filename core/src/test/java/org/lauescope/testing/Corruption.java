package org.lauescope.testing;

import java.util.Random;

/// Damages texts: bytes flipped, lines lost, doubled or swapped, numbers made absurd, ends cut off.
public final class Corruption {

    private static final String[] NUMBERS = {
        "NaN",
        "-1",
        "0",
        "1e308",
        "-1e-308",
        "Infinity",
        "99999999999999999999",
        "1e9",
        "x",
        "",
        "0.5",
        "2147483648",
        "[",
        "\"",
        "<",
        "{{",
        "1,5",
        "é"
    };

    private Corruption() {}

    /// A text with one to eight random faults.
    public static String of(String text, Random random) {
        String damaged = text;
        for (int i = random.nextInt(8); i >= 0; i--) {
            damaged = fault(damaged, random);
        }
        return damaged;
    }

    private static String fault(String text, Random random) {
        if (text.isEmpty()) {
            return "\n";
        }
        int at = random.nextInt(text.length());
        return switch (random.nextInt(7)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
            case 2 -> {
                int to = Math.min(text.length(), at + 1 + random.nextInt(200));
                yield text.substring(0, at) + text.substring(to);
            }
            case 3 -> {
                int to = Math.min(text.length(), at + 1 + random.nextInt(200));
                yield text.substring(0, to) + text.substring(at);
            }
            case 4 -> swapped(text, random);
            default -> number(text, at, random);
        };
    }

    private static String swapped(String text, Random random) {
        String[] lines = text.split("\n", -1);
        int a = random.nextInt(lines.length);
        int b = random.nextInt(lines.length);
        String kept = lines[a];
        lines[a] = lines[b];
        lines[b] = kept;
        return String.join("\n", lines);
    }

    /// The next number of the text replaced by something else.
    private static String number(String text, int from, Random random) {
        int start = from;
        while (start < text.length() && !Character.isDigit(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length() && "0123456789.eE-".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return text.substring(0, start)
                + NUMBERS[random.nextInt(NUMBERS.length)]
                + text.substring(end);
    }
}
