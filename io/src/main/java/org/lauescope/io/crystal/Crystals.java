package org.lauescope.io.crystal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Spelling;
import org.lauescope.io.TextFile;

/// Crystals by name: the built-in ones and those of CIF files.
public final class Crystals {

    /// Built-in name to its other names, in the order they are listed.
    private static final Map<String, List<String>> BUILT_IN = builtIn();

    private Crystals() {}

    /// Names of the built-in crystals.
    public static List<String> names() {
        return List.copyOf(BUILT_IN.keySet());
    }

    /// A crystal by what a command line or an experiment file says: a file if the text has a path
    /// separator or ends in `.cif`, or if a file of that name exists; otherwise a built-in name, in
    /// any case. `FILE.cif#BLOCK` takes one of several structures of a file.
    ///
    /// @param base folder that relative paths start from
    /// @throws FileFormatException if the name is unknown, the file absent or its content wrong
    public static Crystal named(String nameOrPath, Path base) throws IOException {
        int hash = nameOrPath.lastIndexOf('#');
        String path = hash > 0 ? nameOrPath.substring(0, hash) : nameOrPath;
        boolean isPath =
                path.contains("/")
                        || path.contains("\\")
                        || path.toLowerCase(Locale.ROOT).endsWith(".cif");
        if (isPath || isFile(base, path)) {
            return read(base.resolve(path), hash > 0 ? nameOrPath.substring(hash + 1) : "");
        }
        Optional<String> name = builtInName(nameOrPath);
        if (name.isEmpty()) {
            throw new FileFormatException(unknown(nameOrPath));
        }
        return ofText(
                new TextFile(
                        name.get() + ".cif", Resource.text("structures/" + name.get() + ".cif")),
                name.get(),
                "");
    }

    /// The only structure of a CIF.
    ///
    /// @throws FileFormatException if the file is absent, wrong, or holds several structures
    public static Crystal read(Path file) throws IOException {
        return read(file, "");
    }

    /// @param block name of the data block to take, empty if there is only one structure
    public static Crystal read(Path file, String block) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileFormatException(
                    file.toString(),
                    "no such file; expected a CIF, or one of the names "
                            + String.join(", ", names()));
        }
        TextFile text = TextFile.read(file);
        String name = text.source().replaceFirst("(?i)\\.cif(\\.gz)?$", "");
        return ofText(text, block.isEmpty() ? name : block, block);
    }

    /// The cell, operators and sites of a crystal as the text of a CIF, which [#ofCif] reads back.
    public static String cif(Crystal crystal) {
        return CifWriter.text(crystal);
    }

    /// The operators of a crystal as coordinate triplets, which
    /// [org.lauescope.crystal.SymmetryOperator#parse] reads back.
    public static List<String> triplets(Crystal crystal) {
        return CifWriter.triplets(crystal.operators());
    }

    /// A crystal of which no more is known than its cell and its space group: it has orientations
    /// and their equivalents, but no reflections.
    ///
    /// @param number of the space group, 1 … 230, in the setting that fits the cell
    /// @throws IllegalArgumentException if the number is none or no setting fits
    public static Crystal ofSpaceGroup(String name, UnitCell cell, int number, String source) {
        for (SpaceGroups.Setting setting : SpaceGroups.numbered(number)) {
            if (CellSymmetry.deviation(cell, setting.operators()) < CellSymmetry.ROUNDING) {
                return new Crystal(
                        name,
                        CellSymmetry.exact(cell, setting.operators()),
                        setting.operators(),
                        List.of(),
                        Attenuation.UNKNOWN,
                        source);
            }
        }
        throw new IllegalArgumentException(
                "cell of phase \"%s\" breaks space group %d; expected edges and angles that it allows"
                        .formatted(name, number));
    }

    /// The only structure of the text of a CIF.
    public static Crystal ofCif(TextFile text, String name) throws FileFormatException {
        return ofText(text, name, "");
    }

    /// A crystal from the text of a CIF.
    static Crystal ofText(TextFile text, String name, String blockName) throws FileFormatException {
        List<CifBlock> blocks = CifReader.blocks(text.source(), text.text());
        if (!blockName.isEmpty()) {
            for (CifBlock block : blocks) {
                if (block.name().equalsIgnoreCase(blockName)) {
                    return new CifCrystal(block).crystal(name);
                }
            }
            throw new FileFormatException(
                    text.source(),
                    "no data block '%s'; expected one of %s".formatted(blockName, listed(blocks)));
        }
        List<CifBlock> structures = blocks.stream().filter(CifCrystal::isDescribedBy).toList();
        if (structures.size() > 1) {
            throw new FileFormatException(
                    text.source(),
                    "%d structures (%s); expected which one, as %s#%s"
                            .formatted(
                                    structures.size(),
                                    listed(structures),
                                    text.source(),
                                    structures.getFirst().name()));
        }
        CifBlock block = structures.isEmpty() ? blocks.getFirst() : structures.getFirst();
        return new CifCrystal(block).crystal(name);
    }

    private static String listed(List<CifBlock> blocks) {
        return CifBlock.shortened(String.join(", ", blocks.stream().map(CifBlock::name).toList()));
    }

    private static boolean isFile(Path base, String name) {
        try {
            return Files.isRegularFile(base.resolve(name));
        } catch (java.nio.file.InvalidPathException _) {
            return false;
        }
    }

    private static Optional<String> builtInName(String name) {
        return BUILT_IN.entrySet().stream()
                .filter(entry ->
                        entry.getKey().equalsIgnoreCase(name)
                                || entry.getValue().stream().anyMatch(name::equalsIgnoreCase))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String unknown(String name) {
        List<String> near =
                Spelling.byNearness(name, names()).stream()
                        .filter(known ->
                                Spelling.distance(name, known) <= Math.max(1, name.length() / 3))
                        .toList();
        return "crystal '%s' is unknown; expected %s or a CIF file — `lauescope info --crystals` lists the built-in ones"
                .formatted(
                        CifBlock.shortened(name),
                        String.join(", ", near.isEmpty() ? names() : near));
    }

    private static Map<String, List<String>> builtIn() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (String line : Resource.text("structures/names.txt").split("\n")) {
            if (!line.startsWith("#")) {
                String[] words = line.strip().split("[:, ]+");
                names.put(words[0], List.of(words).subList(1, words.length));
            }
        }
        return names;
    }
}
