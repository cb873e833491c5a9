/// Machine-readable results: one JSON object per line, names and units as the conventions state
/// them, null for what is not known.
@NullMarked
package org.lauescope.io.json;

import org.jspecify.annotations.NullMarked;
