package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.lighterage.TransferException;

/** Messages in every form (Jakarta WebSocket, section 4.7): rules 3, 9 and 12 to 15. */
@RunAsClient
public abstract class MessageRules extends EndpointRules {

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    private void assertAnswer(Peer peer, String path, String sent, String answer) throws Exception {
        talk(peer, path, (session, recorder) -> {
            session.getBasicRemote().sendText(sent);
            assertThat(recorder.nextText()).as(path).isEqualTo(answer);
        });
    }

    @WithEachPeer
    void rule03_aTextComesAsAString(Peer peer) throws Exception {
        assertAnswer(peer, "forms/text/n", "ä€", "n true text ä€");
        assertAnswer(peer, "forms/text/n", "", "n true text ");
    }

    @WithEachPeer
    void rule03_aTextComesAsAReader(Peer peer) throws Exception {
        assertAnswer(peer, "forms/reader/n", "ä€", "n true reader ä€");
    }

    @WithEachPeer
    void rule03_aTextComesInParts(Peer peer) throws Exception {
        talk(peer, "forms/text-parts/n", (session, recorder) -> {
            session.getBasicRemote().sendText("one");
            assertThat(recorder.nextText()).isEqualTo("n true text parts one");
            session.getBasicRemote().sendText("t", false);
            session.getBasicRemote().sendText("", false);
            session.getBasicRemote().sendText("wo", true);
            assertThat(recorder.nextText()).isEqualTo("n true text parts two");
        });
    }

    @Test
    void rule03_aTextMayBeCutWithinItsCharacters() throws Exception {
        byte[] bytes = "ä€😀".getBytes(StandardCharsets.UTF_8);
        for (String form : new String[] {"text", "reader", "text-parts"}) {
            try (SocketPeer peer = SocketPeer.connect(endpoint("forms/" + form + "/n"))) {
                for (int i = 0; i < bytes.length; i++) {
                    peer.send(i == 0 ? SocketPeer.TEXT : SocketPeer.CONTINUATION, i == bytes.length - 1, bytes[i]);
                }
                assertThat(peer.next().text()).isEqualTo("n true " + form.replace('-', ' ') + " ä€😀");
            }
        }
    }

    @WithEachPeer
    void rule03_bytesComeAsAnArrayABufferAndAStream(Peer peer) throws Exception {
        for (String form : new String[] {"bytes", "buffer", "stream"}) {
            talk(peer, "forms/" + form + "/n", (session, recorder) -> {
                session.getBasicRemote().sendBinary(bytes("ä€"));
                assertThat(recorder.nextAsText()).isEqualTo("n true " + form + " ä€");
                session.getBasicRemote().sendBinary(bytes(""));
                assertThat(recorder.nextAsText()).isEqualTo("n true " + form + " ");
            });
        }
    }

    @WithEachPeer
    void rule03_bytesComeInParts(Peer peer) throws Exception {
        for (String form : new String[] {"bytes", "buffer"}) {
            talk(peer, "forms/" + form + "-parts/n", (session, recorder) -> {
                session.getBasicRemote().sendBinary(bytes("t"), false);
                session.getBasicRemote().sendBinary(bytes(""), false);
                session.getBasicRemote().sendBinary(bytes("wo"), true);
                assertThat(recorder.nextText()).isEqualTo("n true " + form + " parts two");
            });
        }
    }

    @WithEachPeer
    void rule03_aTextComesAsWhatADecoderMakesOfIt(Peer peer) throws Exception {
        assertAnswer(peer, "forms/text-decoder/n", "ä€", "n true text ä€ as text");
        assertAnswer(peer, "forms/text-stream-decoder/n", "ä€", "n true characters ä€ as characters");
    }

    @WithEachPeer
    void rule03_bytesComeAsWhatADecoderMakesOfThem(Peer peer) throws Exception {
        Map<String, String> forms = Map.of("decoder", "binary", "stream-decoder", "bytes");
        for (Map.Entry<String, String> form : forms.entrySet()) {
            talk(peer, "forms/binary-" + form.getKey() + "/n", (session, recorder) -> {
                session.getBasicRemote().sendBinary(bytes("ä€"));
                assertThat(StandardCharsets.UTF_8.decode(recorder.nextBytes()).toString())
                        .isEqualTo("n true " + form.getValue() + " ä€ as " + form.getValue());
            });
        }
    }

