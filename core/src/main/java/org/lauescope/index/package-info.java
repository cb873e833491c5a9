/// Which crystals, in which orientations, made the peaks of a frame.
@NullMarked
package org.lauescope.index;

import org.jspecify.annotations.NullMarked;
