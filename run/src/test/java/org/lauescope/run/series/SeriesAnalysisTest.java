package org.lauescope.run.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.Table;
import org.lauescope.map.Registration;
import org.lauescope.operando.Indicator;
import org.lauescope.operando.MechanismEvidence;
import org.lauescope.report.Report;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.series.SeriesChanges.Place;

/// A series as `lauescope series` sees it, from maps of known truth ([VirtualResult]).
final class SeriesAnalysisTest {

    static final String EXPERIMENT =
            """
            geometry = "geometry.toml"
            [[crystal]]
            name = "LLZO"
            [[scan]]
            name = "Scan 0"
            frames = "a_*.tif"
            columns = 40
            rows = 30
            step_um = [4, 4]
            [[scan]]
            name = "Scan 1"
            frames = "b_*.tif"
            columns = 40
            rows = 30
            step_um = [4, 4]
            [[scan]]
            name = "Scan 2"
            frames = "c_*.tif"
            columns = 40
            rows = 30
            step_um = [4, 4]
            """;

    static final String GEOMETRY =
            """
            [detector]
            columns = 8
            rows = 6
            pixel_mm = [0.172, 0.172]
            origin_mm = [0.688, 0.516, 150]
            fast = [0, -1, 0]
            slow = [-1, 0, 0]
            [beam]
            energy_keV = [5, 24]
            [sample]
            tilt_deg = 45
            """;

    @TempDir private Path folder;

    private Experiment experiment;

    @BeforeEach
    void writeExperiment() throws IOException {
        Files.writeString(folder.resolve("geometry.toml"), GEOMETRY);
        experiment =
                ExperimentToml.read(
                        Files.writeString(folder.resolve("experiment.toml"), EXPERIMENT));
    }

    private SeriesAnalysis analysis(double amplitude, long seed) throws IOException {
        return SeriesAnalysis.of(
                VirtualResult.of(amplitude, seed), experiment, folder.resolve("none.duckdb"));
    }

    /// A tension of 1.5·10⁻⁴, then 3·10⁻⁴, five and ten times the uncertainty of a point.
    @Test
    void aPlaceThatOpensIsFoundWhereItIsAndFollowed() throws IOException {
        SeriesAnalysis analysis = analysis(3e-4, 1);
        for (int k = 1; k < 3; k++) {
            Registration found = analysis.series().registrations().get(k - 1);
            // A tenth of a step.
            assertThat(found.shiftX().value()).isCloseTo(VirtualResult.OFFSET[k][0], within(0.4));
            assertThat(found.shiftY().value()).isCloseTo(VirtualResult.OFFSET[k][1], within(0.4));
        }
        assertThat(analysis.evidence().detection().isChange()).isTrue();
        Place last =
                analysis.evidence().places().stream()
                        .filter(place ->
                                place.scan() == 2 && place.quantity().name().endsWith("strain_xx"))
                        .findFirst()
                        .orElseThrow();
        assertThat(last.spot().centroidX()).isCloseTo(VirtualResult.PLACE[0], within(4.0));
        assertThat(last.spot().centroidY()).isCloseTo(VirtualResult.PLACE[1], within(4.0));
        // The largest of many values of 10 σ; a displacement takes nothing off here.
        assertThat(last.spot().peak()).isBetween(2.4e-4, 4.5e-4);
        assertThat(analysis.evidence().places())
                .anySatisfy(place -> {
                    assertThat(place.scan()).isEqualTo(1);
                    assertThat(place.track()).isEqualTo(last.track());
                });
        double[] marked =
                analysis.result()
                        .scans()
                        .get(2)
                        .map()
                        .plane(ChangeTables.CHANGED_PLACE.name())
                        .values();
        assertThat(marked[VirtualResult.GRID.index(12, 15)]).isNotNaN();
        assertThat(marked[VirtualResult.GRID.index(28, 38)]).isNaN();
    }

    /// One series of forty is allowed to be found changed.
    @Test
    void whereNothingChangesNothingIsFound() throws IOException {
        for (long seed = 2; seed < 5; seed++) {
            SeriesChanges evidence = analysis(0, seed).evidence();
            assertThat(evidence.detection().isChange()).isFalse();
            assertThat(evidence.places()).isEmpty();
            assertThat(evidence.planned()).isEmpty();
        }
    }

