package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Settings;

/** PROTOCOL.md, section 6. */
class FlowControlTest {

    private static LoneEngine sendingTo(long window) {
        return LoneEngine.server(options()).open(new Settings(32_000, 1 << 30, window, 8, 0, -1));
    }

    private static LoneEngine receivingWith(int window) {
        return LoneEngine.client(options().window(window)).open();
    }

    private static long total(List<Frame> frames) {
        return frames.stream().mapToLong(frame -> Frames.encode(frame).length).sum();
    }

    // ---- sending

    @Test
    void unacknowledgedFramesStayWithinTheWindowOfThePeer() {
        LoneEngine engine = sendingTo(70_000);
        engine.sendBinary(1_000_000);
        List<Frame> sent = engine.sent();
        assertThat(total(sent)).isEqualTo(64_000);
        engine.receive(new Frame.Ack(1));
        assertThat(total(engine.sent())).isEqualTo(32_000);
    }

    @Test
    void lessThanAWideWindowIsUnderWayUntilRoundTripsHaveShownThatMoreGoes() {
        LoneEngine engine = sendingTo(16 << 20);
        long aheadAtFirst = engine.engine.sendAhead();
        engine.sendBinary(16_000_000);
        List<Frame> first = engine.sent();
        assertThat(total(first)).isBetween(CongestionWindow.LEAST - 32_000, CongestionWindow.LEAST);
        engine.receive(new Frame.Ack(first.size()));
        assertThat(total(engine.sent())).isBetween(2 * CongestionWindow.LEAST - 32_000, 2 * CongestionWindow.LEAST);
        assertThat(engine.engine.sendAhead()).isEqualTo(aheadAtFirst + CongestionWindow.LEAST);
    }

    @Test
    void aShortMessageWithMetadataStaysWithinTheWindowToo() {
        LoneEngine engine = sendingTo(1000);
        engine.send(new byte[899]);
        engine.send(true, new TextSource("hi"), Map.of("key", "v".repeat(90)));
        assertThat(total(engine.sent())).isLessThanOrEqualTo(1000);
        engine.receive(new Frame.Ack(1));
        assertThat(engine.sent()).hasSize(2);
    }

    @Test
    void withNothingUnacknowledgedOneFrameMayAlwaysBeSent() {
        LoneEngine engine = sendingTo(0);
        engine.sendBinary(100_000);
        for (int acknowledged = 1; acknowledged <= 4; acknowledged++) {
            assertThat(engine.sent()).hasSize(1);
            engine.receive(new Frame.Ack(acknowledged));
        }
        assertThat(engine.sent()).isEmpty();
    }

    @Test
    void settlementsTakeNoWindowAndGoAheadOfWaitingData() {
        LoneEngine engine = sendingTo(65_536);
        engine.sendBinary(1_000_000);
        engine.sent();
        engine.receive(Frames.begin(1, "x"), Frames.end(1, "x", ""));
        assertThat(engine.sent()).containsExactly(new Frame.Delivered(1));
        engine.receive(new Frame.Ack(2));
        assertThat(engine.sent()).hasSize(2);
    }

    @Test
    void anAcknowledgementMayBeRepeatedAndMayComeLate() {
        LoneEngine engine = sendingTo(65_536);
        engine.sendBinary(1_000_000);
        engine.sent();
        engine.receive(new Frame.Ack(2), new Frame.Ack(2), new Frame.Ack(1));
        assertThat(engine.sent()).hasSize(2);
        assertThat(engine.closeCode).isZero();
    }

    @Test
    void anAcknowledgementAboveWhatWasSentIsMalformed() {
        LoneEngine engine = sendingTo(65_536);
        engine.sendBinary(10);
        engine.sent();
        engine.receive(new Frame.Ack(2));
        assertThat(engine.closeCode).isEqualTo(1002);
    }

    @Test
    void aPeerThatMakesUsSettleAndAcknowledgesNothingIsGivenUp() {
        LoneEngine engine = sendingTo(65_536);
        for (long id = 1; engine.closeCode == 0 && id < 70_000; id++) {
            engine.receive(new Frame.Reference(id, false, 1, 0, Map.of(), "x"));
            engine.sent();
        }
        assertThat(engine.closeCode).isEqualTo(1008);
    }

    // ---- receiving

    @Test
    void halfTheWindowIsAcknowledgedAtOnce() {
        LoneEngine engine = receivingWith(10_000);
        engine.receive(Frames.beginBinary(1, new byte[4990]));
        assertThat(engine.sent()).isEmpty();
        int wakes = engine.wakes;
        engine.receive(Frames.data(1, new byte[10]));
        assertThat(engine.wakes).isGreaterThan(wakes);
        assertThat(engine.sent()).containsExactly(new Frame.Ack(2));
    }

