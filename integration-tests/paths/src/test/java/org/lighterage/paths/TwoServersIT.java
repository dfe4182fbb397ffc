package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.HandshakeResponse;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.paths.app.Cargo;
import org.lighterage.scenarios.FrameRelay;

/**
 * Two servers behind one HAProxy, which gives a cookie to keep a client at its server: a connection that is lost comes back
 * to the session where there is one.
 */
class TwoServersIT {

    private ToolProcess one;
    private ToolProcess other;
    private Proxies.Proxy proxy;
    private FrameRelay relay;

    /** Keeps the cookie as browsers do. */
    private static final class Cookie extends ClientEndpointConfig.Configurator {

        private volatile String cookie;

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            if (cookie != null) {
                headers.put("Cookie", List.of(cookie));
            }
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            response.getHeaders().forEach((name, values) -> {
                if (name.equalsIgnoreCase("Set-Cookie")) {
                    cookie = values.get(0).split(";")[0];
                }
            });
        }
    }

    @BeforeEach
    void start() throws Exception {
        RequiredTools.command("haproxy");
        one = server();
        other = server();
        proxy = Proxies.haproxy(
                "1h",
                null,
                """
                balance roundrobin
                option redispatch
                retries 2
                cookie SERVER insert indirect nocache
                server one 127.0.0.1:%d cookie one
                server other 127.0.0.1:%d cookie other
                """
                        .formatted(one.port(), other.port()));
        relay = FrameRelay.to(proxy.uri("ws", "/"));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {relay, proxy, one, other}) {
            if (each != null) {
                each.close();
            }
        }
    }

    private static ToolProcess server() throws Exception {
        return ToolProcess.start(
                "tomcat",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dlighterage.war.libraries=" + System.getProperty("lighterage.war.libraries"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PathsServer.class.getName()));
    }

    @Test
    void aSessionComesBackToItsServer() throws Exception {
        try (LighterageClient client = Receiver.newClient()) {
            Receiver first = new Receiver();
            Receiver second = new Receiver();
            LighterageSession session = connect(client, first);
            LighterageSession elsewhere = connect(client, second);
            String server = ask(session, first).split(" ")[0];
            // They take turns: without the cookie a client would not come back to where it was.
            assertThat(ask(elsewhere, second)).doesNotStartWith(server + " ");
            for (int message = 2; message < 6; message++) {
                relay.breakDown();
                await().until(() -> !session.isAttached() && !elsewhere.isAttached());
                relay.mend();
                assertThat(ask(session, first)).isEqualTo(server + " " + message);
            }
            assertThat(first.isEmpty()).isTrue();
        }
    }

    @Test
    void aClientIsToldThatItsSessionIsGoneWithItsServer() throws Exception {
        try (LighterageClient client = Receiver.newClient()) {
            Receiver receiver = new Receiver();
            LighterageSession session = connect(client, receiver);
            String server = ask(session, receiver).split(" ")[0];
            relay.stallAfter(3_000_000);
            CompletableFuture<Void> lost =
                    session.send(new Cargo(1L << 30)).delivered().toCompletableFuture();
            await().atMost(Receiver.TIMEOUT, TimeUnit.SECONDS).until(relay::isStalled);
            (Long.parseLong(server) == one.pid() ? one : other).kill();
            relay.breakDown();
            relay.flow();
            relay.mend();
            assertThatThrownBy(() -> lost.get(Receiver.TIMEOUT, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("no longer has the session")
                    .hasMessageContaining("has not arrived");
            assertThat(session.isOpen()).isTrue();
            String there = ask(session, receiver);
            assertThat(there).doesNotStartWith(server + " ").endsWith(" 1");
        }
    }

    private LighterageSession connect(LighterageClient client, Receiver receiver) throws Exception {
        ClientEndpointConfig config =
                ClientEndpointConfig.Builder.create().configurator(new Cookie()).build();
        return client.connectToServer(receiver, config, relay.via(URI.create("ws://localhost/where")));
    }

    /** The number of the process, and that of the message in its session. */
    private static String ask(LighterageSession session, Receiver receiver) throws Exception {
        session.getBasicRemote().sendText("where");
        return receiver.next();
    }
}
