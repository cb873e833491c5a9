package org.lauescope.cli.picture;

import java.util.Arrays;
import org.lauescope.frame.Frame;

/// How bright a pixel value is drawn: white up to the background, black at the brightest
/// spots, straight near the floor and logarithmic above,
///
///     blackness = asinh((value − floor) / softness) / asinh((ceiling − floor) / softness)
///
/// @param floor values up to this one are drawn white: a little above the median of the frame
/// @param softness where straight goes over into logarithmic, the scatter of the background
/// @param ceiling value drawn black
record GreyScale(double floor, double softness, double ceiling) {

    private static final int SAMPLES = 200_000;

    /// Part of the pixels that may be brighter than black: hot ones, not a whole spot.
    private static final double BRIGHTEST = 2e-5;

    static GreyScale of(Frame frame) {
        int pixels = frame.columns() * frame.rows();
        // A prime stride does not walk down one column of the detector.
        int stride = pixels <= SAMPLES ? 1 : Math.max(1, pixels / SAMPLES) | 1;
        double[] sample = new double[pixels / stride + 1];
        int size = 0;
        double[] brightest = new double[1 + (int) (BRIGHTEST * pixels)];
        for (int i = 0; i < pixels; i++) {
            double value = frame.at(i % frame.columns(), Math.floorDiv(i, frame.columns()));
            if (value >= 0 && value < frame.header().saturation()) {
                keepLargest(brightest, value);
                if (i % stride == 0) {
                    sample[size++] = value;
                }
            }
        }
        if (size == 0) {
            return new GreyScale(0, 1, 1);
        }
        Arrays.sort(sample, 0, size);
        double median = sample[size / 2];
        // A σ of the background that spots do not widen: half of what lies around the median.
        double sigma = (sample[(int) (0.84 * size)] - sample[(int) (0.16 * size)]) / 2;
        double softness = Math.max(1, 2 * sigma);
        double low = median + 0.5 * sigma;
        return new GreyScale(low, softness, Math.max(brightest[0], low + 20 * softness));
    }

    /// Puts a value among the largest so far, which are kept in ascending order.
    private static void keepLargest(double[] ascending, double value) {
        if (value <= ascending[0]) {
            return;
        }
        int i = 1;
        while (i < ascending.length && ascending[i] < value) {
            ascending[i - 1] = ascending[i];
            i++;
        }
        ascending[i - 1] = value;
    }

    /// 0 white … 1 black.
    double blackness(double value) {
        double t = asinh((value - floor) / softness) / asinh((ceiling - floor) / softness);
        return Math.clamp(t, 0, 1);
    }

    /// Grey level 0 … 255. Lightness, not light, is what the eye sees as even: the power makes
    /// faint spots stand out less than an eighth.
    int grey(double value) {
        return (int) Math.round(255 * (1 - 0.94 * blackness(value)));
    }

    private static double asinh(double x) {
        double a = Math.abs(x);
        return Math.copySign(Math.log(a + Math.sqrt(a * a + 1)), x);
    }
}
