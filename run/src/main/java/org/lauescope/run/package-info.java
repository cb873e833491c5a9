/// From an experiment file to a result: the plan of tiles, their analysis, and the store that lets
/// a run be resumed.
@NullMarked
package org.lauescope.run;

import org.jspecify.annotations.NullMarked;
