package org.lauescope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;

final class FrameTimesTest {

    private static FrameTimes times(String text) throws FileFormatException {
        return FrameTimes.parse(new TextFile("times.csv", text), 3);
    }

    @Test
    void secondsAreTakenAsTheyStand() throws FileFormatException {
        assertThat(times("frame,time_s\n0,0.5\n2, 3.25\n").sinceStart(Instant.EPOCH))
                .containsExactly(0.5, Double.NaN, 3.25);
    }

    @Test
    void momentsCountFromTheStartOrTheEarliest() throws FileFormatException {
        FrameTimes times =
                times(
                        """
                        1,2021-03-01T10:00:02.5Z
                        0,2021-03-01T10:00:01Z
                        2,2021-03-01T10:00:04Z
                        """);
        // Seconds since 1970 are known to 2e-7 in a double.
        assertThat(times.sinceStart(null)).containsExactly(new double[] {0, 1.5, 3}, within(1e-6));
        assertThat(times.sinceStart(Instant.parse("2021-03-01T10:00:00Z")))
                .containsExactly(new double[] {1, 2.5, 4}, within(1e-6));
    }

    @Test
    void everyMistakeIsNamedWithItsLine() {
        assertThatThrownBy(() -> times("0,1\n3,2\n1,soon\n0,5\n2,2021-03-01T10:00:04Z\n"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("times.csv")
                .hasMessageContaining("line 2: frame \"3\"; expected a whole number from 0 to 2")
                .hasMessageContaining("line 3: \"1,soon\" is no time")
                .hasMessageContaining("line 4: frame 0 is there twice")
                .hasMessageContaining("1 moments and 1 numbers");
        assertThatThrownBy(() -> times("")).hasMessageContaining("no times; expected a line");
    }
}
