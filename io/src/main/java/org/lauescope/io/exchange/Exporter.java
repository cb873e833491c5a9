package org.lauescope.io.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.ScanMap;

/// Writes what a result holds in a format of others. Found through [java.util.ServiceLoader].
public interface Exporter {

    /// What to write.
    ///
    /// @param result what it belongs to
    /// @param source file of the result; its store of reflections lies beside it
    /// @param planes names of the planes that are wanted; formats of orientations do without
    /// @param ranges low and high end of colour scales by the name of the plane; pictures alone
    ///   have some
    record Order(
            Result result,
            Path source,
            ScanResult scan,
            List<String> planes,
            Map<String, double[]> ranges) {
        public Order(Result result, Path source, ScanResult scan, List<String> planes) {
            this(result, source, scan, planes, Map.of());
        }
    }

    /// Names of what there is to choose from a map.
    default List<String> names(ScanMap map) {
        return map.planeNames();
    }

    /// What was written.
    ///
    /// @param notes what the format could not hold, for the user
    record Report(List<Path> files, List<String> notes) {}

    /// As the command line names the format, e.g. `ctf`.
    String format();

    /// @param folder exists
    /// @param name of the file without its ending, if one file is enough
    Report export(Order order, Path folder, String name) throws IOException;
}
