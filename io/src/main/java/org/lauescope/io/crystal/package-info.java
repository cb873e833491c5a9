/// Crystals from CIF files and from the built-in collection, with the space groups and the tables
/// of the elements they need.
@NullMarked
package org.lauescope.io.crystal;

import org.jspecify.annotations.NullMarked;
