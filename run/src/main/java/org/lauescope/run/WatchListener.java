package org.lauescope.run;

/// Is told how watching goes on, and then how the run that ends it does; called from the thread
/// that watches.
public interface WatchListener extends RunListener {

    /// @param points that are still to come
    default void watching(long points) {}

    /// A frame came and was analysed for the live maps.
    default void arrived() {}

    /// Nothing comes of a scan for a reason that somebody should know.
    default void waiting(String message) {}

    /// Asked again and again: whether to make the result of what has come, without waiting for
    /// more.
    default boolean isEnded() {
        return false;
    }
}
