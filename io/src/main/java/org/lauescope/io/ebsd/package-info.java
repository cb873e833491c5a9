/// Orientation maps of electron backscatter diffraction: `.ang` of EDAX and `.ctf` of Oxford
/// Instruments, in and out.
///
/// Both give Bunge's Euler angles of the sample and the crystal frame, but not of the same crystal
/// frame: EDAX takes x along a, as this project does; Oxford x along a\* and z along c, which turns
/// hexagonal crystals by 30° against the other (Britton et al., Mater. Charact. 117 (2016) 113).
@NullMarked
package org.lauescope.io.ebsd;

import org.jspecify.annotations.NullMarked;
