package org.lauescope.report;

/// Text of a page under construction. What comes from outside is escaped here and nowhere else.
final class Html {

    private final StringBuilder text = new StringBuilder();

    /// Markup as it is.
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /// An element with text, e.g. `element("h2", "Maps")`.
    Html element(String tag, String content) {
        text.append("<%s>%s</%s>\n".formatted(tag, escape(content), tag));
        return this;
    }

    Html heading(int level, String id, String content) {
        text.append(
                "<h%d id=\"%s\">%s</h%d>\n".formatted(level, escape(id), escape(content), level));
        return this;
    }

    Html paragraph(String content) {
        return element("p", content);
    }

    /// A two-column list of what is known.
    Html facts(Facts facts) {
        text.append("<dl>\n");
        facts.list()
                .forEach(fact -> {
                    element("dt", fact.name());
                    element("dd", fact.value());
                });
        text.append("</dl>\n");
        return this;
    }

    String text() {
        return text.toString();
    }

    static String escape(String content) {
        return content.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
