package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.run.RunOptions;
import org.lauescope.viewer.ViewServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  lauescope run experiment.toml --view       # while the run goes on",
            "docs/viewer.md tells what the page can do."
        })
final class ViewCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "RESULT", description = "result file that run wrote")
    private Path result = Path.of("");

    @Mixin private PageOptions page = new PageOptions();

    @Option(
            names = "--experiment",
            paramLabel = "FILE",
            description =
                    "experiment file that leads to the frames (default: the one beside the result)")
    private @Nullable Path experiment;

    @Override
    public Integer call() throws IOException, InputException, InterruptedException {
        page.check();
        checkResult();
        if (!ResultFiles.recognises(result)) {
            // Says what is wrong with it, before a browser opens.
            ResultFiles.read(result);
        }
        try (ViewServer server =
                ViewServer.start(result, experiment, page.address(), page.port())) {
            page.open(server, spec.commandLine(), result);
            server.awaitResult();
            new CountDownLatch(1).await();
        }
        return ExitStatus.DONE;
    }

    /// A run that goes on holds its store alone: its page is opened by the run itself.
    private void checkResult() throws InputException {
        if (String.valueOf(result.getFileName()).endsWith(".toml")) {
            throw new InputException(
                    "%s is an experiment; expected its result, RESULT.nxs — to see a run while it goes on, start it with `lauescope run %s --view`, a measurement with `lauescope watch %s --view`"
                            .formatted(result, result, result));
        }
        Path store = RunOptions.of(result, 1).store();
        if (!Files.exists(result) && Files.exists(store)) {
            throw new InputException(
                    "%s is not there yet: the run of %s has not ended — `lauescope run EXPERIMENT.toml --output %s --view` goes on with it and shows it meanwhile"
                            .formatted(result, store.getFileName(), result));
        }
    }
}
