package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Frame;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;

final class VirtualTomlTest {

    private static VirtualExperiment parse(String toml) throws IOException {
        return VirtualToml.parse(new TextFile("virtual.toml", toml), Path.of("."));
    }

    private static VirtualGrain grain(VirtualExperiment experiment, int group, int frame) {
        FrameGroup frames = experiment.groups().get(group);
        return frames.grains()
                .get(0)
                .grain(
                        experiment.geometry(),
                        frames.addedStrain(frame),
                        frames.addedTurn(frame),
                        new SplittableRandom(1));
    }

    @Test
    void anEmptyFileIsOneFrameOfLlzo() throws IOException {
        VirtualExperiment experiment = parse("");
        assertThat(experiment.frames()).isEqualTo(1);
        assertThat(experiment.geometry().detector().name()).isEqualTo("Pilatus 1M");
        assertThat(experiment.geometry().detector().distance()).isCloseTo(150, within(1e-12));
        assertThat(experiment.geometry().beam().maximumEnergy()).isEqualTo(24);
        GrainRecipe grain = experiment.groups().get(0).grains().get(0);
        assertThat(grain.reflections().crystal().name()).isEqualTo("LLZO");
        assertThat(grain.labFromCrystal()).isNull();
    }

    /// The page that users read must be right, key by key.
    @Test
    void theExampleOfTheDocumentationWorks() throws IOException {
        Path page = Path.of(System.getProperty("lauescope.home", ".."), "docs", "simulate.md");
        String text = Files.readString(page);
        int start = text.indexOf("```toml") + 7;
        VirtualExperiment experiment = parse(text.substring(start, text.indexOf("```", start)));
        assertThat(experiment.frames()).isEqualTo(15);
        assertThat(experiment.detector()).isEqualTo(parse("").detector());
        assertThat(experiment.background()).isEqualTo(parse("").background());
        assertThat(experiment.spotShape()).isEqualTo(parse("").spotShape());
        assertThat(experiment.strongest()).isEqualTo(parse("").strongest());
        assertThat(experiment.geometry().detector().origin())
                .isEqualTo(parse("").geometry().detector().origin());
    }

    @Test
    void anAmplifierMakesADetectorIntegrate() throws IOException {
        VirtualDetector detector = parse("[detector]\ngain = 2.5\nread_noise = 3").detector();
        assertThat(detector.kind()).isEqualTo(Frame.Kind.INTEGRATING);
        assertThat(detector.gain()).isEqualTo(2.5);
    }

    @Test
    void ownAndSharedGrainsExcludeEachOther() {
        String toml = "[[frame]]\ngrains = [\"A\"]\n[[frame.grain]]\ncrystal = \"Si\"\n";
        assertThatThrownBy(() -> parse(toml)).hasMessageContaining("grains of their own");
    }

    @Test
    void everyMistakeIsNamedWithItsLine() {
        String toml =
                """
                seed = -1
                titel = "x"
                [geometry]
                detector = "Pilatus 9M"
                energy_keV = [24, 5]
                [spot]
                sigma_px = [0.8]
                [[grain]]
                crystal = "Kryptonite"
                [[grain]]
                crystal = "Si"
                orientation = [1, 0, 0, 1]
                strain = [200, 0, 0, 0, 0, 0]
                strain_frame = "lab"
                [[frame]]
                grains = ["C"]
                cuont = 3
                """;
        assertThatThrownBy(() -> parse(toml))
                .isInstanceOf(FileFormatException.class)
                .message()
                .contains("line 1: seed")
                .contains("line 2: unknown key \"titel\"")
                .contains("\"title\"")
                .contains("line 4: detector \"Pilatus 9M\"")
                .contains("Eiger2 4M")
                .contains("energy band = [24.0, 5.0]")
                .contains("line 7: spot.sigma_px")
                .contains("line 9: crystal \"Kryptonite\"")
                .contains("line 12: quaternion has length 1.41")
                .contains("line 13: strain")
                .contains("line 14: strain_frame = \"lab\"")
                .contains("line 16: grain \"C\"")
                .contains("line 17: unknown key \"cuont\"")
                .contains("the nearest is \"count\"");
    }

