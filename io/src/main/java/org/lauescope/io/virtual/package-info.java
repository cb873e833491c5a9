/// Virtual experiments: the description in `virtual.toml`, the frames made of it, and the truth
/// written beside them.
@NullMarked
package org.lauescope.io.virtual;

import org.jspecify.annotations.NullMarked;
