package org.lauescope.simulate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Frame;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Mask;

/// Detectors of Laue beamlines: size, module gaps and electronics, from their makers' data sheets.
public enum DetectorPreset {
    PILATUS_1M("Pilatus 1M", 981, 1043, 0.172, 487, 195, 7, 17, VirtualDetector.COUNTER),
    PILATUS_300K("Pilatus 300K", 487, 619, 0.172, 487, 195, 7, 17, VirtualDetector.COUNTER),
    EIGER2_4M("Eiger2 4M", 2068, 2162, 0.075, 1028, 512, 12, 38, VirtualDetector.COUNTER),
    RAYONIX_MX165("Rayonix MX165", 2048, 2048, 0.079142, 2048, 2048, 0, 0, camera(1.2, 10, 4)),
    SCMOS("sCMOS", 2018, 2016, 0.0734, 2018, 2016, 0, 0, camera(2, 100, 3));

    private final String title;
    private final int columns;
    private final int rows;
    private final double pitch;
    private final int moduleColumns;
    private final int moduleRows;
    private final int gapColumns;
    private final int gapRows;
    private final VirtualDetector electronics;

    DetectorPreset(
            String title,
            int columns,
            int rows,
            double pitch,
            int moduleColumns,
            int moduleRows,
            int gapColumns,
            int gapRows,
            VirtualDetector electronics) {
        this.title = title;
        this.columns = columns;
        this.rows = rows;
        this.pitch = pitch;
        this.moduleColumns = moduleColumns;
        this.moduleRows = moduleRows;
        this.gapColumns = gapColumns;
        this.gapRows = gapRows;
        this.electronics = electronics;
    }

    /// The preset of a name, capitals, blanks and punctuation aside; null if there is none.
    public static @Nullable DetectorPreset named(String name) {
        for (DetectorPreset preset : values()) {
            if (letters(preset.title).equals(letters(name))) {
                return preset;
            }
        }
        return null;
    }

    /// The names of all presets, for a message.
    public static String titles() {
        return Arrays.stream(values()).map(DetectorPreset::title).collect(Collectors.joining(", "));
    }

    public String title() {
        return title;
    }

    public VirtualDetector electronics() {
        return electronics;
    }

    /// The detector with its centre in the vertical plane of the beam at scattering angle 2θ,
    /// facing the sample; at 90° it lies above the sample with its rows along the beam.
    ///
    /// @param distance from the sample to the centre, mm
    /// @param twoTheta rad
    public Detector place(double distance, double twoTheta) {
        Mask gaps = gaps();
        Detector anywhere =
                new Detector(
                        title,
                        columns,
                        rows,
                        pitch,
                        pitch,
                        new Vector3(0, 0, distance),
                        Vector3.Y.times(-1),
                        Vector3.X,
                        gaps.count() > 0 ? gaps : null);
        double centreX = (columns - 1) / 2.0;
        double centreY = (rows - 1) / 2.0;
        return new DetectorPose(distance, centreX, centreY, Math.PI / 2 - twoTheta, 0, 0, false)
                .applyTo(anywhere);
    }

    /// The pixels between the modules.
    private Mask gaps() {
        BitSet masked = new BitSet(columns * rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                boolean between =
                        column % (moduleColumns + gapColumns) >= moduleColumns
                                || row % (moduleRows + gapRows) >= moduleRows;
                masked.set(row * columns + column, between);
            }
        }
        return new Mask(columns, rows, masked);
    }

    private static VirtualDetector camera(double gain, double offset, double readNoise) {
        return new VirtualDetector(
                Frame.Kind.INTEGRATING, gain, offset, readNoise, 65_535, 0, 0, 0, true);
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
