/// Forward simulation of detector frames with known truth: the oracle of the analysis, and what the
/// demo shows.
///
/// Nothing here is shared with peak fitting or refinement, so that a mistake there cannot cancel
/// against the same mistake here; spot positions come from `SpotPattern`, which is tested against
/// independent programs.
@NullMarked
package org.lauescope.simulate;

import org.jspecify.annotations.NullMarked;
