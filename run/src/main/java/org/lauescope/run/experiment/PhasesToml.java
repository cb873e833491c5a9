package org.lauescope.run.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Stiffness;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.crystal.Crystals;

/// Reads the `[[crystal]]` tables of an experiment file: the phases of the sample.
final class PhasesToml {

    private final TomlDocument toml;
    private final NamedFiles files;

    PhasesToml(TomlDocument toml, NamedFiles files) {
        this.toml = toml;
        this.files = files;
    }

    List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int count = toml.tables("crystal");
        if (count == 0) {
            toml.problem("crystal", "no [[crystal]]; expected one for each phase of the sample");
        }
        for (int i = 0; i < count; i++) {
            String at = "crystal." + i + ".";
            String cif = toml.text(at + "cif", "");
            String name = toml.text(at + "name", cif);
            if (name.isEmpty()) {
                toml.problem(
                        "crystal." + i,
                        "crystal without a name; expected name = \"…\", and cif = \"FILE.cif\" or a built-in name");
                continue;
            }
            if (!names.add(name)) {
                toml.problem(
                        at + "name",
                        "crystal name \"%s\" is there twice; expected different names"
                                .formatted(name));
            }
            Crystal crystal = crystal(at, name, cif.isEmpty() ? name : cif);
            Stiffness stiffness = stiffness(at + "stiffness_GPa", crystal);
            if (crystal != null) {
                phases.add(new Phase(crystal, stiffness));
            }
        }
        return phases;
    }

    private @Nullable Crystal crystal(String at, String name, String nameOrPath) {
        try {
            files.input(files.folder().resolve(nameOrPath.replaceFirst("#.*", "")));
            return Crystals.named(nameOrPath, files.folder()).withName(name);
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(at + "cif", NamedFiles.message(e));
            return null;
        }
    }

    /// From constants of the upper triangle, `C11`, `C12` … `C66`.
    private @Nullable Stiffness stiffness(String key, @Nullable Crystal crystal) {
        if (!toml.has(key)) {
            return null;
        }
        String at = key + ".";
        String source = toml.text(at + "source", "");
        Map<String, Double> constants = new LinkedHashMap<>();
        for (int i = 1; i <= 6; i++) {
            for (int j = i; j <= 6; j++) {
                String name = "C" + i + j;
                if (toml.has(at + name)) {
                    constants.put(
                            name,
                            toml.number(at + name, c -> Math.abs(c) < 2000, "−2000 to 2000 GPa"));
                }
            }
        }
        if (crystal == null || constants.containsValue(Double.NaN)) {
            return null;
        }
        return toml.make(key, () -> Stiffness.of(crystal.properRotations(), constants, source));
    }
}
