/// Every file format, in and out: frames, peak lists, crystals, geometry, maps.
@NullMarked
package org.lauescope.io;

import org.jspecify.annotations.NullMarked;
