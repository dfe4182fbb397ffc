package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;

/** Proxies that pass bytes on: they have no limit of lengths, but one of silence. */
class ProxyIT {

    private static final int LENGTH = 50_000_000;

    /** After so long a silence the proxies cut, here. */
    private static final int IDLE_SECONDS = 3;

    private static PathsServer server;

    /** What stands between the peers. */
    enum Kind {
        NGINX {
            @Override
            Proxies.Proxy start(boolean impatient, Certificate certificate) throws IOException {
                return Proxies.nginx(
                        server.port(), impatient ? "proxy_read_timeout " + IDLE_SECONDS + "s;" : "", certificate);
            }
        },
        HAPROXY {
            @Override
            Proxies.Proxy start(boolean impatient, Certificate certificate) throws IOException {
                return Proxies.haproxy(impatient ? IDLE_SECONDS + "s" : "1h", certificate, Proxies.to(server.port()));
            }
        };

        abstract Proxies.Proxy start(boolean impatient, Certificate certificate) throws IOException;
    }

    @BeforeAll
    static void start() throws Exception {
        server = PathsServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfAnySizeGoThrough(Kind kind) throws Exception {
        try (Proxies.Proxy proxy = kind.start(false, null);
                LighterageClient client = Receiver.newClient()) {
            Exchange.upAndDown(client, server, proxy.uri("ws", "/cargo/plain" + kind), LENGTH);
            assertThat(server.journal("plain" + kind)).noneMatch(line -> line.endsWith("detached"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfAnySizeGoThroughEncrypted(Kind kind) throws Exception {
        Certificate certificate = Certificate.make();
        try (Proxies.Proxy proxy = kind.start(false, certificate);
                LighterageClient client = Receiver.newClient()) {
            Receiver receiver = new Receiver();
            assertThatThrownBy(() -> new Receiver().connect(client, proxy.uri("wss", "/cargo/distrust")))
                    .isInstanceOf(DeploymentException.class);
            try (LighterageSession session =
                    receiver.connect(client, proxy.uri("wss", "/cargo/tls" + kind), certificate.trust())) {
                assertThat(session.isNegotiated()).isTrue();
                Exchange.up(session, receiver, LENGTH);
                Exchange.down(session, receiver, LENGTH);
            }
            assertThat(receiver.isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsPingedStaysWhileNobodySpeaks(Kind kind) throws Exception {
        String name = "pinged" + kind;
        try (Proxies.Proxy proxy = kind.start(true, null);
                LighterageClient client = Receiver.newClient()) {
            Receiver receiver = new Receiver();
            try (LighterageSession session = receiver.connect(client, proxy.uri("ws", "/pinged/" + name))) {
                await().during(Duration.ofSeconds(2 * IDLE_SECONDS))
                        .atMost(Duration.ofSeconds(3 * IDLE_SECONDS))
                        .until(() ->
                                session.isAttached() && server.journal(name).equals(List.of(name + " opens")));
                session.getBasicRemote().sendText("still there");
                assertThat(receiver.next()).isEqualTo("still there");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionGoesOnWhereTheProxyCutsItsConnection(Kind kind) throws Exception {
        String name = "cut" + kind;
        try (Proxies.Proxy proxy = kind.start(true, null);
                LighterageClient client =
                        Receiver.newClientBuilder().set("keepalive", "0").build()) {
            Receiver receiver = new Receiver();
            try (LighterageSession session = receiver.connect(client, proxy.uri("ws", "/quiet/" + name))) {
                await().atMost(Duration.ofSeconds(4 * IDLE_SECONDS))
                        .until(() -> server.journal(name).contains(name + " attached"));
                session.getBasicRemote().sendText("still there");
                assertThat(receiver.next()).isEqualTo("still there");
            }
            assertThat(receiver.closed().getCloseCode().getCode()).isEqualTo(1000);
            await().until(() -> server.journal(name).contains(name + " closes 1000"));
            assertThat(server.journal(name)).startsWith(name + " opens", name + " detached", name + " attached");
            assertThat(receiver.isEmpty()).isTrue();
        }
    }
}
