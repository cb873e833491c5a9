/// Maps of orientation and strain that other Laue programs made: LaueTools' summaries and LaueNN's
/// solutions.
@NullMarked
package org.lauescope.io.lauemap;

import org.jspecify.annotations.NullMarked;
