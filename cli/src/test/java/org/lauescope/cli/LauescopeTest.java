package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
}
