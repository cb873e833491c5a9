/// Maps of other programs, in and out: what a reader and an exporter have to be.
@NullMarked
package org.lauescope.io.exchange;

import org.jspecify.annotations.NullMarked;
