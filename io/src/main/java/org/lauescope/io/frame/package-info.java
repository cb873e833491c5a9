/// Detector frames, in and out: one reader per file format behind [Frames#open(String)], and the
/// writers.
@NullMarked
package org.lauescope.io.frame;

import org.jspecify.annotations.NullMarked;
