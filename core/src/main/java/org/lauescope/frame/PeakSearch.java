package org.lauescope.frame;

import org.jspecify.annotations.Nullable;
import org.lauescope.laue.Mask;

/// Finds the peaks of a frame and fits them.
///
/// The background is taken block by block ([Background]), hits are pixels that noise alone explains
/// less than once in many frames ([HitMap], [Noise]), connected hits give candidates
/// ([PeakFinder]), and candidates that overlap are fitted together ([PeakFit]). A frame without
/// peaks is a result.
///
/// An object keeps its buffers from frame to frame (about 13 bytes a pixel) and belongs to one
/// thread. What it finds does not depend on the frames before.
public final class PeakSearch {

    /// What to look for.
    ///
    /// @param threshold significance of a hit, in standard deviations; at 5.5 a frame of 10⁶ px of
    ///   noise has a false hit in about 30 frames
    /// @param largestNumber peaks to be fitted; the strongest are kept
    /// @param profile model of a peak
    public record Options(double threshold, int largestNumber, Profile profile) {

        public static final Options DEFAULT = new Options(5.5, 1000, Profile.PSEUDO_VOIGT);

        public Options {
            if (!(threshold >= 3 && threshold <= 1000)) {
                throw new IllegalArgumentException(
                        "peak threshold = %s standard deviations; expected 3 to 1000"
                                .formatted(threshold));
            }
            if (largestNumber < 1) {
                throw new IllegalArgumentException(
                        "largest number of peaks = %d; expected 1 or more"
                                .formatted(largestNumber));
            }
        }
    }

    private final Options options;
    private final NoiseEstimate noiseEstimate = new NoiseEstimate();
    private @Nullable Buffers buffers;

    /// What depends on the size of the frames.
    private record Buffers(
            Plane plane, Background background, HitMap hits, PeakFinder finder, SpotFitter fitter) {

        static Buffers of(int columns, int rows, Profile profile) {
            Plane plane = new Plane(columns, rows);
            Background background = new Background(plane);
            HitMap hits = new HitMap(plane, background);
            Candidates candidates = new Candidates();
            return new Buffers(
                    plane,
                    background,
                    hits,
                    new PeakFinder(plane, background, hits, candidates),
                    new SpotFitter(plane, background, candidates, profile));
        }
    }

    public PeakSearch() {
        this(Options.DEFAULT);
    }

    public PeakSearch(Options options) {
        this.options = options;
    }

    /// The peaks of a frame, strongest first.
    ///
    /// @param mask pixels without data beside those that the frame itself marks, or null
    public Peaks find(Frame frame, @Nullable Mask mask) {
        if (mask != null && (mask.columns() != frame.columns() || mask.rows() != frame.rows())) {
            throw new IllegalArgumentException(
                    "%s: mask is %d × %d px, the frame %d × %d; expected the same size"
                            .formatted(
                                    frame.source(),
                                    mask.columns(),
                                    mask.rows(),
                                    frame.columns(),
                                    frame.rows()));
        }
        Buffers b = buffers;
        if (b == null || b.plane.columns != frame.columns() || b.plane.rows != frame.rows()) {
            b = Buffers.of(frame.columns(), frame.rows(), options.profile());
            buffers = b;
        }
        double quantum = frame.counts() != null ? 1 : 0;
        b.background.load(frame, mask, Plane.zeroIsData(frame), b.plane, quantum);
        Noise noise = noiseEstimate.of(b.plane, b.background, frame.header().kind(), quantum);
        b.hits.mark(b.plane, b.background, noise, options.threshold());
        Saturation.mark(b.plane, b.background, b.hits, noise);
        b.finder.find(noise, options.threshold());
        return b.fitter.fit(noise, options.largestNumber());
    }
}
