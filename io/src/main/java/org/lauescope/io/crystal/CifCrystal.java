package org.lauescope.io.crystal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Orbit;
import org.lauescope.crystal.SymmetryOperator;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.FileFormatException;

/// Makes a crystal of the data block of a CIF (core dictionary, items of old and new versions).
final class CifCrystal {

    /// Sites nearer than this (Å) share one place.
    private static final double ONE_PLACE = 0.1;

    /// More atoms in a cell than any inorganic crystal has; a Laue pattern of a larger one could
    /// not be indexed.
    private static final int MOST_ATOMS = 50_000;

    private final CifBlock block;

    CifCrystal(CifBlock block) {
        this.block = block;
    }

    /// Whether a block claims to describe a crystal structure.
    static boolean isDescribedBy(CifBlock block) {
        return block.has("_cell_length_a")
                && block.has("_atom_site_label", "_atom_site_type_symbol");
    }

    Crystal crystal(String name) throws FileFormatException {
        UnitCell cell = cell();
        CifAtoms sites = new CifAtoms(block, cell);
        List<Atom> atoms = sites.atoms();
        List<SymmetryOperator> operators = new CifSymmetry(block, cell, sites).operators();
        UnitCell exact = CellSymmetry.exact(cell, operators);
        List<Orbit> orbits = new ArrayList<>();
        int number = 0;
        for (Atom atom : atoms) {
            Orbit orbit = Orbit.of(atom.position(), operators, exact);
            orbits.add(orbit);
            number += orbit.multiplicity();
            if (number > MOST_ATOMS) {
                throw block.wrong(
                        "has more than %d atoms in its cell; expected an inorganic crystal"
                                .formatted(MOST_ATOMS));
            }
        }
        refuseCrowdedPlaces(atoms, orbits, exact);
        Map<String, Element> elements = sites.elements();
        Map<Element, Double> content = new LinkedHashMap<>();
        for (int i = 0; i < atoms.size(); i++) {
            Element element = elements.get(atoms.get(i).element());
            content.merge(
                    element, atoms.get(i).occupancy() * orbits.get(i).multiplicity(), Double::sum);
        }
        return new Crystal(
                name,
                exact,
                operators,
                atoms,
                CellAttenuation.of(content, exact.volume()),
                citation());
    }

    private UnitCell cell() throws FileFormatException {
        double a = cellNumber("_cell_length_a");
        double b = cellNumber("_cell_length_b");
        double c = cellNumber("_cell_length_c");
        double alpha = cellNumber("_cell_angle_alpha");
        double beta = cellNumber("_cell_angle_beta");
        double gamma = cellNumber("_cell_angle_gamma");
        try {
            return UnitCell.ofDegrees(a, b, c, alpha, beta, gamma);
        } catch (IllegalArgumentException e) {
            throw block.wrong(cellItem("_cell_length_a"), e);
        }
    }

    private double cellNumber(String tag) throws FileFormatException {
        return block.number(cellItem(tag), tag);
    }

    private CifValue cellItem(String tag) throws FileFormatException {
        CifValue value = block.value(tag);
        if (value == null) {
            throw block.wrong(
                    "has no %s; expected the lengths and angles of the cell in Å and degrees"
                            .formatted(tag));
        }
        return value;
    }

    /// Different sites may share a place only as far as their occupancies leave room.
    private void refuseCrowdedPlaces(List<Atom> atoms, List<Orbit> orbits, UnitCell cell)
            throws FileFormatException {
        for (int i = 0; i < atoms.size(); i++) {
            double occupancy = atoms.get(i).occupancy();
            String labels = atoms.get(i).label();
            for (int j = 0; j < i; j++) {
                if (orbits.get(j).distance(orbits.get(i).positions().getFirst(), cell)
                        < ONE_PLACE) {
                    occupancy += atoms.get(j).occupancy();
                    labels = labels + ", " + atoms.get(j).label();
                }
            }
            // Refined occupancies of one place may add up to a little more than 1.
            if (occupancy > 1.2) {
                throw block.wrong(
                        "puts sites %s at one place with a total occupancy of %.2f; expected at most 1 (equivalent sites listed again, or the wrong origin)"
                                .formatted(labels, occupancy));
            }
        }
    }

    private String citation() {
        List<String> parts = new ArrayList<>();
        List<CifValue> authors = block.column("_publ_author_name", "_citation_author_name");
        if (!authors.isEmpty()) {
            parts.add(
                    CifBlock.shortened(authors.getFirst().text())
                            + (authors.size() > 1 ? " et al." : ""));
        }
        String journal = block.text("_journal_name_full", "_citation_journal_full");
        String volume = block.text("_journal_volume", "_citation_journal_volume");
        String year = block.text("_journal_year", "_citation_year");
        String page = block.text("_journal_page_first", "_citation_page_first");
        String reference =
                String.join(" ", journal, volume, year.isEmpty() ? "" : "(" + year + ")", page)
                        .replaceAll(" +", " ")
                        .strip();
        if (!reference.isEmpty()) {
            parts.add(reference);
        }
        String doi = block.text("_journal_paper_doi", "_citation_doi");
        if (!doi.isEmpty()) {
            parts.add("doi " + doi);
        }
        return parts.isEmpty() ? "data block " + block.name() : String.join(", ", parts);
    }
}
