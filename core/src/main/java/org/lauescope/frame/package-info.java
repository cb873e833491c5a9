/// Images and what is found in them: background, peaks, profile fits.
@NullMarked
package org.lauescope.frame;

import org.jspecify.annotations.NullMarked;
