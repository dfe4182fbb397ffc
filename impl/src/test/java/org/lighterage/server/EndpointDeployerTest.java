package org.lighterage.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lighterage.LargeMessages;
import org.lighterage.cdi.LighterageExtension;

/** Which endpoints of an application are taken over, and which are left to the container or to the application. */
class EndpointDeployerTest {

    @ServerEndpoint("/large")
    @LargeMessages
    public static class Large {}

    @ServerEndpoint("/plain")
    public static class Plain {}

    @ServerEndpoint("/marked")
    public static class Marked {}

    @ServerEndpoint("/abstract")
    public abstract static class Abstract {}

    @ServerEndpoint("/hidden")
    static class Hidden {}

    public static class ReturnsPlain implements ServerApplicationConfig {

        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpointClasses) {
            return Set.of();
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return Set.of(Plain.class);
        }
    }

    /** What another extension annotates counts like what is annotated in the source. */
    public static class Marker implements Extension {

        void mark(@Observes ProcessAnnotatedType<Marked> event) {
            event.configureAnnotatedType().add(Large.class.getAnnotation(LargeMessages.class));
        }
    }

    private WeldContainer cdi;
    private FakeApplication application;

    @BeforeEach
    void startCdi() {
        cdi = new Weld()
                .disableDiscovery()
                .addExtension(new LighterageExtension())
                .addExtension(new Marker())
                .beanClasses(Large.class, Marked.class)
                .initialize();
        application = new FakeApplication();
    }

    @AfterEach
    void stop() {
        application.stop();
        if (cdi.isRunning()) {
            cdi.close();
        }
    }

    private void assertTakenOver(String... paths) {
        assertThat(application.takenOver).containsExactlyInAnyOrder(paths);
    }

    private void assertOrdinary(Class<?>... types) {
        assertThat(application.ordinary).containsExactlyInAnyOrder(types);
    }

    @Test
    void annotatedClassesAreTakenOverAndTheOthersAreTheContainers() {
        application.start(Large.class, Plain.class, Marked.class, Abstract.class, Hidden.class);
        assertTakenOver("/large", "/marked");
        assertOrdinary(Plain.class);
    }

    @Test
    void allAreTakenOver() {
        application
                .withParameter("lighterage.endpoints", "all")
                .start(Large.class, Plain.class, Marked.class, Abstract.class, Hidden.class);
        assertTakenOver("/large", "/plain", "/marked");
        assertOrdinary();
    }

    @Test
    void noneIsTakenOver() {
        application.withParameter("lighterage.endpoints", "none").start(Large.class, Plain.class, Marked.class);
        assertTakenOver();
        assertOrdinary(Large.class, Plain.class, Marked.class);
    }

    @Test
    void patternsAreTakenOverAndNothingElse() {
        application.withParameter("lighterage.endpoints", "/pl*,*.Other").start(Large.class, Plain.class);
        assertTakenOver("/plain");
        assertOrdinary(Large.class, Marked.class);
    }

    @Test
    void whereTheApplicationHasAConfigNothingIsAddedToItsChoiceButAnnotatedClasses() {
        application.start(Large.class, Plain.class, ReturnsPlain.class);
        assertTakenOver("/large", "/marked");
        assertOrdinary();
    }

    @Test
    void whatTheApplicationsConfigDecidesOnIsLeftAloneAlsoWhenAllAreToBeTakenOver() {
        application.withParameter("lighterage.endpoints", "all").start(Large.class, Plain.class, ReturnsPlain.class);
        assertTakenOver("/large", "/marked");
        assertOrdinary();
    }

    @Test
    void withoutEndpointsNothingIsNeeded() {
        cdi.close();
        application.withoutWebSocketContainer().start();
        assertTakenOver();
        assertOrdinary();
    }

    @Test
    void endpointsThatKnowNothingOfTheLibraryDoWithoutCdi() {
        cdi.close();
        application.withParameter("lighterage.endpoints", "all").start(Plain.class);
        assertTakenOver("/plain");
    }

    @Test
    void applicationsThatShareTheLibraryDoNotDeployEachOthersEndpoints() {
        application.sharingTheLibrary().start(Plain.class);
        assertTakenOver();
        assertOrdinary(Plain.class);
        assertThat(application.listeners).containsExactly(EndpointDeployer.class, RemoteAddress.class);
    }

    @Test
    void theListenerIsThereAlsoWhereNoFragmentsAreRead() {
        application.start(Large.class);
        assertThat(application.listeners).containsExactly(EndpointDeployer.class, RemoteAddress.class);
    }

    @Test
    void whereTheFragmentIsReadItsListenerIsTheOnlyOne() {
        application.withParameter(EndpointScanner.FRAGMENT_IS_READ, "read").start(Large.class);
        assertThat(application.listeners).isEmpty();
        assertTakenOver("/large", "/marked");
    }

    @Test
    void theLibrarysOwnFilterIsNoChoiceOfTheApplication() {
        application.start(Large.class, EndpointFilter.class, Plain.class);
        assertOrdinary(Plain.class);
    }
}
