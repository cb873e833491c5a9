/// Maps as tables of one line per point.
@NullMarked
package org.lauescope.io.table;

import org.jspecify.annotations.NullMarked;
