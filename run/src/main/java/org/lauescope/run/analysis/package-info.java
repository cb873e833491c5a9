/// The analysis of one point: frame, peaks, grains, and the numbers that maps show of them.
@NullMarked
package org.lauescope.run.analysis;

import org.jspecify.annotations.NullMarked;
