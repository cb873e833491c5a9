package org.lauescope.io.result;

import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.crystal.Crystals;

/// Writes `/entry/sample`: crystals, the cell that was cycled, the interface, named regions, the
/// tilt.
final class NexusSample {

    private NexusSample() {}

    static void write(Result result, WritableGroup entry) {
        WritableGroup sample = NexusWriter.group(entry, "sample", "NXsample");
        NexusWriter.text(sample, "name", result.title());
        for (int i = 0; i < result.crystals().size(); i++) {
            crystal(
                    result.crystals().get(i),
                    NexusWriter.group(sample, "crystal_" + i, "NXcrystal"));
        }
        if (result.geometry() != null) {
            tilt(Math.toDegrees(result.geometry().tilt()), sample);
        }
        if (!result.interfaceLine().isEmpty()) {
            NexusWriter.describe(
                    sample.putDataset("interface", result.interfaceLine().toArray(double[][]::new)),
                    "um",
                    "corners x, y of the interface");
        }
        for (int i = 0; i < result.regions().size(); i++) {
            NamedRegion region = result.regions().get(i);
            WritableGroup group = NexusWriter.group(sample, "region_" + i, "NXcollection");
            NexusWriter.text(group, "name", region.name());
            NexusWriter.describe(
                    group.putDataset("corners", region.corners().toArray(double[][]::new)),
                    "um",
                    "corners x, y of the region");
        }
        if (result.cell() != null) {
            cell(result.cell(), NexusWriter.group(sample, "cell", "NXcollection"));
        }
    }

    private static void crystal(Crystal crystal, WritableGroup group) {
        UnitCell cell = crystal.cell();
        NexusWriter.text(group, "name", crystal.name());
        WritableDataset unitCell =
                group.putDataset(
                        "unit_cell",
                        new double[] {
                            cell.a(),
                            cell.b(),
                            cell.c(),
                            Math.toDegrees(cell.alpha()),
                            Math.toDegrees(cell.beta()),
                            Math.toDegrees(cell.gamma())
                        });
        unitCell.putAttribute("units", "angstrom, angstrom, angstrom, deg, deg, deg");
        unitCell.putAttribute("long_name", "a, b, c (angstrom), alpha, beta, gamma (deg)");
        NexusWriter.describe(
                group.putDataset("unit_cell_volume", cell.volume()), "angstrom3", "cell volume");
        NexusWriter.text(group, "laue_group", crystal.laueGroup().symbol());
        group.putDataset("symmetry_operators", Crystals.triplets(crystal).toArray(String[]::new));
        NexusWriter.text(group, "source", crystal.source());
        if (!crystal.atoms().isEmpty()) {
            NexusWriter.text(group, "cif", Crystals.cif(crystal));
        }
    }

    /// From horizontal to SAMPLE: a turn about −Y of LAB, which NeXus calls −x (there z goes along
    /// the beam and y up).
    private static void tilt(double degrees, WritableGroup sample) {
        NexusWriter.text(sample, "depends_on", "transformations/tilt");
        WritableGroup chain = NexusWriter.group(sample, "transformations", "NXtransformations");
        var tilt = chain.putDataset("tilt", degrees);
        NexusWriter.describe(tilt, "deg", "angle between beam and surface");
        tilt.putAttribute("transformation_type", "rotation");
        tilt.putAttribute("vector", new double[] {-1, 0, 0});
        tilt.putAttribute("depends_on", ".");
    }

    private static void cell(ElectrochemicalCell cell, WritableGroup group) {
        if (!cell.stack().isEmpty()) {
            List<String> stack = cell.stack();
            group.putDataset("stack", stack.toArray(String[]::new));
        }
        NexusWriter.text(group, "positive_current_plates", cell.positiveCurrentPlates());
        NexusWriter.text(group, "electrode_A_is", cell.electrodeA());
        NexusWriter.describe(
                group.putDataset("electrode_area", cell.electrodeArea()), "cm^2", "electrode area");
    }
}
