package org.lauescope.viewer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Serves the page about one result: read-only, each request on a virtual thread of its own.
public final class ViewServer implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final Duration FIRST_MAPS = Duration.ofSeconds(2);

    static {
        // Head and body of an answer are two packets: the second must not wait for the first to be
        // acknowledged. The server of the JDK reads this once.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Access access;
    private final String host;
    private final PageFiles page = new PageFiles();
    private final Source source;
    private final Changes changes;

    private ViewServer(HttpServer server, Source source) throws IOException {
        this.server = server;
        this.source = source;
        this.changes = new Changes(source);
        this.access = Access.to(server.getAddress());
        this.host = host(server.getAddress().getAddress());
        server.setExecutor(threads);
        server.createContext("/", this::answer).getFilters().add(access);
    }

    /// @param port 0 for one that is free
    /// @throws IOException if the address cannot be listened on
    public static ViewServer start(Exploration exploration, InetAddress address, int port)
            throws IOException {
        return start(new ResultFile(exploration), address, port);
    }

    /// Of a result that is read while the browser loads the page; [#awaitResult] tells when it is
    /// there.
    ///
    /// @param experiment file that the result was made of; null to look for it beside the result
    /// @param port 0 for one that is free
    /// @throws IOException if the address cannot be listened on
    public static ViewServer start(
            Path result, @Nullable Path experiment, InetAddress address, int port)
            throws IOException {
        return start(ResultFile.opening(result, experiment), address, port);
    }

    /// Of a run that goes on in this program.
    ///
    /// @param port 0 for one that is free
    /// @throws IOException if the address cannot be listened on
    public static ViewServer start(RunInProgress run, InetAddress address, int port)
            throws IOException {
        return start((Source) run, address, port);
    }

    private static ViewServer start(Source source, InetAddress address, int port)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
        } catch (BindException e) {
            throw new IOException(
                    "%s port %d cannot be listened on (%s); choose another --port, or leave it out for a free one"
                            .formatted(address.getHostAddress(), port, e.getMessage()),
                    e);
        }
        ViewServer view = new ViewServer(server, source);
        server.start();
        view.threads.execute(view::readAhead);
        return view;
    }

    private void readAhead() {
        try {
            // After the first maps: they are waited for.
            Thread.sleep(FIRST_MAPS);
            if (source instanceof ResultFile file) {
                file.latest().readAhead();
            }
        } catch (IOException | UncheckedIOException _) {
            // Who asks for the plane is told.
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when the result has been read.
    ///
    /// @throws IOException if it cannot be read
    public void awaitResult() throws IOException {
        source.latest();
    }

    /// Where a browser finds the page. It holds the token: who knows it may read the result.
    public URI url() {
        return URI.create(
                "http://%s:%d/?token=%s"
                        .formatted(host, server.getAddress().getPort(), access.token()));
    }

    /// An address that other computers can use, where the server listens on all.
    private static String host(InetAddress address) throws IOException {
        return address.isAnyLocalAddress()
                ? Addresses.ofThisComputer().stream()
                        .findFirst()
                        .map(Addresses::inUrl)
                        .orElse("127.0.0.1")
                : Addresses.inUrl(address);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/api/events")) {
                changes.stream(
                        exchange,
                        Objects.requireNonNullElseGet(
                                exchange.getRequestHeaders().getFirst("Last-Event-ID"),
                                () ->
                                        Objects.requireNonNullElse(
                                                Query.of(exchange.getRequestURI()).text("seen"),
                                                "")));
            } else {
                response(exchange).send(exchange);
            }
        }
    }

    private Response response(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        try {
            Response file = page.of(path);
            if (file != null) {
                return file;
            }
            // Asked first: what changes in between is told once more.
            Source.State state = source.state();
            return new Content(source.latest(), state).of(path, Query.of(exchange.getRequestURI()));
        } catch (Query.BadRequest e) {
            return Response.error(400, message(e));
        } catch (IOException e) {
            return Response.error(503, message(e));
        } catch (UncheckedIOException e) {
            return Response.error(503, message(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (RuntimeException e) {
            e.printStackTrace();
            return Response.error(500, "a defect in the program: " + e);
        }
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
