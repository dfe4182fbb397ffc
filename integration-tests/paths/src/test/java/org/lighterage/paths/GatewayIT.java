package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.glassfish.tyrus.client.ClientManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.FrameRelay;
import org.lighterage.scenarios.Recorder;

/**
 * A gateway as that of Amazon's API Gateway: 32 KiB for an RFC 6455 frame, 128 KiB for a message, 1009 for what is longer,
 * 1001 for what is idle, after ten minutes there and three seconds here.
 */
class GatewayIT {

    private static final int MOST_OF_FRAME = 32 << 10;
    private static final int MOST_OF_MESSAGE = 128 << 10;
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final int LENGTH = 20_000_000;

    private static PathsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PathsServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void refusesALongMessageOfAnOrdinaryClient() throws Exception {
        Recorder recorder = new Recorder();
        try (FrameRelay gateway = gateway("127.0.5.1");
                Session session = recorder.connect(ClientManager.createClient(), via(gateway, "/cargo/ordinary"))) {
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(MOST_OF_MESSAGE + 1));
            await().until(() -> gateway.refusals() == 1);
            await().until(() -> recorder.closed().isDone());
        }
    }

    @Test
    void takesMessagesOfAnySizeAsTheyComeByDefault() throws Exception {
        try (FrameRelay gateway = gateway("127.0.5.2");
                LighterageClient client = Receiver.newClient()) {
            Exchange.upAndDown(client, server, via(gateway, "/cargo/default"), LENGTH);
            assertThat(gateway.refusals()).isZero();
            assertThat(gateway.connections()).isOne();
            assertThat(gateway.longestUp()).isBetween(MOST_OF_FRAME / 2, MOST_OF_FRAME);
            assertThat(gateway.longestDown()).isBetween(MOST_OF_FRAME / 2, MOST_OF_FRAME);
        }
    }

    @Test
    void isFoundOutByClientsThatWouldSendLongerFrames() throws Exception {
        try (FrameRelay gateway = gateway("127.0.5.3");
                LighterageClient client =
                        Receiver.newClientBuilder().set("chunk-size", "1MiB").build()) {
            URI uri = via(gateway, "/wide/wide");
            Exchange.upAndDown(client, server, uri, LENGTH);
            int refusals = gateway.refusals();
            assertThat(refusals).isPositive();
            Exchange.upAndDown(client, server, uri, LENGTH);
            assertThat(gateway.refusals()).isEqualTo(refusals);
        }
    }

    @Test
    void cutsAnIdleConnectionWhoseSessionGoesOn() throws Exception {
        Receiver receiver = new Receiver();
        try (FrameRelay gateway = gateway("127.0.5.4").idleLimit(IDLE, 1001);
                LighterageClient client =
                        Receiver.newClientBuilder().set("keepalive", "0").build();
                LighterageSession session = receiver.connect(client, via(gateway, "/quiet/idle"))) {
            await().atMost(IDLE.multipliedBy(10))
                    .until(() -> server.journal("idle").contains("idle attached"));
            session.getBasicRemote().sendText("still there");
            assertThat(receiver.next()).isEqualTo("still there");
            assertThat(gateway.connections()).isGreaterThan(1);
            assertThat(server.journal("idle")).containsOnlyOnce("idle opens");
        }
        assertThat(receiver.isEmpty()).isTrue();
    }

    private static FrameRelay gateway(String address) throws Exception {
        // An address of its own keeps the server's knowledge of one route from the others.
        return FrameRelay.to(server.uri("/"))
                .from(InetAddress.getByName(address))
                .limit(MOST_OF_MESSAGE, MOST_OF_MESSAGE, 1009)
                .limitFrames(MOST_OF_FRAME);
    }

    private static URI via(FrameRelay gateway, String path) {
        return gateway.via(server.uri(path));
    }
}
