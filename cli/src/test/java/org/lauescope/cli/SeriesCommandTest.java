package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.Table;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;

/// `lauescope series` as a user calls it.
class SeriesCommandTest {

    @TempDir private Path folder;

    /// Tungsten under tension along y, imported as docs/series.md says. The medians are those that
    /// another program took of the same files with a filter of its own (`W_tensile_expected.json`);
    /// theory for isotropic tungsten, ⅔ (1 + ν) / E, gives 2.08·10⁻⁴ per 100 MPa.
    @Test
    void loadSeriesGivesTheSlopeOfTheory() throws IOException {
        Path result = imported();
        CommandRun run =
                CommandRun.of("series", result, "--against", "load/MPa=0,200,400", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonNode json = run.jsonLines().getFirst();
        assertThat(json.get("variable").asString()).isEqualTo("load");
        JsonNode yy = null;
        for (JsonNode trend : json.get("trends")) {
            yy = trend.get("quantity").asString().equals("strain_yy") ? trend : yy;
        }
        assertThat(yy).isNotNull();
        double[] medians = {1.79e-4, 6.46e-4, 1.000e-3};
        for (int k = 0; k < 3; k++) {
            // Their filter differs from ours by a few points of a thousand.
            assertThat(yy.get("median").get(k).asDouble()).isCloseTo(medians[k], within(2e-5));
        }
        double slope = 100 * yy.get("slope").asDouble();
        double sigma = 100 * yy.get("slopeSigma").asDouble();
        assertThat(slope).isCloseTo(2.08e-4, within(2 * sigma));
        assertThat(sigma).isBetween(5e-6, 3e-5);
        // Three maps: Student's distribution of one degree of freedom.
        assertThat(100 * yy.get("upper").asDouble() - slope)
                .isCloseTo(12.706 * sigma, within(1e-7));
        Table table = ResultFiles.read(result).scans().getLast().tables().get("course_trend");
        assertThat(table).isNotNull();
        assertThat(100 * table.column("strain_yy_slope")[0]).isEqualTo(slope);

        CommandRun text = CommandRun.of("series", result, "--against", "load/MPa=0,200,400");
        assertThat(text.status()).isZero();
        assertThat(text.out())
                .contains("at load = 0, 200, 400 MPa")
                .contains("deviatoric strain yy, 10⁻³: 0.1")
                .contains("per 100 MPa")
                .contains("scatter about the line, 1 degree of freedom");
    }

    @Test
    void wrongCoursesAreNamed() {
        Path result = imported();
        CommandRun usage = CommandRun.of("series", result, "--against", "0,200,400");
        assertThat(usage.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(usage.err()).contains("expected name, unit and a number for each scan");
        CommandRun few = CommandRun.of("series", result, "--against", "load/MPa=0,200");
        assertThat(few.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(few.err()).contains("2 values of load for 3 scans").doesNotContain("\tat ");
        CommandRun same = CommandRun.of("series", result, "--against", "load/MPa=5,5,5");
        assertThat(same.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(same.err()).contains("load is 5.0 MPa in all scans");
    }

    private Path imported() {
        Path result = folder.resolve("load.nxs");
        Object[] arguments = {
            "import",
            load(0),
            load(200),
            load(400),
            "--crystal",
            "W",
            "--columns",
            "51",
            "--rows",
            "21",
            "--step",
            "5",
            "--output",
            result
        };
        assertThat(CommandRun.of(arguments).status()).isZero();
        return result;
    }

    private static Path load(int megapascal) {
        return SharedData.file("data/laue-maps/lauenn/W_tensile_" + megapascal + "MPa.csv");
    }

    @Test
    void helpShowsWhatToType() {
        CommandRun run = CommandRun.of("series", "--help");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("lauescope series experiment.toml")
                .contains("--against load/MPa=0,200,400")
                .contains("docs/series.md");
    }

    @Test
    void mistakesEndWithTheStatusOfTheContract() throws IOException {
        CommandRun missing = CommandRun.of("series", folder.resolve("none.toml"));
        assertThat(missing.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(missing.err()).contains("none.toml: no such file").doesNotContain("\tat ");
        CommandRun threads = CommandRun.of("series", "none.toml", "--threads", "0");
        assertThat(threads.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        Path wrong = Files.writeString(folder.resolve("experiment.toml"), "[[scan]]\nname = 3\n");
        CommandRun toml = CommandRun.of("series", wrong);
        assertThat(toml.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(toml.err()).contains("name").contains("geometry").doesNotContain("\tat ");
        CommandRun log = CommandRun.of("series", wrong, "--against", "load/MPa=0,1");
        assertThat(log.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(log.err()).doesNotContain("\tat ");
    }
}
