package org.lauescope.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Profile;
import org.lauescope.io.frame.Masks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.Mask;
import picocli.CommandLine.Option;

/// How peaks are looked for, the same for all commands that look for them.
final class FrameOptions {

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description =
                    "image of the detector, non-zero = no data; negative pixels never are data")
    private @Nullable Path maskFile;

    @Option(
            names = "--threshold",
            paramLabel = "SIGMA",
            description =
                    "smallest significance of a peak, in units of the local noise (${DEFAULT-VALUE})")
    private double threshold = PeakSearch.Options.DEFAULT.threshold();

    @Option(
            names = "--max-peaks",
            paramLabel = "N",
            description = "largest number of peaks of a frame, strongest first (${DEFAULT-VALUE})")
    private int largestNumber = PeakSearch.Options.DEFAULT.largestNumber();

    @Option(
            names = "--profile",
            paramLabel = "MODEL",
            description =
                    "peak profile: gaussian, lorentzian, pseudo-voigt, pearson-vii (pseudo-voigt)")
    private Profile profile = PeakSearch.Options.DEFAULT.profile();

    PeakSearch.Options peakOptions() throws UsageException {
        try {
            return new PeakSearch.Options(threshold, largestNumber, profile);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /// The mask of the command line, or null if none was given.
    @Nullable Mask mask() throws IOException {
        return maskFile == null ? null : Masks.read(maskFile);
    }

    /// The geometry with the mask of the command line in place of its own, if one was given.
    Geometry masked(Geometry geometry) throws IOException, InputException {
        Mask mask = mask();
        try {
            return mask == null
                    ? geometry
                    : geometry.withDetector(geometry.detector().withMask(mask));
        } catch (IllegalArgumentException e) {
            throw new InputException(maskFile + ": " + e.getMessage(), e);
        }
    }
}
