/// Logs of battery cyclers and the protocols that they were given.
@NullMarked
package org.lauescope.io.cycler;

import org.jspecify.annotations.NullMarked;
