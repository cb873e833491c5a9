package org.lauescope.run.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.index.Indexer;
import org.lauescope.index.Prediction;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.Quantity;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;
import org.lauescope.run.experiment.AnalysisOptions;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;

/// Widths and depths of simulated frames of copper, whose truth has a closed form.
final class GrainQuantitiesTest {

    private static final int FRAMES = 40;

    /// FWHM of a Gaussian per standard deviation, 2 √(2 ln 2).
    private static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));

    /// Standard deviations of an instrument's spot, px, and of what the crystal adds.
    private static final double INSTRUMENT = 0.9;

    private static final double OWN = 0.7;

    private static final double EDGE = 25.7;
    private static final double PITCH = 0.172;
    private static final double HEIGHT = 45;
    private static final double TILT = Math.toRadians(45);

    private static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(5, 24),
                    new Detector(
                            "test",
                            300,
                            300,
                            PITCH,
                            PITCH,
                            new Vector3(-EDGE, EDGE, HEIGHT),
                            new Vector3(0, -1, 0),
                            new Vector3(1, 0, 0),
                            null),
                    TILT,
                    null);

    private static final List<Analysed> POINTS = new ArrayList<>();

    private record Analysed(GrainFit fit, Peaks peaks) {

        double[] quantities(ProfileCovariance instrument) {
            return GrainQuantities.of(fit, peaks, GEOMETRY, instrument);
        }
    }

    @BeforeAll
    static void analyse() throws IOException {
        Crystal copper = Crystals.named("Cu", Path.of(""));
        ReflectionList reflections = Indexer.reflections(copper, GEOMETRY.beam());
        FrameSimulator simulator =
                new FrameSimulator(
                        GEOMETRY,
                        VirtualDetector.COUNTER,
                        new Background(10, 0, 0, 0, 1),
                        SpotShape.round(Math.hypot(INSTRUMENT, OWN)),
                        60_000);
        PointAnalysis analysis =
                new PointAnalysis(GEOMETRY, List.of(reflections), AnalysisOptions.DEFAULT);
        Random random = new Random(8);
        for (int i = 0; i < FRAMES; i++) {
            Matrix3 orientation = VirtualGrain.randomOrientation(random);
            var frame =
                    simulator
                            .simulate(
                                    "frame", List.of(new VirtualGrain(reflections, orientation)), i)
                            .frame();
            PointRecord record =
                    analysis.assuming(0)
                            .analyse(
                                    i,
                                    () -> frame,
                                    List.of(
                                            new Prediction(
                                                    0, CrystalState.unstrained(orientation))));
            Peaks peaks = record.peaks();
            if (peaks != null && !record.grains().isEmpty()) {
                POINTS.add(new Analysed(record.grains().getFirst().fit(), peaks));
            }
        }
        assertThat(POINTS).hasSizeGreaterThan(FRAMES * 9 / 10);
    }

    private static double value(double[] row, String column) {
        return row[GrainQuantities.COLUMNS.stream().map(Quantity::name).toList().indexOf(column)];
    }

    /// Mean of the estimates over the truth, and root mean square of the pulls.
    private static double[] compare(Quantity quantity, ProfileCovariance instrument, double truth) {
        double ratio = 0;
        double pulls = 0;
        for (Analysed point : POINTS) {
            double[] row = point.quantities(instrument);
            double found = value(row, quantity.name());
            double pull = (found - truth) / value(row, GrainQuantities.sigmaOf(quantity));
            ratio += found / truth / POINTS.size();
            pulls += pull * pull / POINTS.size();
        }
        return new double[] {ratio, Math.sqrt(pulls)};
    }

    /// A root mean square of 40 pulls scatters by 11 %; three of these. The mean over the frames
    /// scatters by 1.7 % / √40 = 0.3 %; fits of weak spots are biased by up to 2 %.
    @Test
    void widthsOfSpotsAreThoseOfTheSimulation() {
        double[] width =
                compare(
                        PointQuantities.PEAK_WIDTH_PIXELS,
                        ProfileCovariance.NONE,
                        FWHM * Math.hypot(INSTRUMENT, OWN));
        assertThat(width[0]).isCloseTo(1, within(0.02));
        assertThat(width[1]).isBetween(0.67, 1.33);
    }

    /// Variances of Gaussians add, so the crystal's own width remains.
    @Test
    void theInstrumentIsTakenOff() {
        double[] broadening =
                compare(
                        PointQuantities.PEAK_BROADENING_PIXELS,
                        ProfileCovariance.round(FWHM * INSTRUMENT),
                        FWHM * OWN);
        assertThat(broadening[0]).isCloseTo(1, within(0.04));
        assertThat(broadening[1]).isBetween(0.67, 1.33);
        assertThat(
                        value(
                                POINTS.getFirst().quantities(ProfileCovariance.NONE),
                                PointQuantities.PEAK_BROADENING.name()))
                .isNaN();
    }

    /// From every photon's way in and out, 1/(μ (1/sin α + 1/sin β)) on average, with the exit
    /// angle β from the place on the detector.
    @Test
    void theDepthIsThatOfTheWayInAndOut() {
        for (Analysed point : POINTS) {
            Matches matches = point.fit.matches();
            double sum = 0;
            for (int i = 0; i < matches.size(); i++) {
                if (matches.used()[i]) {
                    double x = -EDGE + PITCH * matches.y()[i];
                    double y = EDGE - PITCH * matches.x()[i];
                    double exit =
                            (HEIGHT * Math.cos(TILT) - x * Math.sin(TILT))
                                    / Math.sqrt(x * x + y * y + HEIGHT * HEIGHT);
                    double mu =
                            point.fit.reflections().crystal().attenuation().at(matches.energy()[i]);
                    sum += 1000 / (mu * (1 / Math.sin(TILT) + 1 / exit));
                }
            }
            double[] row = point.quantities(ProfileCovariance.NONE);
            double expected = sum / matches.usedCount();
            assertThat(value(row, PointQuantities.INFORMATION_DEPTH.name()))
                    .isCloseTo(expected, within(1e-9 * expected));
            assertThat(value(row, GrainQuantities.sigmaOf(PointQuantities.INFORMATION_DEPTH)))
                    .isPositive();
        }
    }

    /// The probability that chance makes as much strain is the same everywhere in 0 … 1 where there
    /// is none; the mean of 40 scatters by 1/√(12 · 40) = 4.6 %, four of these. Where nothing is
    /// strained, the square without noise is zero on average.
    @Test
    void noStrainIsFoundWhereThereIsNone() {
        double probability = 0;
        double pull = 0;
        for (Analysed point : POINTS) {
            double[] row = point.quantities(ProfileCovariance.NONE);
            probability += value(row, PointQuantities.DETECTION_PROBABILITY.name()) / POINTS.size();
            Quantity square = PointQuantities.EQUIVALENT_STRAIN_SQUARED;
            pull +=
                    value(row, square.name())
                            / value(row, GrainQuantities.sigmaOf(square))
                            / POINTS.size();
        }
        assertThat(probability).isCloseTo(0.5, within(0.18));
        assertThat(pull).isCloseTo(0, within(4 / Math.sqrt(POINTS.size())));
    }
}
