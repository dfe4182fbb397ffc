package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;

/** What an engine tells of its transfers. */
class TransferListeningTest {

    private LoneEngine engine = LoneEngine.server(options()).open();

    private void assertTold(String... told) {
        assertThat(engine.transfers.told()).containsExactly(told);
    }

    // ---- outgoing

    @Test
    void aMessageOfOneFrameIsNoTransfer() {
        engine.sendBinary(31_999);
        engine.sent();
        engine.receive(Frames.text("hello"), new Frame.Ack(1));
        assertTold();
    }

    @Test
    void anOutgoingTransferBeginsWithItsFirstFrameAndProgressesWithAcknowledgements() {
        OutgoingMessage message = engine.sendBinary(70_000);
        assertTold();
        engine.poll();
        assertTold("1 outgoing binary 70000 {}");
        engine.frameSent();
        engine.sent();
        assertTold();
        engine.receive(new Frame.Ack(1));
        assertTold("1 progressed " + message.acknowledged());
        engine.receive(new Frame.Ack(3));
        assertThat(engine.transfers.told()).endsWith("1 progressed 70000");
        engine.receive(new Frame.Delivered(1));
        assertTold("1 completed");
    }

    @Test
    void anOutgoingTransferTellsWhatItIs() {
        engine.send(true, Sources.pipeOf(new byte[] {'a'}), Map.of("name", "a"));
        engine.sent();
        assertTold("1 outgoing text -1 {name=a}");
    }

    @Test
    void anOutgoingTransferThatThePeerRejectsFails() {
        engine.sendBinary(70_000);
        engine.sent();
        engine.transfers.told();
        engine.receive(new Frame.Reject(1, OutcomeCode.NO_CAPACITY, "full"));
        assertTold("1 failed NO_CAPACITY The peer rejected the message with NO_CAPACITY: full");
    }

    @Test
    void anOutgoingTransferThatIsGivenUpFails() {
        OutgoingMessage message = engine.sendBinary(2_000_000);
        engine.sent();
        engine.transfers.told();
        engine.engine.abort(message, new MessageFailedException(OutcomeCode.CANCELLED, "enough"));
        engine.receive(new Frame.Ack(5));
        assertTold("1 failed CANCELLED enough");
    }

    @Test
    void aMessageThatFailsBeforeItBeginsIsNoTransfer() {
        engine.sendBinary(2_000_000);
        engine.sendBinary(70_000);
        engine.sent();
        assertTold("1 outgoing binary 2000000 {}");
        engine.lose();
        assertTold("1 failed The cable was cut, closed with 1006");
    }

    // ---- incoming

    @Test
    void anIncomingTransferProgressesWithItsFramesAndIsCompleteOnceItIsVerified() {
        engine.receive(new Frame.Begin(1, true, 9, Map.of("name", "a"), null, Frames.utf8("one")));
        assertTold("1 incoming text 9 {name=a}", "1 progressed 3");
        engine.receive(Frames.data(1, "two"));
        assertTold("1 progressed 6");
        engine.receive(Frames.end(1, "onetwoend", "end"));
        assertTold("1 progressed 9", "1 completed");
        assertThat(engine.takeText()).isEqualTo("onetwoend");
    }

    @Test
    void anAnnouncedLengthThatIsTooLargeIsATransferThatFails() {
        engine = LoneEngine.server(options().maxMessage(1000)).open();
        engine.receive(Frames.begin(1, 1001, "x"));
        assertTold(
                "1 incoming text 1001 {}",
                "1 failed TOO_LARGE The message was rejected with TOO_LARGE: 1001 bytes or more, and at most 1000 are"
                        + " accepted here (lighterage.max-message-size)");
        engine.receive(Frames.data(1, "y"), new Frame.Abort(1, OutcomeCode.TOO_LARGE, ""));
        assertTold();
    }

    @Test
    void aTransferWhoseFirstBytesAreRefusedFails() {
        engine.receive(Frames.begin(1, 1, "xx"));
        assertTold(
                "1 incoming text 1 {}",
                "1 failed TOO_LARGE The message was rejected with TOO_LARGE: longer than its announced length of 1 bytes");
    }

