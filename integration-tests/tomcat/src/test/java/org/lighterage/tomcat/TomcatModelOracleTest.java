package org.lighterage.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.tomcat.websocket.pojo.PojoMethodMapping;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lighterage.endpoint.DefinitionException;
import org.lighterage.endpoint.EndpointModel;
import org.lighterage.scenarios.broken.BrokenEndpoints;

/** Classes that the library refuses as endpoints, and Tomcat itself does as well. */
class TomcatModelOracleTest {

    /** What Tomcat deploys all the same; such a callback fails when it is called, but for one that is static. */
    private static final Set<Class<?>> DEPLOYED_BY_TOMCAT = Set.of(
            BrokenEndpoints.Abstract.class,
            BrokenEndpoints.Static.class,
            BrokenEndpoints.Unsendable.class,
            BrokenEndpoints.PrimitiveInParts.class,
            BrokenEndpoints.PrimitiveOfNoVariable.class);

    static Stream<Class<?>> broken() {
        return Arrays.stream(BrokenEndpoints.class.getDeclaredClasses());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void rule05_theLibraryRefuses(Class<?> type) {
        assertThatThrownBy(() -> EndpointModel.ofServer(type))
                .isInstanceOf(DefinitionException.class)
                .hasMessageMatching("(?s)LIGHTERAGE-2\\d\\d: .*" + type.getSimpleName() + ".*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void rule05_tomcatRefusesButForAFew(Class<?> type) {
        ServerEndpoint annotation = type.getAnnotation(ServerEndpoint.class);
        Throwable thrown = catchThrowable(
                () -> new PojoMethodMapping(type, List.of(annotation.decoders()), annotation.value(), null));
        if (DEPLOYED_BY_TOMCAT.contains(type)) {
            assertThat(thrown).as(type.getSimpleName()).isNull();
        } else {
            assertThat(thrown).as(type.getSimpleName()).isInstanceOf(DeploymentException.class);
        }
    }
}