    @Test
    void lessIsAcknowledgedWithin50Milliseconds() {
        LoneEngine engine = receivingWith(10_000);
        engine.receive(Frames.text("x"), Frames.text("y"));
        engine.time.advance(Duration.ofMillis(49));
        assertThat(engine.sent()).isEmpty();
        int wakes = engine.wakes;
        engine.time.advance(Duration.ofMillis(1));
        assertThat(engine.wakes).isGreaterThan(wakes);
        assertThat(engine.sent()).containsExactly(new Frame.Ack(2));
        engine.time.advance(Duration.ofMinutes(1));
        assertThat(engine.sent()).isEmpty();
    }

    @Test
    void settlementsAreAcknowledgedToo() {
        LoneEngine engine = LoneEngine.client(options()).open();
        engine.sendBinary(70_000);
        engine.sent();
        engine.receive(new Frame.Delivered(1));
        engine.time.advance(Duration.ofMillis(50));
        assertThat(engine.sent()).containsExactly(new Frame.Ack(1));
    }

    @Test
    void moreThanTheWindowIsAViolation() {
        LoneEngine engine = receivingWith(10_000);
        // What the application does not take is not acknowledged; the one that comes first is always taken.
        engine.receive(Frames.binary(9_000), Frames.binary(900));
        engine.sent();
        engine.receive(Frames.binary(9_000));
        assertThat(engine.closeCode).isZero();
        engine.receive(Frames.binary(1_000));
        assertThat(engine.closeCode).isEqualTo(1008);
    }

    @Test
    void oneFrameOverTheWindowIsAllowedWithNothingUnacknowledged() {
        LoneEngine engine = receivingWith(1024);
        engine.receive(Frames.binary(20_000));
        assertThat(engine.sent()).containsExactly(new Frame.Ack(1));
        engine.receive(Frames.binary(10));
        assertThat(engine.closeCode).isZero();
    }

    @Test
    void aFrameOverMaxFrameIsAViolation() {
        LoneEngine engine = LoneEngine.client(options().maxFrame(20_000)).open();
        engine.receive(Frames.binary(19_999));
        assertThat(engine.closeCode).isZero();
        engine.receivePiece(ByteBuffer.allocate(15_000), false);
        engine.receivePiece(ByteBuffer.allocate(5_001), false);
        assertThat(engine.closeCode).isEqualTo(1008);
    }

    @Test
    void ackIsWithheldWhileTheApplicationTakesNothingAndGoesOnWhenItDoes() {
        LoneEngine engine = receivingWith(10_000);
        engine.receive(Frames.binary(9_000));
        assertThat(engine.sent()).containsExactly(new Frame.Ack(1));
        engine.receive(Frames.binary(5_000), Frames.binary(3));
        engine.time.advance(Duration.ofMinutes(5));
        assertThat(engine.sent()).isEmpty();
        assertThat(engine.takeBytes()).hasSize(9_000);
        assertThat(engine.sent()).containsExactly(new Frame.Ack(3));
        assertThat(engine.takeBytes()).hasSize(5_000);
        assertThat(engine.takeBytes()).hasSize(3);
    }

    /** A client whose window is filled by short messages that nobody takes; two frames were processed. */
    private static LoneEngine blocked() {
        LoneEngine engine = receivingWith(10_000);
        engine.receive(Frames.begin(1, "one"), Frames.binary(9_900));
        engine.sent();
        engine.receive(Frames.binary(5_000));
        return engine;
    }

    @Test
    void outcomesAreActedOnWhileEarlierFramesWaitAndCountedInTheirTurn() {
        LoneEngine engine = blocked();
        OutgoingMessage delivered = engine.sendBinary(70_000);
        OutgoingMessage rejected = engine.sendBinary(70_000);
        engine.sent();
        engine.receive(new Frame.Delivered(1), new Frame.Reject(2, OutcomeCode.FAILED, ""));
        assertThat(Frames.isDone(delivered)).isTrue();
        assertThat(Frames.failure(rejected)).isNotNull();
        engine.receive(Frames.text("after"));
        engine.time.advance(Duration.ofSeconds(1));
        assertThat(engine.sent()).isEmpty();
        engine.takeBytes();
        engine.time.advance(Duration.ofSeconds(1));
        assertThat(engine.sent()).last().isEqualTo(new Frame.Ack(6));
    }

    @Test
    void abortFreesItsMessageWhileEarlierFramesWait() {
        LoneEngine engine = blocked();
        assertThat(engine.budget.usedMemory()).isPositive();
        engine.receive(new Frame.Abort(1, OutcomeCode.CANCELLED, ""));
        assertThat(engine.budget.usedMemory()).isZero();
        engine.takeBytes();
        engine.receive(Frames.data(1, "x"));
        assertThat(engine.closeCode).isEqualTo(1002);
    }

    @Test
    void abortAfterAnEndThatWaitsIsIgnored() {
        LoneEngine engine = blocked();
        engine.receive(Frames.end(1, "one", ""), new Frame.Abort(1, OutcomeCode.CANCELLED, ""));
        engine.takeBytes();
        engine.takeBytes();
        assertThat(engine.takeText()).isEqualTo("one");
        assertThat(engine.sent()).contains(new Frame.Delivered(1));
    }