    /// A quaternion, its matrix and Bunge's angles of one orientation. The sample is not tilted, so
    /// that LAB is SAMPLE: for φ₁ = 90°, Φ = φ₂ = 0 the crystal's x axis points along the sample's
    /// y.
    @Test
    void orientationsComeInThreeForms() throws IOException {
        String common = "[geometry]\ntilt_deg = 0\n[[grain]]\ncrystal = \"Si\"\n";
        Matrix3 expected = new Matrix3(0, -1, 0, 1, 0, 0, 0, 0, 1);
        for (String form :
                new String[] {
                    "orientation = [0.70710678, 0, 0, 0.70710678]",
                    "orientation = [[0, -1, 0], [1, 0, 0], [0, 0, 1]]",
                    "euler_deg = [90, 0, 0]"
                }) {
            Matrix3 found = grain(parse(common + form), 0, 0).labFromCrystal();
            assertThat(found.minus(expected).largest()).as(form).isLessThan(1e-8);
        }
        // Φ turns about the crystal's x after φ₁: the crystal's z then points to (sin φ₁, −cos φ₁,
        // 0) sin Φ + z cos Φ.
        Matrix3 tilted = grain(parse(common + "euler_deg = [30, 90, 10]"), 0, 0).labFromCrystal();
        Vector3 z = new Vector3(0.5, -Math.sqrt(0.75), 0);
        assertThat(tilted.column(2).minus(z).norm()).isLessThan(1e-12);
    }

    @Test
    void strainOfTheSampleFrameArrivesThere() throws IOException {
        VirtualExperiment experiment =
                parse(
                        """
                        [[grain]]
                        crystal = "Ge"
                        strain = [1e-3, -4e-4, -6e-4, 2e-4, 3e-4, -1e-4]
                        strain_frame = "sample"
                        """);
        VirtualGrain grain = grain(experiment, 0, 0);
        SymmetricTensor sample =
                grain.strain()
                        .in(experiment.geometry().sampleFromLab().times(grain.labFromCrystal()));
        assertThat(sample.toArray())
                .containsExactly(
                        new double[] {1e-3, -4e-4, -6e-4, 2e-4, 3e-4, -1e-4}, within(1e-15));
    }

    /// Strain and rotation grow evenly; the rotation vector is that of SAMPLE: about its y, which
    /// is that of LAB.
    @Test
    void strainAndRotationRampThroughAGroup() throws IOException {
        VirtualExperiment experiment =
                parse(
                        """
                        [[grain]]
                        orientation = [1, 0, 0, 0]
                        [[frame]]
                        name = "line"
                        count = 5
                        strain_first = [0, 0, 1e-4, 0, 0, 0]
                        strain_last = [0, 0, 9e-4, 0, 0, 0]
                        turn_last_deg = [0, 0.4, 0]
                        """);
        FrameGroup group = experiment.groups().get(0);
        assertThat(group.frameName(0)).isEqualTo("line_00");
        assertThat(group.frameName(4)).isEqualTo("line_04");
        for (int i = 0; i < 5; i++) {
            VirtualGrain grain = grain(experiment, 0, i);
            Matrix3 turn = Matrix3.rotation(Vector3.Y.times(Math.toRadians(0.1 * i)));
            assertThat(grain.labFromCrystal().minus(turn).largest()).isLessThan(1e-15);
            SymmetricTensor sample =
                    grain.strain()
                            .in(
                                    experiment
                                            .geometry()
                                            .sampleFromLab()
                                            .times(grain.labFromCrystal()));
            assertThat(sample.zz()).isCloseTo(1e-4 + 2e-4 * i, within(1e-16));
            assertThat(sample.xx()).isCloseTo(0, within(1e-16));
        }
    }

    @Test
    void sharedGrainsStayAndOwnGrainsAreDrawnAnew() throws IOException {
        Simulation simulation =
                new Simulation(
                        parse(
                                """
                                [background]
                                level = 0
                                scatter = 0
                                [[grain]]
                                name = "A"
                                crystal = "Si"
                                [[grain]]
                                name = "B"
                                crystal = "Si"
                                [[frame]]
                                name = "same"
                                count = 2
                                grains = ["B"]
                                weights = [0.5]
                                [[frame]]
                                name = "new"
                                count = 2
                                [[frame.grain]]
                                crystal = "Cu"
                                mosaic_deg = 0.1
                                """));
        VirtualGrain first = simulation.frame(0).grains().get(0);
        assertThat(simulation.frame(0).grains()).hasSize(1);
        assertThat(first.weight()).isEqualTo(0.5);
        assertThat(simulation.frame(1).grains().get(0).labFromCrystal())
                .isEqualTo(first.labFromCrystal());
        VirtualGrain own = simulation.frame(2).grains().get(0);
        assertThat(own.reflections().crystal().name()).isEqualTo("Cu");
        assertThat(own.spread().xx()).isCloseTo(Math.pow(Math.toRadians(0.1), 2), within(1e-18));
        assertThat(simulation.frame(3).grains().get(0).labFromCrystal())
                .isNotEqualTo(own.labFromCrystal());
    }
}
