package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;

/** PROTOCOL.md, section 5, as a receiver keeps it. */
class ReceivingTest {

    private LoneEngine engine = LoneEngine.server(options()).open();

    @AfterEach
    void nothingIsLeftInTheBudget() {
        while (engine.takeBytes() != null) {}
        engine.lose();
        assertThat(engine.budget.usedMemory()).isZero();
        assertThat(engine.budget.usedDisk()).isZero();
    }

    private void assertRejected(long id, OutcomeCode code) {
        assertThat(engine.sent()).hasSize(1).first().isInstanceOfSatisfying(Frame.Reject.class, reject -> {
            assertThat(reject.id()).isEqualTo(id);
            assertThat(reject.code()).isEqualTo(code);
        });
        assertThat(engine.closeCode).isZero();
    }

    private void assertGoesOn(long nextId) {
        engine.receive(Frames.begin(nextId, "still "), Frames.end(nextId, "still here", "here"));
        assertThat(engine.sent()).contains(new Frame.Delivered(nextId));
        assertThat(engine.takeText()).isEqualTo("still here");
    }

    private void assertClosedWith(int closeCode) {
        assertThat(engine.closeCode).isEqualTo(closeCode);
        assertThat(engine.takeText()).isNull();
    }

    @Test
    void aWholeMessageIsHandedOver() {
        engine.receive(Frames.text("hello"));
        assertThat(engine.told).containsExactly("message");
        ReceivedMessage message = engine.engine.takeMessage();
        assertThat(message.isText()).isTrue();
        assertThat(message.length()).isEqualTo(5);
        assertThat(message.metadata()).isEmpty();
        message.release();
        assertThat(engine.engine.takeMessage()).isNull();
    }

    @Test
    void aMessageInFramesIsDeliveredOnceItIsComplete() throws IOException {
        Map<String, String> metadata = Map.of("name", "a.txt");
        engine.receive(new Frame.Begin(1, true, 9, metadata, null, Frames.utf8("one")), Frames.data(1, "two"));
        assertThat(engine.sent()).isEmpty();
        assertThat(engine.told).isEmpty();
        engine.receive(Frames.end(1, "onetwoend", "end"));
        assertThat(engine.sent()).containsExactly(new Frame.Delivered(1));
        ReceivedMessage message = engine.engine.takeMessage();
        assertThat(message.text()).isEqualTo("onetwoend");
        assertThat(message.metadata()).isEqualTo(metadata);
        message.release();
    }

    @Test
    void textMayBeCutBetweenAnyTwoBytes() {
        byte[] face = "😀".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        engine.receive(
                new Frame.Begin(1, true, 4, Map.of(), null, ByteBuffer.wrap(face, 0, 1)),
                new Frame.Data(1, ByteBuffer.wrap(face, 1, 2)),
                new Frame.End(1, Frames.crc(face), ByteBuffer.wrap(face, 3, 1)));
        assertThat(engine.takeText()).isEqualTo("😀");
    }

    @Test
    void messagesAreHandedOverInTheOrderInWhichTheyComplete() {
        engine.receive(Frames.begin(1, "a"), Frames.begin(2, "b"), Frames.text("c"));
        engine.receive(Frames.end(2, "b", ""), Frames.end(1, "a", ""));
        assertThat(List.of(engine.takeText(), engine.takeText(), engine.takeText()))
                .containsExactly("c", "b", "a");
    }

    @Test
    void aMessageIsToldOfThoughTheOneBeforeIsTakenAtThatVeryMoment() {
        engine.receive(Frames.text("first"), Frames.begin(1, "second"));
        engine.told.clear();
        List<ReceivedMessage> taken = new ArrayList<>();
        engine.time.onTimeAsked = () -> {
            engine.time.onTimeAsked = () -> {};
            taken.add(engine.engine.takeMessage());
        };
        engine.receive(Frames.end(1, "second", ""));
        assertThat(taken).doesNotContainNull().hasSize(1);
        assertThat(engine.told).containsExactly("message");
        taken.get(0).release();
    }

    @Test
    void anIdOutOfTurnIsMalformed() {
        engine.receive(Frames.begin(2, "x"));
        assertClosedWith(1002);
    }

