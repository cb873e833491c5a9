package org.lauescope.io.crystal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lauescope.crystal.Dispersion;
import org.lauescope.crystal.FormFactor;

/// What the tables know of one element (hydrogen to californium). Sources: `elements/README.txt`
/// beside the tables.
///
/// @param mass g/mol
/// @param formFactor of the neutral atom: charges change it only below s = 0.2/Å, and the charge of
///   an atom in a solid is not its formal one
/// @param dispersion [Dispersion#NONE] beyond uranium
record Element(
        String symbol,
        double mass,
        FormFactor formFactor,
        Dispersion dispersion,
        LogarithmicSpline photoabsorption,
        LogarithmicSpline coherent,
        LogarithmicSpline incoherent) {

    /// Attenuation coefficient μ/ρ in cm²/g: photoelectric absorption and both kinds of scattering.
    double massAttenuation(double keV) {
        return photoabsorption.at(keV) + coherent.at(keV) + incoherent.at(keV);
    }

    /// @param symbol in any case, `La` or `LA`; D is hydrogen
    static Optional<Element> of(String symbol) {
        if (symbol.isEmpty()
                || symbol.length() > 2
                || !symbol.chars().allMatch(c -> c < 128 && Character.isLetter(c))) {
            return Optional.empty();
        }
        String name =
                symbol.substring(0, 1).toUpperCase(Locale.ROOT)
                        + symbol.substring(1).toLowerCase(Locale.ROOT);
        String table = name.equals("D") ? "H" : name;
        return Resource.find("elements/" + table + ".txt").map(text -> parse(table, text));
    }

    private static Element parse(String symbol, String text) {
        Map<String, List<double[]>> sections = new TreeMap<>();
        List<double[]> rows = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (line.startsWith("[")) {
                rows = new ArrayList<>();
                sections.put(line.substring(1).split("[ :\\]]")[0], rows);
            } else if (!line.startsWith("#")) {
                rows.add(numbers(line));
            }
        }
        List<double[]> gaussians = section(sections, "form");
        List<double[]> dispersion = sections.getOrDefault("dispersion", List.of());
        List<double[]> scattering = section(sections, "scattering");
        return new Element(
                symbol,
                section(sections, "mass").getFirst()[0],
                new FormFactor(gaussians.get(0), gaussians.get(1), gaussians.get(2)[0]),
                new Dispersion(column(dispersion, 0), column(dispersion, 1), column(dispersion, 2)),
                spline(section(sections, "photoabsorption"), 1),
                spline(scattering, 1),
                spline(scattering, 3));
    }

    private static List<double[]> section(Map<String, List<double[]>> sections, String name) {
        List<double[]> rows = sections.get(name);
        if (rows == null) {
            throw new IllegalStateException("table of an element has no section " + name);
        }
        return rows;
    }

    private static double[] numbers(String line) {
        String[] words = line.split(" ");
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }

    private static LogarithmicSpline spline(List<double[]> rows, int column) {
        return new LogarithmicSpline(
                column(rows, 0), column(rows, column), column(rows, column + 1));
    }

    private static double[] column(List<double[]> rows, int index) {
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }
}
