package org.lauescope.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How frames are waited for. None of this changes the result.
///
/// @param run how the result is made
/// @param poll between two looks at the folder; a file that is the same at both counts as written
/// @param refresh between two live maps
/// @param patience how long a file that cannot be read is tried again after its last change
/// @param stopAfter how long without a new frame until the measurement counts as ended; null: until
///   all frames are there
public record WatchOptions(
        RunOptions run,
        Duration poll,
        Duration refresh,
        Duration patience,
        @Nullable Duration stopAfter) {

    public static WatchOptions of(RunOptions run) {
        return new WatchOptions(
                run, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(2), null);
    }
}
