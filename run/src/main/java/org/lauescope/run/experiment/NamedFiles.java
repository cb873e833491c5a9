package org.lauescope.run.experiment;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TomlDocument;

/// The files that an experiment file names. Relative paths start from its folder; each file that is
/// read is noted as an input of the experiment.
final class NamedFiles {

    private final TomlDocument toml;
    private final Path folder;
    private final Set<Path> inputs = new LinkedHashSet<>();

    NamedFiles(TomlDocument toml, Path file) {
        this.toml = toml;
        Path parent = file.toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("") : parent;
        inputs.add(file.toAbsolutePath());
    }

    Path folder() {
        return folder;
    }

    /// The experiment file and what was read for it, in the order of reading.
    List<Path> inputs() {
        return List.copyOf(inputs);
    }

    /// Notes a file as an input if it is one.
    void input(Path path) {
        if (Files.isRegularFile(path)) {
            inputs.add(path);
        }
    }

    /// The input a key names, or null if the key is absent or the file is.
    @Nullable Path input(String key) {
        Path path = existing(key);
        if (path != null) {
            inputs.add(path);
        }
        return path;
    }

    /// The file a key names, or null if the key is absent or the file is.
    @Nullable Path existing(String key) {
        String name = toml.text(key, "");
        if (name.isEmpty()) {
            return null;
        }
        try {
            Path path = folder.resolve(name);
            if (Files.isRegularFile(path)) {
                return path;
            }
            toml.problem(key, "\"%s\": no such file; check the path".formatted(path));
        } catch (InvalidPathException e) {
            toml.problem(key, "\"%s\" is no file name: %s".formatted(name, e.getReason()));
        }
        return null;
    }

    /// An address whose path starts from the folder of the experiment; "" stays so.
    String absolute(String address) {
        return address.isEmpty() ? "" : folder.resolve(address).toString();
    }

    /// What went wrong with a file, as the user should read it.
    static String message(Exception e) {
        return e instanceof NoSuchFileException missing
                ? missing.getFile() + ": no such file; check the path"
                : Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
