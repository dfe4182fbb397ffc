package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Settings;

/** PROTOCOL.md, section 5, as a sender keeps it. */
class SendingTest {

    private final LoneEngine engine = LoneEngine.client(options()).open();

    private static MessageFailedException failure(OutgoingMessage message) {
        return (MessageFailedException) Frames.failure(message);
    }

    @Test
    void aMessageThatFitsIntoOneFrameGoesWholeAndIsCompleteOnceItIsSent() {
        OutgoingMessage message = engine.sendBinary(31_999);
        assertThat(Frames.decode(engine.poll())).isEqualTo(Frames.binary(31_999));
        assertThat(Frames.isDone(message)).isFalse();
        engine.frameSent();
        assertThat(Frames.isDone(message)).isTrue();
        assertThat(Frames.failure(message)).isNull();
    }

    @Test
    void aLongerMessageGoesAsBeginDataAndEndAndIsCompleteOnceDelivered() {
        OutgoingMessage message = engine.sendBinary(70_000);
        List<Frame> sent = engine.sent();
        assertThat(sent).hasSize(3);
        assertThat(((Frame.Begin) sent.get(0)).length()).isEqualTo(70_000);
        assertThat(sent.get(1)).isInstanceOf(Frame.Data.class);
        assertThat(((Frame.End) sent.get(2)).crc()).isEqualTo(Frames.crc(Frames.bytes(70_000)));
        engine.receive(new Frame.Ack(3));
        assertThat(Frames.isDone(message)).isFalse();
        engine.receive(new Frame.Delivered(1));
        assertThat(Frames.isDone(message)).isTrue();
        assertThat(message.acknowledged()).isEqualTo(70_000);
    }

    @Test
    void aMessageWithMetadataIsBegunHoweverShort() {
        engine.send(true, new TextSource("hi"), Map.of("name", "value"));
        List<Frame> sent = engine.sent();
        assertThat(((Frame.Begin) sent.get(0)).metadata()).isEqualTo(Map.of("name", "value"));
        assertThat(sent.get(1)).isInstanceOf(Frame.End.class);
    }

    @Test
    void metadataThatIsTooLongIsRefusedWhenTheMessageIsMade() {
        assertThatThrownBy(() -> engine.send(true, new TextSource("hi"), Map.of("k", "v".repeat(600))))
                .isInstanceOf(IllegalArgumentException.class);
        engine.send(true, new TextSource("next"), Map.of());
        assertThat(engine.sent()).containsExactly(Frames.text("next"));
    }

    @Test
    void aMessageOfUnknownLengthIsBegunWithoutOne() {
        engine.send(false, Sources.pipeOf(new byte[3]), Map.of());
        List<Frame> sent = engine.sent();
        assertThat(((Frame.Begin) sent.get(0)).length()).isEqualTo(Frames.NO_LENGTH);
    }

