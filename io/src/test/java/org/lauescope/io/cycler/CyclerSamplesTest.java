package org.lauescope.io.cycler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.cycler.LogOptions.Repair;
import org.lauescope.io.cycler.LogOptions.Role;
import org.lauescope.operando.ChargeCheck;
import org.lauescope.operando.CyclerLog;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files that cyclers wrote. What EC-Lab's must hold was taken from them by another program; of the
/// others, rows, first and last values are as anybody can read them in the file.
class CyclerSamplesTest {

    private static final Map<Role, String> CUSTOM =
            Map.of(
                    Role.TIME, "test_time",
                    Role.MOMENT, "date_stamp",
                    Role.CURRENT, "current",
                    Role.VOLTAGE, "voltage");

    private static Path sample(String name) {
        return SharedData.file("data/cycler/" + name);
    }

    private static CyclerFile read(String name, LogOptions options) throws IOException {
        return CyclerLogs.read(sample(name), options);
    }

    private static CyclerFile read(String name) throws IOException {
        return read(name, LogOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "ca.issue_149, <I>/mA, 2024-01-10T11:02:29.886Z",
        "cp.issue_149, I/mA, 2024-01-10T11:02:29.886Z",
        "cv, <I>/mA, 2018-01-10T17:01:24Z",
        "gcpl.issue_149, <I>/mA, 2024-01-10T11:02:29.886Z",
        "gcpl.issue_226.I, <I>/mA, 2025-08-04T09:35:26.748Z",
        "mb.issue_95, I/mA, 2022-12-08T14:36:53.355Z",
        "mb.issue_95.de, I/mA, 2022-12-08T14:36:53.355Z",
        "ocv, none, 2020-01-16T14:13:34Z",
        "peis, <I>/mA, 2021-03-02T16:17:59Z"
    })
    void ecLabGivesTheExpectedValues(String name, String current, Instant start)
            throws IOException {
        String file = "biologic_eclab/" + name + ".mpt";
        JsonNode expected =
                JsonMapper.shared().readTree(sample("expected_text_files.json")).get(file);
        CyclerFile read = read(file);
        CyclerLog log = read.log();
        JsonNode values = expected.get("values");

        assertThat(read.format()).isEqualTo("EC-Lab text");
        assertThat(log.size()).isEqualTo(expected.get("n_rows").asInt());
        agrees(log, log::elapsed, values.get("time/s"), 1);
        JsonNode potential =
                values.has("Ewe/V")
                        ? values.get("Ewe/V")
                        : values.has("<Ewe>/V") ? values.get("<Ewe>/V") : values.get("<Ewe/V>");
        if (potential != null) {
            agrees(log, log::voltage, potential, 1);
        }
        if (values.has(current)) {
            agrees(log, log::current, values.get(current), 1e-3);
        } else {
            assertThat(name).isEqualTo("ocv");
            assertThat(log.throughput(log.size() - 1)).isZero();
        }
        // Microseconds are what doubles keep of seconds since 1970.
        assertThat(log.time(0) - log.elapsed(0))
                .isCloseTo(start.toEpochMilli() * 1e-3, within(1e-6));
    }

    /// @param unit of the file in that of the log
    private static void agrees(
            CyclerLog log, IntToDoubleFunction column, JsonNode expected, double unit) {
        double[] values = IntStream.range(0, log.size()).mapToDouble(column).toArray();
        // Sums and products of the same doubles differ in their last digits.
        double tolerance = 1e-12 * Math.abs(expected.get("max").asDouble()) * unit + 1e-15;
        assertThat(values[0]).isCloseTo(expected.get("first").asDouble() * unit, within(tolerance));
        assertThat(values[values.length - 1])
                .isCloseTo(expected.get("last").asDouble() * unit, within(tolerance));
        assertThat(
                        IntStream.range(0, values.length)
                                .mapToDouble(i -> values[i])
                                .min()
                                .orElseThrow())
                .isCloseTo(expected.get("min").asDouble() * unit, within(tolerance));
        assertThat(
                        IntStream.range(0, values.length)
                                .mapToDouble(i -> values[i])
                                .max()
                                .orElseThrow())
                .isCloseTo(expected.get("max").asDouble() * unit, within(tolerance));
        assertThat(
                        IntStream.range(0, values.length)
                                .mapToDouble(i -> values[i])
                                .average()
                                .orElseThrow())
                .isCloseTo(expected.get("mean").asDouble() * unit, within(1e-9 * unit + tolerance));
    }

