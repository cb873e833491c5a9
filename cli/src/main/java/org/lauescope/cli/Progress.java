package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.lauescope.io.json.JsonObject;

/// Progress and remaining time of long work on standard error: one line redrawn on a terminal, one
/// JSON object a second for machines, nothing where neither is wanted. Not safe for use by several
/// threads.
final class Progress implements AutoCloseable {

    /// How progress is shown: not at all, as one line redrawn, or as one JSON object a second.
    enum Style {
        NONE,
        LINE,
        JSON;

        /// A line on a terminal, nothing in a pipe.
        static Style usual() {
            return System.console() != null && System.console().isTerminal() ? LINE : NONE;
        }
    }

    private static final long INTERVAL_NANOSECONDS = 1_000_000_000L;

    private final PrintWriter out;
    private final Style style;
    private final String task;
    private final long total;
    private final LongSupplier clock;
    private final long start;
    private long first;
    private long last;
    private long done;
    private long told;
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

    void step() {
        done++;
        long now = clock.getAsLong();
        first = done == 1 ? now : first;
        if (style != Style.NONE && now - last >= INTERVAL_NANOSECONDS) {
            last = now;
            draw(now);
        }
    }

    private void draw(long now) {
        double elapsed = (now - start) * 1e-9;
        // Preparations before the first step do not come again.
        double each = done > 1 ? 1e-9 * (now - first) / (done - 1) : elapsed;
        double remaining = each * (total - done);
        told = done;
        if (style == Style.JSON) {
            out.println(
                    new JsonObject()
                            .text("task", task)
                            .integer("done", done)
                            .integer("total", total)
                            .number("elapsedSeconds", tenths(elapsed))
                            .number("remainingSeconds", tenths(remaining)));
        } else {
            drawn = true;
            out.print(
                    String.format(
                            Locale.ROOT,
                            "\r%s %d of %d, %.0f s left   ",
                            task,
                            done,
                            total,
                            remaining));
        }
        out.flush();
    }

    private static double tenths(double seconds) {
        return Math.rint(10 * seconds) / 10;
    }

    /// A program that reads along is told the last count, a person sees the summary instead.
    @Override
    public void close() {
        if (style == Style.JSON && done > told) {
            draw(clock.getAsLong());
        }
        if (drawn) {
            out.print("\r" + " ".repeat(60) + "\r");
            out.flush();
        }
    }
}
