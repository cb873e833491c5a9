package org.lauescope.simulate;

import org.lauescope.frame.Frame;

/// What a detector makes of the photons that hit a pixel: nothing else for a counter; for an integrating one
///
///     value = offset + gain · photons + N(0, readNoise²),  rounded, from 0 to the saturation value.
///
/// @param saturation largest value of a pixel
/// @param noData value of the pixels that the geometry's mask takes out
/// @param hotPixels number of pixels stuck at a large value, at random places that stay
/// @param deadPixels number of pixels that are always 0, unknown to the mask
/// @param noise false for the expected values themselves, rounded to counts
public record VirtualDetector(
        Frame.Kind kind,
        double gain,
        double offset,
        double readNoise,
        int saturation,
        int noData,
        int hotPixels,
        int deadPixels,
        boolean noise) {

    /// A photon counter of 20 bits as the Pilatus, gaps −1.
    public static final VirtualDetector COUNTER =
            new VirtualDetector(Frame.Kind.COUNTING, 1, 0, 0, 1_048_575, -1, 0, 0, true);

    public VirtualDetector {
        if (!(gain > 0 && readNoise >= 0 && offset >= 0)) {
            throw new IllegalArgumentException(
                    "detector gain = %s, offset = %s, read noise = %s; expected a gain above 0, the others 0 or more"
                            .formatted(gain, offset, readNoise));
        }
        if (saturation < 1 || hotPixels < 0 || deadPixels < 0) {
            throw new IllegalArgumentException(
                    "detector saturation = %d, hot pixels = %d, dead pixels = %d; expected above 0, 0 or more, 0 or more"
                            .formatted(saturation, hotPixels, deadPixels));
        }
    }

    public VirtualDetector withDefects(int hot, int dead) {
        return new VirtualDetector(
                kind, gain, offset, readNoise, saturation, noData, hot, dead, noise);
    }

    public VirtualDetector withSaturation(int value) {
        return new VirtualDetector(
                kind, gain, offset, readNoise, value, noData, hotPixels, deadPixels, noise);
    }

    /// The integrating detector with this amplifier.
    public VirtualDetector withAmplifier(double newGain, double newOffset, double newReadNoise) {
        return new VirtualDetector(
                Frame.Kind.INTEGRATING,
                newGain,
                newOffset,
                newReadNoise,
                saturation,
                noData,
                hotPixels,
                deadPixels,
                noise);
    }

    public VirtualDetector withNoise(boolean wanted) {
        return new VirtualDetector(
                kind, gain, offset, readNoise, saturation, noData, hotPixels, deadPixels, wanted);
    }
}
