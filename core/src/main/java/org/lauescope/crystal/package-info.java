/// Crystals: vectors, tensors, cells, symmetry, structure factors. Uses nothing else of the
/// project.
@NullMarked
package org.lauescope.crystal;

import org.jspecify.annotations.NullMarked;
