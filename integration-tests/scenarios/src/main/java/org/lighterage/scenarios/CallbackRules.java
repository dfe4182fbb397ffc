package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;

/** Callbacks, their parameters, instances and threads (Jakarta WebSocket, chapters 4 and 5): rules 2, 4 and 6 to 8. */
@RunAsClient
public abstract class CallbackRules extends EndpointRules {

    private final Conversation failingMessage = (session, recorder) -> {
        sendEnding(() -> session.getBasicRemote().sendText(test));
        notesUntil("error");
        session.close();
        get(recorder.closed());
    };

    @WithEachPeer
    void rule02_parametersComeInOneOrder(Peer peer) throws Exception {
        talk(peer, noting("parameters/one/n"), failingMessage);
        assertThat(notesUntil("close n "))
                .startsWith("open n /parameters/one/{name}", "message n " + test, "error n " + test);
    }

    @WithEachPeer
    void rule02_parametersComeInTheOtherOrder(Peer peer) throws Exception {
        talk(peer, noting("parameters/other/n"), failingMessage);
        assertThat(notesUntil("close n "))
                .startsWith("open n /parameters/other/{name}", "message n " + test, "error n " + test);
    }

    @WithEachPeer
    void rule02_parametersMayBeLeftOut(Peer peer) throws Exception {
        talk(peer, "parameters/few", (session, recorder) -> {
            sendEnding(() -> session.getBasicRemote().sendText(test));
            assertThat(notesUntil("opened")).startsWith("opened true");
        });
        assertThat(notesUntil("closed")).containsExactly("opened true", "closed");
    }

    private Conversation exchange(String text, String answer) {
        return (session, recorder) -> {
            session.getBasicRemote().sendText(text);
            assertThat(recorder.nextText()).isEqualTo(answer);
        };
    }

    @WithEachPeer
    void rule04_methodsThatAreNotOverriddenAreInherited(Peer peer) throws Exception {
        talk(peer, noting("inheritance/inherited"), (session, recorder) -> {
            exchange("text", "base text").hold(session, recorder);
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(3));
            assertThat(recorder.nextText()).isEqualTo("base 3");
            sendEnding(() -> session.getBasicRemote().sendText("fail"));
            notesUntil("base error");
        });
        assertThat(notesUntil("base close")).containsExactly("base open", "base error", "base close");
    }

    @WithEachPeer
    void rule04_overridingMethodsWithoutTheAnnotationGetNoCall(Peer peer) throws Exception {
        talk(peer, noting("inheritance/overridden"), (session, recorder) -> {
            session.getBasicRemote().sendText("text");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(3));
            assertThat(recorder.nextText()).isEqualTo("base 3");
            assertThat(recorder.isEmpty()).isTrue();
        });
        // Of this session nothing is noted; the other one is opened and closed after it.
        talk(peer, noting("inheritance/inherited"), exchange("text", "base text"));
        assertThat(notesUntil("base close")).containsExactly("base open", "base close");
    }

    @WithEachPeer
    void rule04_overridingMethodsWithTheAnnotationGetTheCalls(Peer peer) throws Exception {
        talk(peer, noting("inheritance/annotated"), (session, recorder) -> {
            exchange("text", "annotated text").hold(session, recorder);
            assertThat(recorder.isEmpty()).isTrue();
        });
        assertThat(notesUntil("base close")).containsExactly("annotated open", "base close");
    }

    @WithEachPeer
    void rule04_bridgeMethodsAreSkipped(Peer peer) throws Exception {
        talk(peer, "inheritance/generic", (session, recorder) -> {
            exchange("text", "bridged text").hold(session, recorder);
            assertThat(recorder.isEmpty()).isTrue();
        });
    }

    @WithEachPeer
    void rule06_eachConnectionHasAnInstance(Peer peer) throws Exception {
        talk(peer, "instances/numbered", (session, recorder) -> {
            session.getBasicRemote().sendText("which");
            String first = recorder.nextText();
            exchange("which", first).hold(session, recorder);
            assertThat(first.split(" ")[0]).isEqualTo(first.split(" ")[1]);
            talk(peer, "instances/numbered", (other, others) -> {
                other.getBasicRemote().sendText("which");
                assertThat(others.nextText()).isNotEqualTo(first);
            });
        });
    }

    private void openTheGate() throws Exception {
        talk(Peer.PLAIN, "gates", exchange(test, "opened"));
    }

    @WithEachPeer
    void rule07_noMessageComesBeforeOnOpenHasReturned(Peer peer) throws Exception {
        talk(peer, noting("turns/gate"), (session, recorder) -> {
            session.getAsyncRemote().sendText("early");
            assertThat(notesUntil("opening")).containsExactly("opening");
            openTheGate();
            assertThat(recorder.nextText()).isEqualTo("early");
        });
        assertThat(notesUntil("closed")).containsExactly("opening", "opened", "message early", "closed");
    }

    @WithEachPeer
    void rule07_theEndComesAfterOnOpenHasReturned(Peer peer) throws Exception {
        talk(peer, noting("turns/gate"), (session, recorder) -> notesUntil("opening"));
        openTheGate();
        assertThat(notesUntil("closed")).containsExactly("opening", "opened", "closed");
    }

    @WithEachPeer
    void rule07_callbacksComeOneByOneAndInOrder(Peer peer) throws Exception {
        String expected = IntStream.range(0, 200)
                .mapToObj(i -> i + " part2true ")
                .collect(Collectors.joining("", "0 open ", "end "));
        talk(peer, "turns/one-by-one", (session, recorder) -> {
            for (int i = 0; i < 200; i++) {
                session.getBasicRemote().sendText(String.valueOf(i));
                session.getBasicRemote().sendPong(ByteBuffer.allocate(1));
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(2));
            }
            session.getBasicRemote().sendText("end");
            assertThat(recorder.nextText()).isEqualTo(expected);
        });
    }

    @WithEachPeer
    void rule07_callbacksSeeTheClassesOfTheApplication(Peer peer) throws Exception {
        talk(peer, noting("parameters/class-loaders"), failingMessage);
        // Some containers report the end of the connection as an error, too.
        assertThat(notesUntil("close"))
                .startsWith("open own", "message own", "error own")
                .endsWith("close own")
                .allMatch(line -> line.endsWith(" own"));
    }

    @WithEachPeer
    void rule08_fieldsAndMethodsAreInjectedThoughTheClassIsNoBean(Peer peer) throws Exception {
        talk(peer, "instances/injected", exchange("you", "hello you, hello you"));
    }

    @WithEachPeer
    void rule08_constructorsAreInjectedAndMethodsIntercepted(Peer peer) throws Exception {
        talk(peer, "instances/bean", exchange("you", "hello you!"));
    }

    @WithEachPeer
    void rule08_methodsAreDecorated(Peer peer) throws Exception {
        talk(peer, "instances/decorated", exchange("you", "come, you, please"));
    }
}
