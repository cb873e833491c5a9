package org.lauescope.io.crystal;

import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;

/// The words of a CIF text in order, comments left out: names, keywords and values, texts between
/// quotes or semicolons as one value each.
final class CifTokens {

    private final String source;
    private final String text;
    private int at;
    private int line = 1;

    CifTokens(String source, String text) {
        this.source = source;
        this.text = text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /// The next word, or null at the end.
    @Nullable CifValue next() throws FileFormatException {
        skipBlanksAndComments();
        if (at >= text.length()) {
            return null;
        }
        char c = text.charAt(at);
        if (c == ';' && atLineStart()) {
            return textField();
        }
        if (c == '\'' || c == '"') {
            return quoted(c);
        }
        int start = at;
        while (at < text.length() && !isBlank(text.charAt(at))) {
            at++;
        }
        return new CifValue(text.substring(start, at), line, false);
    }

    private void skipBlanksAndComments() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (isBlank(c)) {
                if (c == '\n') {
                    line++;
                }
                at++;
            } else {
                return;
            }
        }
    }

    /// Lines between a semicolon that begins a line and the next one that does.
    private CifValue textField() throws FileFormatException {
        int start = line;
        int end = text.indexOf("\n;", at);
        if (end < 0) {
            throw new FileFormatException(
                    source,
                    start,
                    "text between semicolons is not closed; expected a line that begins with ;");
        }
        String content = text.substring(at + 1, end);
        line += (int) content.chars().filter(c -> c == '\n').count() + 1;
        at = end + 2;
        return new CifValue(content, start, true);
    }

    /// A quote ends a text only where a blank or the end of the line follows: `'O1'-H'` is one.
    private CifValue quoted(char quote) throws FileFormatException {
        for (int end = at + 1; end < text.length() && text.charAt(end) != '\n'; end++) {
            if (text.charAt(end) == quote
                    && (end + 1 == text.length() || isBlank(text.charAt(end + 1)))) {
                String content = text.substring(at + 1, end);
                at = end + 1;
                return new CifValue(content, line, true);
            }
        }
        throw new FileFormatException(
                source,
                line,
                "text after %s is not closed on its line; expected another %s"
                        .formatted(quote, quote));
    }

    private boolean atLineStart() {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\u000b' || c == '\f' || c == 0xa0;
    }
}