    @Test
    void idsAreGivenInOrder() {
        for (int i = 0; i < 3; i++) {
            engine.send(true, new TextSource("x"), Map.of("k", "v"));
        }
        assertThat(engine.sent())
                .filteredOn(Frame.Begin.class::isInstance)
                .extracting(frame -> ((Frame.Begin) frame).id())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void strictlyOrderedTheNextBeginsOnlyAfterTheEndOfTheOneBefore() {
        PipeSource pipe = new PipeSource(1000);
        engine.send(true, pipe, Map.of());
        engine.send(true, new TextSource("next"), Map.of());
        assertThat(engine.sent()).isEmpty();
        Sources.offer(pipe, new byte[] {'a'});
        assertThat(engine.sent()).containsExactly(Frames.begin(1, "a"));
        pipe.end();
        assertThat(engine.sent()).containsExactly(Frames.end(1, "a", ""), Frames.text("next"));
    }

    @Test
    void aSlowSourceWakesTheTransportForEachPieceAndForItsEnd() {
        PipeSource pipe = new PipeSource(1000);
        engine.send(true, pipe, Map.of());
        engine.sent();
        int wakes = engine.wakes;
        Sources.offer(pipe, new byte[] {'a'});
        assertThat(engine.wakes).isGreaterThan(wakes);
        engine.sent();
        wakes = engine.wakes;
        pipe.end();
        assertThat(engine.wakes).isGreaterThan(wakes);
    }

    @Test
    void aRejectBeforeEndStopsTheSenderWhichSendsAbort() {
        OutgoingMessage message = engine.sendBinary(2_000_000);
        OutgoingMessage next = engine.send(new byte[1]);
        engine.sent();
        engine.receive(new Frame.Reject(1, OutcomeCode.TOO_LARGE, "no"));
        assertThat(failure(message).code()).isEqualTo(OutcomeCode.TOO_LARGE);
        assertThat(failure(message)).hasMessageContaining("no");
        assertThat(engine.sent()).first().isInstanceOfSatisfying(Frame.Abort.class, abort -> assertThat(abort.id())
                .isEqualTo(1));
        engine.receive(new Frame.Ack(30));
        engine.sent();
        assertThat(Frames.isDone(next)).isTrue();
        assertThat(engine.closeCode).isZero();
    }

    @Test
    void aRejectAfterEndFailsTheMessageAndIsNotAnswered() {
        OutgoingMessage message = engine.sendBinary(70_000);
        engine.sent();
        engine.receive(new Frame.Reject(1, OutcomeCode.CORRUPT, ""));
        assertThat(failure(message).code()).isEqualTo(OutcomeCode.CORRUPT);
        assertThat(engine.sent()).isEmpty();
    }

    @Test
    void aMessageGivenUpBeforeItsTurnIsNeverSeen() {
        PipeSource pipe = new PipeSource(1000);
        engine.send(true, pipe, Map.of());
        OutgoingMessage waiting = engine.sendBinary(70_000);
        engine.engine.abort(waiting, new MessageFailedException(OutcomeCode.CANCELLED, "enough"));
        pipe.end();
        assertThat(engine.sent()).hasSize(2);
        assertThat(failure(waiting).code()).isEqualTo(OutcomeCode.CANCELLED);
    }

    @Test
    void aMessageGivenUpUnderWayIsAbortedAheadOfWaitingData() {
        OutgoingMessage message = engine.sendBinary(2_000_000);
        engine.poll();
        engine.frameSent();
        engine.engine.abort(message, new MessageFailedException(OutcomeCode.CANCELLED, "enough"));
        assertThat(engine.sent()).containsExactly(new Frame.Abort(1, OutcomeCode.CANCELLED, "enough"));
        assertThat(failure(message).code()).isEqualTo(OutcomeCode.CANCELLED);
    }

    @Test
    void aMessageGivenUpAfterItsEndIsLeftToItsOutcome() {
        OutgoingMessage message = engine.sendBinary(70_000);
        engine.sent();
        engine.engine.abort(message, new MessageFailedException(OutcomeCode.CANCELLED, "enough"));
        assertThat(Frames.isDone(message)).isFalse();
        assertThat(engine.sent()).isEmpty();
        engine.receive(new Frame.Delivered(1));
        assertThat(Frames.failure(message)).isNull();
    }

    @Test
    void aFailingSourceAbortsItsMessageBeforeTheNextBegins() throws IOException {
        LoneEngine one =
                LoneEngine.client(options().interleaved()).open(new Settings(32_000, 1 << 20, 1 << 20, 1, 0, -1));
        PipeSource pipe = new PipeSource(1000);
        OutgoingMessage failing = one.send(true, pipe, Map.of());
        Sources.offer(pipe, new byte[] {'a'});
        one.sent();
        one.sendBinary(70_000);
        pipe.fail(new IOException("/secret/path is gone"));
        List<Frame> sent = one.sent();
        assertThat(sent.get(0)).isEqualTo(new Frame.Abort(1, OutcomeCode.FAILED, "the source of the message failed"));
        assertThat(((Frame.Begin) sent.get(1)).id()).isEqualTo(2);
        assertThat(failure(failing)).hasStackTraceContaining("/secret/path is gone");
    }

    @Test
    void theAbortOfAFailingSourceGoesOutThoughNothingElseWaits() {
        PipeSource pipe = new PipeSource(1000);
        engine.send(true, pipe, Map.of());
        Sources.offer(pipe, new byte[] {'a'});
        engine.sent();
        pipe.fail(new IOException("gone"));
        assertThat(engine.sent()).hasSize(1).first().isInstanceOf(Frame.Abort.class);
    }

    @Test
    void aSourceThatThrowsAnythingFailsOnlyItsOwnMessage() {
        OutgoingMessage failing = engine.send(false, new BrokenSource(), Map.of());
        OutgoingMessage next = engine.send(new byte[1]);
        assertThat(engine.sent()).hasSize(1);
        assertThat(failure(failing).code()).isEqualTo(OutcomeCode.FAILED);
        assertThat(Frames.isDone(next)).isTrue();
    }

    private static final class BrokenSource implements Source {

        @Override
        public long length() {
            return 5;
        }

        @Override
        public int read(long offset, ByteBuffer target) {
            throw new IllegalStateException("broken");
        }

        @Override
        public boolean endsAt(long offset) {
            return offset == 5;
        }
    }

    @Test
    void aFailingProgressListenerDoesNotDisturbTheSession() {
        OutgoingMessage message =
                new OutgoingMessage(false, new BytesSource(ByteBuffer.allocate(70_000)), Map.of(), bytes -> {
                    throw new IllegalStateException("listener");
                });
        engine.engine.send(message);
        engine.sent();
        engine.receive(new Frame.Ack(3), new Frame.Delivered(1));
        assertThat(Frames.isDone(message)).isTrue();
        assertThat(Frames.failure(message)).isNull();
    }

    @Test
    void manyMessagesThatCannotBeSentFailOneByOne() {
        LoneEngine small = LoneEngine.client(options()).open(new Settings(32_000, 10, 1 << 20, 1, 0, -1));
        List<OutgoingMessage> messages = new java.util.ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            messages.add(small.sendBinary(11));
        }
        OutgoingMessage fitting = small.sendBinary(10);
        assertThat(small.sent()).hasSize(1);
        assertThat(messages)
                .allSatisfy(message -> assertThat(failure(message).code()).isEqualTo(OutcomeCode.TOO_LARGE));
        assertThat(Frames.isDone(fitting)).isTrue();
    }

