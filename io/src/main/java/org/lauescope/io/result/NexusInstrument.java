package org.lauescope.io.result;

import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.util.BitSet;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.Mask;

/// Writes `/entry/instrument`: beam, detector and the chain of transformations that places it.
///
/// NeXus takes z along the beam, y up and x = y × z; a LAB vector (X, Y, Z) is (Y, Z, X) there.
final class NexusInstrument {

    private NexusInstrument() {}

    static void write(Geometry geometry, WritableGroup entry) {
        WritableGroup instrument = NexusWriter.group(entry, "instrument", "NXinstrument");
        NexusWriter.text(instrument, "geometry_toml", GeometryFiles.text(geometry));
        WritableGroup beam = NexusWriter.group(instrument, "beam", "NXbeam");
        NexusWriter.describe(
                beam.putDataset(
                        "energy_band",
                        new double[] {
                            geometry.beam().minimumEnergy(), geometry.beam().maximumEnergy()
                        }),
                "keV",
                "photon energies of the white beam");
        detector(geometry.detector(), NexusWriter.group(instrument, "detector", "NXdetector"));
    }

    private static void detector(Detector detector, WritableGroup group) {
        NexusWriter.text(group, "description", detector.name());
        NexusWriter.describe(
                group.putDataset("x_pixel_size", detector.pitchColumn()), "mm", "column pitch");
        NexusWriter.describe(
                group.putDataset("y_pixel_size", detector.pitchRow()), "mm", "row pitch");
        NexusWriter.text(group, "depends_on", "transformations/origin");
        WritableGroup chain = NexusWriter.group(group, "transformations", "NXtransformations");
        translation(
                chain.putDataset("origin", detector.origin().norm()),
                "centre of pixel (0, 0)",
                detector.origin().unit(),
                ".");
        WritableGroup module = NexusWriter.group(group, "module", "NXdetector_module");
        NexusWriter.describe(
                module.putDataset("data_origin", new int[] {0, 0}), "px", "first row and column");
        NexusWriter.describe(
                module.putDataset("data_size", new int[] {detector.rows(), detector.columns()}),
                "px",
                "rows and columns");
        String origin = "/entry/instrument/detector/transformations/origin";
        translation(
                module.putDataset("fast_pixel_direction", detector.pitchColumn()),
                "direction of increasing column",
                detector.fast(),
                origin);
        translation(
                module.putDataset("slow_pixel_direction", detector.pitchRow()),
                "direction of increasing row",
                detector.slow(),
                origin);
        Mask mask = detector.mask();
        if (mask != null) {
            mask(mask, group);
        }
    }

    private static void translation(
            WritableDataset field, String title, Vector3 lab, String dependsOn) {
        NexusWriter.describe(field, "mm", title);
        field.putAttribute("transformation_type", "translation");
        field.putAttribute("vector", new double[] {lab.y(), lab.z(), lab.x()});
        field.putAttribute("depends_on", dependsOn);
    }

    private static void mask(Mask mask, WritableGroup detector) {
        NexusWriter.describe(
                FlatDataset.putIntegers(
                        detector,
                        "pixel_mask",
                        new int[] {mask.rows(), mask.columns()},
                        () -> {
                            int[] values = new int[mask.rows() * mask.columns()];
                            for (int i = mask.nextMasked(0); i >= 0; i = mask.nextMasked(i + 1)) {
                                values[i] = 1;
                            }
                            return values;
                        }),
                "",
                "not 0: no data");
    }

    static Mask mask(int columns, int rows, int[] values) {
        BitSet masked = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            masked.set(i, values[i] != 0);
        }
        return new Mask(columns, rows, masked);
    }
}
