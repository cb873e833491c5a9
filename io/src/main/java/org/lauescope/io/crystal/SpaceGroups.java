package org.lauescope.io.crystal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lauescope.crystal.HallSymbol;
import org.lauescope.crystal.SymmetryOperator;

/// The settings of the 230 space groups, found by Hermann–Mauguin symbol or number.
///
/// A symbol without an extension may stand for several settings (two origins, two sets of axes):
/// all of them are returned, and the structure has to tell which one is meant.
final class SpaceGroups {

    /// One setting of a space group.
    ///
    /// @param symbol full Hermann–Mauguin symbol with its extension, `F d -3 m:2`
    record Setting(int number, String symbol, String hall) {

        List<SymmetryOperator> operators() {
            return HallSymbol.operators(hall);
        }

        private String plain() {
            return symbol.replaceFirst(":.$", "");
        }

        private String extension() {
            int colon = symbol.indexOf(':');
            return colon < 0 ? "" : symbol.substring(colon + 1);
        }
    }

    /// Symbols of 1992 with the e glide, and what they were called before (Int. Tables A, table
    /// 1.3.1).
    private static final Map<String, String> E_GLIDES =
            Map.of("aem2", "abm2", "aea2", "aba2", "cmce", "cmca", "cmme", "cmma", "ccce", "ccca");

    private static final List<Setting> SETTINGS =
            Resource.text("space-groups.txt")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";"))
                    .map(part -> new Setting(Integer.parseInt(part[0]), part[1], part[2]))
                    .toList();

    private SpaceGroups() {}

    static List<Setting> all() {
        return SETTINGS;
    }

    /// The standard setting of a number (unique axis b, cell choice 1), in both origins or axes
    /// where there are two; empty for a number outside 1 … 230.
    static List<Setting> numbered(int number) {
        List<Setting> settings =
                SETTINGS.stream().filter(setting -> setting.number == number).toList();
        return settings.isEmpty() ? settings : named(settings.getFirst().plain(), number);
    }

    /// Settings a symbol can stand for: written with or without blanks or underscores, in any case,
    /// full or short (`P 1 21/c 1`, `P21/c`, `P 2(1)/c`), with an extension `:1`, `:2`, `:H`, `:R`
    /// or the older `S`, `Z`, `H`, `R`, with a cubic threefold axis written 3 for -3, with an e
    /// glide. Empty if the symbol is unknown.
    static List<Setting> named(String symbol) {
        return named(symbol, 0);
    }

    private static List<Setting> named(String symbol, int number) {
        String key = key(symbol);
        int colon = key.indexOf(':');
        if (colon >= 0) {
            return find(key.substring(0, colon), extension(key.substring(colon + 1)), number);
        }
        List<Setting> found = find(key, "", number);
        if (found.isEmpty() && key.matches("..*[12szhr]")) {
            int last = key.length() - 1;
            return find(key.substring(0, last), extension(key.substring(last)), number);
        }
        return found;
    }

    private static String extension(String written) {
        return switch (written) {
            case "s" -> "1";
            case "z" -> "2";
            default -> written.toUpperCase(Locale.ROOT);
        };
    }

    /// @param number 0 for any
    private static List<Setting> find(String key, String extension, int number) {
        for (String candidate : spellings(key)) {
            List<Setting> found = new ArrayList<>();
            for (Setting setting : SETTINGS) {
                boolean extensionFits =
                        extension.isEmpty()
                                || setting.extension().isEmpty()
                                || setting.extension().equals(extension);
                boolean numberFits = number == 0 || setting.number == number;
                if (key(setting.plain()).equals(candidate) && extensionFits && numberFits) {
                    found.add(setting);
                }
            }
            if (!found.isEmpty()) {
                return List.copyOf(found);
            }
        }
        return List.of();
    }

    /// The ways the table may write a symbol, the likeliest first.
    private static List<String> spellings(String key) {
        List<String> spellings = new ArrayList<>();
        spellings.add(key);
        spellings.add(E_GLIDES.getOrDefault(key, key));
        if (key.length() > 1) {
            String lattice = key.substring(0, 1);
            String rest = key.substring(1);
            // A monoclinic symbol of one axis: b is unique unless only c makes a known symbol.
            spellings.add(lattice + "1" + rest + "1");
            spellings.add(lattice + "11" + rest);
            // Before 1983 the threefold axis of m-3 and m-3m was written 3.
            int three = rest.indexOf('3', 1);
            if (three > 0 && rest.charAt(three - 1) != '-') {
                spellings.add(lattice + rest.substring(0, three) + "-" + rest.substring(three));
            }
        }
        return spellings;
    }

    private static String key(String symbol) {
        return symbol.replaceAll("\\(([1-5])\\)", "$1")
                .replaceAll("[\\s_]", "")
                .toLowerCase(Locale.ROOT);
    }
}
