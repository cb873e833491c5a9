package org.lauescope.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.simulate.DetectorPreset;

final class AxesFigureTest {

    private static final Path IMAGES =
            Path.of(System.getProperty("lauescope.home", ".."), "docs", "images");

    private static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(5, 24),
                    DetectorPreset.PILATUS_1M.place(150, Math.PI / 2),
                    Math.PI / 4,
                    null);

    @Test
    void labXPointsRightZUpAndYAway() {
        double x = AxesFigure.place(Vector3.ZERO).getX();
        double y = AxesFigure.place(Vector3.ZERO).getY();
        assertThat(AxesFigure.place(Vector3.X).getX()).isGreaterThan(x);
        assertThat(AxesFigure.place(Vector3.X).getY()).isEqualTo(y);
        assertThat(AxesFigure.place(Vector3.Z).getY()).isLessThan(y);
        assertThat(AxesFigure.place(Vector3.Z).getX()).isEqualTo(x);
        assertThat(AxesFigure.place(Vector3.Y).getY()).isLessThan(y);
    }

    /// `-Dlauescope.figures=true` draws the figure of the documentation anew.
    @Test
    void theFigureOfTheDocumentationCanBeDrawn(@TempDir Path folder) throws IOException {
        Path drawn = Boolean.getBoolean("lauescope.figures") ? IMAGES : folder;
        AxesFigure.svg(GEOMETRY).write(drawn.resolve("axes.svg"));
        AxesFigure.raster(GEOMETRY).write(folder.resolve("axes.png"));
        assertThat(Files.readString(drawn.resolve("axes.svg"))).contains("<svg", "<path");
        assertThat(IMAGES.resolve("axes.svg")).exists();
    }
}
