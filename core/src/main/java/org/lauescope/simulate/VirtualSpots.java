package org.lauescope.simulate;

/// The spots of a simulated frame, strongest first, as columns of equal length; never copied, not
/// to be changed. Spots on masked pixels are among them.
///
/// @param grain index into the frame's grains
/// @param reflection index into that grain's reflection list
/// @param order harmonic that carries most of the intensity: the spot is order · (coprime hkl)
/// @param energy of that harmonic, keV
/// @param x, y exact centre, px
/// @param counts expected number of photons, all harmonics together
/// @param xx, yy, xy covariance of the core before the pixels, px²
/// @param masked whether the centre lies on a pixel without data
public record VirtualSpots(
        int[] grain,
        int[] reflection,
        int[] order,
        double[] energy,
        double[] x,
        double[] y,
        double[] counts,
        double[] xx,
        double[] yy,
        double[] xy,
        boolean[] masked) {

    public int size() {
        return grain.length;
    }
}
