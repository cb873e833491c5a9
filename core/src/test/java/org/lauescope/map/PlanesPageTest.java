package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/planes.md` has an entry for every [Quantity] of this package, with its unit.
final class PlanesPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("lauescope.home", ".."), "docs", "planes.md");

    @Test
    void everyQuantityHasItsEntryWithItsUnit() throws IOException {
        List<String> headings =
                Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("### ")).toList();
        List<String> expected =
                quantities()
                        .map(q ->
                                "### `%s` · %s"
                                        .formatted(
                                                q.name(),
                                                q.unit().isEmpty() ? "no unit" : q.unit()))
                        .distinct()
                        .toList();
        assertThat(expected).isNotEmpty();
        assertThat(headings).containsAll(expected).doesNotHaveDuplicates();
    }

    /// Those in constants of public classes.
    private static Stream<Quantity> quantities() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.lauescope.map")
                        .stream()
                        .map(JavaClass::reflect)
                        .filter(type -> Modifier.isPublic(type.getModifiers()))
                        .flatMap(type -> Stream.of(type.getFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .flatMap(PlanesPageTest::quantitiesOf);
    }

    private static Stream<Quantity> quantitiesOf(Field field) {
        try {
            return switch (field.get(null)) {
                case Quantity quantity -> Stream.of(quantity);
                case Collection<?> several ->
                        several.stream()
                                .filter(Quantity.class::isInstance)
                                .map(Quantity.class::cast);
                case null, default -> Stream.empty();
            };
        } catch (IllegalAccessException e) {
            throw new AssertionError("a public constant cannot be read", e);
        }
    }
}
