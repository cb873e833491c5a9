package org.lauescope.io.cycler;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lauescope.io.TextFile;
import org.lauescope.operando.CyclerLog;

/// Writes logs in the Battery Data Format as text, with the labels that it prefers.
public final class BdfWriter {

    /// Keeps microseconds of the seconds since 1970, as the numbers themselves do.
    private static final MathContext DIGITS = new MathContext(16);

    private BdfWriter() {}

    public static void write(CyclerLog log, Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            List<String> row =
                    new ArrayList<>(List.of("Test Time / s", "Voltage / V", "Current / A"));
            if (log.isStamped()) {
                row.add("Unix Time / s");
            }
            for (CyclerLog.Column column : log.columns()) {
                row.add(column.name() + " / " + (column.unit().isEmpty() ? "1" : column.unit()));
            }
            csv.writeRecord(row);
            for (int i = 0; i < log.size(); i++) {
                row.clear();
                row.add(shown(log.elapsed(i)));
                row.add(shown(log.voltage(i)));
                row.add(shown(log.current(i)));
                if (log.isStamped()) {
                    row.add(shown(log.time(i)));
                }
                for (CyclerLog.Column column : log.columns()) {
                    row.add(shown(column.values()[i]));
                }
                csv.writeRecord(row);
            }
        }
        TextFile.write(file, text.toString());
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "" : plain(new BigDecimal(value, DIGITS));
    }

    private static String plain(BigDecimal value) {
        String text = value.stripTrailingZeros().toPlainString();
        return text.length() > 20 ? value.stripTrailingZeros().toString() : text;
    }
}
