package org.lighterage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Each layer knows only those above it: wire and buffer know nothing, the engine knows those two, and so on. */
@AnalyzeClasses(packages = "org.lighterage", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    private static final String ROOT = "org.lighterage";

    private static ArchRule only(String layer, String... others) {
        String[] allowed = new String[others.length + 2];
        allowed[0] = "java..";
        allowed[1] = ROOT + "." + layer + "..";
        System.arraycopy(others, 0, allowed, 2, others.length);
        return classes()
                .that()
                .resideInAPackage(ROOT + "." + layer + "..")
                .should()
                .onlyDependOnClassesThat(inOneOf(allowed))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> inOneOf(String... packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages)
                .or(DescribedPredicate.describe(
                        "primitives", type -> type.getBaseComponentType().isPrimitive()));
    }

    @ArchTest
    static final ArchRule wireKnowsNothing = only("wire");

    @ArchTest
    static final ArchRule bufferKnowsNothing = only("buffer");

    @ArchTest
    static final ArchRule theEngineKnowsFramesAndBuffers = only("transfer", ROOT + ".wire..", ROOT + ".buffer..");

    @ArchTest
    static final ArchRule configurationKnowsTheNumbersOfTheWire =
            only("config", ROOT, ROOT + ".wire..", "org.eclipse.microprofile.config..");

    @ArchTest
    static final ArchRule codersKnowTheWebSocketApi = only("coder", "jakarta.websocket..");

    @ArchTest
    static final ArchRule readyCodersKnowNothingOfTheLibrary =
            only("coders", "jakarta.websocket..", "jakarta.json.bind..");

    @ArchTest
    static final ArchRule theSessionKnowsTheEngineAndTheWebSocketApi = only(
            "session",
            ROOT,
            ROOT + ".coder..",
            ROOT + ".transfer..",
            ROOT + ".config..",
            ROOT + ".buffer..",
            ROOT + ".wire..",
            "jakarta.websocket..");

    @ArchTest
    static final ArchRule endpointsKnowTheSession = only(
            "endpoint",
            ROOT,
            ROOT + ".coder..",
            ROOT + ".session..",
            ROOT + ".transfer..",
            ROOT + ".config..",
            "jakarta.websocket..");

    @ArchTest
    static final ArchRule nothingButTheOutermostLayersKnowsCdi = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".cdi..", ROOT + ".server..")
            .and()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule nobodyKnowsTheServer = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".server..");

    @ArchTest
    static final ArchRule theEngineKnowsNothingOfJakarta = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".wire..", ROOT + ".buffer..", ROOT + ".transfer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "javax..");

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
