package org.lauescope.run.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lauescope.crystal.Disorientation;
import org.lauescope.frame.Frame;
import org.lauescope.frame.FrameDefect;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.index.PointResult;
import org.lauescope.index.Prediction;
import org.lauescope.index.Propagation;
import org.lauescope.io.frame.Frames;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.map.PointStatus;
import org.lauescope.refine.GrainFit;
import org.lauescope.run.analysis.PointRecord.GrainRecord;
import org.lauescope.run.experiment.AnalysisOptions;
import org.lauescope.run.experiment.ScanFrames;

/// The analysis of single points. Keeps the buffers of its parts and belongs to one thread; what it
/// finds does not depend on the points before.
public final class PointAnalysis {

    /// Orientations that differ by less agree whatever their uncertainty, rad.
    private static final double SAME = Math.toRadians(0.01);

    /// A frame with fewer peaks may be none at all.
    private static final int FEW = 4;

    private final Geometry geometry;
    private final List<ReflectionList> crystals;
    private final ProfileCovariance instrument;
    private final PeakSearch search;
    private final Propagation propagation;

    public PointAnalysis(
            Geometry geometry, List<ReflectionList> crystals, AnalysisOptions options) {
        this.geometry = geometry;
        this.crystals = crystals;
        instrument = options.instrument(geometry);
        search = new PeakSearch(options.peakSearch());
        propagation = new Propagation(geometry, crystals, options.indexer());
    }

    /// Takes the systematic error of positions as known from now on, px; NaN: as each grain tells
    /// it.
    ///
    /// @return this
    public PointAnalysis assuming(double systematicPixels) {
        propagation.assumeSystematic(systematicPixels);
        return this;
    }

    /// Reads the frame of a point, finds its peaks and their grains.
    ///
    /// @param predictions none: from scratch
    public PointRecord analyse(int point, FrameSource frames, List<Prediction> predictions) {
        if (!frames.isMeasured(point)) {
            return PointRecord.notMeasured(point);
        }
        return analyse(point, () -> frames.read(point), predictions);
    }

    /// Where a frame comes from. It is used up.
    public interface FrameReading {
        Frame read() throws IOException;
    }

    /// Reads a frame, finds its peaks and their grains.
    ///
    /// @param predictions none: from scratch
    public PointRecord analyse(int point, FrameReading reading, List<Prediction> predictions) {
        try {
            Frame frame = reading.read();
            ScanFrames.checkSize(frame, geometry.detector());
            double time =
                    frame.header().time() == null
                            ? Double.NaN
                            : frame.header().time().toEpochMilli() * 1e-3;
            Peaks peaks = search.find(frame, geometry.detector().mask());
            if (peaks.size() < FEW) {
                FrameDefect defect = FrameDefect.of(frame, geometry.detector().mask());
                if (defect != null) {
                    PointStatus status = PointStatus.of(defect);
                    return PointRecord.failed(
                            point, status, frame.source() + ": " + status.text(), time);
                }
            }
            Frames.recycle(frame);
            PointResult result = propagation.propagate(peaks, predictions);
            return new PointRecord(
                    point,
                    PointRecord.status(result),
                    "",
                    time,
                    peaks,
                    records(result, peaks),
                    null);
        } catch (IOException e) {
            return PointRecord.failed(
                    point,
                    PointStatus.UNREADABLE,
                    Objects.requireNonNullElse(e.getMessage(), e.toString()),
                    Double.NaN);
        }
    }

    /// The same grains with the same spots, refined again with what is assumed now.
    public PointRecord refineAgain(PointRecord record) {
        Peaks peaks = record.peaks();
        if (peaks == null || record.grains().isEmpty()) {
            return record;
        }
        List<GrainFit> fits =
                record.grains().stream()
                        .map(grain -> propagation.refineAgain(peaks, grain.fit()))
                        .toList();
        return record.withGrains(records(fits, peaks));
    }

    /// Tries grains of the neighbours on stored peaks.
    ///
    /// @param own grains that the point has
    /// @return the grains of the point if there are more of them now; otherwise none
    public List<GrainRecord> extend(
            Peaks peaks, List<Prediction> own, List<Prediction> neighbours) {
        List<Prediction> predictions = new ArrayList<>(own);
        predictions.addAll(neighbours);
        List<GrainRecord> grains = records(propagation.propagate(peaks, predictions), peaks);
        return grains.size() > own.size() ? grains : List.of();
    }

    /// Indexes stored peaks from scratch and compares the strongest grains.
    public PointRecord.Check check(Peaks peaks, List<Prediction> found, double rotationSigma) {
        PointResult result = propagation.propagate(peaks, List.of());
        if (!(result instanceof PointResult.Indexed(List<GrainFit> fits)) || found.isEmpty()) {
            return new PointRecord.Check(
                    found.isEmpty() && !(result instanceof PointResult.Indexed), Double.NaN);
        }
        GrainFit scratch = fits.getFirst();
        Prediction strongest = found.getFirst();
        ReflectionList reflections = crystals.get(strongest.crystal());
        if (scratch.reflections() != reflections) {
            return new PointRecord.Check(false, Double.NaN);
        }
        double angle =
                Disorientation.angle(
                        strongest.state().labFromCrystal(),
                        scratch.state().labFromCrystal(),
                        reflections.crystal().properRotations());
        double limit = 3 * Math.hypot(rotationSigma, scratch.rotationSigma());
        return new PointRecord.Check(angle < Math.max(limit, SAME), angle);
    }

    private List<GrainRecord> records(PointResult result, Peaks peaks) {
        return result instanceof PointResult.Indexed(List<GrainFit> fits)
                ? records(fits, peaks)
                : List.of();
    }

    private List<GrainRecord> records(List<GrainFit> fits, Peaks peaks) {
        List<GrainRecord> records = new ArrayList<>();
        for (GrainFit fit : fits) {
            records.add(
                    new GrainRecord(
                            crystals.indexOf(fit.reflections()),
                            fit,
                            GrainQuantities.of(fit, peaks, geometry, instrument)));
        }
        return records;
    }
}
