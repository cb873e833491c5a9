package org.lauescope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.lauescope.frame.Frame;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.json.PeaksJson;
import org.lauescope.io.peaks.PeakTable;
import org.lauescope.laue.Mask;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lauescope peaks`: finds and fits the peaks of frames and prints them as a table or as JSON.
@Command(
        name = "peaks",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Finds and fits the peaks of frames: position (0-based px) with covariance, intensity, widths, quality.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lauescope peaks frame.tif > peaks.csv",
            "  lauescope peaks scan.h5:/entry/data/data#17 --mask mask.tif --json"
        })
final class PeaksCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "FRAME",
            arity = "1..*",
            description = "image, FILE.h5:/DATASET or FILE#INDEX")
    private List<String> frames = List.of();

    @Option(names = "--json", description = "one JSON object per frame and line instead of CSV")
    private boolean json;

    @Mixin private FrameOptions frameOptions = new FrameOptions();
    @Mixin private ProgressOption progressOption = new ProgressOption();

    @Override
    public Integer call() throws IOException, InputException {
        PeakSearch search = new PeakSearch(frameOptions.peakOptions());
        Mask mask = frameOptions.mask();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Input> inputs = Input.expand(frames, null);
        int failed = 0;
        if (!json) {
            out.println(PeakTable.HEADER);
        }
        try (Progress progress = progressOption.start(err, "peaks", inputs.size())) {
            for (Input input : inputs) {
                try {
                    Peaks peaks = peaks(input, search, mask);
                    if (json) {
                        out.println(PeaksJson.line(input.name(), peaks));
                    } else {
                        StringBuilder text = new StringBuilder();
                        PeakTable.append(text, input.name(), peaks);
                        out.print(text);
                    }
                } catch (IOException e) {
                    failed++;
                    if (json) {
                        out.println(PeaksJson.unreadable(input.name(), Failures.message(e)));
                    }
                    err.println("lauescope: " + Failures.message(e));
                }
                progress.step();
            }
        }
        out.flush();
        return ExitStatus.of(failed, inputs.size());
    }

    private static Peaks peaks(
            Input input, PeakSearch search, @org.jspecify.annotations.Nullable Mask mask)
            throws IOException {
        return switch (input) {
            case Input.Image(var address) -> {
                Frame frame = Frames.read(address);
                if (mask != null
                        && (mask.columns() != frame.columns() || mask.rows() != frame.rows())) {
                    throw new IOException(
                            "%s: the frame is %d × %d px, the mask %d × %d; expected the same size"
                                    .formatted(
                                            input.name(),
                                            frame.columns(),
                                            frame.rows(),
                                            mask.columns(),
                                            mask.rows()));
                }
                yield search.find(frame, mask);
            }
            case Input.Listed(var list) -> list.peaks();
            case Input.Unreadable(_, var reason) -> throw new IOException(reason);
        };
    }
}
