/// Frames in HDF5 and NeXus files. Structure comes from jHDF; chunks of pixels are decoded here.
@NullMarked
package org.lauescope.io.frame.hdf5;

import org.jspecify.annotations.NullMarked;
