package io.unifiedipc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may import whom inside ipc-api. */
class PackagesTest {
    private static final String API = "io.unifiedipc";
    private static final String SPI = "io.unifiedipc.spi..";
    private static final String CONFIG = "io.unifiedipc.config..";
    private static final String IDENTITY = "io.unifiedipc.identity..";
    private static final String JSON = "io.unifiedipc.json..";
    private static final String MEMORY = "io.unifiedipc.memory..";
    private static final String RUNTIME = "io.unifiedipc.runtime..";
    private static final String TLS = "io.unifiedipc.tls..";
    private static final String JACKSON = "tools.jackson..";

    private static final JavaClasses CLASSES = imported();

    private static JavaClasses imported() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages("io.unifiedipc");
    }

    @Test
    void theApiImportsNothingOfOurs() {
        only(API, API);
        noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat(resideInAnyPackage(JACKSON, "org.slf4j.."))
                .check(CLASSES);
    }

    @Test
    void theSpiKnowsTheApiAlone() {
        only(SPI, API, SPI);
        noClasses()
                .that()
                .resideInAPackage(SPI)
                .and()
                // What all transports put on the wire as JSON, whatever the codec.
                .haveNameNotMatching("io\\.unifiedipc\\.spi\\.(Problems|StructuredEvent)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage(JACKSON))
                .check(CLASSES);
    }

    @Test
    void theOtherRoomsKnowApiAndSpi() {
        only(CONFIG, API, SPI, CONFIG);
        only(IDENTITY, API, SPI, IDENTITY);
        only(JSON, API, SPI, JSON);
        only(MEMORY, API, SPI, MEMORY);
        only(TLS, API, SPI, TLS);
    }

    @Test
    void nobodyKnowsTheRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage(RUNTIME)
                .should()
                .dependOnClassesThat(resideInAPackage(RUNTIME))
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage(RUNTIME)
                .and()
                .doNotHaveSimpleName("DefaultIpcBuilder")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void thereIsNoCycle() {
        slices().matching("io.unifiedipc.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** Of our own packages, only these. */
    private static void only(String who, String... whom) {
        noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat(resideInAPackage("io.unifiedipc..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(whom))))
                .check(CLASSES);
    }
}
