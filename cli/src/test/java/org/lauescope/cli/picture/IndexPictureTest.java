package org.lauescope.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Frame;
import org.lauescope.frame.Peaks;
import org.lauescope.index.PointResult;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.picture.Palette;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;
import org.lauescope.simulate.DetectorPreset;

final class IndexPictureTest {

    private static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(5, 24),
                    DetectorPreset.PILATUS_300K.place(100, Math.PI / 2),
                    Math.PI / 4,
                    null);
    private static final int COLUMNS = 487;
    private static final int ROWS = 619;

    /// Where the picture puts the detector: three points a pixel, from (130, 130) on.
    private static final int ZOOM = 3;

    private static final int MARGIN = 130;

    private static Frame frame() {
        int[] counts = new int[COLUMNS * ROWS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = i / COLUMNS >= 195 && i / COLUMNS < 212 ? -1 : 10 + i % 3;
        }
        counts[300 * COLUMNS + 100] = 5000;
        return Frame.ofCounts("frame.tif", COLUMNS, ROWS, counts, Frame.Header.UNKNOWN);
    }

    private static GrainFit fit() throws IOException {
        ReflectionList reflections =
                ReflectionList.of(Crystals.named("Si", Path.of(".")), GEOMETRY.beam());
        return new GrainFit(
                reflections,
                CrystalState.unstrained(Matrix3.IDENTITY),
                new double[64],
                new double[64],
                new Matches(
                        new int[] {0},
                        new int[] {0},
                        new int[] {2},
                        new double[] {10},
                        new double[] {100},
                        new double[] {300},
                        new double[] {0.1},
                        new double[] {0},
                        new boolean[] {true}),
                0,
                0.1,
                1,
                50);
    }

    private static Peaks peaks() {
        return new Peaks.Builder().add(100.1, 300, 5000).add(400, 500, 300).build();
    }

    private static int colour(BufferedImage image, double x, double y) {
        return image.getRGB((int) (MARGIN + (x + 0.5) * ZOOM), (int) (MARGIN + (y + 0.5) * ZOOM));
    }

    @Test
    void drawsFramePeaksAndSpotsInTheirPlaces() throws IOException {
        PointResult result = new PointResult.Indexed(List.of(fit()));
        BufferedImage image =
                new IndexPicture(frame(), peaks(), result, GEOMETRY, "frame.tif").image();

        assertThat(image.getWidth()).isGreaterThan(COLUMNS * ZOOM + MARGIN);
        // Pale where nothing is; the gap hatched in its two colours.
        assertThat(new Color(colour(image, 250, 400)).getRed()).isGreaterThan(225);
        assertThat(colour(image, 250, 203))
                .isIn(Palette.NO_DATA.getRGB(), Palette.NO_DATA_HATCH.getRGB());
        // A square of the first grain's colour around the spot, its left side half a side away.
        boolean squareFound = false;
        for (double x = 92; x < 98; x += 0.3) {
            squareFound |= colour(image, x, 302) == Palette.of(0).getRGB();
        }
        assertThat(squareFound).isTrue();
        // The arrow points to +x, as dx does: its colour is right of the spot and not left of it.
        assertThat(colour(image, 101.5, 300)).isEqualTo(Palette.of(0).getRGB());
        assertThat(colour(image, 98, 300)).isNotEqualTo(Palette.of(0).getRGB());
    }

    @Test
    void writesAPngAlsoWithoutFrameOrSolution(@TempDir Path folder) throws IOException {
        Path png = folder.resolve("new/plot.png");
        PointResult nothing = new PointResult.NotIndexed(PointResult.Reason.TOO_FEW_PEAKS, 2);
        new IndexPicture(null, peaks(), nothing, GEOMETRY, "list.dat").write(png);
        assertThat(ImageIO.read(png.toFile()).getHeight()).isGreaterThan(ROWS * ZOOM);
        try (var files = Files.list(png.getParent())) {
            assertThat(files).containsExactly(png);
        }
    }

    @Test
    void survivesFramesWithoutContrast() {
        for (int value : new int[] {-1, 0, 7, Integer.MAX_VALUE}) {
            int[] counts = new int[COLUMNS * ROWS];
            Arrays.fill(counts, value);
            Frame flat = Frame.ofCounts("flat", COLUMNS, ROWS, counts, Frame.Header.UNKNOWN);
            PointResult nothing = new PointResult.NotIndexed(PointResult.Reason.TOO_FEW_PEAKS, 0);
            Peaks none = new Peaks.Builder().build();
            BufferedImage image = new IndexPicture(flat, none, nothing, GEOMETRY, "flat").image();
            Set<Integer> colours = new HashSet<>();
            for (int x = 10; x < 160; x++) {
                colours.add(colour(image, x, 300));
            }
            if (value < 0) {
                assertThat(colours)
                        .containsOnly(Palette.NO_DATA.getRGB(), Palette.NO_DATA_HATCH.getRGB());
            } else {
                assertThat(colours).hasSize(1).doesNotContain(Palette.NO_DATA.getRGB());
            }
        }
    }

    @Test
    void namesNoStrainWhereOnlyTheOrientationWasFitted() throws IOException {
        GrainFit full = fit();
        assertThat(IndexPicture.strain(full)).isEqualTo("equivalent strain 0.00 · 10⁻³");
        double[] unknown = new double[64];
        Arrays.fill(unknown, Double.NaN);
        GrainFit orientation =
                new GrainFit(
                        full.reflections(),
                        full.state(),
                        unknown,
                        unknown,
                        full.matches(),
                        0,
                        0.1,
                        1,
                        50);
        assertThat(IndexPicture.strain(orientation)).isEqualTo("too few spots for strain");
    }
}
