/// How a scan is divided into tiles, which of its points are indexed from scratch first, and what
/// these let expect of the others. Everything here depends on positions alone.
@NullMarked
package org.lauescope.run.plan;

import org.jspecify.annotations.NullMarked;
