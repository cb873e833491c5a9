package org.lauescope.laue;

import org.lauescope.crystal.Crystal;

/// The directions of a crystal that can reflect, strongest first, harmonics grouped: all n·(hkl) of one direction
/// meet the detector in one spot. Immutable; arrays are handed out for hot loops and must not be changed.
public final class ReflectionList {

    private final Crystal crystal;
    private final int[] h;
    private final int[] k;
    private final int[] l;
    private final double[] reciprocalX;
    private final double[] reciprocalY;
    private final double[] reciprocalZ;
    private final double[] strength;
    private final int[] firstHarmonic;
    private final int[] harmonicOrder;
    private final double[] harmonicSquare;

    /// @param h, k, l coprime indices of each direction
    /// @param reciprocal x, y, z of the reciprocal vector of the coprime hkl, 1/Å, CRYSTAL, unstrained cell
    /// @param strength largest intensity the direction can have in the band, relative to the strongest of the list
    /// @param firstHarmonic `size + 1` offsets into the harmonic arrays
    /// @param harmonicOrder n of each allowed harmonic, ascending within a direction
    /// @param harmonicSquare |F(n·hkl)|² electrons² per cell, displacement factors included
    ReflectionList(
            Crystal crystal,
            int[] h,
            int[] k,
            int[] l,
            double[][] reciprocal,
            double[] strength,
            int[] firstHarmonic,
            int[] harmonicOrder,
            double[] harmonicSquare) {
        this.crystal = crystal;
        this.h = h;
        this.k = k;
        this.l = l;
        this.reciprocalX = reciprocal[0];
        this.reciprocalY = reciprocal[1];
        this.reciprocalZ = reciprocal[2];
        this.strength = strength;
        this.firstHarmonic = firstHarmonic;
        this.harmonicOrder = harmonicOrder;
        this.harmonicSquare = harmonicSquare;
    }

    public Crystal crystal() {
        return crystal;
    }

    public int size() {
        return h.length;
    }

    public int h(int i) {
        return h[i];
    }

    public int k(int i) {
        return k[i];
    }

    public int l(int i) {
        return l[i];
    }

    public double[] reciprocalX() {
        return reciprocalX;
    }

    public double[] reciprocalY() {
        return reciprocalY;
    }

    public double[] reciprocalZ() {
        return reciprocalZ;
    }

    public double[] strength() {
        return strength;
    }

    /// Offset of the first harmonic of direction `i`; those of `i` end where those of `i + 1` begin.
    public int firstHarmonic(int i) {
        return firstHarmonic[i];
    }

    public int harmonicOrder(int index) {
        return harmonicOrder[index];
    }

    public double harmonicSquare(int index) {
        return harmonicSquare[index];
    }
}
