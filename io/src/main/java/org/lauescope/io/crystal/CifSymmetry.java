package org.lauescope.io.crystal;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.HallSymbol;
import org.lauescope.crystal.LaueGroup;
import org.lauescope.crystal.Orbit;
import org.lauescope.crystal.SymmetryOperator;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.FileFormatException;

/// The operators of a data block's space group, from the first of these it gives: the operators,
/// the Hall symbol, the Hermann–Mauguin symbol, the number.
final class CifSymmetry {

    private static final String[] OPERATORS = {
        "_space_group_symop_operation_xyz",
        "_symmetry_equiv_pos_as_xyz",
        "_symmetry_equiv_pos_as_xyz_"
    };
    private static final String[] HALL = {
        "_space_group_name_hall", "_symmetry_space_group_name_hall"
    };
    private static final String[] HERMANN_MAUGUIN = {
        "_symmetry_space_group_name_h-m",
        "_space_group_name_h-m_alt",
        "_space_group_name_h-m_ref",
        "_space_group_name_h-m_full",
        "_symmetry_space_group_name_h-m_alt",
        "_space_group_name_h-m"
    };
    private static final String[] NUMBER = {
        "_space_group_it_number", "_symmetry_int_tables_number", "_space_group_it_number_"
    };

    private final CifBlock block;
    private final UnitCell cell;
    private final CifAtoms sites;

    CifSymmetry(CifBlock block, UnitCell cell, CifAtoms sites) {
        this.block = block;
        this.cell = cell;
        this.sites = sites;
    }

    List<SymmetryOperator> operators() throws FileFormatException {
        CifValue hall = block.value(HALL);
        CifValue symbol = block.value(HERMANN_MAUGUIN);
        CifValue number = block.value(NUMBER);
        if (block.has(OPERATORS)) {
            return listed(block.column(OPERATORS));
        }
        if (hall != null) {
            try {
                return fitting(hall, HallSymbol.operators(hall.text()));
            } catch (IllegalArgumentException e) {
                throw block.wrong(hall, e);
            }
        }
        if (symbol != null) {
            List<SpaceGroups.Setting> settings = SpaceGroups.named(symbol.text());
            if (settings.isEmpty()) {
                throw block.wrong(
                        symbol,
                        "space group '%s' is unknown; expected a Hermann–Mauguin symbol such as 'F d -3 m :2', or the operators"
                                .formatted(CifBlock.shortened(symbol.text())));
            }
            return decided(symbol, settings);
        }
        if (number != null) {
            List<SpaceGroups.Setting> settings =
                    SpaceGroups.numbered((int) block.number(number, "space-group number"));
            if (settings.isEmpty()) {
                throw block.wrong(
                        number,
                        "space-group number = %s; expected 1 to 230"
                                .formatted(CifBlock.shortened(number.text())));
            }
            return decided(number, settings);
        }
        throw block.wrong(
                "has no symmetry; expected _space_group_symop_operation_xyz, a space-group symbol or its number (P 1 if there is none)");
    }

    private List<SymmetryOperator> listed(List<CifValue> triplets) throws FileFormatException {
        List<SymmetryOperator> operators = new ArrayList<>();
        for (CifValue triplet : triplets) {
            try {
                operators.add(SymmetryOperator.parse(triplet.text()));
            } catch (IllegalArgumentException e) {
                throw block.wrong(triplet, e);
            }
        }
        try {
            List<SymmetryOperator> group = HallSymbol.closure(operators);
            LaueGroup.of(group);
            return fitting(triplets.getFirst(), group);
        } catch (IllegalArgumentException e) {
            throw block.wrong(triplets.getFirst(), e);
        }
    }

    private List<SymmetryOperator> fitting(CifValue given, List<SymmetryOperator> operators)
            throws FileFormatException {
        double deviation = CellSymmetry.deviation(cell, operators);
        if (deviation > CellSymmetry.ROUNDING) {
            throw block.wrong(
                    given,
                    "the cell %s breaks its space group by %.2g; expected edges and angles that it allows (a mistyped cell, or the wrong setting)"
                            .formatted(described(cell), deviation));
        }
        return operators;
    }

    /// Of the settings that one symbol may mean: those whose axes fit the cell; of these, those in
    /// which the sites occur as often as the file says; of these, the one with fewest atoms,
    /// because in a wrong origin special positions become general ones.
    private List<SymmetryOperator> decided(CifValue given, List<SpaceGroups.Setting> settings)
            throws FileFormatException {
        List<SpaceGroups.Setting> shaped =
                settings.stream()
                        .filter(setting ->
                                CellSymmetry.deviation(cell, setting.operators())
                                        < CellSymmetry.ROUNDING)
                        .toList();
        if (shaped.isEmpty()) {
            return fitting(given, settings.getFirst().operators());
        }
        if (shaped.size() == 1) {
            return shaped.getFirst().operators();
        }
        List<SpaceGroups.Setting> counted =
                shaped.stream().filter(this::hasStatedMultiplicities).toList();
        List<SpaceGroups.Setting> possible = counted.isEmpty() ? shaped : counted;
        int fewest = possible.stream().mapToInt(this::atomsInCell).min().orElse(0);
        List<SpaceGroups.Setting> left =
                possible.stream().filter(setting -> atomsInCell(setting) == fewest).toList();
        if (left.size() > 1) {
            throw block.wrong(
                    given,
                    "space group '%s' has two settings that fit, %s and %s; expected which one (write its symbol so, or give the operators)"
                            .formatted(
                                    CifBlock.shortened(given.text()),
                                    left.getFirst().symbol(),
                                    left.getLast().symbol()));
        }
        return left.getFirst().operators();
    }

    private boolean hasStatedMultiplicities(SpaceGroups.Setting setting) {
        List<SymmetryOperator> operators = setting.operators();
        for (int i = 0; i < sites.atoms().size(); i++) {
            Integer stated = sites.multiplicities().get(i);
            if (stated != null && stated != multiplicity(sites.atoms().get(i), operators)) {
                return false;
            }
        }
        return true;
    }

    private int atomsInCell(SpaceGroups.Setting setting) {
        List<SymmetryOperator> operators = setting.operators();
        return sites.atoms().stream().mapToInt(atom -> multiplicity(atom, operators)).sum();
    }

    private int multiplicity(Atom atom, List<SymmetryOperator> operators) {
        return Orbit.of(atom.position(), operators, cell).multiplicity();
    }

    private static String described(UnitCell cell) {
        return "%.4f, %.4f, %.4f Å, %.2f°, %.2f°, %.2f°"
                .formatted(
                        cell.a(),
                        cell.b(),
                        cell.c(),
                        Math.toDegrees(cell.alpha()),
                        Math.toDegrees(cell.beta()),
                        Math.toDegrees(cell.gamma()));
    }
}
