package org.lauescope;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of `docs/architecture.md` that compiled classes can be asked about.
///
/// Packages of core are layers: each may use only what its line in [#LAYERS] names, so a new
/// package must be given its place there first. Core computes: it opens no file, logs nothing,
/// starts no thread and asks no clock, so the same input gives the same bits wherever it runs.
final class ArchitectureTest {

    private static final String ROOT = "org.lauescope.";

    /// Package to the packages of ours that it may use; lower layers first.
    private static final Map<String, List<String>> LAYERS =
            Map.of(
                    "simd", List.of(),
                    "crystal", List.of(),
                    "laue", List.of("crystal"),
                    "frame", List.of("simd", "crystal", "laue"),
                    "refine", List.of("frame", "laue", "crystal"),
                    "index", List.of("refine", "frame", "laue", "crystal", "simd"),
                    "simulate", List.of("frame", "laue", "crystal"),
                    "map", List.of("index", "refine", "frame", "laue", "crystal"),
                    "operando", List.of("map", "index", "refine", "frame", "laue", "crystal"));

    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.lauescope");

    static Stream<String> packages() {
        return LAYERS.keySet().stream().sorted();
    }

    @Test
    void classesAreFound() {
        assertThat(CORE).isNotEmpty();
    }

    @Test
    void everyPackageHasItsPlace() {
        classes()
                .should()
                .resideInAnyPackage(
                        packages().map(name -> ROOT + name + "..").toArray(String[]::new))
                .check(CORE);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyTheLayersBelow(String name) {
        String[] allowed =
                Stream.concat(Stream.of(name), LAYERS.get(name).stream())
                        .map(layer -> ROOT + layer + "..")
                        .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage("org.lauescope..").or(resideInAnyPackage(allowed)))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.lauescope.(*)..").should().beFreeOfCycles().check(CORE);
    }

    /// The order in which `reduceLanes` adds is open and changes once the compiler has been at
    /// work: sums of lanes go through `LaneSum`, or results would differ in their last bits.
    @Test
    void lanesAreAddedInAFixedOrder() {
        noClasses()
                .should()
                .callMethod(
                        "jdk.incubator.vector.FloatVector",
                        "reduceLanes",
                        "jdk.incubator.vector.VectorOperators$Associative")
                .check(CORE);
    }

    @Test
    void usesNoLibraryButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "java..",
                                "jdk.incubator.vector",
                                "org.jspecify..",
                                "org.lauescope.."))
                .check(CORE);
    }

    @Test
    void readsAndWritesNothing() {
        DescribedPredicate<JavaClass> inputOrOutput =
                resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.net..",
                                "java.util.logging..",
                                "org.slf4j..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.type(Serializable.class)));
        noClasses().should().dependOnClassesThat(inputOrOutput).check(CORE);
        noClasses().should().accessField(System.class, "out").check(CORE);
        noClasses().should().accessField(System.class, "err").check(CORE);
        noClasses().should().accessField(System.class, "in").check(CORE);
    }

    @Test
    void startsNoThread() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.assignableTo(Thread.class)
                                .or(resideInAnyPackage("java.util.concurrent..")))
                .check(CORE);
        noClasses()
                .should()
                .accessTargetWhere(calls(Set.of("parallel", "parallelStream")))
                .check(CORE);
    }

    @Test
    void asksNoClockAndNoChance() {
        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.assignableTo(java.time.Clock.class))
                .check(CORE);
        noClasses()
                .should()
                .accessTargetWhere(calls(Set.of("nanoTime", "currentTimeMillis", "now")))
                .check(CORE);
        noClasses().should().callMethod(Math.class, "random").check(CORE);
        noClasses().should().callConstructor(java.util.Random.class).check(CORE);
    }

    @Test
    void keepsNoMutableStaticState() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(SYNTHETIC)
                .should()
                .beFinal()
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void vectorsStayInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.lauescope.simd..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector")
                .check(CORE);
    }

    /// A species that is not a constant of the class that loops costs a factor of ten and more: the
    /// compiler then makes an object of every vector.
    @Test
    void aVectorSpeciesIsAConstantOfTheClassThatLoops() {
        fields().that()
                .haveRawType("jdk.incubator.vector.VectorSpecies")
                .should()
                .beStatic()
                .andShould()
                .beFinal()
                .andShould()
                .bePrivate()
                .allowEmptyShould(true)
                .check(CORE);
        noCodeUnits()
                .should()
                .haveRawParameterTypes(
                        DescribedPredicate.describe(
                                "a VectorSpecies among them",
                                types ->
                                        types.stream()
                                                .anyMatch(type ->
                                                        type.getName()
                                                                .equals(
                                                                        "jdk.incubator.vector.VectorSpecies"))))
                .check(CORE);
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Set<String> names) {
        return DescribedPredicate.describe(
                "the target is one of the JDK's " + names,
                access ->
                        names.contains(access.getName())
                                && access.getTargetOwner().getPackageName().startsWith("java."));
    }
}