    @Test
    void abortOfAMessageWhoseBeginWaitsIsActedOnWithIt() {
        LoneEngine engine = blocked();
        engine.receive(Frames.begin(2, "two"), new Frame.Abort(2, OutcomeCode.CANCELLED, ""), Frames.begin(3, "three"));
        engine.takeBytes();
        engine.takeBytes();
        engine.receive(Frames.end(3, "three", ""));
        assertThat(engine.takeText()).isEqualTo("three");
        engine.receive(new Frame.Abort(4, OutcomeCode.CANCELLED, ""));
        assertThat(engine.closeCode).isEqualTo(1002);
    }

    @Test
    void abortOfAMessageNeverBegunIsMalformedWhileEarlierFramesWait() {
        LoneEngine engine = blocked();
        engine.receive(Frames.begin(2, "two"), new Frame.Abort(3, OutcomeCode.CANCELLED, ""));
        assertThat(engine.closeCode).isEqualTo(1002);
    }

    @Test
    void aFrameThatWaitsForRoomGoesOnWhenItsMessageIsAborted() throws IOException {
        LoneEngine engine = LoneEngine.serverWithMemory(options(), 2000).open();
        engine.receive(Frames.begin(1, "a".repeat(900)), Frames.end(1, "a".repeat(900), ""));
        engine.receive(Frames.begin(2, "b".repeat(900)), Frames.data(2, "c".repeat(900)), Frames.text("next"));
        engine.sent();
        engine.time.advance(Duration.ofMillis(50));
        assertThat(engine.sent()).containsExactly(new Frame.Ack(3));
        engine.receive(new Frame.Abort(2, OutcomeCode.CANCELLED, ""));
        engine.time.advance(Duration.ofMillis(50));
        assertThat(engine.sent()).containsExactly(new Frame.Ack(6));
        assertThat(engine.takeText()).startsWith("a");
        assertThat(engine.takeText()).isEqualTo("next");
    }

    @Test
    void whatTheApplicationHoldsMakesRoomOnceReleased() {
        LoneEngine engine = LoneEngine.serverWithMemory(options(), 1000).open();
        engine.receive(Frames.begin(1, "a".repeat(900)), Frames.end(1, "a".repeat(900), ""));
        engine.receive(Frames.begin(2, "b".repeat(900)), Frames.end(2, "b".repeat(900), ""));
        assertThat(engine.sent()).containsExactly(new Frame.Delivered(1));
        engine.told.clear();
        assertThat(engine.takeText()).startsWith("a");
        assertThat(engine.told).containsExactly("message");
        assertThat(engine.sent()).contains(new Frame.Delivered(2));
        assertThat(engine.takeText()).startsWith("b");
        assertThat(engine.budget.usedMemory()).isZero();
    }

    @Test
    void aMessageIsNotTimedOutForTheTimeThatItsFramesWaitedForUs() {
        LoneEngine engine = blocked();
        engine.time.advance(Duration.ofMinutes(5));
        engine.takeBytes();
        engine.time.advance(Duration.ofSeconds(30));
        engine.receive(Frames.end(1, "one", ""));
        engine.takeBytes();
        assertThat(engine.takeText()).isEqualTo("one");
    }

    @Test
    void aMistakeInAFrameThatWaitedClosesTheSession() {
        LoneEngine engine = blocked();
        engine.receive(Frames.data(7, "x"));
        assertThat(engine.closeCode).isZero();
        engine.takeBytes();
        assertThat(engine.closeCode).isEqualTo(1002);
    }

    @Test
    void aWindowOfTinyFramesThatWaitsIsReadBackInOrder() throws IOException {
        LoneEngine engine = LoneEngine.client(options().window(200_000)).open();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            String text = Integer.toString(i);
            expected.add(text);
            engine.receive(Frames.text(text));
        }
        List<String> taken = new ArrayList<>();
        for (String text = engine.takeText(); text != null; text = engine.takeText()) {
            taken.add(text);
        }
        assertThat(taken).isEqualTo(expected);
        engine.time.advance(Duration.ofMillis(50));
        assertThat(engine.sent()).last().isEqualTo(new Frame.Ack(30_000));
    }

    @Test
    void pingIsAnsweredByPongWithItsBytes() {
        LoneEngine engine = receivingWith(10_000);
        engine.receive(new Frame.Ping(Frames.utf8("12345678")));
        assertThat(engine.sent()).containsExactly(new Frame.Pong(Frames.utf8("12345678")));
    }

    @Test
    void aPongNobodyAskedForIsIgnored() {
        LoneEngine engine = receivingWith(10_000);
        engine.receive(new Frame.Pong(Frames.utf8("x")));
        assertThat(engine.sent()).isEmpty();
        assertThat(engine.closeCode).isZero();
    }

    @Test
    void aPeerThatOnlyPingsAndReadsNothingCostsLittle() {
        LoneEngine engine = receivingWith(10_000);
        for (int i = 0; i < 100_000; i++) {
            engine.receive(new Frame.Ping(Frames.utf8("" + i)));
        }
        assertThat(engine.sent()).hasSizeLessThan(100).last().isEqualTo(new Frame.Pong(Frames.utf8("99999")));
    }
}
