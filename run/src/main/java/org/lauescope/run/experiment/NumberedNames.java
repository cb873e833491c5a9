package org.lauescope.run.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// File names that differ in their last number alone, as `frame_0001.tif`, `frame_0002.tif` …
final class NumberedNames {

    private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)(\\d{1,15})(\\D*)");

    private NumberedNames() {}

    /// The place of each name in its series, counted from the first name: 0, 1, 3 … if the third is
    /// missing. Without a common series, or with numbers that do not follow one another at all, the
    /// names count as complete: 0, 1, 2 …
    ///
    /// @param names in natural order, at least one
    static long[] places(String[] names) {
        long[] places = new long[names.length];
        Matcher first = LAST_NUMBER.matcher(names[0]);
        boolean series = first.matches();
        for (int i = 0; series && i < names.length; i++) {
            Matcher matcher = LAST_NUMBER.matcher(names[i]);
            series =
                    matcher.matches()
                            && matcher.group(1).equals(first.group(1))
                            && matcher.group(3).equals(first.group(3));
            if (series) {
                places[i] = Long.parseLong(matcher.group(2)) - Long.parseLong(first.group(2));
            }
        }
        // More holes than names: the numbers are not those of the frames (every tenth was kept).
        if (!series || places[names.length - 1] >= 2L * names.length) {
            Arrays.setAll(places, i -> i);
        }
        return places;
    }

    /// The names that are missing within a series, at most `most` of them.
    static List<String> missing(String[] names, int most) {
        List<String> missing = new ArrayList<>();
        long[] places = places(names);
        for (int i = 1; i < names.length; i++) {
            for (long place = places[i - 1] + 1; place < places[i]; place++) {
                if (missing.size() == most) {
                    return missing;
                }
                missing.add(following(names[i - 1], place - places[i - 1]));
            }
        }
        return missing;
    }

    /// The name whose number is larger by `step`, with as many digits.
    private static String following(String name, long step) {
        Matcher matcher = LAST_NUMBER.matcher(name);
        if (!matcher.matches()) {
            return name;
        }
        String number = matcher.group(2);
        String format = "%0" + number.length() + "d";
        return matcher.group(1)
                + format.formatted(Long.parseLong(number) + step)
                + matcher.group(3);
    }
}
