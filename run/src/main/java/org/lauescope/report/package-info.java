/// The report of a run: one HTML page that needs nothing else, and its figures as files.
@NullMarked
package org.lauescope.report;

import org.jspecify.annotations.NullMarked;
