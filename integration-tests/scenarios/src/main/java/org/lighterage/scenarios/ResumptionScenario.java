package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;
import org.lighterage.scenarios.app.Pattern;

/** Sessions that outlive their connections (PROTOCOL.md, sections 7 and 8), over a wire that breaks. */
@RunAsClient
public class ResumptionScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static final int LENGTH = 8_000_000;

    /** So often is the connection cut, each time after so many bytes. */
    private static final int CUTS = 4;

    private static final int CUT_EVERY = 1_500_000;

    @Test
    void aMessageThatIsCutAgainAndAgainArrivesOnceThere() throws Exception {
        byte[] bytes = Samples.bytes(LENGTH);
        Recorder recorder = new Recorder();
        URI server = endpoint("resuming/up");
        try (FrameRelay relay = FrameRelay.to(server).cutEvery(CUT_EVERY, CUTS);
                LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, relay.via(server))) {
            get(session.send(ByteBuffer.wrap(bytes)).delivered().toCompletableFuture());
            assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
            assertThat(relay.cutsLeft()).isZero();
            assertThat(relay.connections()).isEqualTo(CUTS + 1);
            assertThat(relay.bytesUp()).isLessThan(LENGTH + CUTS * (1 << 20) + 200_000);
        }
        assertOneSession("up");
        assertThat(journal("up takes")).isEqualTo("[up takes " + LENGTH + "]");
    }

    @Test
    void aStreamThatIsCutAgainAndAgainArrivesOnceThere() throws Exception {
        byte[] bytes = Samples.bytes(LENGTH);
        Recorder recorder = new Recorder();
        URI server = endpoint("resuming/stream");
        try (FrameRelay relay = FrameRelay.to(server).cutEvery(CUT_EVERY, CUTS);
                LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, relay.via(server))) {
            get(session.send(new ByteArrayInputStream(bytes)).delivered().toCompletableFuture());
            assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
            assertThat(relay.connections()).isEqualTo(CUTS + 1);
        }
        assertOneSession("stream");
    }

    @Test
    void aMessageThatIsCutAgainAndAgainArrivesOnceHere() throws Exception {
        Recorder recorder = new Recorder();
        URI server = endpoint("resuming/down");
        try (FrameRelay relay = FrameRelay.to(server).cutEvery(CUT_EVERY, CUTS);
                LighterageClient client = newClient();
                Session session = recorder.connect(client, relay.via(server))) {
            session.getBasicRemote().sendText(Integer.toString(LENGTH));
            assertThat(Pattern.numberOf(recorder.nextBytes())).isEqualTo(7);
            assertThat(relay.connections()).isEqualTo(CUTS + 1);
            assertThat(recorder.isEmpty()).isTrue();
        }
        assertOneSession("down");
    }

    @Test
    void whatIsSentWhileThereIsNoConnectionGoesWithTheNext() throws Exception {
        Recorder recorder = new Recorder();
        URI server = endpoint("resuming/away");
        try (FrameRelay relay = FrameRelay.to(server);
                LighterageClient client = newImpatientClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, relay.via(server))) {
            relay.breakDown();
            await().until(() -> !session.isAttached());
            assertThat(session.isOpen()).isTrue();
            session.getAsyncRemote().sendText("1000");
            relay.mend();
            assertThat(Pattern.numberOf(recorder.nextBytes())).isEqualTo(7);
            assertThat(session.isAttached()).isTrue();
        }
        assertOneSession("away");
        assertThat(journal("away ")).contains("away detached").contains("away attached false");
    }

    @Test
    void aSessionThatIsClosedWhileThereIsNoConnectionEndsWithTheNext() throws Exception {
        Recorder recorder = new Recorder();
        URI server = endpoint("resuming/closed");
        try (FrameRelay relay = FrameRelay.to(server);
                LighterageClient client = newImpatientClient()) {
            LighterageSession session = (LighterageSession) recorder.connect(client, relay.via(server));
            relay.breakDown();
            await().until(() -> !session.isAttached());
            session.close();
            relay.mend();
            assertThat(get(recorder.closed()).getCloseCode().getCode()).isEqualTo(1000);
        }
        assertOneSession("closed");
    }

    @Test
    void aGatewayThatTakesShortMessagesOnlyIsFoundOutOnce() throws Exception {
        byte[] bytes = Samples.bytes(1_000_000);
        URI server = endpoint("resuming/limit");
        try (FrameRelay relay = FrameRelay.to(server).limit(9_000, 9_000, 1009);
                LighterageClient client = newClient()) {
            exchange(client, relay.via(server), bytes);
            int refusals = relay.refusals();
            assertThat(refusals).isPositive();
            // The server tells its application when frames got through, which is after the message has arrived here.
            awaitEntry("limit limit");
            exchange(client, relay.via(server), bytes);
            assertThat(relay.refusals()).isEqualTo(refusals);
        }
    }

    /** Tyrus does not see that its handshake was reset, and waits until the client makes another attempt. */
    private static LighterageClient newImpatientClient() {
        return LighterageClient.builder()
                .container(ClientManager.createClient())
                .set("handshake-timeout", "1s")
                .build();
    }

    private static void exchange(LighterageClient client, URI server, byte[] bytes) throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(client, server)) {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
            assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
            session.getBasicRemote().sendText("1000000");
            assertThat(Pattern.numberOf(recorder.nextBytes())).isEqualTo(7);
        }
    }

    /** Waits for the end of a session, and looks that it was one. */
    private void assertOneSession(String name) throws Exception {
        awaitEntry(name + " closes");
        assertThat(journal(name + " opens")).isEqualTo("[" + name + " opens]");
        assertThat(journal(name + " closes")).isEqualTo("[" + name + " closes 1000]");
    }
}
