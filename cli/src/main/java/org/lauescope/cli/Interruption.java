package org.lauescope.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets long work end in order when the user presses Ctrl-C or the system ends the process: the
/// work asks [#isAsked()] and has a while to stop.
final class Interruption implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Duration patience;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "interruption");
    private volatile boolean asked;

    Interruption() {
        this(PATIENCE);
    }

    /// @param patience how long the work has to stop
    Interruption(Duration patience) {
        this.patience = patience;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void ask() {
        asked = true;
        try {
            if (!ended.await(patience.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("lauescope: ended without waiting for the last points");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAsked() {
        return asked;
    }

    @Override
    public void close() {
        ended.countDown();
        if (!asked) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
