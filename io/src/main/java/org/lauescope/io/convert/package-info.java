/// From one file format to another of the same kind.
@NullMarked
package org.lauescope.io.convert;

import org.jspecify.annotations.NullMarked;
