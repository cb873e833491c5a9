package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.lauescope.frame.Profile;
import picocli.CommandLine;

final class LauescopeTest {

    @Test
    void printsItsVersion() {
        StringWriter out = new StringWriter();

        int code =
                new CommandLine(new Lauescope()).setOut(new PrintWriter(out)).execute("--version");

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("lauescope ");
    }

    @Test
    void choicesAreReadAndListedInLowerCaseWithHyphens() {
        for (Profile profile : Profile.values()) {
            assertThat(CommandRun.of("peaks", "--help").out()).contains(Choice.name(profile));
            for (String text : new String[] {Choice.name(profile), profile.name()}) {
                CommandRun run = CommandRun.of("peaks", "absent.tif", "--profile", text);
                assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
                assertThat(run.err()).contains("absent.tif");
            }
        }
        CommandRun unknown = CommandRun.of("peaks", "absent.tif", "--profile", "voigt");
        assertThat(unknown.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(unknown.err()).contains("expected one of gaussian, lorentzian, pseudo-voigt");
    }
}
