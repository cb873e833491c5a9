/// Pictures that commands write beside their results, good enough for a paper: the frame with what
/// was found in it, and the residuals of a calibration.
@NullMarked
package org.lauescope.cli.picture;

import org.jspecify.annotations.NullMarked;