    @Test
    void aPipeThatGrowsOverTheMaxMessageOfThePeerIsAborted() {
        LoneEngine small = LoneEngine.client(options()).open(new Settings(32_000, 10, 1 << 20, 1, 0, -1));
        PipeSource pipe = new PipeSource(1000);
        OutgoingMessage message = small.send(false, pipe, Map.of());
        Sources.offer(pipe, new byte[10]);
        assertThat(small.sent()).hasSize(1);
        Sources.offer(pipe, new byte[1]);
        assertThat(small.sent()).hasSize(1).first().isInstanceOf(Frame.Abort.class);
        assertThat(failure(message).code()).isEqualTo(OutcomeCode.TOO_LARGE);
    }

    @Test
    void outcomesOfSettledIdsAreIgnored() {
        engine.sendBinary(70_000);
        engine.sendBinary(70_000);
        engine.sent();
        engine.receive(new Frame.Delivered(1), new Frame.Delivered(1), new Frame.Reject(1, OutcomeCode.FAILED, ""));
        engine.receive(new Frame.Reject(2, OutcomeCode.FAILED, ""), new Frame.Delivered(2));
        assertThat(engine.closeCode).isZero();
    }

    @Test
    void outcomesOfMessagesNeverBegunAreMalformed() {
        engine.receive(new Frame.Delivered(1));
        assertThat(engine.closeCode).isEqualTo(1002);
        LoneEngine other = LoneEngine.server(options()).open();
        other.receive(new Frame.Reject(1, OutcomeCode.FAILED, ""));
        assertThat(other.closeCode).isEqualTo(1002);
    }

    @Test
    void deliveredOfAMessageThatHasNotEndedIsMalformed() {
        OutgoingMessage message = engine.sendBinary(2_000_000);
        engine.sent();
        engine.receive(new Frame.Delivered(1));
        assertThat(engine.closeCode).isEqualTo(1002);
        assertThat(Frames.failure(message)).isInstanceOf(IOException.class);
    }

    @Test
    void interleavedMessagesTakeTurnsUpToMaxConcurrentAndShortOnesPass() {
        LoneEngine interleaving =
                LoneEngine.client(options().interleaved()).open(new Settings(32_000, 1 << 30, 1 << 20, 2, 0, -1));
        for (int i = 0; i < 3; i++) {
            interleaving.sendBinary(100_000);
        }
        OutgoingMessage text = interleaving.send(true, new TextSource("quick"), Map.of());
        assertThat(interleaving.poll()[0]).isEqualTo((byte) 0x12);
        interleaving.frameSent();
        List<Frame> sent = interleaving.sent();
        assertThat(sent.indexOf(Frames.text("quick"))).isBetween(0, 3);
        assertThat(Frames.isDone(text)).isTrue();
        assertInterleaved(sent, 1, 2);
    }

