package org.lauescope.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// One call of the `lauescope` command inside the test's process.
record CommandRun(int status, String out, String err) {

    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int status =
                Lauescope.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(texts);
        return new CommandRun(status, out.toString(), err.toString());
    }

    /// Standard output as one JSON object per line.
    List<JsonNode> jsonLines() {
        ObjectMapper mapper = new ObjectMapper();
        return out.lines().filter(line -> !line.isBlank()).map(mapper::readTree).toList();
    }
}
