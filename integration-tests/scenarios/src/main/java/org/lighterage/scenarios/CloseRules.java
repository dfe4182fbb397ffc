package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The end of sessions (Jakarta WebSocket, section 2.1.5): rules 19 and 20. */
@RunAsClient
public abstract class CloseRules extends EndpointRules {

    private static final String PATH = "closing/message";

    /** RFC 6455, section 5.5: as long as a reason may be. */
    private static final String LONGEST_REASON = "ä".repeat(61) + "x";

    private void assertClosed(CloseReason reason, int code, String phrase) {
        assertThat(reason.getCloseCode().getCode()).isEqualTo(code);
        assertThat(reason.getReasonPhrase() == null ? "" : reason.getReasonPhrase())
                .isEqualTo(phrase);
    }

    private void assertNoted(String... lines) {
        assertThat(notesUntil("closed")).containsExactly(lines);
    }

    /** Undertow sometimes reports as an error that the peer has closed its socket, which it does when all is said. */
    @Override
    protected List<String> notesOfUntil(String name, String start) {
        return super.notesOfUntil(name, start).stream()
                .filter(line -> !line.startsWith("error java.net.SocketException"))
                .toList();
    }

    @WithEachPeer
    void rule19_thePeersCodeAndReasonComeToOnClose(Peer peer) throws Exception {
        for (int code : new int[] {1000, 1001, 1008, 4000, 4999}) {
            String path = noting(PATH) + code;
            talk(peer, path, (session, recorder) -> {
                session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), "wegen ä"));
                get(recorder.closed());
            });
            assertThat(notesOfUntil(test + code, "closed")).containsExactly("closed " + code + " [wegen ä]");
        }
    }

    private void assertServerCloses(Peer peer, String message, int code, String phrase) throws Exception {
        talk(peer, noting(PATH), (session, recorder) -> {
            // Without waiting: the close that it asks for may come before the send is known to have ended.
            session.getAsyncRemote().sendText(message);
            assertClosed(get(recorder.closed()), code, phrase);
        });
        assertNoted("closed " + code + " [" + phrase + "] after a message");
    }

    @WithEachPeer
    void rule19_closeWithoutAReasonIsNormal(Peer peer) throws Exception {
        assertServerCloses(peer, "close", 1000, "");
    }

    @WithEachPeer
    void rule19_closeWithAReasonComesToBoth(Peer peer) throws Exception {
        assertServerCloses(peer, "1001 going", 1001, "going");
    }

    @WithEachPeer
    void rule19_codesOfTheApplicationComeToBoth(Peer peer) throws Exception {
        assertServerCloses(peer, "4321 own ä", 4321, "own ä");
    }

    @WithEachPeer
    void rule19_theLongestReasonComesWhole(Peer peer) throws Exception {
        assertServerCloses(peer, "4000 " + LONGEST_REASON, 4000, LONGEST_REASON);
    }

    @WithEachPeer
    void rule19_onlyTheFirstCloseCounts(Peer peer) throws Exception {
        assertServerCloses(peer, "twice", 4001, "first");
    }

    @WithEachPeer
    void rule19_whatWasSentBeforeTheCloseArrives(Peer peer) throws Exception {
        talk(peer, noting(PATH), (session, recorder) -> {
            // Without waiting: the close that it asks for may come before the send is known to have ended.
            session.getAsyncRemote().sendText("answer");
            assertThat(recorder.nextText()).isEqualTo("bye");
            assertThat(recorder.nextText()).isEqualTo("bye later");
            assertClosed(get(recorder.closed()), 1000, "");
        });
    }

    @WithEachPeer
    void rule19_aSessionMayBeClosedInOnOpen(Peer peer) throws Exception {
        withClient(peer, client -> {
            Recorder recorder = new Recorder();
            recorder.connect(client, notingEndpoint("closing/open"));
            assertClosed(get(recorder.closed()), 4000, "in @OnOpen");
            return null;
        });
        assertNoted("closed 4000 [in @OnOpen]");
    }

    @Test
    void rule19_aConnectionOfAPlainPeerThatIsLostIsClosedAbnormally() throws Exception {
        try (SocketPeer peer = SocketPeer.connect(notingEndpoint(PATH))) {
            // Tyrus never notices a connection that is lost while it still opens the session.
            peer.send(SocketPeer.PING, true);
            assertThat(peer.next().opcode()).isEqualTo(SocketPeer.PONG);
        }
        assertThat(notesUntil("closed").stream().filter(line -> line.startsWith("closed")))
                .singleElement()
                .asString()
                .startsWith("closed 1006");
    }

    @Test
    void rule19_aCloseFrameWithoutACodeComesToOnCloseOnce() throws Exception {
        try (SocketPeer peer = SocketPeer.connect(notingEndpoint(PATH))) {
            peer.send(SocketPeer.CLOSE, true);
            assertThat(peer.next().opcode()).isEqualTo(SocketPeer.CLOSE);
        }
        // The container says which of the codes for that it is, and may give it a name.
        assertThat(notesUntil("closed")).singleElement(STRING).containsPattern("^closed (1005|1000) ");
    }

    @Test
    void rule19_codesThatOnlyDescribeAreNeverSent() throws Exception {
        for (int code : new int[] {1004, 1005, 1006, 1015}) {
            try (SocketPeer peer = SocketPeer.connect(URI.create(notingEndpoint(PATH) + "-" + code))) {
                peer.sendText(code + " reserved");
                SocketPeer.Frame frame = peer.next();
                assertThat(frame.opcode()).isEqualTo(SocketPeer.CLOSE);
                assertThat(frame.payload().length == 0 ? 0 : frame.closeCode())
                        .as("for %d", code)
                        .isNotIn(1004, 1005, 1006, 1015);
            }
            assertThat(notesOfUntil(test + "-" + code, "closed")).hasSize(1);
        }
    }

    @WithEachPeer
    void rule20_theSessionTellsEverythingUntilOnCloseHasReturned(Peer peer) throws Exception {
        talk(peer, noting("closing/session/facts"), (session, recorder) -> {
            session.getBasicRemote().sendText("facts");
            String facts = recorder.nextText();
            assertThat(facts)
                    .contains(
                            "getProtocolVersion=13",
                            "getQueryString=" + test,
                            "getRequestURI=" + endpoint("closing/session/facts").getPath(),
                            "getUserProperties=property",
                            "isSecure=false",
                            "getNegotiatedSubprotocol=,",
                            "getPathParameters={}",
                            "getUserPrincipal=null")
                    .doesNotContain("Exception");
            session.close();
            get(recorder.closed());
            assertThat(notesUntil("closed")).containsExactly(facts, "closed");
        });
    }

    @WithEachPeer
    void rule20_theSessionTellsEverythingInOnCloseAlsoWhereTheServerCloses(Peer peer) throws Exception {
        talk(peer, noting("closing/session/facts"), (session, recorder) -> {
            session.getBasicRemote().sendText("facts");
            String facts = recorder.nextText();
            // Without waiting: the close that it asks for may come before the send is known to have ended.
            session.getAsyncRemote().sendText("close");
            get(recorder.closed());
            assertThat(notesUntil("closed")).containsExactly(facts, "closed");
        });
    }

    private String working() throws Exception {
        return withClient(Peer.PLAIN, client -> {
            Recorder recorder = new Recorder();
            try (Session session = recorder.connect(client, endpoint("closing/session/after"))) {
                session.getBasicRemote().sendText(test);
                return recorder.nextText();
            }
        });
    }

    @WithEachPeer
    void rule20_afterOnCloseOnlyCloseWorks(Peer peer) throws Exception {
        talk(peer, noting("closing/session/facts"), (session, recorder) -> {
            session.getBasicRemote().sendText("facts");
            assertThat(recorder.nextText()).isNotEmpty();
        });
        notesUntil("closed");
        await().untilAsserted(() -> assertThat(working()).isEqualTo("[close, closeWithReason]"));
    }

    @WithEachPeer
    void rule20_afterOnCloseOnlyCloseWorksAlsoWhereTheServerClosed(Peer peer) throws Exception {
        talk(peer, noting("closing/session/facts"), (session, recorder) -> {
            // Without waiting: the close that it asks for may come before the send is known to have ended.
            session.getAsyncRemote().sendText("close");
            get(recorder.closed());
        });
        notesUntil("closed");
        await().untilAsserted(() -> assertThat(working()).isEqualTo("[close, closeWithReason]"));
    }
}
