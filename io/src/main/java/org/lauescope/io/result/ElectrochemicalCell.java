package org.lauescope.io.result;

import java.util.List;

/// The cell that was cycled, as the experiment file describes it.
///
/// @param stack its layers, from electrode A to electrode B
/// @param positiveCurrentPlates electrode that a positive current plates, `A` or `B`
/// @param electrodeA where electrode A lies in the map, e.g. `map top`
/// @param electrodeArea cm²; NaN if unknown
public record ElectrochemicalCell(
        List<String> stack, String positiveCurrentPlates, String electrodeA, double electrodeArea) {

    public ElectrochemicalCell {
        stack = List.copyOf(stack);
    }
}
