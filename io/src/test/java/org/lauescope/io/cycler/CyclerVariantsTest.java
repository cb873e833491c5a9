package org.lauescope.io.cycler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.cycler.LogOptions.Repair;
import org.lauescope.io.cycler.LogOptions.Role;
import org.lauescope.operando.CyclerLog;

/// One test of a cell as many programs might have written it: half an hour of rest, an hour of +0.5
/// mA, a quarter of an hour of rest, an hour of −0.5 mA, a quarter of an hour of rest, a sample
/// every ten seconds. Each file gives that log or a message that says what to do.
class CyclerVariantsTest {

    private static final int ROWS = 1081;
    private static final Instant START = Instant.parse("2021-03-01T10:00:00Z");

    @TempDir private Path folder;

    private static int seconds(int row) {
        return 10 * row;
    }

    private static double milliampere(int row) {
        int t = seconds(row);
        return t >= 1800 && t < 5400 ? 0.5 : t >= 6300 && t < 9900 ? -0.5 : 0;
    }

    private static double volt(int row) {
        int t = seconds(row);
        return 3.5
                + 0.2 * Math.clamp((t - 1800) / 3600.0, 0, 1)
                - 0.2 * Math.clamp((t - 6300) / 3600.0, 0, 1);
    }

    private static int step(int row) {
        int t = seconds(row);
        return t < 1800 ? 1 : t < 5400 ? 2 : t < 6300 ? 3 : t < 9900 ? 4 : 5;
    }

    private static List<String> lines(String names, IntFunction<String> row) {
        List<String> lines = new ArrayList<>(List.of(names));
        for (int i = 0; i < ROWS; i++) {
            lines.add(row.apply(i));
        }
        return lines;
    }

    private static String shown(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static List<String> usual() {
        return lines(
                "Test Time / s,Voltage / V,Current / A,Unix Time / s",
                i ->
                        shown(
                                "%d,%.6f,%.6f,%d",
                                seconds(i),
                                volt(i),
                                1e-3 * milliampere(i),
                                START.getEpochSecond() + seconds(i)));
    }

    private Path file(List<String> lines) throws IOException {
        return Files.writeString(folder.resolve("cell.csv"), String.join("\n", lines) + "\n");
    }

    private CyclerFile read(List<String> lines, LogOptions options) throws IOException {
        return CyclerLogs.read(file(lines), options);
    }

    private CyclerFile read(List<String> lines) throws IOException {
        return read(lines, LogOptions.DEFAULT);
    }

    private static void isTheTest(CyclerLog log) {
        int last = log.size() - 1;
        assertThat(log.size()).isEqualTo(ROWS);
        assertThat(log.elapsed(last) - log.elapsed(0)).isCloseTo(10_800, within(1e-3));
        assertThat(log.voltage(360)).isCloseTo(volt(360), within(1e-5));
        assertThat(log.current(200)).isCloseTo(5e-4, within(1e-12));
        assertThat(log.current(700)).isCloseTo(-5e-4, within(1e-12));
        // An hour of 0.5 mA either way, by trapezoids whose edges cancel.
        assertThat(log.netCharge(last)).isCloseTo(0, within(1e-9));
        assertThat(log.throughput(last)).isCloseTo(3.6, within(1e-9));
    }

    private static void startsRight(CyclerLog log) {
        assertThat(log.start()).isCloseTo(START.getEpochSecond(), within(0.6));
    }

    private static Stream<Charset> charsets() {
        return Stream.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16LE);
    }

    /// UTF-16 without a mark of the order of bytes too; with one, Java writes the big end first.
    @ParameterizedTest
    @MethodSource("charsets")
    void encodingsAreRecognised(Charset charset) throws IOException {
        Path file = folder.resolve("cell.csv");
        Files.write(file, String.join("\r\n", usual()).getBytes(charset));
        isTheTest(CyclerLogs.read(file, LogOptions.DEFAULT).log());
        Files.write(file, ('\uFEFF' + String.join("\r", usual())).getBytes(charset));
        isTheTest(CyclerLogs.read(file, LogOptions.DEFAULT).log());
    }

    @Test
    void semicolonsAndDecimalCommas() throws IOException {
        List<String> lines =
                usual().stream().map(l -> l.replace(',', ';').replace('.', ',')).toList();
        isTheTest(read(lines).log());
    }