    @Test
    void anIdGivenTwiceIsMalformed() {
        engine.receive(Frames.begin(1, "x"), Frames.begin(1, "x"));
        assertClosedWith(1002);
    }

    @Test
    void dataOfAMessageNotBegunIsMalformed() {
        engine.receive(Frames.data(1, "x"));
        assertClosedWith(1002);
    }

    @Test
    void endOfAMessageThatHasEndedIsMalformed() {
        engine.receive(Frames.begin(1, "x"), Frames.end(1, "x", ""));
        engine.takeText();
        engine.receive(Frames.end(1, "x", ""));
        assertClosedWith(1002);
    }

    @Test
    void aContinuationOfWhatNoCheckpointListedIsMalformed() {
        engine.receive(new Frame.Begin(1, false, 9, Map.of(), new Frame.Previous(1, 0), ByteBuffer.allocate(1)));
        assertClosedWith(1002);
    }

    @Test
    void abortOfAMessageNeverBegunIsMalformed() {
        engine.receive(new Frame.Abort(1, OutcomeCode.CANCELLED, ""));
        assertClosedWith(1002);
    }

    @Test
    void anAbortedMessageIsForgotten() {
        engine.receive(Frames.begin(1, "x"), new Frame.Abort(1, OutcomeCode.CANCELLED, "enough"));
        assertThat(engine.budget.usedMemory()).isZero();
        assertThat(engine.sent()).isEmpty();
        assertGoesOn(2);
    }

    @Test
    void anAbortAfterEndIsIgnored() {
        engine.receive(Frames.begin(1, "x"), Frames.end(1, "x", ""), new Frame.Abort(1, OutcomeCode.CANCELLED, ""));
        assertThat(engine.closeCode).isZero();
        assertThat(engine.takeText()).isEqualTo("x");
    }

    @Test
    void dataAfterAbortIsMalformed() {
        engine.receive(Frames.begin(1, "x"), new Frame.Abort(1, OutcomeCode.CANCELLED, ""), Frames.data(1, "y"));
        assertClosedWith(1002);
    }

    @Test
    void anAnnouncedLengthOverMaxMessageIsRejected() {
        engine = LoneEngine.server(options().maxMessage(1000)).open();
        engine.receive(Frames.begin(1, 1001, "x"));
        assertRejected(1, OutcomeCode.TOO_LARGE);
        engine.receive(Frames.data(1, "y"), new Frame.Abort(1, OutcomeCode.TOO_LARGE, ""));
        assertGoesOn(2);
    }

    @Test
    void growthOverMaxMessageIsRejected() {
        engine = LoneEngine.server(options().maxMessage(1000)).open();
        engine.receive(Frames.begin(1, "x".repeat(1000)));
        assertThat(engine.sent()).isEmpty();
        engine.receive(Frames.data(1, "y"));
        assertRejected(1, OutcomeCode.TOO_LARGE);
    }

    @Test
    void growthOverTheAnnouncedLengthIsRejectedOnce() {
        engine.receive(Frames.begin(1, 3, "x"), Frames.end(1, "xxxx", "xxx"));
        assertRejected(1, OutcomeCode.TOO_LARGE);
        assertGoesOn(2);
    }

    @Test
    void lessThanTheAnnouncedLengthIsCorrupt() {
        engine.receive(Frames.begin(1, 3, "x"), Frames.end(1, "xx", "x"));
        assertRejected(1, OutcomeCode.CORRUPT);
        assertGoesOn(2);
    }

    @Test
    void aWrongChecksumIsCorrupt() {
        engine.receive(Frames.begin(1, "x"), new Frame.End(1, 7, Frames.utf8("y")));
        assertRejected(1, OutcomeCode.CORRUPT);
        assertGoesOn(2);
    }

    @Test
    void textThatIsNotUtf8IsCorruptAsSoonAsItShows() {
        engine.receive(new Frame.Begin(1, true, -1, Map.of(), null, ByteBuffer.wrap(new byte[] {(byte) 0xFF})));
        assertRejected(1, OutcomeCode.CORRUPT);
        engine.receive(new Frame.Abort(1, OutcomeCode.CORRUPT, ""));
        assertGoesOn(2);
    }