    @Test
    void theLanguageOfTheComputerChangesNothing() throws IOException {
        CyclerLog english = read("biologic_eclab/mb.issue_95.mpt").log();
        CyclerLog german = read("biologic_eclab/mb.issue_95.de.mpt").log();
        for (int i = 0; i < english.size(); i++) {
            assertThat(german.time(i)).isEqualTo(english.time(i));
            assertThat(german.current(i)).isEqualTo(english.current(i));
            assertThat(german.voltage(i)).isEqualTo(english.voltage(i));
        }
    }

    /// EC-Lab integrates on the instrument, we over its samples: the charge of 30 s with a sample a
    /// second must agree within our own uncertainty.
    @Test
    void chargeAgreesWithThatOfTheInstrument() throws IOException {
        CyclerLog log = read("biologic_eclab/mb.issue_95.mpt").log();
        double instrument = 0.09731169646453858 * 3.6;
        assertThat(log.netCharge(log.size() - 1))
                .isCloseTo(
                        instrument,
                        within(4 * log.chargeSigma(log.size() - 1) + 1e-3 * instrument));
    }

    /// EC-Lab's `<I>` is the mean since the sample before: rectangles give what its own integral
    /// has, trapezoids −7.6·10⁻³ C, because current stopped before intervals of three minutes.
    @ParameterizedTest
    @CsvSource({
        "biologic_eclab/gcpl.issue_149.mpt, 1.003825e-7, 4e-7",
        "biologic_eclab/gcpl.issue_226.I.mpt, 1.33851e-4, 1e-9"
    })
    void meansAreIntegratedAsMeans(String name, double instrument, double tolerance)
            throws IOException {
        CyclerFile file = read(name);
        assertThat(file.log().isAveraged()).isTrue();
        assertThat(file.notes()).anyMatch(note -> note.startsWith("current is the mean"));
        assertThat(file.log().netCharge(file.log().size() - 1))
                .isCloseTo(instrument, within(tolerance));
    }

    /// Files of the same series of techniques, of which other files hold what passed between.
    @Test
    void gapsUnderCurrentAreNoted() throws IOException {
        assertThat(read("biologic_eclab/cp.issue_149.mpt").notes())
                .anyMatch(note -> note.startsWith("no samples for 572.7 s in 3 gaps"));
        assertThat(read("cellpy/neware_uio.csv").notes())
                .noneMatch(note -> note.startsWith("no samples"));
    }

    /// Charge that makers count themselves, in their units: an independent integral of the same
    /// current. Tolerances beyond our own uncertainty are those of `ChargeCheck`.
    @ParameterizedTest
    @CsvSource({
        "biologic_eclab/gcpl.issue_149.mpt, 1e-2",
        "biologic_eclab/mb.issue_95.mpt, 1e-3",
        "biologic_eclab/mb.issue_95.de.mpt, 1e-3",
        "biologic_eclab/peis.mpt, 1e-2",
        "cellpy/neware_uio.csv, 1e-4",
        "cellpy/maccor_002.txt, 1e-4",
        "pyprobe/biologic/Sample_data_biologic_CA1.txt, 1e-4"
    })
    void chargeThatMakersCountAgrees(String name, double tolerance) throws IOException {
        LogOptions options =
                name.contains("maccor")
                        ? LogOptions.DEFAULT.withRepairs(Repair.MINUTES)
                        : LogOptions.DEFAULT;
        assertThat(ChargeCheck.of(read(name, options).log()))
                .hasValueSatisfying(check -> {
                    assertThat(check.ratio()).isCloseTo(1, within(tolerance));
                    assertThat(check.agrees()).isTrue();
                });
    }

