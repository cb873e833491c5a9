package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.viewer.ViewServer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Where a page is served, and whether a browser is opened.
final class PageOptions {

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port to listen on (default: one that is free)")
    private int port;

    @Option(names = "--no-browser", description = "print the address and open nothing")
    private boolean noBrowser;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description =
                    "let other computers in through this address of this one; 0.0.0.0 for all of them (default: this computer alone)")
    private @Nullable String listen;

    int port() {
        return port;
    }

    void check() throws UsageException {
        if (port < 0 || port > 65535) {
            throw new UsageException("--port = %d; expected 0 to 65535".formatted(port));
        }
    }

    InetAddress address() throws InputException {
        if (listen == null) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            return InetAddress.getByName(listen);
        } catch (UnknownHostException e) {
            throw new InputException(
                    "--listen = %s: no such address; expected one of this computer, as 192.168.1.20, or 0.0.0.0"
                            .formatted(listen),
                    e);
        }
    }

    /// Prints the address, opens a browser unless told not to, and ends the server with the
    /// program.
    ///
    /// @param shown what the page is about
    void open(ViewServer server, CommandLine line, Path shown) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end of the viewer"));
        PrintWriter out = line.getOut();
        out.println(server.url());
        out.flush();
        PrintWriter err = line.getErr();
        if (listen != null) {
            err.println(
                    "lauescope: whoever has this address, with its token, can read the maps and frames of %s; the connection is not encrypted"
                            .formatted(shown));
        }
        if (noBrowser) {
            err.println("lauescope: open the address in a browser; Ctrl-C ends it");
        } else if (!opened(server.url())) {
            err.println(
                    "lauescope: no browser was found; open the address yourself; Ctrl-C ends it");
        } else {
            err.println("lauescope: Ctrl-C ends it");
        }
        err.flush();
    }

    private static boolean opened(URI url) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command =
                system.contains("mac")
                        ? List.of("open", url.toString())
                        : system.contains("win")
                                ? List.of("rundll32", "url.dll,FileProtocolHandler", url.toString())
                                : List.of("xdg-open", url.toString());
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
