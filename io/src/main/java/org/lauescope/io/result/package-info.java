/// Results of a run: what they hold, and the NeXus file that keeps them.
@NullMarked
package org.lauescope.io.result;

import org.jspecify.annotations.NullMarked;
