package org.lauescope.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.run.series.CellTables;

/// What the cell went through, and what goes with the time of measuring.
final class HistorySection {

    private final @Nullable Table history;

    /// @param last scan of a series
    HistorySection(ScanResult last) {
        this.history = last.tables().get(CellTables.HISTORY);
    }

    void appendTo(Html html) {
        append(html, CellTables.CELL, "series-cell", "What the cell went through");
        append(html, CellTables.TIME, "series-time", "What goes with the time of measuring");
    }

    /// Sentences that begin with blanks belong to the one before.
    private void append(Html html, String about, String id, String title) {
        List<String> sentences = sentences(about);
        if (sentences.isEmpty()) {
            return;
        }
        html.heading(3, id, title).raw("<ul>\n");
        for (int i = 0; i < sentences.size(); ) {
            html.raw("<li>").raw(Html.escape(sentences.get(i++)));
            if (i < sentences.size() && isPart(sentences.get(i))) {
                html.raw("<ul>\n");
                while (i < sentences.size() && isPart(sentences.get(i))) {
                    html.element("li", sentences.get(i++).strip());
                }
                html.raw("</ul>");
            }
            html.raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private List<String> sentences(String about) {
        List<String> found = new ArrayList<>();
        for (int row = 0; history != null && row < history.size(); row++) {
            if (history.words("about").get(row).equals(about)) {
                found.add(history.words("sentence").get(row));
            }
        }
        return found;
    }

    private static boolean isPart(String sentence) {
        return sentence.startsWith("  ");
    }
}
