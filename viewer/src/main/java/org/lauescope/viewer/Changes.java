package org.lauescope.viewer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.lauescope.io.json.JsonObject;

/// Tells pages what has changed, as server-sent events: `result` when they are to begin anew,
/// `values` when maps have new values, `progress` when a run has come further.
final class Changes {

    private static final Duration POLL = Duration.ofMillis(500);

    /// A comment now and then shows whether the page is still there.
    private static final int POLLS_PER_COMMENT = 30;

    private final Source source;

    Changes(Source source) {
        this.source = source;
    }

    /// Sends events until the page goes away. Each has the state as its id: a page whose connection
    /// was lost comes back with the last it saw, and is told what it missed.
    ///
    /// @param last id of the state that the page has seen; empty if it has seen none
    void stream(HttpExchange exchange, String last) throws IOException {
        Response.protect(exchange.getResponseHeaders());
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        Source.State shown = source.state();
        try (OutputStream out = exchange.getResponseBody()) {
            write(out, "retry: 1000\n\n");
            if (!last.isEmpty() && !last.equals(shown.id())) {
                String event = last.startsWith(shown.result() + "-") ? "values" : "result";
                write(out, event(event, shown, "missed"));
            }
            progress(out, shown);
            for (int poll = 1; ; poll++) {
                Thread.sleep(POLL);
                Source.State now = source.state();
                if (now.result() != shown.result()) {
                    write(out, event("result", now, "changed"));
                } else if (now.change() != shown.change()) {
                    write(out, event("values", now, "changed"));
                } else if (poll % POLLS_PER_COMMENT == 0) {
                    write(out, ":\n\n");
                }
                if (now.done() != shown.done() || !now.task().equals(shown.task())) {
                    progress(out, now);
                }
                shown = now;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void progress(OutputStream out, Source.State state) throws IOException {
        JsonObject json =
                new JsonObject()
                        .text("task", state.task())
                        .integer("done", state.done())
                        .integer("total", state.total());
        write(out, event("progress", state, json.toString()));
    }

    private static String event(String name, Source.State state, String data) {
        return "event: %s\nid: %s\ndata: %s\n\n".formatted(name, state.id(), data);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
