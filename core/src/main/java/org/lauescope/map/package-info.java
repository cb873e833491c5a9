/// Maps of a scan: the grid, the planes on it, and what neighbouring points say together.
@NullMarked
package org.lauescope.map;

import org.jspecify.annotations.NullMarked;
