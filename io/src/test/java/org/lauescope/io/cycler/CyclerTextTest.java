package org.lauescope.io.cycler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.cycler.LogOptions.Repair;
import org.lauescope.operando.CyclerLog;

/// What no sample has: spellings, units, dates and pauses in short texts of known content.
class CyclerTextTest {

    @TempDir private Path folder;

    private CyclerFile read(String text, LogOptions options) throws IOException {
        return CyclerLogs.read(Files.writeString(folder.resolve("cell.csv"), text), options);
    }

    private CyclerFile read(String text) throws IOException {
        return read(text, LogOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Test Time / s,Voltage / V,Current / A,Ambient Temperature / degC\n0,3.7,0.001,25\n10,3.8,-0.002,26\n",
                "test_time_second,voltage_volt,current_ampere,ambient_temperature_celsius\n0,3.7,0.001,25\n10,3.8,-0.002,26\n",
                "test_time_s,voltage_V,current_A,ambient_temperature_degC\n0,3.7,0.001,25\n10,3.8,-0.002,26\n",
                "Test Time / min;Voltage / mV;Current / mA;Ambient Temperature / K\n0;3700;1;298,15\n0,1666666666666667;3800;-2;299,15\n"
            })
    void allSpellingsOfBdfAreTheSame(String text) throws IOException {
        CyclerFile file = read(text);
        assertThat(file.format()).isEqualTo("BDF");
        assertThat(file.log().elapsed(1)).isCloseTo(10, within(1e-12));
        assertThat(file.log().voltage(1)).isCloseTo(3.8, within(1e-12));
        assertThat(file.log().current(1)).isCloseTo(-0.002, within(1e-15));
        assertThat(file.log().column("Ambient Temperature").orElseThrow().values())
                .containsExactly(new double[] {25, 26}, within(1e-9));
    }

    @Test
    void novonixIsRead() throws IOException {
        CyclerFile file =
                read(
                        """
                        [Summary]
                        Novonix file
                        [Data]
                        Date and Time,Cycle Number,Step Type,Run Time (h),Step Time (h),Current (A),Potential (V),Capacity (Ah),Temperature (°C)
                        2021-03-01 10:00:00,0,0,0.0,0.0,0.001,3.5,0,40.1
                        2021-03-01 10:30:00,0,0,0.5,0.5,0.001,3.6,0.0005,40.2
                        2021-03-01 11:00:00,0,0,1.0,1.0,-0.001,3.7,0.001,40.3
                        """);
        assertThat(file.format()).isEqualTo("Novonix text");
        assertThat(file.log().elapsed(2)).isEqualTo(3600);
        assertThat(file.log().netChargeAt(file.log().start() + 1800)).isCloseTo(1.8, within(1e-6));
        assertThat(file.log().column("Temperature")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "1614592800, 1614592900",
        "1614592800000, 1614592900000",
        "2021-03-01T10:00:00Z, 2021-03-01T10:01:40Z",
        "2021-03-01 10:00:00, 2021-03-01 10:01:40",
        "03/01/2021 10:00:00.000, 03/01/2021 10:01:40.000",
        "3/1/2021 10:00:00 AM, 3/1/2021 10:01:40 AM",
        "1-Mar-21 10:00:00 AM, 1-Mar-21 10:01:40 AM",
        "01.03.2021 10:00:00, 01.03.2021 10:01:40",
        "44256.4166666667, 44256.4178240741"
    })
    void datesAreReadInAllTheirSpellings(String first, String second) throws IOException {
        CyclerLog log =
                read("Test Time / s,Voltage / V,Current / A,Date_Time\n0,3.7,0,%s\n100,3.7,0,%s\n"
                                .formatted(first, second))
                        .log();
        // Days with ten decimals are known to 1e-5 s.
        assertThat(log.start())
                .isCloseTo(Instant.parse("2021-03-01T10:00:00Z").getEpochSecond(), within(1e-4));
    }

    @Test
    void theZoneOfDatesIsThatOfTheOptions() throws IOException {
        String text =
                "Test Time / s,Voltage / V,Current / A,Date_Time\n0,3.7,0,2021-07-01 10:00:00\n100,3.7,0,2021-07-01 10:01:40\n";
        CyclerLog log = read(text, LogOptions.DEFAULT.withZone(ZoneId.of("Europe/Paris"))).log();
        assertThat(log.start()).isEqualTo(Instant.parse("2021-07-01T08:00:00Z").getEpochSecond());
    }

    @ParameterizedTest
    @CsvSource({"1000, ms", "1e6, us", "0.016666666666666666, min", "0.0002777777777777778, h"})
    void theUnitThatExplainsTimesIsNamed(double factor, String unit) throws IOException {
        StringBuilder text =
                new StringBuilder("Test Time / s,Voltage / V,Current / A,Unix Time / s\n");
        for (int i = 0; i < 50; i++) {
            text.append("%s,3.7,0.001,%d\n".formatted(30 * i * factor, 1_614_592_800 + 30 * i));
        }
        assertThatThrownBy(() -> read(text.toString()))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("repair = \"%s\"".formatted(unit));
        CyclerFile repaired =
                read(
                        text.toString(),
                        LogOptions.DEFAULT.withRepairs(Repair.named(unit).orElseThrow()));
        assertThat(repaired.log().elapsed(49)).isCloseTo(1470, within(1e-6));
        assertThat(repaired.notes()).anyMatch(note -> note.contains("as asked"));
    }

    /// A test that paused for an hour: the dates know it, the time since the start does not.
    @Test
    void pausesAreTakenFromTheDates() throws IOException {
        StringBuilder text =
                new StringBuilder("Test Time / s,Voltage / V,Current / A,Unix Time / s\n");
        for (int i = 0; i < 100; i++) {
            long unix = 1_614_592_800 + 10L * i + (i < 50 ? 0 : 3600);
            text.append("%d,3.7,0,%d\n".formatted(10 * i, unix));
        }
        CyclerFile file = read(text.toString());
        assertThat(file.log().end() - file.log().start()).isEqualTo(990 + 3600);
        assertThat(file.log().elapsed(99)).isEqualTo(990);
        assertThat(file.notes()).anyMatch(note -> note.contains("come apart by 3600 s"));
    }

    @Test
    void whatIsWrittenComesBack() throws IOException {
        CyclerLog log =
                new CyclerLog(
                        new double[] {0, 1.25, 1e5},
                        new double[] {1.614e9, 1.614e9 + 1.25, 1.614e9 + 1e5},
                        new double[] {0, -3.34e-6, 1.0 / 3},
                        new double[] {3, 1e-9, 4.2},
                        List.of(new CyclerLog.Column("Force", "N", new double[] {1, 2, 3})));
        Path file = folder.resolve("log.bdf.csv");
        BdfWriter.write(log, file);
        CyclerLog read = CyclerLogs.read(file, LogOptions.DEFAULT).log();
        for (int i = 0; i < 3; i++) {
            assertThat(read.elapsed(i)).isEqualTo(log.elapsed(i));
            assertThat(read.time(i)).isCloseTo(log.time(i), within(1e-6));
            // Sixteen digits.
            assertThat(read.current(i)).isCloseTo(log.current(i), within(1e-16));
            assertThat(read.voltage(i)).isCloseTo(log.voltage(i), within(1e-15));
            assertThat(read.column("Force").orElseThrow().values()[i]).isEqualTo(i + 1.0);
        }
    }
}
