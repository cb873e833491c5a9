/// The Laue experiment: beam, detector, geometry, and the directions that can reflect.
@NullMarked
package org.lauescope.laue;

import org.jspecify.annotations.NullMarked;
