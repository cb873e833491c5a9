package org.lauescope.io.crystal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;

/// The sites of the asymmetric unit in a data block.
final class CifAtoms {

    private static final Pattern LETTERS = Pattern.compile("([A-Za-z]{1,2})([A-Za-z]*)(.*)");

    private final CifBlock block;
    private final List<Atom> atoms = new ArrayList<>();
    private final List<@Nullable Integer> multiplicities = new ArrayList<>();
    private final Map<String, Element> elements = new LinkedHashMap<>();

    CifAtoms(CifBlock block, UnitCell cell) throws FileFormatException {
        this.block = block;
        List<CifValue> labels = block.column("_atom_site_label", "_atom_site_type_symbol");
        if (labels.isEmpty()) {
            throw block.wrong(
                    "has no atom; expected a loop with _atom_site_label and _atom_site_fract_x, _y, _z");
        }
        if (!block.has("_atom_site_fract_x") && block.has("_atom_site_cartn_x")) {
            throw block.wrong(
                    "has Cartesian coordinates; expected fractional ones, _atom_site_fract_x, _y, _z");
        }
        int rows = labels.size();
        List<@Nullable CifValue> types = block.aligned(rows, "_atom_site_type_symbol");
        List<@Nullable CifValue> x = block.aligned(rows, "_atom_site_fract_x");
        List<@Nullable CifValue> y = block.aligned(rows, "_atom_site_fract_y");
        List<@Nullable CifValue> z = block.aligned(rows, "_atom_site_fract_z");
        List<@Nullable CifValue> occupancies = block.aligned(rows, "_atom_site_occupancy");
        List<@Nullable CifValue> counts =
                block.aligned(
                        rows,
                        "_atom_site_symmetry_multiplicity",
                        "_atom_site_site_symmetry_multiplicity");
        CifDisplacements displacements = new CifDisplacements(block, cell, rows);
        for (int i = 0; i < rows; i++) {
            CifValue label = labels.get(i);
            // A dummy or hydrogen atom that was never located has no coordinates and scatters
            // nothing.
            if (x.get(i) == null && y.get(i) == null && z.get(i) == null) {
                continue;
            }
            Element element = element(label, types.get(i));
            Vector3 position =
                    new Vector3(
                            coordinate(label, x.get(i)),
                            coordinate(label, y.get(i)),
                            coordinate(label, z.get(i)));
            double b = displacements.factor(i, label.text(), element.symbol());
            atoms.add(
                    new Atom(
                            label.text(),
                            element.symbol(),
                            position,
                            occupancy(occupancies.get(i)),
                            b,
                            element.formFactor(),
                            element.dispersion()));
            CifValue count = counts.get(i);
            multiplicities.add(
                    count == null ? null : (int) block.number(count, "site multiplicity"));
        }
        if (atoms.isEmpty()) {
            throw block.wrong(
                    "has no atom with coordinates; expected _atom_site_fract_x, _y, _z for each site");
        }
    }

    List<Atom> atoms() {
        return atoms;
    }

    /// How often each site is said to occur in the cell; null where the file does not say.
    List<@Nullable Integer> multiplicities() {
        return multiplicities;
    }

    /// The tables of every element present, by symbol.
    Map<String, Element> elements() {
        return elements;
    }

    private double coordinate(CifValue label, @Nullable CifValue value) throws FileFormatException {
        if (value == null) {
            throw block.wrong(
                    label,
                    "site %s lacks a coordinate; expected x, y and z".formatted(label.text()));
        }
        double number = block.number(value, "fractional coordinate");
        if (!(Math.abs(number) < 100)) {
            throw block.wrong(
                    value,
                    "fractional coordinate = %s; expected a part of a cell edge (Å were given?)"
                            .formatted(number));
        }
        return number;
    }

    private double occupancy(@Nullable CifValue value) throws FileFormatException {
        if (value == null) {
            return 1;
        }
        double number = block.number(value, "occupancy");
        // A refined full occupancy may come out a little above 1.
        if (!(number >= 0 && number < 1.05)) {
            throw block.wrong(
                    value,
                    "occupancy = %s; expected between 0 and 1 (percent were given?)"
                            .formatted(value.text()));
        }
        return Math.min(number, 1);
    }

    private Element element(CifValue label, @Nullable CifValue type) throws FileFormatException {
        CifValue named = type == null ? label : type;
        String symbol = type == null ? symbolOfLabel(label) : symbolOfType(type);
        Element known = elements.get(symbol);
        if (known != null) {
            return known;
        }
        Element element =
                Element.of(symbol)
                        .orElseThrow(() ->
                                block.wrong(
                                        named,
                                        "'%s' is no element with a form factor; expected a symbol such as La, Zr4+ or O in _atom_site_type_symbol"
                                                .formatted(CifBlock.shortened(named.text()))));
        elements.put(element.symbol(), element);
        return element;
    }

    /// `La3+`, `O2-`, `LI`, `Cu`: the letters that begin a type symbol.
    private static String symbolOfType(CifValue type) {
        Matcher letters = LETTERS.matcher(type.text().strip());
        return letters.matches() && letters.group(2).isEmpty()
                ? canonical(letters.group(1))
                : type.text();
    }

    /// The element a label begins with: `La2`, `O1W`, `LI3`. A second capital may be part of the
    /// symbol or not (SI1 or S, I…): the elements of the chemical formula decide.
    private String symbolOfLabel(CifValue label) throws FileFormatException {
        Matcher letters = LETTERS.matcher(label.text().strip());
        if (!letters.matches()) {
            return label.text();
        }
        String two = canonical(letters.group(1));
        String one = two.substring(0, 1);
        boolean isTwo = two.length() == 2 && Element.of(two).isPresent();
        boolean isOne = Element.of(one).isPresent();
        if (!isTwo) {
            return one;
        }
        boolean lower = Character.isLowerCase(letters.group(1).charAt(1));
        if (lower || !isOne) {
            return two;
        }
        Set<String> formula = formula();
        if (formula.contains(two) != formula.contains(one)) {
            return formula.contains(two) ? two : one;
        }
        throw block.wrong(
                label,
                "label '%s' may be %s or %s; expected _atom_site_type_symbol to tell which"
                        .formatted(label.text(), one, two));
    }

    private Set<String> formula() {
        Set<String> symbols = new TreeSet<>();
        Matcher matcher = Pattern.compile("[A-Za-z]+").matcher(block.text("_chemical_formula_sum"));
        while (matcher.find()) {
            symbols.add(canonical(matcher.group()));
        }
        return symbols;
    }

    private static String canonical(String symbol) {
        return symbol.substring(0, 1).toUpperCase(Locale.ROOT)
                + symbol.substring(1).toLowerCase(Locale.ROOT);
    }
}
