package org.lauescope.refine;

/// Spots of a grain paired with peaks of a frame, as columns of equal length; never copied, not to
/// be changed.
///
/// @param peak index into the frame's peaks
/// @param reflection index into the crystal's reflection list
/// @param order harmonic that carries most of the intensity: the spot is order · (coprime hkl)
/// @param energy of that harmonic, keV
/// @param x predicted position, px
/// @param y predicted position, px
/// @param dx observed minus predicted, px
/// @param dy observed minus predicted, px
/// @param used false where a robust fit rejected the pair
public record Matches(
        int[] peak,
        int[] reflection,
        int[] order,
        double[] energy,
        double[] x,
        double[] y,
        double[] dx,
        double[] dy,
        boolean[] used) {

    public int size() {
        return peak.length;
    }

    public int usedCount() {
        int count = 0;
        for (boolean u : used) {
            count += u ? 1 : 0;
        }
        return count;
    }

    /// The same pairs with peaks counted in the list that `selection` was taken from: peak i there
    /// is `selection[i]`.
    public Matches withPeaks(int[] selection) {
        int[] original = new int[peak.length];
        for (int i = 0; i < original.length; i++) {
            original[i] = selection[peak[i]];
        }
        return new Matches(original, reflection, order, energy, x, y, dx, dy, used);
    }
}
