package org.lauescope.run.series;

import java.io.IOException;

/// The scans of a result are no series: the message says which, why, and what to do.
public final class SeriesException extends IOException {
    private static final long serialVersionUID = 1;

    SeriesException(String message) {
        super(message);
    }
}