    @Test
    void whatIsFoundIsInTheFile() throws IOException {
        SeriesAnalysis analysis = analysis(3e-4, 1);
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(analysis.result(), file);
        Result read = ResultFiles.read(file);
        Table places = read.scans().get(2).tables().get(ChangeTables.PLACES);
        assertThat(places).isNotNull();
        assertThat(places.column("p"))
                .hasSize(
                        (int)
                                analysis.evidence().places().stream()
                                        .filter(place -> place.scan() != 1)
                                        .count());
        assertThat(read.scans().get(2).tables())
                .containsKeys(ChangeTables.EXPECTED, ChangeTables.EVENTS);
        assertThat(read.scans().get(1).tables()).doesNotContainKey(ChangeTables.EVENTS);
        Table indicators = read.scans().get(2).tables().get(MechanismTables.INDICATORS);
        List<Indicator> found = analysis.evidence().mechanism().indicators();
        assertThat(indicators.words("definition"))
                .containsExactlyElementsOf(found.stream().map(Indicator::definition).toList());
        assertThat(indicators.column("value"))
                .containsExactly(found.stream().mapToDouble(one -> one.value().value()).toArray());
        Table mechanisms = read.scans().get(2).tables().get(MechanismTables.MECHANISMS);
        assertThat(Arrays.stream(mechanisms.column("posterior")).sum()).isCloseTo(1, within(1e-12));
        assertThat(read.scans().get(1).tables()).doesNotContainKey(MechanismTables.INDICATORS);
    }

    @Test
    void thePageSaysWhatWasFound() throws IOException {
        SeriesAnalysis analysis = analysis(3e-4, 1);
        Path page = folder.resolve("page.html");
        new Report(analysis.result()).write(page);
        String html = Files.readString(page);
        MechanismEvidence evidence = analysis.evidence().mechanism();
        assertThat(html).contains("id=\"series-places\"", "id=\"series-growth\"");
        assertThat(html)
                .contains(
                        evidence.conclusion().isPresent()
                                ? "together speak for"
                                : "Undecided: no mechanism");
        for (Indicator indicator : evidence.indicators()) {
            assertThat(html).contains("<dt>" + indicator.name() + "</dt>");
        }
        new Report(analysis(0, 2).result()).write(page);
        assertThat(Files.readString(page))
                .contains("Nothing that noise")
                .doesNotContain("id=\"series-mechanism\"", "id=\"series-places\"");
    }

    /// Truth: +1.5·10⁻⁴ for each scan in the middle of a place of 12 µm, nothing far from it. The
    /// mean of the Gaussian over the square of ±8 µm is 0.82² … 0.87²; its median lies beside it.
    @Test
    void mediansFollowTheTruthInNamedRegions() throws IOException {
        experiment =
                ExperimentToml.read(
                        Files.writeString(
                                folder.resolve("regions.toml"),
                                EXPERIMENT
                                        + """
                                        [[region]]
                                        name = "opening"
                                        box_um = [[52, 42], [68, 58]]
                                        [[region]]
                                        name = "far away"
                                        polygon_um = [[100, 80], [156, 80], [156, 116], [100, 116]]
                                        """));
        SeriesAnalysis analysis = analysis(3e-4, 1);
        SeriesStatistics.Row opening = row(analysis, "opening");
        double rise = 2 * opening.charge().slope();
        double sigma = 2 * opening.charge().slopeSigma();
        assertThat(rise).isCloseTo(0.75 * 3e-4, within(0.12 * 3e-4 + 3 * sigma));
        assertThat(sigma).isLessThan(3e-5);
        SeriesStatistics.Row far = row(analysis, "far away");
        assertThat(Math.abs(far.charge().slope())).isLessThan(4 * far.charge().slopeSigma());
        assertThat(far.scans())
                .allSatisfy(scan -> {
                    assertThat(scan.median().lower()).isLessThanOrEqualTo(scan.median().value());
                    assertThat(scan.median().upper()).isGreaterThanOrEqualTo(scan.median().value());
                });
        assertThat(
                        analysis(3e-4, 1)
                                .result()
                                .scans()
                                .getLast()
                                .tables()
                                .get("trend_strain_xx")
                                .column("strain_xx_change_sigma"))
                .containsExactly(
                        analysis.result()
                                .scans()
                                .getLast()
                                .tables()
                                .get("trend_strain_xx")
                                .column("strain_xx_change_sigma"));
    }

    private static SeriesStatistics.Row row(SeriesAnalysis analysis, String region) {
        return analysis.statistics().rows().stream()
                .filter(row -> row.region().name().equals(region))
                .filter(row -> row.quantity().name().equals("strain_xx"))
                .findFirst()
                .orElseThrow();
    }
}
