package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.jboss.arquillian.container.test.api.RunAsClient;

/** Decoders and encoders (Jakarta WebSocket, sections 4.1.2 and 4.1.3): rules 10 to 12. */
@RunAsClient
public abstract class CoderRules extends EndpointRules {

    /** Sends texts one after the other, each with the answer that comes. */
    private Conversation exchange(String... sentAndAnswered) {
        return (session, recorder) -> {
            for (int i = 0; i < sentAndAnswered.length; i += 2) {
                session.getBasicRemote().sendText(sentAndAnswered[i]);
                assertThat(recorder.nextText()).isEqualTo(sentAndAnswered[i + 1]);
            }
        };
    }

    @WithEachPeer
    void rule10_theFirstDecoderThatWillDecodes(Peer peer) throws Exception {
        talk(
                peer,
                noting("coders/decoders"),
                exchange("a", "First decoded a", "b", "Second decoded b", "c", "Third decoded c"));
        assertThat(notesUntil("closed"))
                .containsSubsequence(
                        "First asked a",
                        "First asked b",
                        "Second asked b",
                        "First asked c",
                        "Second asked c",
                        "Third asked c")
                .doesNotContain("Second asked a", "Third asked a", "Third asked b");
    }

    @WithEachPeer
    void rule10_decodersAreInitialisedOnceAndDestroyedAfterTheEnd(Peer peer) throws Exception {
        talk(
                peer,
                noting("coders/decoders"),
                exchange("c", "Third decoded c", "b", "Second decoded b", "c", "Third decoded c"));
        for (String decoder : new String[] {"First", "Second", "Third"}) {
            assertThat(notesUntil(decoder + " destroy"))
                    .containsSubsequence(decoder + " init", decoder + " asked c", "closed", decoder + " destroy")
                    .containsOnlyOnce(decoder + " init")
                    .containsOnlyOnce(decoder + " destroy");
        }
    }

    @WithEachPeer
    void rule10_eachConnectionHasItsOwnInstances(Peer peer) throws Exception {
        String path = noting("coders/instances");
        talk(peer, path, (session, recorder) -> {
            session.getBasicRemote().sendText("a");
            String first = recorder.nextText();
            session.getBasicRemote().sendText("b");
            assertThat(recorder.nextText()).isEqualTo(first);
            talk(peer, path, (other, others) -> {
                other.getBasicRemote().sendText("c");
                assertThat(others.nextText()).isNotEqualTo(first);
            });
        });
    }

    @WithEachPeer
    void rule10_whatADecoderThrowsGoesToOnError(Peer peer) throws Exception {
        talk(
                peer,
                noting("coders/decoders"),
                exchange(
                        "undecodable", "DecodeException of undecodable: not decodable",
                        "c", "Third decoded c"));
    }

    @WithEachPeer
    void rule10_aDecoderThatBreaksDoesSoForItsMessageOnly(Peer peer) throws Exception {
        talk(
                peer,
                noting("coders/decoders"),
                exchange("broken", "IllegalStateException: broken decoder", "c", "Third decoded c"));
    }

    @WithEachPeer
    void rule10_whatADecoderOfStreamsThrowsGoesToOnError(Peer peer) throws Exception {
        talk(peer, noting("coders/failing-stream"), exchange("d", "DecodeException of d: not decodable"));
    }

    @WithEachPeer
    void rule10_anIOExceptionOfADecoderOfStreamsGoesToOnErrorAsItIs(Peer peer) throws Exception {
        talk(peer, noting("coders/failing-stream"), exchange("e", "IOException: not readable"));
    }

    @WithEachPeer
    void rule10_whereNoDecoderWillADecodeExceptionGoesToOnError(Peer peer) throws Exception {
        talk(peer, noting("coders/unwilling"), (session, recorder) -> {
            session.getBasicRemote().sendText("c");
            assertThat(recorder.nextText()).startsWith("DecodeException of c: None of the decoders");
            session.getBasicRemote().sendText("a");
            assertThat(recorder.nextText()).isEqualTo("First decoded a");
        });
    }

    @WithEachPeer
    void rule10_aDecoderOfBuffersIsGivenTheWholeThoughItWasAskedBefore(Peer peer) throws Exception {
        talk(peer, noting("coders/buffers"), (session, recorder) -> {
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(5));
            assertThat(recorder.nextText()).isEqualTo("decoded 5");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1));
            assertThat(recorder.nextText()).isEqualTo("DecodeException: too short");
        });
    }

    @WithEachPeer
    void rule11_theFirstEncoderOfASupertypeEncodes(Peer peer) throws Exception {
        talk(peer, noting("coders/encoders"), exchange("cat", "animal tom", "dog", "animal dog"));
    }

    @WithEachPeer
    void rule11_anEncoderOfABoxWinsOverItsString(Peer peer) throws Exception {
        talk(peer, noting("coders/encoders"), (session, recorder) -> {
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(7));
            assertThat(recorder.nextText()).isEqualTo("number 7");
            session.getBasicRemote().sendText("number");
            assertThat(recorder.nextText()).isEqualTo("number 7");
            session.getBasicRemote().sendText("long");
            assertThat(recorder.nextText()).isEqualTo("7");
        });
    }

    @WithEachPeer
    void rule11_encodersAreInitialisedOnceAndDestroyedAfterOnCloseThoughThatFails(Peer peer) throws Exception {
        talk(peer, noting("coders/encoders"), exchange("cat", "animal tom", "cat", "animal tom"));
        assertThat(notesUntil("AnimalEncoder destroy"))
                .containsSubsequence("AnimalEncoder init", "closed", "AnimalEncoder destroy")
                .containsOnlyOnce("AnimalEncoder init")
                .containsOnlyOnce("AnimalEncoder destroy");
    }

    @WithEachPeer
    void rule12_whatCannotBeSentGoesToOnError(Peer peer) throws Exception {
        talk(peer, noting("coders/encoders"), (session, recorder) -> {
            session.getBasicRemote().sendText("unicorn");
            assertThat(recorder.nextText()).isEqualTo("EncodeException: there is none");
            session.getBasicRemote().sendText("thread");
            assertThat(recorder.nextText()).startsWith("EncodeException: No encoder");
            session.getBasicRemote().sendText("cat");
            assertThat(recorder.nextText()).isEqualTo("animal tom");
        });
    }

    @WithEachPeer
    void rule12_anEncoderThatBreaksDoesSoForItsMessageOnly(Peer peer) throws Exception {
        talk(
                peer,
                noting("coders/encoders"),
                exchange("dragon", "IllegalStateException: broken encoder", "cat", "animal tom"));
    }
}
