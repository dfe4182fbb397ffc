package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;

/** PROTOCOL.md, section 4. */
class OpeningTest {

    private static final byte[] NO_TOKEN = {};

    private final LoneEngine server = LoneEngine.server(options());
    private final LoneEngine client = LoneEngine.client(options());

    private static Frame hello(Settings settings) {
        return new Frame.Hello(false, NO_TOKEN, 0, settings);
    }

    @Test
    void theClientSendsHelloAtOnceWithItsSettingsAndANonce() {
        client.start();
        assertThat(client.wakes).isPositive();
        Frame.Hello hello = (Frame.Hello) client.sent().get(0);
        assertThat(hello.token()).isEmpty();
        assertThat(hello.received()).isZero();
        assertThat(hello.settings().window()).isEqualTo(1 << 20);
        assertThat(hello.settings().maxConcurrent()).isEqualTo(8);
        assertThat(hello.settings().resumeSeconds()).isZero();
        assertThat(hello.settings().nonce()).isNotNegative();
    }

    @Test
    void theServerSendsNothingBeforeTheHelloOfTheClient() {
        server.start();
        server.sendBinary(10);
        assertThat(server.sent()).isEmpty();
        server.receive(hello(LoneEngine.PEER));
        List<Frame> sent = server.sent();
        assertThat(sent.get(0)).isInstanceOf(Frame.Hello.class);
        assertThat(sent.get(1)).isEqualTo(Frames.binary(10));
        assertThat(((Frame.Hello) sent.get(0)).settings().nonce()).isEqualTo(Settings.NO_NONCE);
    }

    @Test
    void aServerThatClosesAnswersHelloFirst() {
        server.start();
        server.engine.close(4000, "not you");
        assertThat(server.closeCode).isZero();
        server.receive(hello(LoneEngine.PEER));
        assertThat(server.closeCode).isZero();
        assertThat(server.sent()).singleElement().isInstanceOf(Frame.Hello.class);
        assertThat(server.closeCode).isEqualTo(4000);
    }

    @Test
    void nothingOfTheClientGoesAheadOfItsHello() {
        client.sendBinary(10);
        assertThat(client.sent()).isEmpty();
        client.start();
        assertThat(client.sent()).hasSize(2).first().isInstanceOf(Frame.Hello.class);
    }

    @Test
    void theServerMayHearTheClientBeforeItIsStarted() {
        server.receive(hello(LoneEngine.PEER));
        server.start();
        assertThat(server.told).containsExactly("open");
        server.time.advance(Duration.ofSeconds(11));
        assertThat(server.closeCode).isZero();
    }

    @Test
    void anotherFirstFrameIsMalformed() {
        for (LoneEngine engine : List.of(server, client)) {
            engine.start();
            engine.receive(new Frame.Ping(ByteBuffer.allocate(0)));
            assertThat(engine.closeCode).isEqualTo(1002);
            assertThat(engine.told).containsExactly("close");
        }
    }

    @Test
    void aCountedFirstFrameIsMalformed() {
        server.start();
        server.receive(Frames.text("early"));
        assertThat(server.closeCode).isEqualTo(1002);
        assertThat(server.takeText()).isNull();
    }

    @Test
    void anUnknownControlFrameIsMalformedAsFirst() {
        server.start();
        server.receive(new byte[] {0x0F, 1, 2});
        assertThat(server.closeCode).isEqualTo(1002);
    }

    @Test
    void withoutHelloTheSessionIsClosedAfterTheHandshakeTimeout() {
        for (LoneEngine engine : List.of(server, client)) {
            engine.start();
            engine.time.advance(Duration.ofMillis(9_999));
            assertThat(engine.closeCode).isZero();
            engine.time.advance(Duration.ofMillis(1));
            assertThat(engine.closeCode).isEqualTo(1008);
            assertThat(engine.closeReason).contains("HELLO", "10 s");
        }
    }

    @Test
    void afterHelloTheHandshakeTimeoutIsOver() {
        server.open().time.advance(Duration.ofMinutes(1));
        assertThat(server.closeCode).isZero();
        assertThat(server.time.waiting()).isZero();
    }

    @Test
    void aSecondHelloIsMalformed() {
        server.open().receive(hello(LoneEngine.PEER));
        assertThat(server.closeCode).isEqualTo(1002);
    }

    @Test
    void theClientSendsWithinTheDefaultsBeforeTheHelloOfTheServer() {
        client.start();
        client.sendBinary(100_000);
        List<Frame> sent = client.sent();
        // Three whole frames of 16,384 bytes, and a fourth would be 65,536 exactly.
        assertThat(sent).hasSize(5);
        assertThat(sent.stream().skip(1).mapToInt(frame -> Frames.encode(frame).length))
                .containsOnly(16_384);
        client.receive(hello(LoneEngine.PEER));
        assertThat(Frames.encode(client.sent().get(0)).length).isEqualTo(32_000);
    }

    @Test
    void interleavedTheClientBeginsOnlyOneBeforeTheHelloOfTheServer() {
        LoneEngine eager = LoneEngine.client(options().interleaved());
        eager.start();
        eager.sendBinary(80_000);
        eager.sendBinary(80_000);
        assertThat(eager.sent()).filteredOn(Frame.Begin.class::isInstance).hasSize(1);
        eager.receive(hello(LoneEngine.PEER));
        assertThat(eager.sent()).filteredOn(Frame.Begin.class::isInstance).hasSize(1);
    }

    @Test
    void aTokenIsAnsweredByANewSessionAndAnEmptyCheckpointBeforeAnythingElse() {
        server.start();
        server.sendBinary(1);
        server.receive(new Frame.Hello(false, new byte[16], 5, LoneEngine.PEER));
        List<Frame> sent = server.sent();
        assertThat(((Frame.Hello) sent.get(0)).resumed()).isFalse();
        assertThat(((Frame.Hello) sent.get(0)).token()).isEmpty();
        assertThat(sent.get(1)).isEqualTo(new Frame.Checkpoint(List.of()));
        assertThat(sent.get(2)).isInstanceOf(Frame.Binary.class);
        assertThat(sent).hasSize(3);
    }

    @Test
    void aCheckpointNobodyAskedForIsMalformed() {
        client.open().receive(new Frame.Checkpoint(List.of()));
        assertThat(client.closeCode).isEqualTo(1002);
    }

    @Test
    void theClientRecognisesItsOwnNonceAsAnEcho() {
        client.start();
        client.receive(client.poll());
        assertThat(client.told).containsExactly("close", "echo");
    }

    @Test
    void aServerIgnoresTheNonce() {
        server.open(new Settings(32_000, 1, 65_536, 1, 0, 77));
        assertThat(server.closeCode).isZero();
    }

    @Test
    void theSettingsOfTheClientMayBeVeryLarge() {
        long most = (1L << 53) - 1;
        server.open(new Settings(most, most, most, most, most, most));
        server.sendBinary(100_000);
        assertThat(server.sent()).hasSize(4);
    }

    @Test
    void ourOwnSettingsMayBeVeryLarge() {
        long most = (1L << 53) - 1;
        LoneEngine vast =
                LoneEngine.server(options().maxFrame(most).maxMessage(most).window(most));
        vast.open().receive(Frames.binary(500_000));
        assertThat(vast.takeBytes()).hasSize(500_000);
    }
}
