/// Loops over pixels, written for the vector unit, each with a scalar twin for a Java that was
/// started without `--add-modules jdk.incubator.vector`. Nothing here knows what a peak means.
@NullMarked
package org.lauescope.simd;

import org.jspecify.annotations.NullMarked;
