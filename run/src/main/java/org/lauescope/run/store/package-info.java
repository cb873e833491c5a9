/// The store of a run: a DuckDB file that keeps what is done, so that a run can be resumed, and
/// lets peaks, fits and reflections be queried with SQL.
@NullMarked
package org.lauescope.run.store;

import org.jspecify.annotations.NullMarked;