    @WithEachPeer
    void rule03_aPongComesAsAPongMessage(Peer peer) throws Exception {
        talk(peer, "forms/pong/n", (session, recorder) -> {
            session.getBasicRemote().sendPong(bytes("ä€"));
            assertThat(recorder.nextText()).isEqualTo("n true pong ä€");
        });
    }

    @WithEachPeer
    void rule03_oneEndpointTakesTextBinaryAndPongs(Peer peer) throws Exception {
        talk(peer, "forms/all", (session, recorder) -> {
            session.getBasicRemote().sendText("t");
            assertThat(recorder.nextText()).isEqualTo("text t");
            session.getBasicRemote().sendBinary(bytes("two"));
            assertThat(recorder.nextText()).isEqualTo("binary 3");
            session.getBasicRemote().sendPong(bytes("four"));
            assertThat(recorder.nextText()).isEqualTo("pong 4");
        });
    }

    @WithEachPeer
    void rule03_aMessageOfAKindThatNoMethodTakesIsDropped(Peer peer) throws Exception {
        talk(peer, "forms/text/n", (session, recorder) -> {
            session.getBasicRemote().sendBinary(bytes("dropped"));
            session.getBasicRemote().sendText("taken");
            assertThat(recorder.nextText()).isEqualTo("n true text taken");
        });
    }

    @WithEachPeer
    void rule09_primitivesAndBoxesAreWhatTheStringRuleOfTheBoxMakesOfATextAndBackAgain(Peer peer) throws Exception {
        for (String type : new String[] {"boolean", "Boolean"}) {
            assertAnswer(peer, "primitives/" + type, "TRUE", "true");
            assertAnswer(peer, "primitives/" + type, "yes", "false");
        }
        for (String type : new String[] {"byte", "Byte", "short", "Short", "int", "Integer", "long", "Long"}) {
            assertAnswer(peer, "primitives/" + type, "-007", "-7");
        }
        for (String type : new String[] {"float", "Float", "double", "Double"}) {
            assertAnswer(peer, "primitives/" + type, "15e-1", "1.5");
        }
        for (String type : new String[] {"char", "Character"}) {
            assertAnswer(peer, "primitives/" + type, "ä", "ä");
        }
    }

    @WithEachPeer
    void rule09_aCharacterIsTheFirstOfTheText(Peer peer) throws Exception {
        assertAnswer(peer, "primitives/char", "xyz", "x");
    }

    @WithEachPeer
    void rule09_whatIsNoPrimitiveIsADecodeException(Peer peer) throws Exception {
        for (String type : new String[] {"byte", "Short", "int", "Integer", "long", "Float", "double"}) {
            talk(peer, "primitives/" + type, (session, recorder) -> {
                session.getBasicRemote().sendText("seven");
                assertThat(recorder.nextText()).as(type).isEqualTo("DecodeException of seven");
                session.getBasicRemote().sendText("7");
                assertThat(recorder.nextText()).as(type).startsWith("7");
            });
        }
    }

    @WithEachPeer
    void rule09_anEmptyTextIsNoCharacter(Peer peer) throws Exception {
        assertAnswer(peer, "primitives/char", "", "DecodeException of ");
    }

    @WithEachPeer
    void rule12_nullAndVoidSendNothing(Peer peer) throws Exception {
        talk(peer, "forms/silent", (session, recorder) -> {
            session.getBasicRemote().sendText("null");
            session.getBasicRemote().sendBinary(bytes("two"));
            assertThat(recorder.nextText()).isEqualTo("sent 3");
            session.getBasicRemote().sendText("text");
            assertThat(recorder.nextText()).isEqualTo("text");
            assertThat(recorder.isEmpty()).isTrue();
        });
    }