    @Test
    void textThatEndsWithinACharacterIsCorrupt() {
        byte[] half = {(byte) 0xE2, (byte) 0x82};
        engine.receive(
                new Frame.Begin(1, true, -1, Map.of(), null, ByteBuffer.wrap(half)),
                new Frame.End(1, Frames.crc(half), ByteBuffer.allocate(0)));
        assertRejected(1, OutcomeCode.CORRUPT);
    }

    @Test
    void aMessageThatBringsNothingForTheReceiveTimeoutIsRejected() {
        engine.receive(Frames.begin(1, "x"));
        engine.time.advance(Duration.ofSeconds(45));
        engine.sent();
        engine.receive(Frames.data(1, "y"));
        engine.time.advance(Duration.ofSeconds(59));
        assertThat(engine.sent()).containsExactly(new Frame.Ack(2));
        engine.time.advance(Duration.ofSeconds(16));
        assertRejected(1, OutcomeCode.TIMEOUT);
        engine.receive(new Frame.Abort(1, OutcomeCode.TIMEOUT, ""));
        assertGoesOn(2);
    }

    @Test
    void overTheBudgetAMessageIsRejectedAndTheConnectionLives() {
        engine = LoneEngine.serverWithMemory(options(), 1000);
        engine.open().receive(Frames.begin(1, "x".repeat(900)), Frames.data(1, "y".repeat(200)));
        assertRejected(1, OutcomeCode.NO_CAPACITY);
        assertThat(engine.budget.usedMemory()).isZero();
        engine.receive(new Frame.Abort(1, OutcomeCode.NO_CAPACITY, ""));
        assertGoesOn(2);
    }

    @Test
    void aReferenceIsUnavailable() {
        engine.receive(new Frame.Reference(1, false, 5, 0, Map.of(), "s3://somewhere"));
        assertRejected(1, OutcomeCode.UNAVAILABLE);
        assertGoesOn(2);
    }

    @Test
    void moreBegunThanMaxConcurrentIsAViolation() {
        engine = LoneEngine.server(options().maxConcurrent(2)).open();
        engine.receive(Frames.begin(1, "x"), Frames.begin(2, "x"), Frames.begin(3, "x"));
        assertClosedWith(1008);
    }

    @Test
    void aRejectedMessageKeepsItsPlaceUntilItsEnd() {
        engine = LoneEngine.server(options().maxConcurrent(1).maxMessage(10)).open();
        engine.receive(Frames.begin(1, 11, "x"));
        assertRejected(1, OutcomeCode.TOO_LARGE);
        engine.receive(Frames.begin(2, "x"));
        assertClosedWith(1008);
    }

    @Test
    void aWholeMessageOverMaxMessageIsAViolation() {
        engine = LoneEngine.server(options().maxMessage(3)).open();
        engine.receive(Frames.text("four"));
        assertClosedWith(1008);
    }

    @Test
    void wholeMessagesStayUntilTheyAreTakenThoughTheTransportIsLost() {
        engine.receive(Frames.text("short"), Frames.begin(1, "x"), Frames.end(1, "x", ""), Frames.begin(2, "y"));
        engine.lose();
        assertThat(engine.takeText()).isEqualTo("short");
        assertThat(engine.takeText()).isEqualTo("x");
        assertThat(engine.takeText()).isNull();
    }

    @Test
    void whatComesAfterCloseIsIgnoredAndConsumed() {
        engine.receiveTextMessage();
        ByteBuffer piece = ByteBuffer.allocate(10);
        engine.receivePiece(piece, false);
        assertThat(piece.hasRemaining()).isFalse();
        assertClosedWith(1003);
    }

    @Test
    void textThatIsNotUtf8ClosesTheSession() {
        engine.receive(new byte[] {0x10, (byte) 0xFF});
        assertClosedWith(1007);
    }

    @Test
    void anUnknownControlFrameIsIgnored() {
        engine.receive(new byte[] {0x0F, 1, 2, 3}).receive(Frames.text("next"));
        assertThat(engine.takeText()).isEqualTo("next");
    }
}
