package org.lauescope.run;

/// Is told how a run goes on; called from the thread that runs it.
public interface RunListener {

    /// A run that nobody watches.
    RunListener NONE = new RunListener() {};

    /// Frames were repaired, came late or went since an earlier run.
    ///
    /// @param message which, and what is done again
    default void resumed(String message) {}

    /// @param parts of a run that are joined before anything else
    default void joining(int parts) {}

    /// A part was joined.
    default void joined() {}

    /// @param frames to be analysed; those of an earlier run are not among them
    default void started(long frames) {}

    /// The store is open: until [#closing] what is found can be read.
    default void opened(LiveRun run) {}

    /// A tile has been stored.
    ///
    /// @param scan its number
    default void stored(int scan) {}

    /// What was opened is closed.
    default void closing() {}

    /// A frame was analysed.
    default void analysed() {}

    /// Asked before every point: whether to stop, keeping the finished tiles.
    default boolean isStopped() {
        return false;
    }
}
