/// Exports that need a database.
@NullMarked
package org.lauescope.run.export;

import org.jspecify.annotations.NullMarked;
