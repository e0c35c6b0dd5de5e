package io.unifiedipc.http;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may import whom inside ipc-http: the two sides don't know each other, and only one room knows the server. */
class RoomsTest {
    private static final String HTTP = "io.unifiedipc.http";

    @Test
    void importsRunOneWay() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("door")
                .definedBy(HTTP)
                .layer("call")
                .definedBy(HTTP + ".call..")
                .layer("identity")
                .definedBy(HTTP + ".identity..")
                .layer("jetty")
                .definedBy(HTTP + ".jetty..")
                .layer("receive")
                .definedBy(HTTP + ".receive..")
                .layer("wire")
                .definedBy(HTTP + ".wire..")
                .layer("route")
                .definedBy(HTTP + ".route..")
                .layer("config")
                .definedBy(HTTP + ".config..")
                .whereLayer("door")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("call")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("identity")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("jetty")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("receive")
                .mayOnlyBeAccessedByLayers("door", "jetty")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("call", "receive", "route")
                .whereLayer("route")
                .mayOnlyAccessLayers("wire")
                .layer("tls")
                .definedBy(HTTP + ".tls..")
                .whereLayer("config")
                .mayOnlyAccessLayers("route", "tls")
                .whereLayer("tls")
                .mayNotAccessAnyLayer()
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                        .importPackages(HTTP));
    }
}
