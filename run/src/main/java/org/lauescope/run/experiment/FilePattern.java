package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files by a pattern with `*`, `?`, `[…]` or `{…}` in any part of its path.
final class FilePattern {

    private FilePattern() {}

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /// Names of the files that match, relative to `folder`, in natural order.
    static String[] find(Path folder, Path pattern) throws IOException {
        Path root = pattern.isAbsolute() ? pattern.getRoot() : folder;
        List<Path> found = new ArrayList<>();
        expand(root == null ? folder : root, pattern, 0, found);
        return found.stream()
                .map(path -> pattern.isAbsolute() ? path.toString() : relative(folder, path))
                .sorted(NaturalOrder.INSTANCE)
                .toArray(String[]::new);
    }

    /// The folder of a pattern's part without wildcards, if it does not exist.
    static Optional<Path> missingFolder(Path folder, Path pattern) {
        Path root = pattern.getRoot();
        Path base = root == null ? folder : root;
        for (int part = 0; part < pattern.getNameCount() - 1; part++) {
            String name = pattern.getName(part).toString();
            if (isPattern(name)) {
                break;
            }
            base = base.resolve(name);
            if (!Files.isDirectory(base)) {
                return Optional.of(base);
            }
        }
        return Optional.empty();
    }

    private static String relative(Path folder, Path path) {
        return folder.relativize(path).toString();
    }

    private static void expand(Path base, Path pattern, int part, List<Path> found)
            throws IOException {
        if (part == pattern.getNameCount()) {
            if (Files.isRegularFile(base)) {
                found.add(base);
            }
            return;
        }
        String name = pattern.getName(part).toString();
        if (!isPattern(name)) {
            expand(base.resolve(name), pattern, part + 1, found);
        } else if (Files.isDirectory(base)) {
            try (DirectoryStream<Path> matching = Files.newDirectoryStream(base, name)) {
                for (Path path : matching) {
                    expand(path, pattern, part + 1, found);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
    }
}
