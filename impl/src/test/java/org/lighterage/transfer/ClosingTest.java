package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;

/** The end of a session: PROTOCOL.md, sections 7 (the application's close) and 10. */
class ClosingTest {

    private final LoneEngine engine = LoneEngine.client(options()).open();

    @Test
    void closeWithNothingUnderWayIsImmediate() {
        engine.engine.close(1000, "bye");
        assertThat(engine.closeCode).isEqualTo(1000);
        assertThat(engine.closeReason).isEqualTo("bye");
        assertThat(engine.time.waiting()).isZero();
    }

    @Test
    void aServersCloseWaitsForTheExchangeOfHello() {
        LoneEngine server = LoneEngine.server(options());
        server.start();
        server.engine.close(4000, "not now");
        assertThat(server.closeCode).isZero();
        server.receive(new Frame.Hello(false, new byte[0], 0, LoneEngine.PEER));
        assertThat(server.sent()).hasOnlyElementsOfType(Frame.Hello.class);
        assertThat(server.closeCode).isEqualTo(4000);
        assertThat(server.time.waiting()).isZero();
    }

    @Test
    void aServersCloseWaitsForHelloNoLongerThanItsTimeout() {
        LoneEngine server = LoneEngine.server(options());
        server.start();
        server.engine.close(4000, "not now");
        server.time.advance(Duration.ofSeconds(10));
        assertThat(server.closeCode).isEqualTo(4000);
        assertThat(server.closeReason).isEqualTo("not now");
        assertThat(server.time.waiting()).isZero();
    }

    @Test
    void aReasonTooLongForACloseFrameIsCut() {
        engine.engine.close(1000, "é".repeat(100));
        assertThat(engine.closeReason).isEqualTo("é".repeat(61));
    }

    @Test
    void closeWaitsUntilAllThatWasSentIsAcknowledged() {
        OutgoingMessage message = engine.sendBinary(70_000);
        engine.engine.close(1000, "bye");
        engine.sent();
        engine.receive(new Frame.Ack(2));
        assertThat(engine.closeCode).isZero();
        engine.receive(new Frame.Delivered(1));
        assertThat(engine.closeCode).isZero();
        engine.receive(new Frame.Ack(3));
        assertThat(engine.closeCode).isEqualTo(1000);
        assertThat(Frames.failure(message)).isNull();
    }

    @Test
    void closeWaitsForAMessageThatWasRejected() {
        engine.sendBinary(70_000);
        engine.sent();
        engine.engine.close(1000, "bye");
        engine.receive(new Frame.Ack(3), new Frame.Reject(1, OutcomeCode.FAILED, ""));
        assertThat(engine.closeCode).isEqualTo(1000);
    }

    @Test
    void closeWaitsAtMostForTheSendTimeout() {
        OutgoingMessage message = engine.sendBinary(70_000);
        engine.engine.close(1000, "bye");
        engine.time.advance(Duration.ofSeconds(59));
        assertThat(engine.closeCode).isZero();
        engine.time.advance(Duration.ofSeconds(20));
        assertThat(engine.closeCode).isEqualTo(1000);
        assertThat(Frames.failure(message)).isNotNull();
    }

    @Test
    void closeAcknowledgesFirstWhatWasReceivedAndLetsThatFrameGoOut() {
        engine.receive(Frames.text("x"));
        engine.engine.close(1000, "bye");
        assertThat(engine.closeCode).isZero();
        assertThat(Frames.decode(engine.poll())).isEqualTo(new Frame.Ack(1));
        assertThat(engine.closeCode).isZero();
        engine.frameSent();
        assertThat(engine.closeCode).isEqualTo(1000);
    }

    @Test
    void afterCloseNothingMoreIsSent() {
        engine.sendBinary(70_000);
        engine.engine.close(1000, "bye");
        OutgoingMessage late = engine.sendBinary(1);
        assertThat(Frames.failure(late)).isInstanceOf(IOException.class).hasMessageContaining("closing");
    }

    @Test
    void theSecondCloseChangesNothing() {
        engine.sendBinary(70_000);
        engine.engine.close(1000, "bye");
        engine.engine.close(1001, "again");
        engine.sent();
        engine.receive(new Frame.Ack(3), new Frame.Delivered(1));
        assertThat(engine.closeCode).isEqualTo(1000);
        engine.engine.close(1000, "bye");
    }

    @Test
    void aLostTransportFailsWhatIsNotSettledAndStopsAllTimers() {
        OutgoingMessage begun = engine.sendBinary(70_000);
        PipeSource pipe = new PipeSource(10);
        OutgoingMessage queued = engine.send(false, pipe, Map.of());
        engine.sent();
        engine.receive(Frames.begin(1, "x"));
        OutgoingMessage handedOver = LoneEngine.client(options()).sendBinary(1);
        engine.lose();
        assertThat(Frames.failure(begun)).hasMessageContaining("cable");
        assertThat(Frames.failure(queued)).hasMessageContaining("cable");
        assertThat(pipe.isClosed()).isTrue();
        assertThat(Frames.isDone(handedOver)).isFalse();
        assertThat(engine.closeCode).isZero();
        assertThat(engine.time.waiting()).isZero();
        assertThat(engine.budget.usedMemory()).isZero();
        assertThat(engine.poll()).isNull();
        assertThat(Frames.failure(engine.sendBinary(1))).hasMessageContaining("cable");
    }

    @Test
    void aShortMessageThatTheTransportHadInHandFailsWithIt() {
        OutgoingMessage message = engine.sendBinary(1);
        engine.poll();
        engine.lose();
        assertThat(Frames.failure(message)).hasMessageContaining("cable");
        engine.frameSent();
    }

    @Test
    void aMistakeOfThePeerFailsOurMessagesWithTheReason() {
        OutgoingMessage begun = engine.sendBinary(70_000);
        engine.sent();
        engine.receive(new byte[] {0x7F});
        assertThat(Frames.failure(begun)).hasMessageContaining("1002").hasMessageContaining("0x7f");
    }

    @Test
    void aTextMessageOfTheWebSocketIsUnsupported() {
        engine.receiveTextMessage();
        assertThat(engine.closeCode).isEqualTo(1003);
        assertThat(engine.closeReason).isNotEmpty();
    }
}
