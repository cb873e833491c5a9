package org.lauescope.report;

import java.util.List;
import org.lauescope.io.result.FailedFrame;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.ScanGrid;

/// The frames of a scan that hold no measurement.
record FailedFrames(ScanResult scan) {

    /// Rows on the page; the CSV has all.
    private static final int MOST_SHOWN = 50;

    boolean isEmpty() {
        return scan.failures().isEmpty();
    }

    /// @param file name of the CSV among the figures
    void appendTo(Html html, String file) {
        List<FailedFrame> failures = scan.failures();
        ScanGrid grid = scan.map().grid();
        html.paragraph(
                "%d %s no measurement. A run after a repair analyses anew what changed, and what depends on it."
                        .formatted(
                                failures.size(),
                                failures.size() == 1 ? "frame holds" : "frames hold"));
        html.raw(
                "<div class=\"scroll\"><table class=\"texts\"><thead><tr><th>row</th><th>column</th><th>frame and reason</th></tr></thead><tbody>\n");
        for (FailedFrame frame : failures.subList(0, Math.min(MOST_SHOWN, failures.size()))) {
            html.raw("<tr>")
                    .element("td", Integer.toString(grid.row(frame.point())))
                    .element("td", Integer.toString(grid.column(frame.point())))
                    .element("td", frame.reason())
                    .raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        if (failures.size() > MOST_SHOWN) {
            html.paragraph(
                    "The first %d of %d; all are in %s and in the result file."
                            .formatted(MOST_SHOWN, failures.size(), file));
        }
    }

    /// All of them.
    String csv() {
        ScanGrid grid = scan.map().grid();
        StringBuilder csv = new StringBuilder("row,column,x_um,y_um,status,reason\n");
        for (FailedFrame frame : scan.failures()) {
            int point = frame.point();
            csv.append(grid.row(point)).append(',').append(grid.column(point));
            csv.append(',').append(grid.x(point)).append(',').append(grid.y(point));
            csv.append(',').append(scan.map().status(point).code());
            csv.append(",\"").append(frame.reason().replace("\"", "\"\"")).append("\"\n");
        }
        return csv.toString();
    }
}
