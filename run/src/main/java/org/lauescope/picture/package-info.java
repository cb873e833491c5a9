/// Pictures as PNG and SVG from one drawing: the sheet, axes, colours and labels, and maps of scans
/// made with them.
@NullMarked
package org.lauescope.picture;

import org.jspecify.annotations.NullMarked;
