package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lighterage.LighterageSession;
import org.lighterage.SendOptions;
import org.lighterage.scenarios.app.Digest;

/** Messages as objects: encoders and decoders of all kinds, primitives, pongs and LargeMessage. */
@RunAsClient
public class CodersScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    @ParameterizedTest
    @EnumSource
    void textsAreDecodedAndAnswersEncoded(Peer peer) throws Exception {
        talk(peer, "coded/text", (session, recorder) -> {
            session.getBasicRemote().sendText("1,2");
            assertThat(recorder.nextText()).isEqualTo("text 2,1");
            session.getBasicRemote().sendText("7,eight");
            assertThat(recorder.nextText()).isEqualTo("no point");
            session.getBasicRemote().sendText("not even a number");
            assertThat(recorder.nextText()).isEqualTo("no point");
            session.getBasicRemote().sendText("3,4");
            assertThat(recorder.nextText()).isEqualTo("text 4,3");
        });
    }

    @ParameterizedTest
    @EnumSource
    void binariesAreDecodedAndAnswersEncoded(Peer peer) throws Exception {
        talk(peer, "coded/binary", (session, recorder) -> {
            session.getBasicRemote().sendBinary(StandardCharsets.UTF_8.encode("1,2"));
            assertThat(StandardCharsets.UTF_8.decode(recorder.nextBytes()).toString())
                    .isEqualTo("binary 2,1");
        });
    }

    @ParameterizedTest
    @EnumSource
    void streamsAreDecodedAndEncodedPieceByPiece(Peer peer) throws Exception {
        talk(peer, "coded/stream", (session, recorder) -> {
            session.getBasicRemote().sendText(" ".repeat(200_000) + "1,2");
            assertThat(recorder.nextText()).isEqualTo(" ".repeat(100_000) + "2,1");
            session.getBasicRemote().sendBinary(StandardCharsets.UTF_8.encode("3,4"));
            assertThat(recorder.nextText()).isEqualTo(" ".repeat(100_000) + "4,3");
        });
    }

    @Test
    void codersAreInitialisedBeforeAndDestroyedAfter() throws Exception {
        int before = count("point coder destroy");
        talk(Peer.NEGOTIATED, "coded/text", (session, recorder) -> {
            session.getBasicRemote().sendText("1,2");
            recorder.next();
        });
        await().atMost(Duration.ofSeconds(TIMEOUT))
                .untilAsserted(() -> assertThat(count("point coder destroy")).isEqualTo(before + 1));
        assertThat(count("point coder init")).isEqualTo(before + 1);
    }

    private int count(String entry) throws Exception {
        return journal(entry).split(entry, -1).length - 1;
    }

    @ParameterizedTest
    @EnumSource
    void primitivesComeAndGoAsText(Peer peer) throws Exception {
        talk(peer, "sum/40", (session, recorder) -> {
            session.getBasicRemote().sendText("2");
            assertThat(recorder.nextText()).isEqualTo("42");
            session.getBasicRemote().sendText("two");
            assertThat(recorder.nextText()).isEqualTo("40 not decoded: two");
        });
        talk(peer, "sum/forty", (session, recorder) -> {
            session.getBasicRemote().sendText("2");
            assertThat(recorder.nextText()).isEqualTo("forty not decoded: forty");
        });
        talk(peer, "not", (session, recorder) -> {
            session.getBasicRemote().sendText("true");
            assertThat(recorder.nextText()).isEqualTo("false");
        });
    }

    @ParameterizedTest
    @EnumSource
    void pongsGoToTheirMethod(Peer peer) throws Exception {
        talk(peer, "sum/1", (session, recorder) -> {
            session.getBasicRemote().sendPong(ByteBuffer.allocate(7));
            assertThat(recorder.nextText()).isEqualTo("pong of 7");
        });
    }

    @Test
    void aLargeMessageCanBeKeptBeyondItsCallback() throws Exception {
        byte[] first = Samples.bytes(2_000_000);
        talk(Peer.NEGOTIATED, "large-message", (session, recorder) -> {
            ((LighterageSession) session)
                    .send(ByteBuffer.wrap(first), SendOptions.create().metadata("name", "first"));
            String described = "binary 2000000 {name=first} " + Digest.of(first);
            assertThat(recorder.nextText()).isEqualTo(described);
            session.getBasicRemote().sendText("second");
            assertThat(recorder.nextText()).isEqualTo("text 6 {} " + Digest.of("second") + " after " + described);
        });
    }
}
