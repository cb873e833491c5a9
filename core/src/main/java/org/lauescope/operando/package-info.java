/// A series of scans in the life of a cell: the cycler's log and protocol, the one clock that ties
/// each point to them, and what changes from scan to scan.
@NullMarked
package org.lauescope.operando;

import org.jspecify.annotations.NullMarked;
