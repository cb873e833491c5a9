/// A page to explore a result in the browser, and the read-only server behind it.
@NullMarked
package org.lauescope.viewer;

import org.jspecify.annotations.NullMarked;
