package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** Paths, their parameters, and errors (Jakarta WebSocket, sections 4.3 and 5.2): rules 1 and 16 to 18. */
@RunAsClient
public abstract class ErrorRules extends EndpointRules {

    private static Conversation exchange(String... sentAndAnswered) {
        return (session, recorder) -> {
            for (int i = 0; i < sentAndAnswered.length; i += 2) {
                session.getBasicRemote().sendText(sentAndAnswered[i]);
                assertThat(recorder.nextText()).isEqualTo(sentAndAnswered[i + 1]);
            }
        };
    }

    @WithEachPeer
    void rule01_theBestMatchIsExactFromLeftToRight(Peer peer) throws Exception {
        talk(peer, "path/exact/exact/exact", exchange("", "all exact"));
        talk(peer, "path/exact/exact/other", exchange("", "two exact other"));
        talk(peer, "path/exact/exact/end", exchange("", "two exact end"));
        talk(peer, "path/exact/other/end", exchange("", "late exact other"));
        talk(peer, "path/other/exact/end", exchange("", "early variable other"));
    }

    @WithEachPeer
    void rule16_segmentsComeAsEveryPrimitiveAndBox(Peer peer) throws Exception {
        String values = "true -1 x 300 70000 9000000000 1.5 0.25";
        talk(peer, "path/types/TRUE/-1/xyz/300/70000/9000000000/1.5/25e-2", (session, recorder) -> {
            assertThat(recorder.nextText()).isEqualTo(values);
            exchange("", values).hold(session, recorder);
        });
    }

    @WithEachPeer
    void rule16_segmentsComeInAllCallbacks(Peer peer) throws Exception {
        talk(peer, noting("path/some/7"), exchange("text", "text 7"));
        assertThat(notesUntil("close")).containsExactly("open some 7 7", "close 7");
    }

    @Test
    void rule16_segmentsAreUrlDecoded() throws Exception {
        // Over a socket, since the client encodes what is encoded.
        try (SocketPeer peer = SocketPeer.connect(notingEndpoint("path/a%20b%C3%A4+c/7"))) {
            peer.sendText("text");
            assertThat(peer.next().text()).isEqualTo("text 7");
        }
        assertThat(notes()).contains("open a bä+c 7 7");
    }

    @WithEachPeer
    void rule16_anUnknownNameIsNull(Peer peer) throws Exception {
        talk(peer, noting("path/some/7"), (session, recorder) -> {
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1));
            assertThat(recorder.nextText()).isEqualTo("unknown null");
        });
    }

    @WithEachPeer
    void rule16_anUnknownNameIsNullForABox(Peer peer) throws Exception {
        talk(peer, noting("path/some/7"), (session, recorder) -> {
            session.getBasicRemote().sendPong(ByteBuffer.allocate(1));
            assertThat(recorder.nextText()).isEqualTo("unknown null");
        });
    }

    @WithEachPeer
    void rule16_whatCannotBeDecodedInOnMessageIsADecodeExceptionWithTheSegment(Peer peer) throws Exception {
        talk(peer, noting("path/some/seven"), exchange("text", "DecodeException seven"));
    }

    @WithEachPeer
    void rule16_whatCannotBeDecodedInOnOpenIsADecodeExceptionWithTheSegment(Peer peer) throws Exception {
        talk(peer, noting("path/open/number/seven"), (session, recorder) -> assertThat(notesUntil("error"))
                .containsExactly("error seven DecodeException seven"));
    }

    @WithEachPeer
    void rule16_whatCannotBeDecodedInOnCloseIsADecodeExceptionWithTheSegment(Peer peer) throws Exception {
        talk(peer, noting("path/some/seven"), (session, recorder) -> {});
        // Some containers report the end of the connection first.
        assertThat(notesUntil("error Decode"))
                .startsWith("open some seven seven")
                .endsWith("error DecodeException seven")
                .filteredOn(line -> line.contains("DecodeException"))
                .hasSize(1);
    }

    @WithEachPeer
    void rule16_whatCannotBeDecodedInOnErrorIsLogged(Peer peer) throws Exception {
        talk(peer, noting("path/error/number/seven"), (session, recorder) -> {
            session.getBasicRemote().sendText("fail");
            exchange("text", "text").hold(session, recorder);
        });
        assertThat(notes()).isEmpty();
        talk(peer, noting("path/error/number/7"), (session, recorder) -> {
            session.getBasicRemote().sendText("fail");
            assertThat(notesUntil("error")).containsExactly("error 7");
        });
    }

    @WithEachPeer
    void rule17_whatOnOpenThrowsGoesToOnError(Peer peer) throws Exception {
        talk(peer, noting("failures/open"), (session, recorder) -> assertThat(notesUntil("TimeoutException"))
                .contains("TimeoutException open failed"));
    }

    @WithEachPeer
    void rule17_whatOnMessageThrowsGoesToOnErrorAsItIs(Peer peer) throws Exception {
        talk(peer, noting("failures/message"), (session, recorder) -> {
            sendEnding(() -> session.getBasicRemote().sendText("runtime"));
            assertThat(notesUntil("IllegalStateException")).startsWith("IllegalStateException runtime failed");
        });
    }

    @WithEachPeer
    void rule17_checkedExceptionsAndErrorsComeAsTheyAre(Peer peer) throws Exception {
        talk(peer, noting("failures/message"), (session, recorder) -> {
            session.getBasicRemote().sendText("checked");
            session.getBasicRemote().sendText("error");
            assertThat(notesUntil("AssertionError"))
                    .containsExactly("TimeoutException checked failed", "AssertionError error failed");
        });
    }

    @WithEachPeer
    void rule17_whatOnCloseThrowsGoesToOnErrorAsItIs(Peer peer) throws Exception {
        talk(
                peer,
                noting("failures/close"),
                (session, recorder) -> session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "")));
        assertThat(notesUntil("IOException")).containsExactly("closed", "IOException close failed");
    }

    @WithEachPeer
    void rule17_whatOnErrorThrowsIsLogged(Peer peer) throws Exception {
        talk(peer, noting("failures/message"), (session, recorder) -> {
            session.getBasicRemote().sendText("twice");
            exchange("text", "text").hold(session, recorder);
        });
        assertThat(notesUntil("closed")).containsExactly("IllegalStateException twice failed", "closed");
    }

    @WithEachPeer
    void rule17_withoutOnErrorItIsLogged(Peer peer) throws Exception {
        talk(peer, "failures/without/method", (session, recorder) -> {
            session.getBasicRemote().sendText("fail");
            exchange("text", "text").hold(session, recorder);
        });
    }

    @WithEachPeer
    void rule18_theSessionStaysOpenAfterOnMessageFailed(Peer peer) throws Exception {
        talk(peer, noting("failures/message"), (session, recorder) -> {
            for (String kind : new String[] {"checked", "runtime", "error"}) {
                session.getBasicRemote().sendText(kind);
                exchange("after " + kind, "after " + kind).hold(session, recorder);
            }
        });
    }

    @WithEachPeer
    void rule18_theSessionStaysOpenAfterOnOpenFailed(Peer peer) throws Exception {
        talk(peer, noting("failures/open"), exchange("after", "after"));
    }
}