    private static void assertInterleaved(List<Frame> sent, int begunBefore, int maxConcurrent) {
        int open = begunBefore;
        int most = open;
        for (Frame frame : sent) {
            open += frame instanceof Frame.Begin ? 1 : frame instanceof Frame.End ? -1 : 0;
            most = Math.max(most, open);
        }
        assertThat(most).isEqualTo(maxConcurrent);
        assertThat(open).isZero();
    }

    @Test
    void interleavedASourceWithoutBytesHoldsNobodyUp() {
        LoneEngine interleaving = LoneEngine.client(options().interleaved()).open();
        PipeSource silent = new PipeSource(1000);
        interleaving.send(true, silent, Map.of());
        interleaving.send(true, new TextSource("one"), Map.of());
        assertThat(interleaving.sent()).containsExactly(Frames.text("one"));
        Sources.offer(silent, new byte[] {'s'});
        interleaving.sent();
        interleaving.send(true, new TextSource("two"), Map.of());
        assertThat(interleaving.sent()).containsExactly(Frames.text("two"));
    }

    @Test
    void withoutProgressMessagesFailAfterTheSendTimeoutAndTheSessionGoesOn() {
        LoneEngine narrow = LoneEngine.client(options()).open(new Settings(32_000, 1 << 30, 65_536, 1, 0, -1));
        OutgoingMessage begun = narrow.sendBinary(200_000);
        OutgoingMessage queued = narrow.sendBinary(10);
        narrow.sent();
        narrow.time.advance(Duration.ofSeconds(59));
        assertThat(Frames.isDone(begun)).isFalse();
        narrow.time.advance(Duration.ofSeconds(17));
        assertThat(failure(begun).code()).isEqualTo(OutcomeCode.TIMEOUT);
        assertThat(failure(queued).code()).isEqualTo(OutcomeCode.TIMEOUT);
        assertThat(narrow.sent()).hasSize(1).first().isInstanceOf(Frame.Abort.class);
        narrow.receive(new Frame.Ack(3));
        OutgoingMessage later = narrow.sendBinary(10);
        assertThat(narrow.sent()).hasSize(1);
        assertThat(Frames.isDone(later)).isTrue();
        assertThat(narrow.closeCode).isZero();
    }

    @Test
    void answeringThePeerIsNoProgressOfOurOwnMessages() {
        LoneEngine narrow = LoneEngine.client(options()).open(new Settings(32_000, 1 << 30, 65_536, 1, 0, -1));
        OutgoingMessage begun = narrow.sendBinary(200_000);
        narrow.sent();
        for (int i = 0; i < 8; i++) {
            narrow.time.advance(Duration.ofSeconds(10));
            narrow.receive(new Frame.Ping(ByteBuffer.allocate(1)), new Frame.Ack(0), Frames.text("hello"));
            narrow.sent();
        }
        assertThat(failure(begun).code()).isEqualTo(OutcomeCode.TIMEOUT);
    }

    @Test
    void anAcknowledgementIsProgress() {
        LoneEngine narrow = LoneEngine.client(options()).open(new Settings(32_000, 1 << 30, 65_536, 1, 0, -1));
        OutgoingMessage message = narrow.sendBinary(1_000_000);
        long acknowledged = 0;
        for (int i = 0; i < 8; i++) {
            acknowledged += narrow.sent().size();
            narrow.time.advance(Duration.ofSeconds(45));
            narrow.receive(new Frame.Ack(acknowledged));
        }
        assertThat(Frames.isDone(message)).isFalse();
    }

    @Test
    void aShortMessageThatTheTransportNeverFinishesFailsAfterTheSendTimeout() {
        OutgoingMessage message = engine.sendBinary(5);
        engine.poll();
        engine.time.advance(Duration.ofSeconds(80));
        assertThat(failure(message).code()).isEqualTo(OutcomeCode.TIMEOUT);
        engine.frameSent();
    }

    @Test
    void whatThePeerDoesNotAcknowledgeIsBounded() {
        LoneEngine wide = LoneEngine.client(options()).open(new Settings(32_000, 1 << 30, 1L << 50, 1, 0, -1));
        for (int i = 0; i < 20_000; i++) {
            wide.sendBinary(0);
        }
        assertThat(wide.sent()).hasSize(16 * 1024);
        wide.receive(new Frame.Ack(16 * 1024));
        assertThat(wide.sent()).hasSize(20_000 - 16 * 1024);
    }
}
