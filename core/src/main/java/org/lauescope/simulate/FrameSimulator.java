package org.lauescope.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Frame;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.Mask;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Makes detector frames of known crystals. Expected counts of a pixel are the background and the pixel-integrated
/// spots; a spot has the covariance
///
///     C = J Σ Jᵀ + C_instrument
///
/// of the grain's orientation spread Σ and the beam. Intensities are those of `SpotPattern`, times the weight of the
/// grain, on a scale that gives the strongest spot of the frame the wanted number of photons; what stays below
/// [#FAINTEST] photons is left out. Buffers are reused from frame to frame; one object belongs to one thread.
public final class FrameSimulator {

    /// Expected photons of the weakest spot that is drawn and listed.
    public static final double FAINTEST = 1;

    /// Where the defects of a detector lie does not depend on the noise of a frame.
    private static final long DEFECT_SEED = 0x6c617565;

    private Geometry geometry;
    private final VirtualDetector detector;
    private final SpotShape shape;
    private final double strongest;
    private final float[] background;
    private final float[] halo;
    private final float[] expected;
    private final int[] hotPixels;
    private final int[] deadPixels;
    private final Map<ReflectionList, SpotPattern> patterns = new IdentityHashMap<>();

    /// Without anything that does not diffract.
    public FrameSimulator(
            Geometry geometry,
            VirtualDetector detector,
            Background background,
            SpotShape shape,
            double strongest) {
        this(geometry, detector, background, background, shape, strongest);
    }

    /// @param halo what takes the place of the background where nothing diffracts
    /// @param strongest expected photons in the strongest spot of each frame
    public FrameSimulator(
            Geometry geometry,
            VirtualDetector detector,
            Background background,
            Background halo,
            SpotShape shape,
            double strongest) {
        if (!(strongest > 0 && strongest < 1e9)) {
            throw new IllegalArgumentException(
                    "strongest spot = %s photons; expected between 0 and 1e9".formatted(strongest));
        }
        this.geometry = geometry;
        this.detector = detector;
        this.shape = shape;
        this.strongest = strongest;
        this.background = background.plane(geometry.detector());
        this.halo = halo.equals(background) ? this.background : halo.plane(geometry.detector());
        this.expected = new float[this.background.length];
        SplittableRandom random = new SplittableRandom(DEFECT_SEED);
        int pixels = this.expected.length;
        this.hotPixels = random.ints(detector.hotPixels(), 0, pixels).toArray();
        this.deadPixels = random.ints(detector.deadPixels(), 0, pixels).toArray();
    }

    /// Moves the detector; the background, which is smooth, stays.
    public void moveDetector(Detector moved) {
        if (!moved.equals(geometry.detector())) {
            geometry = geometry.withDetector(moved);
            patterns.clear();
        }
    }

    /// Row-major indices of the pixels stuck at a large value.
    public int[] hotPixels() {
        return hotPixels.clone();
    }

    /// Row-major indices of the pixels that are always 0.
    public int[] deadPixels() {
        return deadPixels.clone();
    }

    /// A frame of the given grains; without a grain, of background alone.
    public VirtualFrame simulate(String name, List<VirtualGrain> grains, long seed) {
        VirtualSpots spots = spots(grains);
        return photograph(name, grains, spots, 0, seed);
    }

    /// A frame of what the beam sees at a point of a sample. The strongest spot of a grain that
    /// fills the whole beam has the photons asked for, where others are in the beam too it has its
    /// share.
    public VirtualFrame simulate(String name, VirtualPoint point, long seed) {
        VirtualSpots spots = spots(point.grains(), point::share);
        return photograph(name, point.grains(), spots, point.amorphous(), seed);
    }

    private VirtualFrame photograph(
            String name,
            List<VirtualGrain> grains,
            VirtualSpots spots,
            double amorphous,
            long seed) {
        expect(spots, amorphous);
        SplittableRandom random = new SplittableRandom(seed);
        int[] pixels =
                detector.kind() == Frame.Kind.INTEGRATING ? integrate(random) : count(random);
        addDefects(pixels);
        Frame.Header header = new Frame.Header(1, null, detector.saturation(), detector.kind());
        Frame frame =
                Frame.ofCounts(
                        name,
                        geometry.detector().columns(),
                        geometry.detector().rows(),
                        pixels,
                        header);
        return new VirtualFrame(frame, grains, spots, seed);
    }

    /// Expected photons of every pixel, background and spots, without noise and defects.
    float[] expect(VirtualSpots spots) {
        return expect(spots, 0);
    }

    private float[] expect(VirtualSpots spots, double amorphous) {
        int columns = geometry.detector().columns();
        int rows = geometry.detector().rows();
        System.arraycopy(background, 0, expected, 0, expected.length);
        if (amorphous > 0) {
            float part = (float) amorphous;
            for (int i = 0; i < expected.length; i++) {
                expected[i] += part * (halo[i] - background[i]);
            }
        }
        double wider = shape.tailWidth() * shape.tailWidth();
        for (int i = 0; i < spots.size(); i++) {
            double x = spots.x()[i];
            double y = spots.y()[i];
            double xx = spots.xx()[i];
            double yy = spots.yy()[i];
            double xy = spots.xy()[i];
            double tails = shape.tails() * spots.counts()[i];
            double core = spots.counts()[i] - tails;
            PixelIntegratedGaussian.add(expected, columns, rows, x, y, xx, yy, xy, core);
            if (tails > 0) {
                PixelIntegratedGaussian.add(
                        expected, columns, rows, x, y, wider * xx, wider * yy, wider * xy, tails);
            }
        }
        return expected;
    }

