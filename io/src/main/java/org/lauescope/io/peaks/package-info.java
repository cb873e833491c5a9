/// Peak lists of this and other programs, and what other programs made of them.
///
/// Positions come out in px with the centre of the first pixel at (0, 0), whatever the file counts
/// from; what a file does not state is NaN. Where a list knows a single strength of a spot, it is
/// the intensity.
@NullMarked
package org.lauescope.io.peaks;

import org.jspecify.annotations.NullMarked;
