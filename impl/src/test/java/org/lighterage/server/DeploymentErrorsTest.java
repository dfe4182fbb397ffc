package org.lighterage.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import org.lighterage.LargeMessages;
import org.lighterage.cdi.LighterageExtension;

/** Each error that stops a deployment, with its number and text. Those of endpoint classes are in EndpointModelTest. */
class DeploymentErrorsTest {

    @ServerEndpoint("/large")
    @LargeMessages
    public static class Large {}

    @ServerEndpoint(value = "/configured", configurator = WithoutConstructor.class)
    @LargeMessages
    public static class Configured {}

    public static class WithoutConstructor extends ServerEndpointConfig.Configurator {

        public WithoutConstructor(String argument) {}
    }

    public static class ReturnsEverything implements ServerApplicationConfig {

        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpointClasses) {
            return Set.of();
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return scanned;
        }
    }

    @LargeMessages
    public static class NoEndpoint {}

    /** Weld does not start without any bean. */
    @Dependent
    public static class SomeBean {}

    private static void withCdi(ThrowingCallable task, Class<?>... beans) throws Throwable {
        WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(new LighterageExtension())
                .beanClasses(SomeBean.class)
                .addBeanClasses(beans)
                .initialize();
        try {
            task.call();
        } finally {
            container.close();
        }
    }

    @Test
    void anApplicationWithoutCdi() {
        assertThatThrownBy(() -> new FakeApplication().start(Large.class))
                .hasMessage("LIGHTERAGE-301: CDI is not available in this application, and " + Large.class.getName()
                        + " needs it; on a servlet container add Weld or OpenWebBeans to the WAR, and"
                        + " a WEB-INF/beans.xml");
    }

    @Test
    void anExtensionThatCdiDoesNotKnow() throws Throwable {
        WeldContainer container =
                new Weld().disableDiscovery().beanClasses(SomeBean.class).initialize();
        try {
            assertThatThrownBy(() -> new FakeApplication().start(Large.class))
                    .hasMessage("LIGHTERAGE-307: CDI of this application has not called"
                            + " org.lighterage.cdi.LighterageExtension, which is in the application; where the WARs of"
                            + " an EAR have the library in each WEB-INF/lib, as GlassFish and Payara do not support, put it"
                            + " into the lib of the EAR, once");
        } finally {
            container.close();
        }
    }

    @Test
    void aClassThatTheApplicationAddsAsWell() throws Throwable {
        withCdi(() -> assertThatThrownBy(
                        () -> new FakeApplication().adding(Large.class).start(Large.class))
                .hasMessage(
                        "LIGHTERAGE-302: " + Large.class.getName() + " cannot be deployed at /large: /large is taken;"
                                + " where the path is taken by the application's own addEndpoint of the class, leave that out,"
                                + " since the class is deployed without it"));
    }

    @ServerEndpoint("relative")
    @LargeMessages
    public static class Relative {}

    @Test
    void rule01_aPathThatBeginsWithNoSlash() throws Throwable {
        withCdi(() -> assertThatThrownBy(() -> new FakeApplication().start(Relative.class))
                .hasMessage("LIGHTERAGE-302: " + Relative.class.getName()
                        + " cannot be deployed at relative; a path begins with a slash"));
    }

    @Test
    void aServerWithoutWebSockets() throws Throwable {
        withCdi(() -> assertThatThrownBy(
                        () -> new FakeApplication().withoutWebSocketContainer().start(Large.class))
                .hasMessage(
                        "LIGHTERAGE-303: This server has no WebSocket container; enable its WebSocket support (servlet"
                                + " context attribute jakarta.websocket.server.ServerContainer)"));
    }

    @Test
    void aConfiguratorThatCannotBeMade() throws Throwable {
        withCdi(() -> assertThatThrownBy(() -> new FakeApplication().start(Configured.class))
                .hasMessage("LIGHTERAGE-304: " + WithoutConstructor.class.getName()
                        + " cannot be made; a configurator has a public constructor without parameters"));
    }

    @Test
    void aConfigOfTheApplicationThatReturnsAnAnnotatedClass() throws Throwable {
        withCdi(
                () -> assertThatThrownBy(() -> new FakeApplication().start(Large.class, ReturnsEverything.class))
                        .hasMessage(
                                "LIGHTERAGE-305: " + Large.class.getName() + " would be deployed twice: it has"
                                        + " @LargeMessages, with which Lighterage deploys it, and "
                                        + ReturnsEverything.class.getName()
                                        + ".getAnnotatedEndpointClasses returns it; leave it out there, or out of lighterage.endpoints"));
    }

    @ServerEndpoint("/rooms/{room}")
    @LargeMessages
    public static class Room {}

    @ServerEndpoint("/rooms/{name}")
    public static class SameRoom {}

    @Test
    void rule01_twoEndpointsAtEquivalentPaths() throws Throwable {
        withCdi(() -> assertThatThrownBy(() -> new FakeApplication().start(Room.class, SameRoom.class))
                .hasMessage("LIGHTERAGE-306: " + Room.class.getName() + " and " + SameRoom.class.getName()
                        + " are both at /rooms/{name}; a path belongs to one endpoint, whatever the names of its"
                        + " variables"));
    }

    @Test
    void anAnnotatedClassThatIsNoEndpoint() {
        assertThatThrownBy(() -> withCdi(() -> {}, NoEndpoint.class))
                .hasStackTraceContaining(
                        "LIGHTERAGE-214: " + NoEndpoint.class.getName() + " has @LargeMessages and is no"
                                + " endpoint; it goes onto a class with @ServerEndpoint or @ClientEndpoint");
    }

    @Test
    void aSettingThatCannotBeRead() {
        FakeApplication application = new FakeApplication().withParameter("lighterage.endpoints", "every one");
        assertThatThrownBy(() -> application.start(Large.class))
                .hasMessageStartingWith(
                        "LIGHTERAGE-109: servlet context parameter lighterage.endpoints = \"every one\"");
    }
}
