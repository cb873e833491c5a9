package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.lauescope.run.WatchListener;
import org.lauescope.viewer.RunInProgress;
import org.lauescope.viewer.ViewServer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The page of a run that goes on, if it was asked for.
final class LivePage implements AutoCloseable {

    @Option(
            names = "--view",
            description =
                    "open a page that fills in as points are analysed, and stays with the result until Ctrl-C")
    private boolean isWanted;

    @Mixin private PageOptions page = new PageOptions();

    private @Nullable RunInProgress run;
    private @Nullable ViewServer server;

    /// Starts the page; to be told how the run goes on.
    WatchListener start(CommandLine line, Path result) throws IOException, InputException {
        page.check();
        if (!isWanted) {
            return new WatchListener() {};
        }
        RunInProgress progress = new RunInProgress();
        run = progress;
        server = ViewServer.start(progress, page.address(), page.port());
        page.open(server, line, result);
        return progress;
    }

    /// Turns to the result, and stays until the program is ended.
    void show(Path result, Path experiment) throws IOException, InterruptedException {
        if (run != null) {
            run.finished(result, experiment);
            new CountDownLatch(1).await();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
