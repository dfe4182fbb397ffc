package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** What only few applications do: rules 13, 19, 24, 25 and 28. */
@RunAsClient
public abstract class EdgeRules extends EndpointRules {

    @WithEachPeer
    void rule28_aThreadThatSendsInTheMiddleOfItsOwnMessageIsRefused(Peer peer) throws Exception {
        for (String what : new String[] {"text", "binary", "object", "parts"}) {
            talk(peer, "edges/middle", (session, recorder) -> {
                session.getBasicRemote().sendText(what);
                assertThat(recorder.nextText()).as(what).isEqualTo("ab");
                assertThat(recorder.nextText()).as(what).isEqualTo("IllegalStateException");
            });
        }
        talk(peer, "edges/middle", (session, recorder) -> {
            session.getBasicRemote().sendText("stream");
            assertThat(recorder.nextBytes().remaining()).isEqualTo(1);
            assertThat(recorder.nextText()).isEqualTo("IllegalStateException");
        });
    }

    @WithEachPeer
    void rule28_whatIsReturnedInTheMiddleOfAMessageIsRefused(Peer peer) throws Exception {
        talk(peer, "edges/middle", (session, recorder) -> {
            session.getBasicRemote().sendText("answer");
            assertThat(recorder.nextText()).isEqualTo("a IllegalStateException");
        });
    }

    @Test
    void rule13_aTextOfAPlainPeerThatIsLongerThanTheSessionBuffersEndsTheConnection() throws Exception {
        talk(Peer.PLAIN, "edges/buffers", (session, recorder) -> {
            session.getBasicRemote().sendText("ä".repeat(1000));
            assertThat(recorder.nextText()).isEqualTo("1000");
            sendEnding(() -> session.getBasicRemote().sendText("x".repeat(1001)));
            assertThat(get(recorder.closed()).getCloseCode().getCode()).isEqualTo(1009);
        });
    }

    @Test
    void rule13_aTextInFramesThatIsLongerThanTheSessionBuffersEndsTheConnection() throws Exception {
        try (SocketPeer peer = SocketPeer.connect(notingEndpoint("edges/buffers"))) {
            byte[] part = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
            peer.send(SocketPeer.TEXT, false, part);
            for (int i = 0; i < 9; i++) {
                peer.send(SocketPeer.CONTINUATION, false, part);
            }
            peer.send(SocketPeer.CONTINUATION, true);
            assertThat(peer.next().text()).isEqualTo("1000");
            peer.send(SocketPeer.TEXT, false, part);
            for (int i = 0; i < 10; i++) {
                peer.send(SocketPeer.CONTINUATION, false, part);
            }
            assertThat(peer.next().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void rule13_aBinaryMessageOfAPlainPeerThatIsLongerThanTheSessionBuffersEndsTheConnection() throws Exception {
        talk(Peer.PLAIN, "edges/buffers", (session, recorder) -> {
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(2000));
            assertThat(recorder.nextText()).isEqualTo("2000");
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(2001));
            assertThat(get(recorder.closed()).getCloseCode().getCode()).isEqualTo(1009);
        });
    }

    @WithEachPeer
    void rule13_whatIsReadIsNotBuffered(Peer peer) throws Exception {
        talk(peer, "edges/reader", (session, recorder) -> {
            for (int i = 0; i < 2; i++) {
                session.getBasicRemote().sendText("x".repeat(5000));
                assertThat(recorder.nextText()).isEqualTo("5000");
            }
        });
    }

    @WithEachPeer
    void rule24_theSessionBeginsWithTheDefaultsOfItsContainer(Peer peer) throws Exception {
        talk(peer, noting("edges/seen"), (session, recorder) -> {
            session.getBasicRemote().sendText("text");
            assertThat(recorder.nextText()).isEqualTo("true true true true");
        });
    }

    @WithEachPeer
    void rule25_theSessionIsAmongTheOpenOnesFromOnOpenToTheEnd(Peer peer) throws Exception {
        talk(peer, noting("edges/seen"), (session, recorder) -> {
            session.getBasicRemote().sendText("text");
            recorder.nextText();
            session.close();
            get(recorder.closed());
        });
        assertThat(notesUntil("closed"))
                .containsExactly(
                        "opened same true open true",
                        "message same true open true",
                        "ending same true open false",
                        "closed 1000");
    }

    @Test
    void rule19_aLostConnectionIsAnEndAndAnErrorBeforeWhereTheContainerSaysSo() throws Exception {
        SocketPeer peer = SocketPeer.connect(notingEndpoint("edges/seen"));
        // Some containers never notice a connection that is lost while they still open the session.
        notesUntil("opened");
        peer.close();
        List<String> notes = notesUntil("closed");
        // Whether the session is among the open ones at either end is rule 25.
        assertThat(notes).first(STRING).startsWith("opened same true");
        assertThat(notes.get(notes.size() - 2)).startsWith("ending same true");
        assertThat(notes).last(STRING).startsWith("closed ");
        assertThat(notes.subList(1, notes.size() - 2)).hasSizeLessThan(2).allMatch(line -> line.startsWith("error "));
    }

    @Test
    void rule19_aTextThatIsNoUtf8EndsTheConnection() throws Exception {
        try (SocketPeer peer = SocketPeer.connect(notingEndpoint("edges/seen"))) {
            peer.send(SocketPeer.TEXT, true, (byte) 0xC3, (byte) 0x28);
            assertThat(peer.next().closeCode()).isEqualTo(1007);
        }
        assertThat(notesUntil("closed")).noneMatch(line -> line.startsWith("message"));
    }
}
