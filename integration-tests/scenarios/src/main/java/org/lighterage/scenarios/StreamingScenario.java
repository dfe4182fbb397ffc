package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lighterage.LighterageSession;
import org.lighterage.SendOptions;
import org.lighterage.Transfer;
import org.lighterage.TransferException;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;

/**
 * Endpoints that read messages while they come. That they do is proved by a peer that sends the rest only after it was
 * answered what the endpoint has read.
 */
@RunAsClient
public class StreamingScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreReadWhileTheyCome(Peer peer) throws Exception {
        byte[] bytes = Samples.bytes(3_000_000);
        bytes[0] = 'a';
        talk(peer, "streaming/bytes", (session, recorder) -> {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            remote.sendBinary(ByteBuffer.wrap(bytes, 0, 10), false);
            assertThat(recorder.nextText()).isEqualTo("first a {}");
            remote.sendBinary(ByteBuffer.wrap(bytes, 10, 2_000_000), false);
            remote.sendBinary(ByteBuffer.wrap(bytes, 2_000_010, bytes.length - 2_000_010), true);
            assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
        });
    }

    @ParameterizedTest
    @EnumSource
    void charactersAreReadWhileTheyCome(Peer peer) throws Exception {
        String text = Samples.text(900_000);
        talk(peer, "streaming/text", (session, recorder) -> {
            session.getBasicRemote().sendText("€", false);
            assertThat(recorder.nextText()).isEqualTo("first €");
            session.getBasicRemote().sendText(text, true);
            assertThat(recorder.nextText()).isEqualTo("rest " + Digest.of(text));
        });
    }

    @ParameterizedTest
    @EnumSource
    void decodersReadTextWhileItComes(Peer peer) throws Exception {
        String first = peer + " text";
        talk(peer, "streaming-coded", (session, recorder) -> {
            session.getBasicRemote().sendText(first + "\nx", false);
            awaitJournal("first line " + first);
            session.getBasicRemote().sendText("\ny".repeat(100_000), true);
            assertThat(recorder.nextText()).isEqualTo("100001 lines after " + first);
        });
    }

    @ParameterizedTest
    @EnumSource
    void decodersReadBytesWhileTheyCome(Peer peer) throws Exception {
        String first = peer + " bytes";
        talk(peer, "streaming-coded", (session, recorder) -> {
            session.getBasicRemote().sendBinary(bytes(first + "\nx"), false);
            awaitJournal("first line " + first);
            session.getBasicRemote().sendBinary(bytes("\ny".repeat(100_000)), true);
            assertThat(recorder.nextText()).isEqualTo("100001 lines after " + first);
        });
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    private void awaitJournal(String entry) {
        await().atMost(Duration.ofSeconds(TIMEOUT))
                .untilAsserted(() -> assertThat(journal(entry)).contains(entry));
    }

    /** The endpoint answers before the rest is sent; and the next messages wait for their turn. */
    @ParameterizedTest
    @EnumSource
    void whatAnEndpointLeavesUnreadIsDropped(Peer peer) throws Exception {
        talk(peer, "streaming/early", (session, recorder) -> {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            remote.sendText("!", false);
            assertThat(recorder.nextText()).isEqualTo("first !");
            assertThat(recorder.nextText()).isEqualTo("enough");
            remote.sendText(Samples.text(900_000), true);
            for (int i = 0; i < 3; i++) {
                remote.sendText("a" + i);
                assertThat(recorder.nextText()).isEqualTo("first a");
                assertThat(recorder.nextText()).isEqualTo("rest " + Digest.of("" + i));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void messagesAreReadInTheirOrder(Peer peer) throws Exception {
        talk(peer, "streaming/order", (session, recorder) -> {
            for (int i = 0; i < 10; i++) {
                session.getAsyncRemote().sendText(i + "x".repeat(i % 2 == 0 ? 300_000 : 10));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(recorder.nextText()).isEqualTo("first " + i);
                assertThat(recorder.nextText()).isEqualTo("rest " + Digest.of("x".repeat(i % 2 == 0 ? 300_000 : 10)));
            }
        });
    }

    @Test
    void anAbortEndsTheReadingAndTheConnectionGoesOn() throws Exception {
        talk(Peer.NEGOTIATED, "streaming/abort", (session, recorder) -> {
            PipedOutputStream end = new PipedOutputStream();
            InputStream endless = new PipedInputStream(end);
            end.write('a');
            end.flush();
            Transfer transfer = ((LighterageSession) session)
                    .send(endless, SendOptions.create().metadata("name", "endless"));
            assertThat(recorder.nextText()).isEqualTo("first a {name=endless}");
            transfer.abort("changed my mind");
            assertThat(recorder.nextText()).isEqualTo("failed with CANCELLED");
            end.close();
            goesOn(session, recorder);
        });
    }

    private static void goesOn(Session session, Recorder recorder) throws Exception {
        session.getBasicRemote().sendText("ab");
        assertThat(recorder.nextText()).isEqualTo("first a");
        assertThat(recorder.nextText()).isEqualTo("rest " + Digest.of("b"));
        assertThat(recorder.isEmpty()).isTrue();
    }

    @Test
    void aTextThatGrowsTooLongEndsTheReadingAndTheConnectionGoesOn() throws Exception {
        talk(Peer.NEGOTIATED, "streaming-limited/too-long", (session, recorder) -> {
            session.getBasicRemote().sendText("a", false);
            assertThat(recorder.nextText()).isEqualTo("first a");
            assertThatThrownBy(() -> session.getBasicRemote().sendText(Samples.text(1_000_000), true))
                    .isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.getCode())
                            .isEqualTo(TransferException.Code.TOO_LARGE));
            assertThat(recorder.nextText()).isEqualTo("failed with TOO_LARGE");
            goesOn(session, recorder);
        });
    }

    @Test
    void aTextOfAPlainPeerThatGrowsTooLongEndsTheReadingAndTheConnection() throws Exception {
        Recorder recorder = new Recorder();
        try (Session session =
                recorder.connect(ClientManager.createClient(), endpoint("streaming-limited/plain-too-long"))) {
            session.getBasicRemote().sendText("a", false);
            assertThat(recorder.nextText()).isEqualTo("first a");
            sendEnding(() -> session.getBasicRemote().sendText(Samples.text(1_000_000), true));
            CloseReason reason = get(recorder.closed());
            assertThat(reason.getCloseCode().getCode()).isEqualTo(1009);
        }
        awaitJournal("plain-too-long failed with TOO_LARGE");
    }

    @Test
    void corruptTextEndsTheReadingAndTheConnectionGoesOn() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("streaming/corrupt"))) {
            beginText(peer);
            // DATA of message 1, with a byte that UTF-8 does not have; then the ABORT that answers REJECT.
            peer.send("130162ff63");
            assertThat(nextText(peer)).isEqualTo("failed with CORRUPT");
            peer.send("150104");
            peer.send("10" + "6162");
            assertThat(nextText(peer)).isEqualTo("first a");
            assertThat(nextText(peer)).isEqualTo("rest " + Digest.of("b"));
        }
    }

    /** HELLO, and BEGIN of text message 1 with "a"; returns when the endpoint has read that. */
    private static void beginText(RawPeer peer) throws Exception {
        peer.send("0101000000");
        peer.send("12010161");
        assertThat(nextText(peer)).isEqualTo("first a");
    }

    /** The next short text; the frames before it are the protocol's own. */
    private static String nextText(RawPeer peer) throws Exception {
        ByteBuffer frame = peer.next();
        while (frame.get() != 0x10) {
            frame = peer.next();
        }
        return StandardCharsets.UTF_8.decode(frame).toString();
    }

    /** Of messages under way the one that is read goes on as it is, and the next is for the new handler. */
    @Test
    void aHandlerThatIsReplacedWhileItReadsReadsOn() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("replacing/whole"))) {
            peer.send("0101000000");
            peer.send("12010161");
            peer.send("12020162");
            peer.send("12030163");
            assertThat(nextText(peer)).isEqualTo("replaced after a");
            // ABORT of 2, then END of 1 and of 3.
            peer.send("150205");
            peer.send(end(1, "ad", "64"));
            assertThat(nextText(peer)).isEqualTo("rest d");
            peer.send(end(3, "ce", "65"));
            assertThat(nextText(peer)).isEqualTo("whole ce");
        }
    }

    private static String end(int id, String whole, String lastBytes) {
        CRC32C crc = new CRC32C();
        crc.update(whole.getBytes(StandardCharsets.UTF_8));
        return String.format("14%02x%08x%s", id, crc.getValue(), lastBytes);
    }

    @Test
    void aHandlerOfAPlainPeerThatIsReplacedWhileItReadsReadsOn() throws Exception {
        talk(Peer.PLAIN, "replacing/parts", (session, recorder) -> {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            remote.sendText("a", false);
            assertThat(recorder.nextText()).isEqualTo("replaced after a");
            remote.sendText("b", false);
            remote.sendText("c", true);
            assertThat(recorder.nextText()).isEqualTo("rest bc");
            remote.sendText("d", false);
            assertThat(recorder.nextText()).isEqualTo("part d false");
            remote.sendText("e", true);
            assertThat(recorder.nextText()).isEqualTo("part e true");
        });
    }

    @Test
    void aLostConnectionEndsTheReading() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("streaming/lost-negotiated"))) {
            beginText(peer);
            // The answer may be here before the server knows that it is sent; that would fail instead.
            awaitJournal("lost-negotiated reads on");
        }
        awaitJournal("lost-negotiated IOException The message has failed: The connection was closed with");
    }

    @Test
    void aLostConnectionOfAPlainPeerEndsTheReading() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket peer = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint("streaming/lost-plain"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket source, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }
                })
                .get(TIMEOUT, TimeUnit.SECONDS);
        peer.sendText("a", false);
        assertThat(get(answer)).isEqualTo("first a");
        awaitJournal("lost-plain reads on");
        peer.abort();
        awaitJournal("lost-plain IOException The message has failed: The connection was closed with");
    }

    /** The endpoint's readers hold threads of their own, not the connections'. */
    @Test
    void manyMessagesAreReadAtOnce() throws Exception {
        byte[] rest = Samples.bytes(200_000);
        try (LighterageClient client = newClient()) {
            Recorder[] recorders = new Recorder[40];
            Session[] sessions = new Session[recorders.length];
            for (int i = 0; i < recorders.length; i++) {
                recorders[i] = new Recorder();
                sessions[i] = recorders[i].connect(client, endpoint("streaming/many"));
                sessions[i].getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {'a'}), false);
            }
            for (Recorder recorder : recorders) {
                assertThat(recorder.nextText()).isEqualTo("first a {}");
            }
            byte[] whole = Arrays.copyOf(new byte[] {'a'}, rest.length + 1);
            System.arraycopy(rest, 0, whole, 1, rest.length);
            for (int i = 0; i < recorders.length; i++) {
                sessions[i].getBasicRemote().sendBinary(ByteBuffer.wrap(rest), true);
                assertThat(recorders[i].nextText()).isEqualTo(Digest.of(whole));
                sessions[i].close();
            }
        }
    }
}
