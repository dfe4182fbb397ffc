package org.lighterage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;

/** The client over the container of Tomcat, which is the platform's here. */
class TomcatClientIT {

    @Test
    void readsMoreAtOnceThanTomcatDoesByDefault() {
        WebSocketContainer own = ContainerProvider.getWebSocketContainer();
        assertThat(own.getClass().getName()).startsWith("org.apache.tomcat.");

        try (LighterageClient client = LighterageClient.create()) {
            assertThat(client.getDefaultMaxBinaryMessageBufferSize()).isEqualTo(64 << 10);
        }
        assertThat(own.getDefaultMaxBinaryMessageBufferSize()).isLessThan(64 << 10);
    }

    @Test
    void leavesAContainerThatItIsGivenAsItIs() {
        WebSocketContainer given = ContainerProvider.getWebSocketContainer();
        given.setDefaultMaxBinaryMessageBufferSize(10_000);

        try (LighterageClient client =
                LighterageClient.builder().container(given).build()) {
            assertThat(client.getDefaultMaxBinaryMessageBufferSize()).isEqualTo(10_000);
        }
    }

    /** By default the system puts them off until those before them are acknowledged. */
    @Test
    void hasShortFramesSentAtOnce() throws Exception {
        List<Session> opened = new ArrayList<>();
        try (DemoProcess demo = DemoProcess.start("demo-for-tomcat-client");
                LighterageClient client = LighterageClient.builder()
                        .container(recording(opened))
                        .required()
                        .build();
                LighterageSession session = client.connectToServer(
                        new Silent(),
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create(demo.uri().toString().replaceFirst("^http", "ws") + "upload"))) {
            assertThat(session.isNegotiated()).isTrue();
            assertThat(opened).singleElement().satisfies(container -> assertThat(
                            socketOf(container).getOption(StandardSocketOptions.TCP_NODELAY))
                    .isTrue());
        }
    }

    private static final class Silent extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    /** Tomcat's container, which tells the sessions that it opens. */
    private static WebSocketContainer recording(List<Session> opened) {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        return (WebSocketContainer) Proxy.newProxyInstance(
                TomcatClientIT.class.getClassLoader(),
                new Class<?>[] {WebSocketContainer.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(container, arguments);
                    if (result instanceof Session session) {
                        opened.add(session);
                    }
                    return result;
                });
    }

    private static NetworkChannel socketOf(Session session) throws ReflectiveOperationException {
        Object channel = valueOf(valueOf(session, "wsRemoteEndpoint"), "channel");
        return (NetworkChannel) valueOf(channel, "socketChannel");
    }

    private static Object valueOf(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }
}
