package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lighterage.transfer.Role;

class ContainerTraitsTest {

    private final Map<String, Object> userProperties = new HashMap<>();
    private long maxIdleTimeout;

    private final Session session = (Session) Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getUserProperties" -> userProperties;
                case "getMaxIdleTimeout" -> maxIdleTimeout;
                case "setMaxIdleTimeout" -> {
                    maxIdleTimeout = (long) arguments[0];
                    yield null;
                }
                default -> throw new UnsupportedOperationException(method.toString());
            });

    @ParameterizedTest
    @CsvSource({
        "org.apache.tomcat.websocket.WsSession, TOMCAT",
        "org.eclipse.jetty.ee10.websocket.jakarta.common.JakartaWebSocketSession, JETTY",
        "io.undertow.websockets.jsr.UndertowSession, WILDFLY",
        "com.ibm.ws.wsoc.SessionExt, LIBERTY",
        "org.glassfish.tyrus.core.TyrusSession, TYRUS",
        "org.lighterage.client.HttpClientSession, ORDINARY"
    })
    void areKnownByTheClassOfTheSession(String type, ContainerTraits traits) {
        assertEquals(traits, ContainerTraits.ofClass(type));
    }

    @Test
    void tomcatsBlockingSendsTakeAsLongAsAnyOther() {
        ContainerTraits.TOMCAT.prepare(session, Role.SERVER, Duration.ofSeconds(7));
        assertThat(userProperties)
                .containsExactly(Map.entry("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", 7000L));
    }

    @Test
    void whatAnApplicationHasSetForTomcatsBlockingSendsStays() {
        userProperties.put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", 1L);
        ContainerTraits.TOMCAT.prepare(session, Role.SERVER, Duration.ofSeconds(7));
        assertThat(userProperties).containsValue(1L).hasSize(1);
    }

    @Test
    void tyrusIsToldByANegativeNumberThatASessionMayBeIdleForEver() {
        ContainerTraits.TYRUS.prepare(session, Role.SERVER, Duration.ofSeconds(7));
        assertThat(maxIdleTimeout).isNegative();
    }

    @Test
    void anIdleTimeoutOfTyrusStays() {
        maxIdleTimeout = 60_000;
        ContainerTraits.TYRUS.prepare(session, Role.SERVER, Duration.ofSeconds(7));
        assertEquals(60_000, maxIdleTimeout);
    }

    @Test
    void othersNeedNoPreparation() {
        ContainerTraits.ORDINARY.prepare(session, Role.SERVER, Duration.ofSeconds(7));
        assertThat(userProperties).isEmpty();
        assertEquals(0, maxIdleTimeout);
    }
}
