package org.lauescope.io.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Orbit;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.TextFile;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Oracle: cell, volume and Laue class of real files by an independent program, and the site
/// multiplicities the files state themselves.
class SharedCrystalsTest {

    static List<JsonNode> summaries() {
        List<JsonNode> summaries = new ArrayList<>();
        new ObjectMapper()
                .readTree(SharedData.file("data/crystals/summary.json"))
                .forEach(summaries::add);
        return summaries;
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void cellAndSymmetryAgree(JsonNode expected) throws IOException {
        Path file = SharedData.file("data/crystals/" + expected.get("file").asString());
        Crystal crystal = Crystals.read(file);
        UnitCell cell = crystal.cell();
        double[] edges = {cell.a(), cell.b(), cell.c()};
        double[] angles = {cell.alpha(), cell.beta(), cell.gamma()};
        for (int i = 0; i < 3; i++) {
            // Five decimals are given.
            assertThat(edges[i]).isCloseTo(expected.get("cell").get(i).asDouble(), within(1e-5));
            assertThat(Math.toDegrees(angles[i]))
                    .isCloseTo(expected.get("cell").get(3 + i).asDouble(), within(1e-5));
        }
        // Four decimals are given.
        assertThat(cell.volume()).isCloseTo(expected.get("volume").asDouble(), within(1e-4));
        assertThat(crystal.laueGroup().symbol()).isEqualTo(expected.get("laue_class").asString());
        assertThat(crystal.atoms()).hasSize(expected.get("n_sites_asym").asInt());
        // The same group by its symbol alone: the operators are the listed ones, in some order.
        List<SpaceGroups.Setting> settings =
                SpaceGroups.named(expected.get("space_group_hm").asString());
        assertThat(settings)
                .anyMatch(setting ->
                        setting.operators().size() == crystal.operators().size()
                                && crystal.operators().containsAll(setting.operators()));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(SharedData.file("data/crystals"))) {
            return files.filter(path -> path.toString().endsWith(".cif")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void sitesOccurAsOftenAsTheFileSays(Path file) throws IOException {
        TextFile text = TextFile.read(file);
        CifBlock block = CifReader.blocks(text.source(), text.text()).getFirst();
        Crystal crystal = Crystals.read(file);
        CifAtoms sites = new CifAtoms(block, crystal.cell());
        for (int i = 0; i < sites.atoms().size(); i++) {
            Integer stated = sites.multiplicities().get(i);
            if (stated != null) {
                Orbit orbit =
                        Orbit.of(
                                sites.atoms().get(i).position(),
                                crystal.operators(),
                                crystal.cell());
                assertThat(orbit.multiplicity()).as(sites.atoms().get(i).label()).isEqualTo(stated);
            }
        }
    }
}
