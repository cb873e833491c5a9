/// A series of scans of one sample: what the result of a run gains when its scans are laid over
/// each other and compared.
@NullMarked
package org.lauescope.run.series;

import org.jspecify.annotations.NullMarked;