    /// Current is written to 0.1 mA and is 0.2 mA: the last digit explains 13 %.
    @Test
    void currentOfOneDigitIsNoWrongUnit() throws IOException {
        CyclerLog log = read("bdf/SINTEF__LiGrR2032__2024-04-30__25degC__Landt.bdf.csv").log();
        assertThat(ChargeCheck.of(log))
                .hasValueSatisfying(check -> assertThat(check.agrees()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "bdf/sample.bdf.csv, BDF, 3, 0, 2, 3.7, 0.1",
        "bdf/SINTEF__LiGrR2032__2024-04-30__25degC__Landt.bdf.csv, BDF, 25162, 0.020, 262657.764, 2.9215, 0",
        "bdf/legacy.bdf.parquet, BDF Parquet, 5000, 0, 148781.953, 0.24115434288978577, 0",
        "cellpy/neware_uio.csv, Neware text, 9065, 0, 518538, 2.9170, 0",
        "pyprobe/arbin/sample_data_arbin.csv, Arbin text, 13, 30.0005, 301.214, 3.534595, 0",
        "pyprobe/basytec/sample_data_basytec.txt, BaSyTec text, 74, 0, 70.2358036666668, 3.52575488749741, 0",
        "pyprobe/maccor/sample_data_maccor.csv, Maccor text, 15, 0, 13.06, 3.668, 0",
        "pyprobe/biologic/Sample_data_biologic_no_header.mpt, EC-Lab text, 13, 281672.3801174285, 281792.502129958, 2.9344745, 0",
        "pyprobe/biologic/Sample_data_biologic_CA1.txt, EC-Lab text, 1397, 0, 139.524, 3.5180547, 0"
    })
    void othersGiveWhatTheirFilesShow(
            String name,
            String format,
            int rows,
            double first,
            double last,
            double volt,
            double ampere)
            throws IOException {
        CyclerFile file = read(name);
        assertThat(file.format()).isEqualTo(format);
        assertThat(file.log().size()).isEqualTo(rows);
        assertThat(file.log().elapsed(0)).isCloseTo(first, within(1e-9));
        assertThat(file.log().elapsed(rows - 1)).isCloseTo(last, within(1e-3));
        assertThat(file.log().voltage(0)).isCloseTo(volt, within(1e-7));
        assertThat(file.log().current(0)).isEqualTo(ampere);
    }

    @ParameterizedTest
    @CsvSource({
        "pyprobe/arbin/sample_data_arbin.csv, 2024-09-20T08:32:34.558Z",
        "pyprobe/basytec/sample_data_basytec.txt, 2023-06-19T17:56:53Z",
        "pyprobe/maccor/sample_data_maccor.csv, 2023-11-23T15:56:11Z",
        "cellpy/neware_uio.csv, 2022-05-18T16:27:52Z",
        "bdf/legacy.bdf.parquet, 2024-07-02T15:18:58.046Z"
    })
    void datesAreRead(String name, Instant first) throws IOException {
        assertThat(read(name).log().start()).isCloseTo(first.toEpochMilli() * 1e-3, within(0.6));
    }

    /// Integrals of the columns as another program computes them, C.
    @ParameterizedTest
    @CsvSource({
        "bdf/SINTEF__LiGrR2032__2024-04-30__25degC__Landt.bdf.csv, -18.235336600000768, 43.89154260000758"
    })
    void chargeIsTheIntegralOfCurrent(String name, double net, double throughput)
            throws IOException {
        CyclerLog log = read(name).log();
        assertThat(log.netCharge(log.size() - 1)).isCloseTo(net, within(1e-9));
        // The other program takes the modulus of means: less where the sign changes between
        // samples.
        assertThat(log.throughput(log.size() - 1)).isCloseTo(throughput, within(1e-5));
    }

    @Test
    void temperaturesAreKept() throws IOException {
        assertThat(read("pyprobe/arbin/sample_data_arbin.csv").log().column("Aux Temperature 1"))
                .hasValueSatisfying(column -> {
                    assertThat(column.unit()).isEqualTo("degC");
                    assertThat(column.values()[0]).isEqualTo(24.66422);
                });
        assertThat(read("bdf/legacy.bdf.parquet").log().column("Ambient Temperature")).isPresent();
    }

    @Test
    void minutesAreNamedAndRepairedOnRequest() throws IOException {
        SharedData.root();
        assertThatThrownBy(() -> read("cellpy/maccor_002.txt"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("likely in min")
                .hasMessageContaining("repair = \"min\"");
        CyclerFile repaired =
                read("cellpy/maccor_002.txt", LogOptions.DEFAULT.withRepairs(Repair.MINUTES));
        CyclerLog log = repaired.log();
        assertThat(log.size()).isEqualTo(7446);
        assertThat(log.elapsed(log.size() - 1)).isCloseTo(3809.841833 * 60, within(1e-6));
        assertThat(repaired.notes()).anyMatch(note -> note.contains("in min, as asked"));
        // The mode says that the last row discharges; the file writes 0.00016037 A.
        assertThat(log.current(log.size() - 1)).isEqualTo(-0.00016037);
    }

    @Test
    void timeThatGoesBackIsNamedAndLeftOutOnRequest() throws IOException {
        SharedData.root();
        String name =
                "bdf/SINTEF__SLPBA842124HV__2024-10-23__Rate_25degC__Neware__Time_Bug.bdf.csv";
        assertThatThrownBy(() -> read(name))
                .hasMessageContaining("line 724: time goes back by 7200");
        CyclerFile repaired = read(name, LogOptions.DEFAULT.withRepairs(Repair.BACKWARD_ROWS));
        assertThat(repaired.log().size()).isEqualTo(13086 - 19);
        assertThat(repaired.notes()).anyMatch(note -> note.startsWith("19 rows"));
    }

    @Test
    void unsortedRowsAreNamedAndSortedOnRequest() throws IOException {
        SharedData.root();
        String name = "navani/arbin_example.Channel_Normal_Table.csv";
        assertThatThrownBy(() -> read(name))
                .hasMessageContaining("line 1562")
                .hasMessageContaining("sort by record");
        CyclerLog log = read(name, LogOptions.DEFAULT.withRepairs(Repair.UNSORTED_ROWS)).log();
        assertThat(log.size()).isEqualTo(2150);
        assertThat(log.elapsed(2149)).isEqualTo(345733.3894574374);
        // Serial day 45131.78472222222 is the 24th of July 2023, 18:50.
        assertThat(log.start())
                .isCloseTo(Instant.parse("2023-07-24T18:50:00Z").getEpochSecond(), within(1.0));
    }

    @Test
    void anyTableIsReadWhoseColumnsAreNamed() throws IOException {
        LogOptions named = LogOptions.DEFAULT.withColumns(CUSTOM);
        CyclerLog log = read("cellpy/custom_good_small.csv", named).log();
        assertThat(log.size()).isEqualTo(60);
        assertThat(log.elapsed(59)).isEqualTo(3600.96);
        assertThat(log.voltage(59)).isEqualTo(1.54);
        assertThat(read("cellpy/custom_data_001.csv", named).log().size()).isGreaterThan(2000);
        CyclerLog pec =
                read(
                                "cellpy/Test25209.csv",
                                LogOptions.DEFAULT.withColumns(
                                        Map.of(
                                                Role.TIME, "Total Time (Hours in hh:mm:ss.xxx)",
                                                Role.MOMENT, "Real Time",
                                                Role.CURRENT, "Current (A)",
                                                Role.VOLTAGE, "Voltage (V)")))
                        .log();
        assertThat(pec.size()).isEqualTo(327 - 46);
        assertThat(pec.voltage(0)).isEqualTo(3.7525636);
    }

    @Test
    void damagedRowsAreAllNamed() {
        SharedData.root();
        LogOptions named = LogOptions.DEFAULT.withColumns(CUSTOM);
        assertThatThrownBy(() -> read("cellpy/custom_nan_inf.csv", named))
                .hasMessageContaining("line 24: voltage = \"\"")
                .hasMessageContaining("line 28: voltage = \"inf\"")
                .hasMessageContaining("line 32: voltage = \"-inf\"")
                .hasMessageContaining("leave out these 3 rows");
        assertThatThrownBy(() -> read("cellpy/custom_truncated.csv", named))
                .hasMessageContaining("line 80: 5 values")
                .hasMessageContaining("cut off");
    }

    @Test
    void incompleteRowsAreLeftOutOnRequest() throws IOException {
        LogOptions named =
                LogOptions.DEFAULT.withColumns(CUSTOM).withRepairs(Repair.INCOMPLETE_ROWS);
        CyclerFile file = read("cellpy/custom_nan_inf.csv", named);
        assertThat(file.log().size()).isEqualTo(57);
        assertThat(file.notes()).anyMatch(note -> note.startsWith("3 incomplete rows"));
    }

    @Test
    void missingRecordsAreNoted() throws IOException {
        CyclerFile file =
                read("cellpy/custom_missing_cycle.csv", LogOptions.DEFAULT.withColumns(CUSTOM));
        assertThat(file.log().size()).isEqualTo(40);
        assertThat(file.notes())
                .contains("line 41: record 40 follows record 19; 20 records are missing in all");
    }

    @Test
    void binaryLogsAreNamedWithTheWayOut(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("cell.MPR"), new byte[] {0, 1, 2, 3});
        assertThat(CyclerLogs.recognises(file)).isTrue();
        assertThatThrownBy(() -> CyclerLogs.read(file, LogOptions.DEFAULT))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("cell.MPR: a binary log of EC-Lab (.mpr)")
                .hasMessageContaining("Export as Text (.mpt)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cellpy/steps.csv", "navani/arbin_example.Global_Table.csv"})
    void whatIsNoLogIsRefusedWithWhatIsKnown(String name) {
        SharedData.root();
        assertThatThrownBy(() -> read(name))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("no log of a known cycler")
                .hasMessageContaining("columns = {");
    }
}
