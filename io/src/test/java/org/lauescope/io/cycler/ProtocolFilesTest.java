package org.lauescope.io.cycler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.operando.Protocol;
import org.lauescope.operando.Step;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.Step.Impedance;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.Step.Repeat;
import org.lauescope.operando.Step.Rest;

class ProtocolFilesTest {

    private static final double NONE = Double.NaN;

    /// Of a cell of 45 mA h.
    static Stream<Arguments> sentences() {
        return Stream.of(
                Arguments.of(
                        "Charge at 1 C for 1 hour or until 4.2 V",
                        new ConstantCurrent(0.045, new Limit(3600, 4.2, NONE))),
                Arguments.of(
                        "Discharge at C/2 until 2.5 V",
                        new ConstantCurrent(-0.0225, new Limit(NONE, 2.5, NONE))),
                Arguments.of(
                        "Discharge at 3 mA for 10 minutes",
                        new ConstantCurrent(-0.003, new Limit(600, NONE, NONE))),
                Arguments.of(
                        "charge at 0.5C until 4100 mV",
                        new ConstantCurrent(0.0225, new Limit(NONE, 4.1, NONE))),
                Arguments.of(
                        "Hold at 4.2 V until C/50",
                        new ConstantVoltage(4.2, new Limit(NONE, NONE, 0.0009))),
                Arguments.of(
                        "Hold at 4.2V for 30 min or until 50 mA",
                        new ConstantVoltage(4.2, new Limit(1800, NONE, 0.05))),
                Arguments.of("Rest for 10 minutes", new Rest(Limit.seconds(600))),
                Arguments.of("Rest for 0.5 hours", new Rest(Limit.seconds(1800))));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void sentencesAreUnderstood(String sentence, Step expected) {
        assertThat(PybammSteps.parse(sentence, 0.045)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Rest",
                "Rest until 4 V",
                "Rest at 3 V for 5 minutes",
                "Charge at 3 mA",
                "Charge until 4.2 V",
                "Charge at 5 W for 1 hour",
                "Hold at 3 mA for 1 hour",
                "Hold at 4.2 V",
                "Run US06 (A)",
                "Charge at 1 C for 1 hour with a smile",
                "Charge at 1 C for -1 hour"
            })
    void otherSentencesAreRefused(String sentence) {
        assertThatThrownBy(() -> PybammSteps.parse(sentence, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected e.g.");
    }

    @Test
    void ratesNeedACapacity() {
        assertThatThrownBy(() -> PybammSteps.parse("Charge at 1 C for 1 hour", NONE))
                .hasMessageContaining("capacity_mAh");
    }

    private static final Protocol PROTOCOL =
            new Protocol(
                    List.of(
                            new Rest(Limit.seconds(300)),
                            new Repeat(
                                    3,
                                    List.of(
                                            new ConstantCurrent(2.5e-6, new Limit(1200, 0.5, NONE)),
                                            new Repeat(
                                                    2,
                                                    List.of(
                                                            new ConstantCurrent(
                                                                    -2.5e-6, Limit.seconds(60)),
                                                            new Rest(Limit.seconds(5)))),
                                            new ConstantVoltage(0.1, new Limit(60, NONE, 1e-6))))));

    @Test
    void sentencesComeBackAsTheyWereWritten() {
        List<Step> read =
                PybammSteps.sentences(PROTOCOL).stream()
                        .map(sentence -> PybammSteps.parse(sentence, NONE))
                        .toList();
        assertThat(read).isEqualTo(PROTOCOL.expanded());
    }

    @Test
    void jsonComesBackAsItWasWritten() throws FileFormatException {
        Protocol whole =
                new Protocol(
                        List.of(
                                new Impedance(1e5, 0.1, 8, 0.01),
                                PROTOCOL.steps().get(0),
                                PROTOCOL.steps().get(1)));
        String json = UnicyclerJson.write(whole, 10);
        assertThat(UnicyclerJson.read(new TextFile("protocol.json", json))).isEqualTo(whole);
    }

    @Test
    void tagsAndRatesOfUnicyclerAreUnderstood() throws FileFormatException {
        String json =
                """
                {"unicycler": {"version": "0.4.3"}, "sample": {"name": "x", "capacity_mAh": 45},
                 "record": {"time_s": 10}, "safety": {},
                 "method": [
                  {"step": "open_circuit_voltage", "until_time_s": 300},
                  {"step": "tag", "tag": "formation"},
                  {"step": "constant_current", "rate_C": "C/10", "until_voltage_V": 4.2},
                  {"step": "constant_voltage", "voltage_V": 4.2, "until_rate_C": 0.05},
                  {"step": "constant_current", "rate_C": "D/5", "until_voltage_V": 3.0},
                  {"step": "loop", "loop_to": "formation", "cycle_count": 3}
                 ]}
                """;
        assertThat(UnicyclerJson.read(new TextFile("protocol.json", json)))
                .isEqualTo(
                        new Protocol(
                                List.of(
                                        new Rest(Limit.seconds(300)),
                                        new Repeat(
                                                3,
                                                List.of(
                                                        new ConstantCurrent(
                                                                0.0045, new Limit(NONE, 4.2, NONE)),
                                                        new ConstantVoltage(
                                                                4.2,
                                                                new Limit(
                                                                        NONE, NONE, 0.05 * 0.045)),
                                                        new ConstantCurrent(
                                                                -0.009,
                                                                new Limit(NONE, 3.0, NONE)))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1, 2",
                "{}",
                "{\"method\": []}",
                "{\"method\": [{\"step\": \"dance\"}]}",
                "{\"method\": [{\"step\": \"open_circuit_voltage\"}]}",
                "{\"method\": [{\"step\": \"loop\", \"loop_to\": 1, \"cycle_count\": 3}]}",
                "{\"method\": [{\"step\": \"constant_current\", \"rate_C\": 1, \"until_time_s\": 3}]}",
                "{\"method\": [{\"step\": \"constant_current\", \"current_mA\": \"x\"}]}"
            })
    void damagedJsonIsRefusedWithItsName(String json) {
        assertThatThrownBy(() -> UnicyclerJson.read(new TextFile("protocol.json", json)))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("protocol.json: ");
    }
}