    /// The spots of the grains that are worth drawing, strongest first: the truth without the
    /// frame.
    public VirtualSpots spots(List<VirtualGrain> grains) {
        return spots(grains, (_, _, _, _) -> 1);
    }

    /// Part of a spot's light that is there.
    private interface Share {
        double of(int grain, double keV, double x, double y);
    }

    private VirtualSpots spots(List<VirtualGrain> grains, Share share) {
        double largest = 0;
        int total = 0;
        for (VirtualGrain grain : grains) {
            SpotPattern pattern = compute(grain);
            for (int i = 0; i < pattern.size(); i++) {
                largest = Math.max(largest, grain.weight() * pattern.intensity(i));
            }
            total += pattern.size();
        }
        Spot[] found = new Spot[total];
        int size = 0;
        for (int g = 0; g < grains.size(); g++) {
            VirtualGrain grain = grains.get(g);
            // Still there from the first pass.
            SpotPattern pattern = grains.size() == 1 ? pattern(grain) : compute(grain);
            for (int i = 0; i < pattern.size(); i++) {
                double counts = strongest * grain.weight() * pattern.intensity(i) / largest;
                if (counts >= FAINTEST) {
                    counts *= share.of(g, pattern.energy(i), pattern.x(i), pattern.y(i));
                }
                if (counts >= FAINTEST) {
                    found[size++] = spot(g, grain, pattern, i, counts);
                }
            }
        }
        Spot[] sorted = Arrays.copyOf(found, size);
        Arrays.sort(sorted, Comparator.comparingDouble(Spot::counts).reversed());
        return columns(sorted);
    }

    private SpotPattern pattern(VirtualGrain grain) {
        return patterns.computeIfAbsent(
                grain.reflections(), list -> new SpotPattern(list, geometry));
    }

    private SpotPattern compute(VirtualGrain grain) {
        SpotPattern pattern = pattern(grain);
        pattern.compute(grain.deformation().inverse().transpose());
        return pattern;
    }

    private record Spot(
            int grain,
            int reflection,
            int order,
            double energy,
            double x,
            double y,
            double counts,
            double[] covariance,
            boolean masked) {}

    private Spot spot(int index, VirtualGrain grain, SpotPattern pattern, int i, double counts) {
        double x = pattern.x(i);
        double y = pattern.y(i);
        Vector3 source = Vector3.X.times(pattern.depth(i));
        double[] covariance =
                SpotMotion.at(geometry.detector(), source, x, y).covariance(grain.spread());
        covariance[0] += shape.xx();
        covariance[1] += shape.yy();
        covariance[2] += shape.xy();
        boolean masked = geometry.detector().isMasked((int) Math.rint(x), (int) Math.rint(y));
        return new Spot(
                index,
                pattern.reflection(i),
                pattern.order(i),
                pattern.energy(i),
                x,
                y,
                counts,
                covariance,
                masked);
    }

    private static VirtualSpots columns(Spot[] spots) {
        int size = spots.length;
        VirtualSpots columns =
                new VirtualSpots(
                        new int[size],
                        new int[size],
                        new int[size],
                        new double[size],
                        new double[size],
                        new double[size],
                        new double[size],
                        new double[size],
                        new double[size],
                        new double[size],
                        new boolean[size]);
        for (int i = 0; i < size; i++) {
            Spot spot = spots[i];
            columns.grain()[i] = spot.grain;
            columns.reflection()[i] = spot.reflection;
            columns.order()[i] = spot.order;
            columns.energy()[i] = spot.energy;
            columns.x()[i] = spot.x;
            columns.y()[i] = spot.y;
            columns.counts()[i] = spot.counts;
            columns.xx()[i] = spot.covariance[0];
            columns.yy()[i] = spot.covariance[1];
            columns.xy()[i] = spot.covariance[2];
            columns.masked()[i] = spot.masked;
        }
        return columns;
    }

    private int[] count(SplittableRandom random) {
        int[] pixels = new int[expected.length];
        int saturation = detector.saturation();
        boolean noise = detector.noise();
        for (int i = 0; i < pixels.length; i++) {
            int photons =
                    noise ? PoissonSampler.sample(expected[i], random) : Math.round(expected[i]);
            pixels[i] = Math.min(photons, saturation);
        }
        return pixels;
    }

    private int[] integrate(SplittableRandom random) {
        int[] pixels = new int[expected.length];
        for (int i = 0; i < pixels.length; i++) {
            double photons = expected[i];
            double electronics = 0;
            if (detector.noise()) {
                photons = PoissonSampler.sample(photons, random);
                electronics = detector.readNoise() * random.nextGaussian();
            }
            double value = detector.offset() + detector.gain() * photons + electronics;
            pixels[i] = (int) Math.clamp(Math.rint(value), 0, detector.saturation());
        }
        return pixels;
    }

    private void addDefects(int[] pixels) {
        for (int dead : deadPixels) {
            pixels[dead] = 0;
        }
        for (int i = 0; i < hotPixels.length; i++) {
            // From the limit downwards by factors of two: some are obvious, some look like a sharp
            // spot.
            pixels[hotPixels[i]] = Math.max(100, detector.saturation() >> i % 14);
        }
        Mask mask = geometry.detector().mask();
        if (mask != null) {
            for (int i = mask.nextMasked(0); i >= 0; i = mask.nextMasked(i + 1)) {
                pixels[i] = detector.noData();
            }
        }
    }
}
