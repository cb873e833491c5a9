package org.lauescope.io.result;

/// A random part of the indexed points was indexed again from scratch: how often the strongest
/// grain came out the same.
///
/// @param checked number of points compared
/// @param agreed number of them with the same crystal and orientation
/// @param largestAngle largest disorientation of those that agree, rad; NaN if there are none
public record Agreement(int checked, int agreed, double largestAngle) {

    /// Nothing was compared.
    public static final Agreement NONE = new Agreement(0, 0, Double.NaN);

    public Agreement {
        if (agreed < 0 || agreed > checked) {
            throw new IllegalArgumentException(
                    "%d of %d points agree; expected between none and all"
                            .formatted(agreed, checked));
        }
    }
}