    /// 1,500 is 1500 or 1.5: a file that has points too does not leave it at that.
    @Test
    void separatorsOfThousandsAreRefused() {
        List<String> english =
                lines(
                        "Test Time / s,Voltage / V,Current / A",
                        i -> shown("\"%,d\",%.6f,%.6f", seconds(i), volt(i), 0.0));
        assertThatThrownBy(() -> read(english))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("decimal point (line 2: Current / A = \"0.000000\")")
                .hasMessageContaining("comma (line 102: Test Time / s = \"1,000\")")
                .hasMessageContaining("without separators of thousands");
        List<String> both =
                lines(
                        "Test Time / s,Voltage / mV,Current / A",
                        i -> shown("%d,\"%,.1f\",%.6f", seconds(i), 1e3 * volt(i), 0.0));
        assertThatThrownBy(() -> read(both))
                .hasMessageContaining(
                        "line 2: Voltage / mV = \"3,500.0\"; expected a number without");
    }

    @ParameterizedTest
    @CsvSource({
        "Test Time / minutes, 0.016666666666666666, Current / nA, 1e6",
        "test_time_h, 0.0002777777777777778, current_ma, 1",
        "TEST TIME / MS, 1e3, CURRENT / MA, 1",
        "Test Time/days, 1.1574074074074073e-5, Current/µA, 1e3",
        "Test Time (milliseconds), 1e3, Current (A), 1e-3"
    })
    void unitsInAllSpellings(String time, double perSecond, String current, double perMilliampere)
            throws IOException {
        boolean bdf = !time.contains("(");
        List<String> lines =
                lines(
                        time + ",Voltage / V," + current,
                        i ->
                                shown(
                                        "%.12g,%.6f,%.9g",
                                        seconds(i) * perSecond,
                                        volt(i),
                                        milliampere(i) * perMilliampere));
        isTheTest(
                read(lines, bdf ? LogOptions.DEFAULT : named(time, "Voltage / V", current)).log());
    }

    private static LogOptions named(String time, String voltage, String current) {
        return LogOptions.DEFAULT.withColumns(
                Map.of(Role.TIME, time, Role.VOLTAGE, voltage, Role.CURRENT, current));
    }

    @ParameterizedTest
    @CsvSource({
        "uuuu-MM-dd'T'HH:mm:ss'Z', 0",
        "uuuu-MM-dd'T'HH:mm:ss'+0100', 1",
        "uuuu-MM-dd HH:mm:ss'+01:00', 1",
        "uuuu-MM-dd HH:mm:ss.SSS '-05:30', -5.5",
        "uuuu-MM-dd HH:mm:ss 'UTC', 0",
        "uuuuMMdd'T'HHmmss, 0",
        "dd-MMM-uu HH:mm:ss, 0"
    })
    void datesWithAndWithoutZone(String pattern, double ahead) throws IOException {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        LocalDateTime start =
                LocalDateTime.of(2021, 3, 1, 10, 0).plusMinutes(Math.round(60 * ahead));
        List<String> lines =
                lines(
                        "Date Time,Test Time / s,Voltage / V,Current / mA",
                        i ->
                                shown(
                                        "%s,%d,%.6f,%.6f",
                                        start.plusSeconds(seconds(i)).format(format),
                                        seconds(i),
                                        volt(i),
                                        milliampere(i)));
        CyclerLog log = read(lines).log();
        isTheTest(log);
        startsRight(log);
    }