    @Test
    void aCorruptTransferFails() {
        engine.receive(Frames.begin(1, "x"), new Frame.End(1, 7, Frames.utf8("y")));
        assertThat(engine.transfers.told())
                .containsSequence("1 progressed 1", "1 progressed 2")
                .last()
                .asString()
                .startsWith("1 failed CORRUPT The message was rejected with CORRUPT: its CRC-32C is");
    }

    @Test
    void aTransferThatThePeerGivesUpFails() {
        engine.receive(Frames.begin(1, "x"), new Frame.Abort(1, OutcomeCode.CANCELLED, "enough"));
        assertTold(
                "1 incoming text -1 {}",
                "1 progressed 1",
                "1 failed CANCELLED The peer gave the message up with CANCELLED: enough");
    }

    @Test
    void aTransferThatStallsFails() {
        engine.receive(Frames.begin(1, "x"));
        engine.transfers.told();
        engine.time.advance(Duration.ofSeconds(75));
        assertTold("1 failed TIMEOUT The message was rejected with TIMEOUT: nothing came for 60 s"
                + " (lighterage.receive-timeout)");
    }

    @Test
    void aTransferThatTheConnectionsEndBreaksFails() {
        engine.receive(Frames.begin(1, "x"), Frames.begin(2, "y"), Frames.end(2, "y", ""));
        engine.transfers.told();
        engine.lose();
        assertTold("1 failed The cable was cut, closed with 1006");
        assertThat(engine.takeText()).isEqualTo("y");
    }

    @Test
    void aTransferThatBreaksTheProtocolFails() {
        engine.receive(Frames.begin(1, "x"), Frames.begin(1, "x"));
        assertThat(engine.transfers.told()).last().asString().contains("id-out-of-turn");
    }

    /** Leaves room for nothing until the message that is delivered first is released. */
    private ReceivedMessage fill() {
        engine = LoneEngine.serverWithMemory(options(), 1000).open();
        engine.receive(Frames.begin(1, "x".repeat(900)), Frames.end(1, "x".repeat(900), ""));
        ReceivedMessage message = engine.engine.takeMessage();
        engine.transfers.told();
        return message;
    }

    @Test
    void aTransferWhoseFirstFrameWaitsForRoomBeginsOnce() {
        ReceivedMessage first = fill();
        engine.receive(Frames.begin(2, "y".repeat(500)), Frames.end(2, "y".repeat(500), ""));
        assertTold();
        first.release();
        assertTold("2 incoming text -1 {}", "2 progressed 500", "2 progressed 500", "2 completed");
    }

    @Test
    void aMessageThatIsGivenUpWhileItsFirstFrameWaitsIsNoTransfer() {
        ReceivedMessage first = fill();
        engine.receive(Frames.begin(2, "y".repeat(500)), new Frame.Abort(2, OutcomeCode.CANCELLED, ""));
        first.release();
        assertTold();
    }

    @Test
    void aTransferThatIsGivenUpWhileItsFramesWaitFailsAtOnce() {
        ReceivedMessage first = fill();
        engine.receive(Frames.begin(2, "y"), Frames.data(2, "y".repeat(500)));
        assertTold("2 incoming text -1 {}", "2 progressed 1");
        engine.receive(new Frame.Abort(2, OutcomeCode.CANCELLED, ""));
        assertTold("2 failed CANCELLED The peer gave the message up with CANCELLED");
        first.release();
        assertTold();
    }

    @Test
    void aSourceThatFailsAfterItsBeginFailsTheTransfer() {
        PipeSource pipe = new PipeSource(1000);
        engine.send(false, pipe, Map.of());
        Sources.offer(pipe, new byte[1]);
        engine.sent();
        pipe.fail(new IOException("broken"));
        engine.sent();
        assertThat(engine.transfers.told())
                .containsExactly(
                        "1 outgoing binary -1 {}",
                        "1 failed FAILED The source of the message failed: java.io.IOException: broken");
    }
}