    @WithEachPeer
    void rule13_aMessageMayBeAsLongAsTheMaximumOfItsMethod(Peer peer) throws Exception {
        talk(peer, noting("forms/limited"), (session, recorder) -> {
            session.getBasicRemote().sendText("x".repeat(100));
            assertThat(recorder.nextText()).isEqualTo("100");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(100));
            assertThat(recorder.nextText()).isEqualTo("100");
        });
    }

    /** What the peer of a method that takes 100 bytes does to send more. */
    private interface TooMuch {
        void send(Session session) throws Exception;
    }

    private void assertTooMuch(Peer peer, TooMuch tooMuch) throws Exception {
        talk(peer, noting("forms/limited"), (session, recorder) -> {
            if (peer == Peer.PLAIN) {
                sendEnding(() -> tooMuch.send(session));
                assertThat(get(recorder.closed()).getCloseCode().getCode()).isEqualTo(1009);
            } else {
                assertThatThrownBy(() -> tooMuch.send(session))
                        .isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.getCode())
                                .isEqualTo(TransferException.Code.TOO_LARGE));
                session.getBasicRemote().sendText("still here");
                assertThat(recorder.nextText()).isEqualTo("10");
            }
        });
    }

    @WithEachPeer
    void rule13_aLongerTextEndsAPlainConnectionAndIsRejectedOtherwise(Peer peer) throws Exception {
        assertTooMuch(peer, session -> session.getBasicRemote().sendText("x".repeat(101)));
    }

    @WithEachPeer
    void rule13_aLongerBinaryMessageEndsAPlainConnectionAndIsRejectedOtherwise(Peer peer) throws Exception {
        assertTooMuch(peer, session -> session.getBasicRemote().sendBinary(ByteBuffer.allocate(101)));
    }

    @WithEachPeer
    void rule13_aMessageThatIsTooLongInAllItsPartsIsTooLong(Peer peer) throws Exception {
        assertTooMuch(peer, session -> {
            session.getBasicRemote().sendText("x".repeat(60), false);
            session.getBasicRemote().sendText("x".repeat(60), true);
        });
    }

    @WithEachPeer
    void rule13_whatIsTooLongIsAnErrorOfThePlainConnection(Peer peer) throws Exception {
        assertTooMuch(peer, session -> session.getBasicRemote().sendText("x".repeat(101)));
        if (peer == Peer.PLAIN) {
            assertThat(notesUntil("error")).singleElement(STRING).contains("100");
        } else {
            // The sender has been told, and the endpoint never saw the message.
            assertThat(notes()).isEmpty();
        }
    }

    @WithEachPeer
    void rule13_partsHaveNoMaximumOfTheirMethod(Peer peer) throws Exception {
        assertAnswer(peer, "forms/limited-parts", "x".repeat(300), "300");
    }

    @WithEachPeer
    void rule13_streamsAndReadersHaveNoMaximumOfTheirMethod(Peer peer) throws Exception {
        assertAnswer(peer, "forms/limited-reader", "x".repeat(300), "300");
        talk(peer, "forms/limited-parts", (session, recorder) -> {
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(300));
            assertThat(recorder.nextText()).isEqualTo("300");
        });
    }

    @WithEachPeer
    void rule14_readersAndStreamsThatAreKeptBringNothingOfLaterMessages(Peer peer) throws Exception {
        talk(peer, "forms/kept", (session, recorder) -> {
            for (String message : new String[] {"first", "second", "third"}) {
                session.getBasicRemote().sendText(message);
                assertThat(recorder.nextText()).isEqualTo("kept");
                session.getBasicRemote().sendBinary(bytes(message));
                assertThat(recorder.nextText()).isEqualTo("kept");
            }
            session.getBasicRemote().sendPong(bytes("now"));
            // The application is not to read them any more; where it does, it may find what it was given.
            assertThat(recorder.nextText()).matches("[-f] [-f]");
        });
    }

    @WithEachPeer
    void rule15_aPingIsAnsweredWithItsBytes(Peer peer) throws Exception {
        talk(peer, "forms/text/n", (session, recorder) -> {
            CompletableFuture<String> pong = new CompletableFuture<>();
            session.addMessageHandler(
                    PongMessage.class,
                    message -> pong.complete(StandardCharsets.UTF_8
                            .decode(message.getApplicationData())
                            .toString()));
            session.getBasicRemote().sendPing(bytes("ping ä"));
            assertThat(get(pong)).isEqualTo("ping ä");
        });
    }

    @WithEachPeer
    void rule15_pongsWithoutAMethodForThemAreDropped(Peer peer) throws Exception {
        talk(peer, "forms/text/n", (session, recorder) -> {
            session.getBasicRemote().sendPong(bytes("dropped"));
            session.getBasicRemote().sendText("taken");
            assertThat(recorder.nextText()).isEqualTo("n true text taken");
        });
    }
}
