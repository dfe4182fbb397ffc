package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.RunAsClient;

/** Sessions and their message handlers (the documentation of Session): rules 3, 24, 25 and 26. */
@RunAsClient
public abstract class SessionRules extends EndpointRules {

    private static Conversation exchange(String... sentAndAnswered) {
        return (session, recorder) -> {
            for (int i = 0; i < sentAndAnswered.length; i += 2) {
                session.getBasicRemote().sendText(sentAndAnswered[i]);
                assertThat(recorder.nextText()).as(sentAndAnswered[i]).isEqualTo(sentAndAnswered[i + 1]);
            }
        };
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    @WithEachPeer
    void rule03_handlersMayTakeThePlaceOfMethods(Peer peer) throws Exception {
        talk(peer, "handlers/added/classes", (session, recorder) -> {
            exchange("t", "text t").hold(session, recorder);
            session.getBasicRemote().sendBinary(bytes("b"));
            assertThat(recorder.nextText()).isEqualTo("bytes b");
        });
        talk(peer, "handlers/added/lambdas", (session, recorder) -> {
            exchange("t", "reader t").hold(session, recorder);
            session.getBasicRemote().sendBinary(bytes("b"));
            assertThat(recorder.nextText()).isEqualTo("stream b");
            session.getBasicRemote().sendPong(bytes("pong"));
            assertThat(recorder.nextText()).isEqualTo("pong 4");
        });
    }

    @WithEachPeer
    void rule03_handlersMayTakePartsAndWhatDecodersMake(Peer peer) throws Exception {
        talk(peer, "handlers/added/parts", exchange("t", "last part t"));
        talk(peer, "handlers/added/words", exchange("t", "word text t"));
        talk(peer, "handlers/added/partial-lambdas", (session, recorder) -> {
            session.getBasicRemote().sendBinary(bytes("b"));
            assertThat(recorder.nextText()).isEqualTo("part true");
        });
    }

    @WithEachPeer
    void rule03_aHandlerBesideAMethodForTheSameKindIsRefused(Peer peer) throws Exception {
        talk(
                peer,
                "handlers/beside",
                exchange("text", "IllegalStateException", "parts", "IllegalStateException", "other", "text other"));
    }

    @WithEachPeer
    void rule03_aHandlerBesideAMethodForAnotherKindWorksUntilItIsRemoved(Peer peer) throws Exception {
        talk(peer, "handlers/beside", (session, recorder) -> {
            exchange("bytes", "done", "bytes again", "IllegalStateException", "has", "true", "change", "done")
                    .hold(session, recorder);
            session.getBasicRemote().sendBinary(bytes("b"));
            assertThat(recorder.nextText()).isEqualTo("bytes b");
            exchange("remove", "done", "has", "false").hold(session, recorder);
            session.getBasicRemote().sendBinary(bytes("dropped"));
            exchange("bytes", "done").hold(session, recorder);
            session.getBasicRemote().sendBinary(bytes("again"));
            assertThat(recorder.nextText()).isEqualTo("bytes again");
        });
    }

    @WithEachPeer
    void rule24_theSessionTellsOfItsRequest(Peer peer) throws Exception {
        talk(
                peer,
                "sessions/facts/n?a=1&b=2&a=3",
                exchange("request", endpoint("sessions/facts/n").getPath() + " a=1&b=2&a=3 [1, 3] {name=n}"));
    }

    @WithEachPeer
    void rule24_theSessionTellsWhatItIs(Peer peer) throws Exception {
        talk(
                peer,
                "sessions/facts/n",
                exchange("identity", "true false true 13 false null []", "buffers", "12345 54321"));
    }

    @WithEachPeer
    void rule25_openSessionsAreThoseThatCallbacksSee(Peer peer) throws Exception {
        String path = "sessions/open/" + test;
        talk(peer, path, (session, recorder) -> {
            exchange("ask", "1 true true").hold(session, recorder);
            talk(peer, path, exchange("ask", "2 true true"));
            notesUntil("closed");
            exchange("ask", "1 true true").hold(session, recorder);
        });
    }

    @WithEachPeer
    void rule25_peersOfBothKindsAreOpenSessionsOfOneEndpoint(Peer peer) throws Exception {
        String path = "sessions/open/" + test;
        talk(
                Peer.PLAIN,
                path,
                (plain, plains) -> talk(peer, path, (session, recorder) -> {
                    exchange("ask", "2 true true").hold(session, recorder);
                    session.getBasicRemote().sendText("broadcast");
                    assertThat(recorder.nextText()).isEqualTo("news");
                    assertThat(plains.nextText()).isEqualTo("news");
                }));
    }

    @WithEachPeer
    void rule26_anIdleSessionIsClosed(Peer peer) throws Exception {
        talk(peer, noting("sessions/idle"), (session, recorder) -> {
            exchange("500", "from now on").hold(session, recorder);
            assertThat(get(recorder.closed())).isNotNull();
        });
        assertThat(notesUntil("closed")).containsExactly("after 500", "closed");
    }
}
