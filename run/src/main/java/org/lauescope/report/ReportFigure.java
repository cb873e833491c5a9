package org.lauescope.report;

import org.lauescope.picture.Figure;

/// A figure of the report.
///
/// @param name of its files; unique in the report, letters, digits and hyphens
/// @param description what it shows, for those who cannot see it
/// @param caption what it is, in which unit, and its limits
record ReportFigure(
        String name, String description, String caption, Figure figure, FigureData data) {

    void appendTo(Html html) {
        html.raw("<figure id=\"%s\">\n".formatted(name));
        html.raw(figure.svg(name).element(description));
        html.element("figcaption", caption);
        html.raw("</figure>\n");
    }
}
