package org.lauescope.io.exchange;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.TextFile;
import org.lauescope.io.result.ScanResult;

/// Reads the map of another program. Found through [java.util.ServiceLoader].
public interface MapReader {

    /// What the user may not find in the file, or wants otherwise.
    ///
    /// @param crystals the phases in the order of the file; empty for what the file says
    /// @param columns, rows shape of the grid; 0 for what the file says
    /// @param columnStep, rowStep µm; NaN for what the file says
    /// @param positions a second file that tells where the points lie; null if there is none
    record Request(
            List<Crystal> crystals,
            int columns,
            int rows,
            double columnStep,
            double rowStep,
            @Nullable TextFile positions) {

        /// For a file that tells everything.
        public static final Request NOTHING =
                new Request(List.of(), 0, 0, Double.NaN, Double.NaN, null);

        public Request {
            crystals = List.copyOf(crystals);
        }
    }

    /// Name of the format for people.
    String format();

    /// Whether files of this format tell how far their points lie apart; else 1 µm is taken where
    /// the request does not say.
    default boolean tellsSteps() {
        return true;
    }

    /// Whether the beginning of a file is that of this format.
    boolean recognises(String head);

    /// @throws org.lauescope.io.FileFormatException if the file is damaged, or leaves open what the
    ///   request does not tell either
    ScanResult read(TextFile file, Request request) throws IOException;

    /// Reads a file that tells everything.
    default ScanResult read(TextFile file) throws IOException {
        return read(file, Request.NOTHING);
    }
}
