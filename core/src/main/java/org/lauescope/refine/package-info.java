/// Orientation, deviatoric strain and detector pose from matched spots, with covariances.
@NullMarked
package org.lauescope.refine;

import org.jspecify.annotations.NullMarked;
