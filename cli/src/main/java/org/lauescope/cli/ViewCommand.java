package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.lauescope.viewer.Exploration;
import org.lauescope.viewer.ViewServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope view`: a page to explore a result.
@Command(
        name = "view",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Opens a page to explore a result in the browser: maps, frames, every number with its error.",
            "The page comes from this computer and is for it alone unless --listen says otherwise; it needs no network and changes nothing. Ctrl-C ends it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope view result.nxs",
            "  lauescope view result.nxs --port 8080 --no-browser",
            "docs/viewer.md tells what the page can do."
        })
final class ViewCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "RESULT", description = "result file that run wrote")
    private Path result = Path.of("");

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

    @Option(
            names = "--experiment",
            paramLabel = "FILE",
            description =
                    "experiment file that leads to the frames (default: the one beside the result)")
    private @Nullable Path experiment;

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        if (port < 0 || port > 65535) {
            throw new UsageException("--port = %d; expected 0 to 65535".formatted(port));
        }
        Exploration exploration = Exploration.of(result, experiment);
        try (ViewServer server = ViewServer.start(exploration, address(), port)) {
            Thread end = new Thread(server::close, "end of the viewer");
            Runtime.getRuntime().addShutdownHook(end);
            PrintWriter out = spec.commandLine().getOut();
            out.println(server.url());
            out.flush();
            tell(server.url());
            new CountDownLatch(1).await();
        }
        return ExitStatus.DONE;
    }

    private InetAddress address() throws InputException {
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

    private void tell(URI url) {
        PrintWriter err = spec.commandLine().getErr();
        if (listen != null) {
            err.println(
                    "lauescope: whoever has this address, with its token, can read the maps and frames of %s; the connection is not encrypted"
                            .formatted(result));
        }
        if (noBrowser) {
            err.println("lauescope: open the address in a browser; Ctrl-C ends it");
        } else if (!opened(url)) {
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
