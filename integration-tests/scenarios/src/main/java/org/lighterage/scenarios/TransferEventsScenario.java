package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.SendOptions;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.observers.TransferJournal;

/** The events of transfers that beans of an application observe; its WAR has those of the package {@code observers}. */
@RunAsClient
public class TransferEventsScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create("observed").addPackage(TransferJournal.class.getPackage());
    }

    private static final String HELLO = "0101000000";
    private static final List<String> BOTH = List.of("sync", "async");

    /** One event as the journal has it: "name how direction id kind bytes about". */
    private record Line(String how, String transfer, String kind, long bytes, String about) {

        static Line of(String journal) {
            String[] words = journal.split(" ", 7);
            return new Line(words[1], words[2] + " " + words[3], words[4], Long.parseLong(words[5]), words[6]);
        }
    }

    /** All events of an endpoint's sessions by the name in its path, which no other name of these tests ends with. */
    private List<Line> lines(String name) throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("journal"))) {
            session.getBasicRemote().sendText(name + " ");
            String answer = recorder.nextText();
            String all = answer.substring(1, answer.length() - 1);
            return all.isEmpty()
                    ? List.of()
                    : List.of(all.split(", (?=" + name + " )")).stream()
                            .map(Line::of)
                            .toList();
        }
    }

    /** The events of one transfer that observers of one kind saw, once the last has come. */
    private List<Line> awaitEnd(String name, String how, String transfer) {
        List<Line>[] found = newList();
        await().atMost(Duration.ofSeconds(TIMEOUT)).untilAsserted(() -> {
            found[0] = lines(name).stream()
                    .filter(line -> line.how().equals(how) && line.transfer().equals(transfer))
                    .toList();
            assertThat(found[0]).extracting(Line::kind).containsAnyOf("Completed", "Failed");
        });
        return found[0];
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type can be made in no other way.
    private static List<Line>[] newList() {
        return new List[1];
    }

    private void assertTransfer(String name, String transfer, String end, long bytes, String about) {
        for (String how : BOTH) {
            List<Line> lines = awaitEnd(name, how, transfer);
            assertThat(lines).first().returns("Started", Line::kind).returns(0L, Line::bytes);
            assertThat(lines).last().returns(end, Line::kind).returns(bytes, Line::bytes);
            assertThat(lines.subList(1, lines.size() - 1))
                    .allMatch(line -> line.kind().equals("Progressed"));
            assertThat(lines).extracting(Line::bytes).isSorted();
            assertThat(lines.get(lines.size() - 1).about()).isEqualTo(about);
        }
    }

    @Test
    void transfersOfALighteragePeerAreObservedInBothDirections() throws Exception {
        byte[] bytes = Samples.bytes(20_000_000);
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("transfers/negotiated"))) {
            SendOptions named = SendOptions.create().metadata("name", "a");
            ((LighterageSession) session).send(ByteBuffer.wrap(bytes), named);
            assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(bytes));
            assertTransfer("negotiated", "INCOMING 1", "Completed", bytes.length, "binary 20000000{name=a}");
            assertTransfer("negotiated", "OUTGOING 2", "Completed", bytes.length, "binary 20000000{}");
        }
    }

    @Test
    void transfersOfAPlainPeerAreObservedInBothDirections() throws Exception {
        byte[] bytes = Samples.bytes(300_000);
        Recorder recorder = new Recorder();
        ClientManager plain = ClientManager.createClient();
        plain.setDefaultMaxBinaryMessageBufferSize(1 << 20);
        try (Session session = recorder.connect((WebSocketContainer) plain, endpoint("transfers/plain"))) {
            // In two frames: some containers give one, however long, in one piece.
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes, 0, 100_000), false);
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes, 100_000, 200_000), true);
            assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(bytes));
            assertTransfer("plain", "INCOMING 1", "Completed", bytes.length, "binary -1{}");
            assertTransfer("plain", "OUTGOING 2", "Completed", bytes.length, "binary 300000{}");
        }
    }

    @Test
    void messagesOfOneFrameAreNoTransfers() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("transfers/short"))) {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[1000]));
            assertThat(recorder.nextBytes().remaining()).isEqualTo(1000);
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[100_000]));
            assertThat(recorder.nextBytes().remaining()).isEqualTo(100_000);
            assertTransfer("short", "INCOMING 1", "Completed", 100_000, "binary 100000{}");
        }
    }

    @Test
    void progressIsObservedWhileACallbackWaitsForTheTransfer() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("transfers/blocked"))) {
            peer.send(HELLO);
            peer.next();
            sendBytes(peer, 40_000);
            // BEGIN, DATA and END.
            peer.next();
            peer.next();
            peer.next();
            // ACK of the first; the callback waits for DELIVERED.
            peer.send("0201");
            await().atMost(Duration.ofSeconds(TIMEOUT))
                    .untilAsserted(() ->
                            assertThat(lines("blocked")).extracting(Line::kind).contains("Progressed"));
            peer.send("1701");
            assertTransfer("blocked", "OUTGOING 1", "Completed", 40_000, "binary 40000{}");
        }
    }

    /** Has the endpoint send so many bytes; frames have at most 16 KiB, as this peer says nothing else. */
    private static void sendBytes(RawPeer peer, int bytes) throws Exception {
        StringBuilder hex = new StringBuilder("10");
        String.valueOf(bytes).chars().forEach(digit -> hex.append(Integer.toHexString(digit)));
        peer.send(hex.toString());
    }

    @Test
    void anIncomingTransferThatIsRejectedFails() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("transfers/rejecting"))) {
            peer.send(HELLO);
            peer.next();
            // BEGIN of a message of 2^35 - 1 bytes, of which three come.
            peer.send("120102ffffffff7f010203");
            assertTransfer("rejecting", "INCOMING 1", "Failed", 0, "binary 34359738367{} TOO_LARGE");
        }
    }

    @Test
    void anOutgoingTransferThatThePeerRejectsFails() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("transfers/rejected"))) {
            peer.send(HELLO);
            peer.next();
            sendBytes(peer, 50_000);
            peer.next();
            peer.send("180102");
            assertTransfer("rejected", "OUTGOING 1", "Failed", 0, "binary 50000{} NO_CAPACITY");
        }
    }

    @Test
    void transfersThatALostConnectionBreaksFailBeforeTheBeansOfTheSessionEnd() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("transfers/lost"))) {
            peer.send(HELLO);
            peer.next();
            sendBytes(peer, 50_000);
            peer.next();
            peer.send("120100010203");
            await().atMost(Duration.ofSeconds(TIMEOUT))
                    .untilAsserted(() ->
                            assertThat(lines("lost")).extracting(Line::transfer).contains("INCOMING 2"));
        }
        assertTransfer("lost", "OUTGOING 1", "Failed", 0, "binary 50000{} connection");
        assertTransfer("lost", "INCOMING 2", "Failed", 3, "binary -1{} connection");
        await().atMost(Duration.ofSeconds(TIMEOUT))
                .untilAsserted(() -> assertThat(journal("ended after")).contains("ended after TransferFailed"));
    }

    @Test
    void aPlainTransferThatALostConnectionBreaksFails() throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(ClientManager.createClient(), endpoint("transfers/gone"))) {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[5]), false);
            await().atMost(Duration.ofSeconds(TIMEOUT))
                    .untilAsserted(() -> assertThat(lines("gone")).isNotEmpty());
        }
        assertTransfer("gone", "INCOMING 1", "Failed", 5, "binary -1{} connection");
    }

    @Test
    void aPlainTransferThatIsTooLargeFails() throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(ClientManager.createClient(), endpoint("transfers/too-large"))) {
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1), false);
            sendEnding(() -> session.getBasicRemote().sendBinary(ByteBuffer.allocate(34_000_000), true));
            for (String how : BOTH) {
                List<Line> lines = awaitEnd("too-large", how, "INCOMING 1");
                assertThat(lines.get(lines.size() - 1).about()).isEqualTo("binary -1{} TOO_LARGE");
            }
        }
    }
}
