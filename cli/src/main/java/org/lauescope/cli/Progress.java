package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Progress and remaining time of long work on standard error: one line redrawn on a terminal, one JSON object a second
/// for machines, nothing where neither is wanted. Not safe for use by several threads.
final class Progress implements AutoCloseable {

    /// How progress is shown.
    enum Style {
        NONE,
        LINE,
        JSON
    }

    private static final long INTERVAL_NANOSECONDS = 1_000_000_000L;

    private final PrintWriter out;
    private final Style style;
    private final String task;
    private final long total;
    private final LongSupplier clock;
    private final long start;
    private long last;
    private long done;
    private boolean drawn;

    Progress(PrintWriter out, Style style, String task, long total) {
        this(out, style, task, total, System::nanoTime);
    }

    Progress(PrintWriter out, Style style, String task, long total, LongSupplier clock) {
        this.out = out;
        this.style = style;
        this.task = task;
        this.total = total;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.last = start;
    }

    /// A line on a terminal, nothing in a pipe, unless the user chose.
    static Style styleFor(boolean json) {
        return json ? Style.JSON : System.console() != null && System.console().isTerminal() ? Style.LINE : Style.NONE;
    }

    void step() {
        done++;
        long now = clock.getAsLong();
        if (style != Style.NONE && now - last >= INTERVAL_NANOSECONDS) {
            last = now;
            draw(now);
        }
    }

    private void draw(long now) {
        double elapsed = (now - start) * 1e-9;
        double remaining = elapsed * (total - done) / done;
        if (style == Style.JSON) {
            out.println(String.format(
                    Locale.ROOT,
                    "{\"task\":\"%s\",\"done\":%d,\"total\":%d,\"elapsedSeconds\":%.1f,\"remainingSeconds\":%.1f}",
                    task, done, total, elapsed, remaining));
        } else {
            drawn = true;
            out.print(String.format(
                    Locale.ROOT, "\r%s %d of %d, %.0f s left   ", task, done, total, remaining));
        }
        out.flush();
    }

    @Override
    public void close() {
        if (drawn) {
            out.print("\r" + " ".repeat(60) + "\r");
            out.flush();
        }
    }
}
