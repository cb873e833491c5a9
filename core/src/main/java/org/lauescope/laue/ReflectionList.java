package org.lauescope.laue;

import org.lauescope.crystal.Crystal;

/// The directions of a crystal that can reflect, strongest first, harmonics grouped: all n·(hkl) of
/// one direction meet the detector in one spot. Immutable; arrays are handed out for hot loops and
/// must not be changed.
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
    /// @param reciprocal x, y, z of the reciprocal vector of the coprime hkl, 1/Å, CRYSTAL,
    ///   unstrained cell
    /// @param strength largest intensity the direction can have in the band, relative to the
    ///   strongest of the list
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

    /// Strength below which [#of(Crystal, Beam)] leaves a direction out: a thousandth of the
    /// strongest is what a frame of 16 bits can still show above its noise.
    public static final double DEFAULT_STRENGTH = 1e-3;

    /// Every direction (both Friedel mates, all signs) with an allowed harmonic that some photon of
    /// the band can excite, |G| ≤ 2 E_max / hc, strongest first; symmetry-equivalent directions
    /// have equal strength and lie together.
    ///
    /// @param minimumStrength cuts the list, 0 … 1; 0 keeps every allowed direction
    public static ReflectionList of(Crystal crystal, Beam beam, double minimumStrength) {
        if (!(minimumStrength >= 0 && minimumStrength <= 1)) {
            throw new IllegalArgumentException(
                    "minimum strength = %s; expected between 0 and 1, the strongest direction having 1"
                            .formatted(minimumStrength));
        }
        return new ReflectionRanking(crystal, beam).strongest(minimumStrength);
    }

    /// The directions stronger than [#DEFAULT_STRENGTH].
    public static ReflectionList of(Crystal crystal, Beam beam) {
        return of(crystal, beam, DEFAULT_STRENGTH);
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

    /// Offset of the first harmonic of direction `i`; those of `i` end where those of `i + 1`
    /// begin.
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
