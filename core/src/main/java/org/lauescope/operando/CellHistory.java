package org.lauescope.operando;

import java.util.Arrays;

/// What a cell had been through before each scan of a series, the first included.
///
/// @param charge passed, counted without sign, in any unit; the numbers of the scans if unknown
/// @param netCharge counted with sign, same unit; empty if unknown
/// @param currentDensity that flowed until the scan, without sign, mA/cm²; empty if unknown. Arrays
///   are not copied and not to be changed
public record CellHistory(double[] charge, double[] netCharge, double[] currentDensity) {

    private static final double[] UNKNOWN = {};

    /// Nothing but the order of the scans.
    public static CellHistory unknown(int scans) {
        double[] number = new double[scans];
        Arrays.setAll(number, i -> i);
        return ofCharge(number);
    }

    public static CellHistory ofCharge(double[] charge) {
        return new CellHistory(charge, UNKNOWN, UNKNOWN);
    }
}
