package org.lauescope.io.crystal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;

/// Reads the text of a CIF into its data blocks (S. R. Hall, F. H. Allen, I. D. Brown, Acta Cryst.
/// A47 (1991) 655; syntax of CIF 1.1, Int. Tables G, 2.2.7). Save frames are read as blocks of
/// their own.
final class CifReader {

    private final String source;
    private final CifTokens tokens;
    private final List<CifBlock> blocks = new ArrayList<>();
    private @Nullable CifBlock block;

    private CifReader(String source, String text) {
        this.source = source;
        tokens = new CifTokens(source, text);
    }

    /// The data blocks in the order of the file, empty ones included.
    static List<CifBlock> blocks(String source, String text) throws FileFormatException {
        CifReader reader = new CifReader(source, text);
        @Nullable CifValue token = reader.tokens.next();
        while (token != null) {
            token = reader.statement(token);
        }
        if (reader.blocks.isEmpty()) {
            throw new FileFormatException(
                    source, "no data block; expected a CIF, which has a line data_NAME");
        }
        return reader.blocks;
    }

    /// Reads one statement that begins with `token` and returns the token behind it.
    private @Nullable CifValue statement(CifValue token) throws FileFormatException {
        String word = token.quoted() ? "" : token.text().toLowerCase(Locale.ROOT);
        if (word.startsWith("data_") || word.startsWith("save_")) {
            block = new CifBlock(source, token.text().substring(5), token.line());
            blocks.add(block);
            return tokens.next();
        }
        CifBlock target = block;
        if (target == null) {
            throw new FileFormatException(
                    source,
                    token.line(),
                    "'%s' before any data block; expected a CIF, which begins with data_NAME"
                            .formatted(CifBlock.shortened(token.text())));
        }
        if (word.equals("loop_")) {
            return loop(target, token);
        }
        if (!word.startsWith("_")) {
            throw new FileFormatException(
                    source,
                    token.line(),
                    "value '%s' has no item name before it; expected a name such as _cell_length_a (quotes missing around a text with blanks?)"
                            .formatted(CifBlock.shortened(token.text())));
        }
        CifValue value = tokens.next();
        if (value == null || isKeyword(value)) {
            throw new FileFormatException(
                    source,
                    token.line(),
                    "item %s has no value; expected one, or ? if unknown".formatted(token.text()));
        }
        target.add(token.text(), token.line(), List.of(value));
        return tokens.next();
    }

    private @Nullable CifValue loop(CifBlock target, CifValue start) throws FileFormatException {
        List<CifValue> tags = new ArrayList<>();
        CifValue token = tokens.next();
        while (token != null && !token.quoted() && token.text().startsWith("_")) {
            tags.add(token);
            token = tokens.next();
        }
        List<CifValue> values = new ArrayList<>();
        while (token != null && !isKeyword(token)) {
            values.add(token);
            token = tokens.next();
        }
        if (tags.isEmpty() || values.size() % tags.size() != 0) {
            throw new FileFormatException(
                    source,
                    start.line(),
                    "loop has %d names and %d values; expected a whole number of rows (a value is missing, or a text with blanks lacks quotes)"
                            .formatted(tags.size(), values.size()));
        }
        for (int column = 0; column < tags.size(); column++) {
            List<CifValue> rows = new ArrayList<>();
            for (int i = column; i < values.size(); i += tags.size()) {
                rows.add(values.get(i));
            }
            target.add(tags.get(column).text(), tags.get(column).line(), rows);
        }
        return token;
    }

    private static boolean isKeyword(CifValue token) {
        String word = token.text().toLowerCase(Locale.ROOT);
        return !token.quoted()
                && (word.startsWith("_")
                        || word.startsWith("data_")
                        || word.startsWith("save_")
                        || word.equals("loop_"));
    }
}
