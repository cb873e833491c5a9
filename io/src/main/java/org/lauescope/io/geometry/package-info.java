/// Geometry files: our own TOML, LaueTools `.det`, APS 34-ID-E `geoN`.
///
/// Reading and writing keeps pixel positions to 1e-9 px. What a foreign format does not hold gets a
/// documented default: the energy band of the beam and the tilt of the sample.
@NullMarked
package org.lauescope.io.geometry;

import org.jspecify.annotations.NullMarked;
