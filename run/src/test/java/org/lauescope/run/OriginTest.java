package org.lauescope.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.run.experiment.ExperimentToml;

final class OriginTest {

    private static final String CIF =
            """
            data_x
            _cell_length_a %s
            _cell_length_b %s
            _cell_length_c %s
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 90
            _symmetry_space_group_name_H-M 'F m -3 m'
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            Cu1 Cu 0 0 0
            """;

    private static final String EXPERIMENT =
            """
            geometry = "geometry.toml"
            [[crystal]]
            name = "first"
            cif = "a/phase.cif"
            [[crystal]]
            name = "second"
            cif = "b/phase.cif"
            [[scan]]
            name = "S"
            frames = "*.tif"
            columns = 1
            rows = 1
            step_um = [1, 1]
            """;

    @TempDir private Path folder;

    /// A run that goes on with another crystal than it began with would mix two analyses.
    @Test
    void filesOfOneNameInTwoFoldersAreTwoInputs() throws IOException {
        Files.writeString(folder.resolve("geometry.toml"), TestScan.GEOMETRY);
        writeCif("a", 3.6);
        writeCif("b", 4.0);
        Map<String, String> before = origin();
        assertThat(before)
                .containsKeys("experiment.toml", "geometry.toml", "a/phase.cif", "b/phase.cif");
        writeCif("a", 3.7);
        Map<String, String> after = origin();
        assertThat(after.get("a/phase.cif")).isNotEqualTo(before.get("a/phase.cif"));
        assertThat(after.get("b/phase.cif")).isEqualTo(before.get("b/phase.cif"));
    }

    private void writeCif(String name, double edge) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("phase.cif");
        Files.writeString(file, CIF.formatted(edge, edge, edge));
    }

    private Map<String, String> origin() throws IOException {
        Path file = Files.writeString(folder.resolve("experiment.toml"), EXPERIMENT);
        return Origin.inputs(ExperimentToml.read(file));
    }
}
