package org.lauescope.run;

/// Is told how a run goes on; called from the thread that runs it.
@FunctionalInterface
public interface RunListener {

    /// A run that nobody watches.
    RunListener NONE = () -> false;

    /// @param frames to be analysed; those of an earlier run are not among them
    default void started(long frames) {}

    /// A frame was analysed.
    default void analysed() {}

    /// Asked before every point: whether to stop, keeping the finished tiles.
    boolean isStopped();
}
