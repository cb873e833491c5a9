/// The experiment file: what was measured, where its frames lie, and what to look for.
@NullMarked
package org.lauescope.run.experiment;

import org.jspecify.annotations.NullMarked;
