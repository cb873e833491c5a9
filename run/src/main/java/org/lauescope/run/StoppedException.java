package org.lauescope.run;

/// A run was asked to stop before its end; finished tiles are kept.
public final class StoppedException extends Exception {

    private static final long serialVersionUID = 1;

    StoppedException() {
        super("the run was stopped; run again to resume");
    }
}