    /// The user named the column of dates as that of times.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void timesThatAreDatesAreDates(boolean seconds) throws IOException {
        List<String> lines =
                lines(
                        "when,volts,milliamps",
                        i -> {
                            Instant moment = START.plusSeconds(seconds(i));
                            return shown(
                                    "%s,%.6f,%.9f",
                                    seconds ? moment.getEpochSecond() : moment,
                                    volt(i),
                                    1e-3 * milliampere(i));
                        });
        CyclerFile file = read(lines, named("when", "volts", "milliamps"));
        isTheTest(file.log());
        startsRight(file.log());
        assertThat(file.notes()).anyMatch(note -> note.contains("\"when\" holds dates"));
    }

    @Test
    void ambiguousDatesAreNoted() throws IOException {
        List<String> lines =
                lines(
                        "Date Time,Test Time / s,Voltage / V,Current / mA",
                        i -> shown("04/03/2021 10:%02d:%02d,%d,3.5,0", i / 60, i % 60, i));
        assertThat(read(lines.subList(0, 300)).notes())
                .contains("dates as 04/03/2021 10:00:00 read with the month first");
    }

    @Test
    void rowsInAnyOrderAreSortedOnRequest() throws IOException {
        List<String> rows = new ArrayList<>(usual());
        String names = rows.removeFirst();
        Collections.shuffle(rows, new Random(5));
        rows.addFirst(names);
        assertThatThrownBy(() -> read(rows)).hasMessageContaining("repair = \"sort by time\"");
        CyclerFile sorted = read(rows, LogOptions.DEFAULT.withRepairs(Repair.TIME_ORDER));
        isTheTest(sorted.log());
        assertThat(sorted.notes()).contains("rows sorted by their time, as asked");
    }

    @Test
    void rowsThatComeTwiceAreLeftOutOnRequest() throws IOException {
        List<String> rows = new ArrayList<>(usual());
        rows.addAll(500, usual().subList(490, 500));
        assertThatThrownBy(() -> read(rows))
                .hasMessageContaining("line 501: time goes back by 90.0 s")
                .hasMessageContaining("rows repeated")
                .hasMessageContaining("drop backward rows");
        CyclerFile file = read(rows, LogOptions.DEFAULT.withRepairs(Repair.BACKWARD_ROWS));
        // The last of the rows that come twice has the time of the one before and stays.
        assertThat(file.log().size()).isEqualTo(ROWS + 1);
        assertThat(file.log().throughput(ROWS)).isCloseTo(3.6, within(1e-9));
    }

    @Test
    void timesThatBeginAnewWithEachStepAreTakenFromTheDates() throws IOException {
        int[] begin = {0, 0, 1800, 5400, 6300, 9900};
        List<String> dated =
                lines(
                        "Test Time / s,Voltage / V,Current / mA,Step Count / 1,Unix Time / s",
                        i ->
                                shown(
                                        "%d,%.6f,%.6f,%d,%d",
                                        seconds(i) - begin[step(i)],
                                        volt(i),
                                        milliampere(i),
                                        step(i),
                                        START.getEpochSecond() + seconds(i)));
        assertThatThrownBy(() -> read(dated))
                .hasMessageContaining("line 182: time goes back by 1790.0 s")
                .hasMessageContaining("the dates advance, so it counts from each step")
                .hasMessageContaining("repair = \"ignore times\"");
        CyclerFile file = read(dated, LogOptions.DEFAULT.withRepairs(Repair.IGNORE_TIMES));
        isTheTest(file.log());
        assertThat(file.notes()).contains("times taken from the dates, as asked");
        List<String> undated = dated.stream().map(l -> l.substring(0, l.lastIndexOf(','))).toList();
        assertThatThrownBy(() -> read(undated))
                .hasMessageContaining("does it count from each step")
                .hasMessageContaining("columns = { time = ");
    }

    /// Local times without and with a zone, over the night in which summer time begins and ends.
    @ParameterizedTest
    @CsvSource({"2021-03-27T23:30:00Z, jump by an hour", "2021-10-30T23:30:00Z, go back"})
    void summerTimeChangesNoCharge(Instant start, String note) throws IOException {
        ZoneId paris = ZoneId.of("Europe/Paris");
        DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
        List<String> lines =
                lines(
                        "Date Time,Test Time / s,Voltage / V,Current / mA",
                        i ->
                                shown(
                                        "%s,%d,%.6f,%.6f",
                                        start.plusSeconds(seconds(i)).atZone(paris).format(format),
                                        seconds(i),
                                        volt(i),
                                        milliampere(i)));
        CyclerFile without = read(lines);
        isTheTest(without.log());
        assertThat(without.notes()).anyMatch(text -> text.contains(note));
        CyclerLog zoned = read(lines, LogOptions.DEFAULT.withZone(paris)).log();
        isTheTest(zoned);
        assertThat(zoned.start()).isCloseTo(start.getEpochSecond(), within(0.6));
    }

    /// Without a time since the start nothing tells a second night hour from the first.
    @Test
    void datesAloneThatGoBackAnHourNameSummerTime() {
        List<String> lines =
                lines(
                        "Unix,U,I",
                        i ->
                                shown(
                                        "%s,3.5,0",
                                        LocalDateTime.of(2021, 10, 31, 1, 30)
                                                .plusSeconds(seconds(i) - (i < 540 ? 0 : 3600))));
        assertThatThrownBy(() ->
                        read(
                                lines,
                                LogOptions.DEFAULT.withColumns(
                                        Map.of(
                                                Role.MOMENT,
                                                "Unix",
                                                Role.VOLTAGE,
                                                "U",
                                                Role.CURRENT,
                                                "I"))))
                .hasMessageContaining("line 542")
                .hasMessageContaining("end of summer time; export dates in UTC");
    }

    @Test
    void theTimeOfDayIsNoTime() {
        List<String> lines =
                lines(
                        "Clock,U,I",
                        i -> {
                            int t = (79_200 + seconds(i)) % 86_400;
                            return shown("%02d:%02d:%02d,3.5,0", t / 3600, t / 60 % 60, t % 60);
                        });
        assertThatThrownBy(() -> read(lines, named("Clock", "U", "I")))
                .hasMessageContaining("is it the time of day?")
                .hasMessageContaining("moment = ");
    }

    @Test
    void timesThatStandStillAreRefused() {
        assertThatThrownBy(() -> read(lines("Test Time / s,Voltage / V,Current / A", _ -> "5,3,1")))
                .hasMessageContaining("time is 5.0 s in all 1081 rows");
    }

    @Test
    void linesBeforeTheColumnsAreSkipped() throws IOException {
        List<String> lines = new ArrayList<>(usual());
        lines.addAll(0, List.of("# exported by a program", "# of somebody, somewhere"));
        isTheTest(read(lines).log());
        lines.addAll(List.of("", "end of test"));
        assertThatThrownBy(() -> read(lines))
                .hasMessageContaining("line 1086: 1 values; expected 4 or more")
                .hasMessageContaining("leave out these 1 rows");
        isTheTest(read(lines, LogOptions.DEFAULT.withRepairs(Repair.INCOMPLETE_ROWS)).log());
    }

    @Test
    void datesOfBdfAreEnough() throws IOException {
        List<String> lines =
                usual().stream().map(line -> line.substring(line.indexOf(',') + 1)).toList();
        CyclerLog log = read(lines).log();
        isTheTest(log);
        startsRight(log);
    }

    @Test
    void parquetOfAnyColumnsIsReadWhereTheyAreNamed() throws Exception {
        Path file = folder.resolve("cell.parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute(
                    "COPY (SELECT TIMESTAMP '2021-03-01 10:00:00' + to_seconds(10 * i) AS moment, 3.5 AS u, 2 AS i FROM range(361) t(i)) TO '%s' (FORMAT parquet)"
                            .formatted(file));
        }
        LogOptions named =
                LogOptions.DEFAULT.withColumns(
                        Map.of(Role.MOMENT, "moment", Role.VOLTAGE, "u", Role.CURRENT, "i"));
        CyclerLog log = CyclerLogs.read(file, named).log();
        startsRight(log);
        assertThat(log.netCharge(360)).isEqualTo(7200);
    }

    /// Makers differ in the sign of currents; a column of charge gives them away.
    @Test
    void currentsOfTheOtherSignAreNotedAndTurnedOnRequest() throws IOException {
        List<String> lines =
                lines(
                        "Test Time / s,Voltage / V,Current / A,Charging Capacity / mAh",
                        i ->
                                shown(
                                        "%d,%.6f,%.6f,%.9f",
                                        seconds(i),
                                        volt(i),
                                        -1e-3 * milliampere(i),
                                        0.5 * Math.clamp((seconds(i) - 1800) / 3600.0, 0, 1)));
        assertThat(read(lines).notes())
                .anyMatch(note ->
                        note.contains("\"Charging Capacity\" grows while current is negative"))
                .anyMatch(note -> note.contains("charging_is_negative = true"));
        LogOptions reversed =
                new LogOptions(ZoneId.of("UTC"), false, true, Set.of(), Map.of(), List.of());
        CyclerFile file = read(lines, reversed);
        isTheTest(file.log());
        assertThat(file.notes()).containsExactly("sign of the current reversed, as asked");
    }

    /// Maccor writes minutes or seconds in the name of the column, and currents without sign.
    @Test
    void maccorWithUnitsOfTime() throws IOException {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("MM/dd/uuuu HH:mm:ss");
        List<String> lines =
                lines(
                        "Rec#\tCyc#\tStep\tTest (Min)\tStep (Min)\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\tES\tDPt Time",
                        i ->
                                shown(
                                        "%d\t1\t%d\t%.9f\t0\t0\t0\t%.6f\t%.6f\t%s\t1\t%s",
                                        i + 1,
                                        step(i),
                                        seconds(i) / 60.0,
                                        1e-3 * Math.abs(milliampere(i)),
                                        volt(i),
                                        milliampere(i) > 0 ? "C" : milliampere(i) < 0 ? "D" : "R",
                                        LocalDateTime.of(2021, 3, 1, 10, 0)
                                                .plus(Duration.ofSeconds(seconds(i)))
                                                .format(format)));
        CyclerFile file = read(lines);
        assertThat(file.format()).isEqualTo("Maccor text");
        isTheTest(file.log());
        startsRight(file.log());
    }
}
