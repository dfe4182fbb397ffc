package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.PongMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** Sending (Jakarta WebSocket, chapter 2, and the documentation of RemoteEndpoint): rules 11, 12, 15 and 27 to 29. */
@RunAsClient
public abstract class SendRules extends EndpointRules {

    /** Has the endpoint send so, and tells what came, of which the last is what it says of it. */
    private Conversation sending(String how, String... messages) {
        return (session, recorder) -> {
            session.getBasicRemote().sendText(how);
            List<String> came = new ArrayList<>();
            for (int i = 0; i < messages.length; i++) {
                came.add(recorder.nextAsText());
            }
            assertThat(came).containsExactly(messages);
            assertThat(recorder.isEmpty()).isTrue();
        };
    }

    private void assertSent(Peer peer, String how, String... messages) throws Exception {
        talk(peer, noting("sending/all"), sending(how, messages));
    }

    @WithEachPeer
    void rule11_anEncodersFailureComesToWhoeverSends(Peer peer) throws Exception {
        assertSent(peer, "failing basic", "EncodeException: there is none Cat[name=unicorn]");
    }

    @WithEachPeer
    void rule12_primitivesNeedNoEncoder(Peer peer) throws Exception {
        assertSent(peer, "primitives", "true", "1", "c", "2", "3", "4", "1.5", "2.5", "a", "end");
    }

    @WithEachPeer
    void rule12_textsAndBuffersNeedNoEncoder(Peer peer) throws Exception {
        assertSent(peer, "other objects", "string", "b", "end");
    }

    @WithEachPeer
    void rule15_pingsAndPongsCarryUpTo125Bytes(Peer peer) throws Exception {
        talk(peer, noting("sending/all"), (session, recorder) -> {
            Queue<Integer> pongs = new ConcurrentLinkedQueue<>();
            session.addMessageHandler(
                    PongMessage.class,
                    pong -> pongs.add(pong.getApplicationData().remaining()));
            sending("controls", "end").hold(session, recorder);
            Awaitility.await().untilAsserted(() -> assertThat(pongs).containsExactly(0, 125));
        });
    }

    @WithEachPeer
    void rule15_aLongerPingOrPongIsAnIllegalArgument(Peer peer) throws Exception {
        talk(peer, "sending/nothing", sending("too long", "[]"));
    }

    @WithEachPeer
    void rule15_aPingOrPongWithNullIsAnIllegalArgument(Peer peer) throws Exception {
        talk(peer, "sending/nothing", sending("null controls", "[]"));
    }

    @WithEachPeer
    void rule27_futuresHoldNullWhenTheMessageWasSent(Peer peer) throws Exception {
        assertSent(peer, "futures", "text", "binary", "animal tom", "[null, null, null, true]");
    }

    @WithEachPeer
    void rule27_handlersAreToldThatTheMessageWasSent(Peer peer) throws Exception {
        assertSent(peer, "handlers", "text", "binary", "animal tom", "true null, true null, true null");
    }

    @WithEachPeer
    void rule27_futuresHoldWhatFailed(Peer peer) throws Exception {
        assertSent(peer, "failing future", "ExecutionException: EncodeException");
        assertSent(peer, "unknown future", "ExecutionException: EncodeException");
    }

    @WithEachPeer
    void rule27_handlersAreToldWhatFailed(Peer peer) throws Exception {
        assertSent(peer, "failing handler", "false EncodeException: there is none");
    }

    @WithEachPeer
    void rule27_aNullMessageIsAnIllegalArgument(Peer peer) throws Exception {
        talk(peer, "sending/nothing", sending("null messages", "[]"));
    }

    @WithEachPeer
    void rule27_aNullHandlerIsAnIllegalArgument(Peer peer) throws Exception {
        talk(peer, "sending/nothing", sending("null handlers", "[]"));
    }

