package org.lauescope.frame;

/// Finds saturation that the file did not announce: a plateau at the frame's highest value.
final class Saturation {

    /// Pixels at the highest value that make a plateau, at least two of them side by side. Counts
    /// of 10⁴ come twice the same as maximum in one of a hundred frames, three times, with two
    /// touching, in one of ten thousand.
    private static final int PLATEAU = 3;

    /// Lowest plateau, in standard deviations of the background: counts of a few are often equal.
    private static final double SMALLEST_SIGNIFICANCE = 40;

    private Saturation() {}

    /// Sets the pixels of the plateau, which are all hits, to +∞.
    ///
    /// @param plane modified
    static void mark(Plane plane, Background background, HitMap hits, Noise noise) {
        float highest = 0;
        int where = -1;
        int equal = 0;
        boolean touching = false;
        for (int word = 0; word < hits.words.length; word++) {
            for (long left = hits.words[word]; left != 0; left &= left - 1) {
                int at = index(plane, hits, word, Long.numberOfTrailingZeros(left));
                float x = plane.pixels[at];
                if (x > highest && x < Float.POSITIVE_INFINITY) {
                    highest = x;
                    where = at;
                    equal = 0;
                    touching = false;
                }
                if (x == highest) {
                    equal++;
                    touching |=
                            plane.pixels[at + 1] == x
                                    || (at + plane.stride < plane.pixels.length
                                            && plane.pixels[at + plane.stride] == x);
                }
            }
        }
        if (equal < PLATEAU || !touching) {
            return;
        }
        double level = background.at(where % plane.stride - Plane.MARGIN, where / plane.stride);
        if (highest - level < SMALLEST_SIGNIFICANCE * Math.sqrt(noise.variance(level))) {
            return;
        }
        for (int word = 0; word < hits.words.length; word++) {
            for (long left = hits.words[word]; left != 0; left &= left - 1) {
                int at = index(plane, hits, word, Long.numberOfTrailingZeros(left));
                if (plane.pixels[at] == highest) {
                    plane.pixels[at] = Float.POSITIVE_INFINITY;
                }
            }
        }
    }

    private static int index(Plane plane, HitMap hits, int word, int bit) {
        return word / hits.wordsPerRow * plane.stride + word % hits.wordsPerRow * Long.SIZE + bit;
    }
}
