package org.lauescope.viewer;

import java.io.IOException;

/// Where a page gets what it shows, which may change while it is open.
interface Source {

    /// What there is to explore now.
    ///
    /// @throws IOException if there is nothing yet
    Exploration latest() throws IOException;

    /// How things stand; never waits.
    State state();

    /// @param result counts results: with another one a page begins anew
    /// @param change counts changes of the values in it
    /// @param task what is going on; empty if nothing is
    /// @param done, total of its points
    record State(long result, long change, String task, long done, long total) {

        /// What tells whether a page has seen all there is.
        String id() {
            return result + "-" + change;
        }
    }
}