    @WithEachPeer
    void rule27_theSendTimeoutIsKept(Peer peer) throws Exception {
        talk(peer, noting("sending/all"), (session, recorder) -> {
            session.getBasicRemote().sendText("timeout");
            assertThat(recorder.nextText()).isEqualTo("in time");
            assertThat(recorder.nextText()).endsWith(" 60000");
        });
    }

    @Test
    void rule27_aSendToAPeerThatDoesNotReadFailsWhenItsTimeIsOver() throws Exception {
        try (SocketPeer peer = SocketPeer.connect(notingEndpoint("sending/endings"))) {
            peer.sendText("stuck");
            assertThat(notesUntil("failed")).containsExactly("failed with ExecutionException");
        }
    }

    @WithEachPeer
    void rule28_sendsThatOverlapWaitForEachOther(Peer peer) throws Exception {
        talk(peer, "sending/threads", (session, recorder) -> {
            session.getBasicRemote().sendText("send");
            int[] next = new int[8];
            for (int i = 0; i < 160; i++) {
                String[] message = recorder.nextText().split(" ");
                int thread = Integer.parseInt(message[0]);
                assertThat(Integer.parseInt(message[1])).isEqualTo(next[thread]++);
            }
            assertThat(recorder.nextText()).isEqualTo("[]");
        });
    }

    @WithEachPeer
    void rule28_partsMakeOneMessage(Peer peer) throws Exception {
        assertSent(peer, "parts", "one ä two", "three four", "end");
    }

    @WithEachPeer
    void rule28_partsMayBeEmpty(Peer peer) throws Exception {
        assertSent(peer, "empty parts", "one two", "", "end");
    }

    @Test
    void rule28_aPlainPeerGetsThePartsAsTheyWereSent() throws Exception {
        try (SocketPeer peer = SocketPeer.connect(notingEndpoint("sending/all"))) {
            peer.sendText("parts");
            List<String> frames = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                SocketPeer.Frame frame = peer.next();
                frames.add(frame.opcode() + " " + frame.last() + " " + frame.text());
            }
            assertThat(frames)
                    .containsExactly(
                            SocketPeer.TEXT + " false one ",
                            SocketPeer.CONTINUATION + " false ä two",
                            SocketPeer.CONTINUATION + " true ",
                            SocketPeer.BINARY + " false three ",
                            SocketPeer.CONTINUATION + " true four",
                            SocketPeer.TEXT + " true end");
        }
    }

    @WithEachPeer
    void rule28_aStreamOrWriterWithoutAWriteSendsNothing(Peer peer) throws Exception {
        assertSent(peer, "nothing", "end");
    }

    @WithEachPeer
    void rule28_whatIsWrittenToAStreamOrWriterIsOneMessage(Peer peer) throws Exception {
        assertSent(peer, "streams", "abcdef", "xyz\uD83D\uDE00", "end");
    }

    @WithEachPeer
    void rule28_buffersAreSentFromPositionToLimit(Peer peer) throws Exception {
        talk(peer, noting("sending/all"), (session, recorder) -> {
            session.getBasicRemote().sendText("buffers");
            for (String message : new String[] {"window", "window", "window", "", "window", "window"}) {
                assertThat(recorder.nextAsText()).isEqualTo(message);
            }
        });
    }

    @WithEachPeer
    void rule28_buffersAreAtTheirLimitAfterwards(Peer peer) throws Exception {
        assertSent(peer, "buffers", "window", "window", "window", "", "window", "window", "[0, 0, 0]");
    }

    @WithEachPeer
    void rule28_batchesArriveWhenTheyAreFlushed(Peer peer) throws Exception {
        assertSent(peer, "batch", "one", "two", "false true false");
    }

    @WithEachPeer
    void rule29_onAClosedSessionSendsFail(Peer peer) throws Exception {
        talk(peer, noting("sending/endings"), (session, recorder) -> {
            // Without waiting: the close that it asks for may come before the send is known to have ended.
            session.getAsyncRemote().sendText("close");
            get(recorder.closed());
        });
        assertThat(notesUntil("done"))
                .containsExactly("open false", "basic text failed", "basic binary failed", "async text failed", "done");
    }
}
