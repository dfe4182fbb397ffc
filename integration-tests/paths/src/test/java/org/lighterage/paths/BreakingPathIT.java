package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.paths.app.Cargo;
import org.lighterage.scenarios.FrameRelay;

/** A path that breaks, ends connections with all codes that a lost one may have, delays, and goes silent. */
class BreakingPathIT {

    private static final int LENGTH = 10_000_000;
    private static final int CUT_EVERY = 2_500_000;
    private static final int CUTS = 5;

    private static PathsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PathsServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** 0 is a connection that is reset, which its ends report as 1006. Tyrus takes 1014 for a violation of the protocol. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1001, 1009, 1011, 1012, 1013})
    void messagesArriveThoughConnectionsEndWith(int code) throws Exception {
        // 1009 makes a server look for a limit, which others on the same route would begin with.
        InetAddress address = InetAddress.getByName("127.0.4." + (code == 0 ? 1 : code - 1000));
        try (FrameRelay relay = relay().from(address).cutEvery(CUT_EVERY, CUTS, code);
                LighterageClient client = Receiver.newClient()) {
            Exchange.upAndDown(client, server, relay.via(server.uri("/cargo/code" + code)), LENGTH);
            assertThat(relay.cutsLeft()).isZero();
            assertThat(relay.connections()).isEqualTo(CUTS + 1);
        }
    }

    @Test
    void messagesArriveOverALongWay() throws Exception {
        try (FrameRelay relay = relay().delay(Duration.ofMillis(50));
                LighterageClient client = Receiver.newClient()) {
            Exchange.upAndDown(client, server, relay.via(server.uri("/cargo/far")), LENGTH);
            assertThat(relay.connections()).isOne();
        }
    }

    @Test
    void messagesArriveOverALongWayThatBreaks() throws Exception {
        try (FrameRelay relay = relay().delay(Duration.ofMillis(20)).cutEvery(CUT_EVERY, CUTS);
                LighterageClient client = Receiver.newClient()) {
            Exchange.upAndDown(client, server, relay.via(server.uri("/cargo/farther")), LENGTH);
            assertThat(relay.cutsLeft()).isZero();
        }
    }

    @Test
    void aPathThatTakesNothingForAWhileHoldsAMessageUpAndNoMore() throws Exception {
        Receiver receiver = new Receiver();
        try (FrameRelay relay = relay().stallAfter(CUT_EVERY);
                LighterageClient client = Receiver.newClient();
                LighterageSession session = receiver.connect(client, via(relay, "stalled"))) {
            CompletableFuture<Void> delivered =
                    session.send(new Cargo(LENGTH)).delivered().toCompletableFuture();
            await().until(relay::isStalled);
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> !delivered.isDone());
            relay.flow();
            delivered.get(Receiver.TIMEOUT, TimeUnit.SECONDS);
            assertThat(receiver.next()).isEqualTo(Exchange.digest(LENGTH));
            assertThat(relay.connections()).isOne();
        }
    }

    @Test
    void aConnectionThatGoesSilentIsReplaced() throws Exception {
        Receiver receiver = new Receiver();
        try (FrameRelay relay = relay().stallAfter(CUT_EVERY);
                LighterageClient client =
                        Receiver.newClientBuilder().set("keepalive", "1s").build();
                LighterageSession session = receiver.connect(client, via(relay, "silent"))) {
            Exchange.up(session, receiver, LENGTH);
            Exchange.down(session, receiver, LENGTH);
            assertThat(relay.connections()).isEqualTo(2);
        }
        assertThat(server.journal("silent")).containsOnlyOnce("silent opens", "silent takes " + LENGTH);
        assertThat(receiver.isEmpty()).isTrue();
    }

    private static FrameRelay relay() throws Exception {
        return FrameRelay.to(server.uri("/"));
    }

    private static URI via(FrameRelay relay, String name) {
        return relay.via(server.uri("/cargo/" + name));
    }
}
