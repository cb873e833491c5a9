package org.lauescope.frame;

import java.util.Arrays;

/// Maxima that may be peaks, as columns; start values of the fits.
final class Candidates {

    int size;

    /// Pixel of the maximum.
    int[] column = new int[64];

    int[] row = new int[64];

    /// Number of the connected hits that the maximum belongs to.
    int[] component = new int[64];

    /// Background-subtracted maximum, counts; a guess where saturated.
    float[] height = new float[64];

    /// Background-subtracted 3 × 3 sum at the maximum, counts.
    float[] strength = new float[64];

    /// Centroid above half height, px.
    double[] x = new double[64];

    double[] y = new double[64];

    /// Covariance of the profile, px².
    double[] xx = new double[64];

    double[] xy = new double[64];
    double[] yy = new double[64];

    void clear() {
        size = 0;
    }

    /// Appends a maximum; its moments are still to be set.
    int add(int c, int r, int inComponent, float h, float s) {
        if (size == column.length) {
            grow(2 * size);
        }
        column[size] = c;
        row[size] = r;
        component[size] = inComponent;
        height[size] = h;
        strength[size] = s;
        return size++;
    }

    Ellipse ellipse(int k) {
        return new Ellipse(xx[k], xy[k], yy[k]);
    }

    private void grow(int capacity) {
        column = Arrays.copyOf(column, capacity);
        row = Arrays.copyOf(row, capacity);
        component = Arrays.copyOf(component, capacity);
        height = Arrays.copyOf(height, capacity);
        strength = Arrays.copyOf(strength, capacity);
        x = Arrays.copyOf(x, capacity);
        y = Arrays.copyOf(y, capacity);
        xx = Arrays.copyOf(xx, capacity);
        xy = Arrays.copyOf(xy, capacity);
        yy = Arrays.copyOf(yy, capacity);
    }
}
