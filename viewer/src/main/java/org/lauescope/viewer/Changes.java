package org.lauescope.viewer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/// Tells pages, as server-sent events, when the result file has been replaced; a later run of the
/// same experiment shows without starting the viewer again.
final class Changes {

    private static final Duration POLL = Duration.ofSeconds(1);

    /// A comment now and then shows whether the page is still there.
    private static final int POLLS_PER_COMMENT = 15;

    private Exploration exploration;
    private FileTime seen;

    Changes(Exploration exploration) throws IOException {
        this.exploration = exploration;
        this.seen = Files.getLastModifiedTime(exploration.file());
    }

    /// What the file holds now; what it held before, while it cannot be read.
    synchronized Exploration latest() {
        Path file = exploration.file();
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(seen)) {
                exploration = exploration.reread();
                seen = now;
            }
        } catch (IOException _) {
            // Absent or half copied: the next look finds it whole.
            return exploration;
        }
        return exploration;
    }

    /// Sends events until the page goes away.
    void stream(HttpExchange exchange) throws IOException {
        Response.protect(exchange.getResponseHeaders());
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        Exploration shown = latest();
        try (OutputStream out = exchange.getResponseBody()) {
            write(out, "retry: 2000\n\n");
            for (int poll = 1; ; poll++) {
                Thread.sleep(POLL);
                Exploration now = latest();
                if (now != shown) {
                    shown = now;
                    write(out, "event: result\ndata: changed\n\n");
                } else if (poll % POLLS_PER_COMMENT == 0) {
                    write(out, ":\n\n");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
