package org.lauescope.io.virtual;

import java.util.List;
import org.lauescope.io.TomlDocument;

/// A `[[scan]]` table, and the earlier ones of the same sample whose values it takes over where it
/// has none of its own.
///
/// @param tables the scan's own, then those that it goes back to
record ScanKeys(TomlDocument toml, List<String> tables) {

    ScanKeys {
        tables = List.copyOf(tables);
    }

    /// Full key in the table alone.
    String own(String name) {
        return tables.getFirst() + "." + name;
    }

    /// Full key where its value stands.
    String key(String name) {
        for (String table : tables) {
            if (toml.has(table + "." + name)) {
                return table + "." + name;
            }
        }
        return own(name);
    }
}
