/// TIFF and BigTIFF as detectors and image programs write them.
///
/// Source: TIFF 6.0 (Adobe, 1992), its supplements 1 and 2 (Deflate, Technical Note 3:
/// floating-point predictor), and the BigTIFF design of libtiff.
@NullMarked
package org.lauescope.io.frame.tiff;

import org.jspecify.annotations.NullMarked;
