package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Settings;

/** Sessions that outlive their transports, with the peer played by the test (PROTOCOL.md, section 7). */
class ResumptionTest {

    private static final byte[] NONE = new byte[0];
    private static final Settings KEEPING = LoneEngine.KEEPING;

    private static byte[] token(int number) {
        byte[] token = new byte[16];
        token[0] = (byte) number;
        return token;
    }

    private static Frame.Hello hello(byte[] token, long received) {
        return new Frame.Hello(false, token, received, KEEPING);
    }

    private static Frame.Hello resumed(int token, long received) {
        return new Frame.Hello(true, token(token), received, KEEPING);
    }

    /** A client with a session that its server keeps, and the token 1. */
    private static LoneEngine client(TestOptions options) {
        LoneEngine client = LoneEngine.client(options.resume(60));
        client.start();
        client.receive(new Frame.Hello(false, token(1), 0, KEEPING));
        client.sent();
        client.told.clear();
        return client;
    }

    /** A server with a session that it keeps. */
    private static LoneEngine server() {
        LoneEngine server = LoneEngine.server(options().resume(60));
        server.start();
        server.receive(hello(NONE, 0));
        token = ((Frame.Hello) server.sent().get(0)).token();
        server.told.clear();
        return server;
    }

    /** The newest token of the server. */
    private static byte[] token;

    private static Frame.Hello helloOf(List<Frame> sent) {
        return (Frame.Hello) sent.get(0);
    }

    // ---- which transports are lost

    @ParameterizedTest
    @ValueSource(ints = {1001, 1005, 1006, 1009, 1011, 1012, 1013, 1014})
    void aTransportThatEndedSoIsLostAndTheSessionWaits(int closeCode) {
        LoneEngine client = client(options()).lose(closeCode);
        assertThat(client.told).contains("detached " + closeCode);
        assertThat(client.engine.isDetached()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1002, 1003, 1007, 1008, 1010, 1015, 3000, 4999})
    void anyOtherCloseCodeEndsTheSession(int closeCode) {
        LoneEngine client = client(options()).lose(closeCode);
        assertThat(client.engine.isClosed()).isTrue();
        assertThat(client.told).isEmpty();
    }

    @Test
    void aSessionWhoseServerKeepsNoneEndsWithItsTransport() {
        LoneEngine client = LoneEngine.client(options().resume(60)).open();
        client.lose();
        assertThat(client.engine.isClosed()).isTrue();
    }

    @Test
    void aSessionWhoseClientWillNotComeBackEndsWithItsTransport() {
        LoneEngine server = LoneEngine.server(options().resume(60));
        server.start();
        server.receive(new Frame.Hello(false, NONE, 0, LoneEngine.PEER));
        assertThat(helloOf(server.sent()).token()).hasSize(16);
        server.lose();
        assertThat(server.engine.isClosed()).isTrue();
        assertThat(server.valid).isEmpty();
    }

    // ---- a client comes back

    @Test
    void aClientPresentsItsTokenAndWhatItHasProcessedAndSendsNothingElseBeforeTheAnswer() {
        LoneEngine client = client(options());
        client.receive(Frames.text("one"), Frames.begin(1, "two"));
        client.lose();
        client.sendBinary(10);
        client.comeBack();
        List<Frame> sent = client.sent();
        assertThat(sent).hasSize(1);
        assertThat(helloOf(sent).token()).isEqualTo(token(1));
        assertThat(helloOf(sent).received()).isEqualTo(2);
        assertThat(helloOf(sent).settings().resumeSeconds()).isEqualTo(60);
    }

    @Test
    void aClientThatWasResumedSendsAckAtOnceAndPresentsTheNewTokenNext() {
        LoneEngine client = client(options());
        client.receive(Frames.text("one"));
        client.lose().comeBack().sent();
        client.receive(resumed(2, 0));
        assertThat(client.sent()).containsExactly(new Frame.Ack(1));
        assertThat(client.told).endsWith("attached");
        client.lose().comeBack();
        assertThat(helloOf(client.sent()).token()).isEqualTo(token(2));
    }

    @Test
    void whatTheCountCoversIsDroppedAndTheRestIsSentAgainInOrderAheadOfAnythingNew() {
        LoneEngine client = client(options().chunkSize(1024));
        client.send("first".getBytes());
        OutgoingMessage message = client.sendBinary(3000);
        client.send("last".getBytes());
        List<Frame> before = client.sent();
        assertThat(before).hasSize(5);
        client.lose();
        client.send("new".getBytes());
        client.comeBack().sent();
        client.receive(resumed(2, 2));
        List<Frame> again = client.sent();
        assertThat(again.get(0)).isInstanceOf(Frame.Ack.class);
        assertThat(again.subList(1, 4)).isEqualTo(before.subList(2, 5));
        assertThat(again.subList(4, 5)).containsExactly(Frames.binaryOf("new"));
        client.receive(new Frame.Ack(6), new Frame.Delivered(1));
        assertThat(Frames.isDone(message)).isTrue();
        assertThat(Frames.failure(message)).isNull();
    }

    @Test
    void littleIsUnderWayAtFirstOnAnotherTransportWhateverTheFormerCarried() {
        Settings wide = new Settings(32_000, 64 << 20, 16 << 20, 8, 60, Settings.NO_NONCE);
        LoneEngine client = LoneEngine.client(options().resume(60));
        client.start();
        client.receive(new Frame.Hello(false, token(1), 0, wide));
        client.sent();
        long aheadAtFirst = client.engine.sendAhead();
        client.sendBinary(16_000_000);
        int processed = client.sent().size();
        client.receive(new Frame.Ack(processed));
        assertThat(client.sent().size()).isGreaterThan(processed + processed / 2);
        assertThat(client.engine.sendAhead()).isGreaterThan(aheadAtFirst);

        client.lose().comeBack().sent();
        client.receive(new Frame.Hello(true, token(2), processed, wide));

        assertThat(client.engine.sendAhead()).isEqualTo(aheadAtFirst);
        // ACK, and as many frames as at first.
        assertThat(client.sent()).hasSize(1 + processed);
    }

    @Test
    void idsWhoseBeginIsNotCoveredAreGivenAgainInOrder() {
        LoneEngine client = client(options().chunkSize(1024));
        PipeSource unfinished = new PipeSource(1 << 20);
        OutgoingMessage aborted = client.send(false, unfinished, Map.of());
        Sources.offer(unfinished, Frames.bytes(3000));
        assertThat(client.sent()).hasSize(3);
        client.engine.abort(aborted, new MessageFailedException(OutcomeCode.CANCELLED, "enough"));
        client.lose();
        client.sendBinary(2000);
        client.comeBack().sent();
        client.receive(resumed(2, 0));
        List<Frame> sent = client.sent();
        assertThat(sent).hasSize(3);
        assertThat(((Frame.Begin) sent.get(1)).id()).isEqualTo(1);
        assertThat(sent.get(2)).isInstanceOf(Frame.End.class);
    }

    @Test
    void aWholeMessageIsCutAnewWhereFramesMayBeNoLongerAsLong() {
        LoneEngine client = client(options().chunkSize(20_000));
        OutgoingMessage message = client.sendBinary(15_000);
        client.sent();
        assertThat(Frames.isDone(message)).isTrue();
        client.lose(1009);
        assertThat(client.told).contains("limit 7500");
        client.comeBack().sent();
        client.receive(resumed(2, 0));
        List<Frame> sent = client.sent();
        assertThat(sent).hasSize(4);
        Frame.End end = (Frame.End) sent.get(3);
        assertThat(end.crc()).isEqualTo(Frames.crc(Frames.bytes(15_000)));
    }

    @Test
    void aWholeMessageThatMustBeCutNowMovesBehindTheEndOfABegunOne() {
        Settings one = new Settings(32_000, 64 << 20, 1 << 20, 1, 60, Settings.NO_NONCE);
        LoneEngine client =
                LoneEngine.client(options().chunkSize(20_000).resume(60).interleaved());
        client.start();
        client.receive(new Frame.Hello(false, token(1), 0, one));
        client.sent();
        PipeSource slow = new PipeSource(1 << 20);
        client.send(false, slow, Map.of());
        Sources.offer(slow, Frames.bytes(10));
        client.sent();
        client.sendBinary(15_000);
        assertThat(client.sent()).hasSize(1);
        client.lose(1009).comeBack().sent();
        client.receive(new Frame.Hello(true, token(2), 1, one));
        assertThat(client.sent()).containsExactly(new Frame.Ack(0));
        slow.end();
        List<Frame> sent = client.sent();
        assertThat(sent.get(0)).isInstanceOf(Frame.End.class);
        assertThat(((Frame.Begin) sent.get(1)).id()).isEqualTo(2);
    }

    @Test
    void settlementsThatAreNotCoveredComeAgain() {
        LoneEngine client = client(options());
        client.receive(Frames.begin(1, "a"), Frames.end(1, "ab", "b"));
        assertThat(client.sent()).contains(new Frame.Delivered(1));
        client.lose().comeBack().sent();
        client.receive(resumed(2, 0));
        assertThat(client.sent()).containsExactly(new Frame.Ack(2), new Frame.Delivered(1));
    }

    @Test
    void theChecksumIsOfTheWholeHoweverOftenItsBytesAreSent() {
        LoneEngine client = client(options().chunkSize(1024));
        client.sendBinary(5000);
        client.sent();
        for (int i = 2; i < 6; i++) {
            client.lose().comeBack().sent();
            client.receive(resumed(i, 1));
            List<Frame> sent = client.sent();
            assertThat(((Frame.End) sent.get(sent.size() - 1)).crc()).isEqualTo(Frames.crc(Frames.bytes(5000)));
        }
    }

    @Test
    void aCountAboveWhatWasSentIsMalformed() {
        LoneEngine client = client(options());
        client.lose().comeBack().sent();
        client.receive(resumed(2, 1));
        assertThat(client.closeCode).isEqualTo(1002);
        assertThat(client.closeReason).contains("1 frames where 0");
    }

    @Test
    void aCountBelowWhatWasAcknowledgedCannotBeResumed() {
        LoneEngine client = client(options());
        client.sendBinary(10);
        client.sent();
        client.receive(new Frame.Ack(1));
        client.lose().comeBack().sent();
        client.receive(resumed(2, 0));
        assertThat(client.closeCode).isEqualTo(1002);

        LoneEngine server = server();
        server.sendBinary(10);
        server.sent();
        server.receive(new Frame.Ack(1));
        server.lose();
        assertThat(server.resume(hello(token, 0))).isFalse();
    }

    // ---- the server does not resume

    @Test
    void withoutResumedTheClientBeginsNothingBeforeCheckpoint() {
        LoneEngine client = client(options());
        client.lose();
        OutgoingMessage waiting = client.sendBinary(10);
        client.comeBack().sent();
        client.receive(new Frame.Hello(false, token(2), 0, KEEPING));
        assertThat(client.sent()).isEmpty();
        client.receive(new Frame.Checkpoint(List.of()));
        assertThat(client.told).endsWith("renewed, unknown 0", "attached");
        assertThat(client.sent()).hasSize(1);
        client.receive(new Frame.Ack(1));
        assertThat(Frames.failure(waiting)).isNull();
    }

    @Test
    void whatWasSentAndNotDeliveredHasAnUnknownOutcome() {
        LoneEngine client = client(options().chunkSize(1024));
        OutgoingMessage sent = client.sendBinary(3000);
        client.send("short".getBytes());
        client.sent();
        client.lose().comeBack().sent();
        client.receive(new Frame.Hello(false, token(2), 0, KEEPING), new Frame.Checkpoint(List.of()));
        assertThat(client.told).endsWith("renewed, unknown 1", "attached");
        assertThat(Frames.failure(sent)).hasMessageContaining("not known");
        assertThat(client.sent()).isEmpty();
        OutgoingMessage next = client.sendBinary(3000);
        assertThat(((Frame.Begin) client.sent().get(0)).id()).isEqualTo(1);
        assertThat(Frames.isDone(next)).isFalse();
    }

    @Test
    void whatWasSentInPartHasNotArrived() {
        LoneEngine client = client(options().chunkSize(1024));
        PipeSource unfinished = new PipeSource(1 << 20);
        OutgoingMessage message = client.send(false, unfinished, Map.of());
        Sources.offer(unfinished, Frames.bytes(3000));
        client.sent();
        client.lose().comeBack().sent();
        client.receive(new Frame.Hello(false, token(2), 0, KEEPING), new Frame.Checkpoint(List.of()));
        assertThat(client.told).endsWith("renewed, unknown 0", "attached");
        assertThat(Frames.failure(message)).hasMessageContaining("has not arrived");
    }

    @Test
    void aMessageThatCheckpointListsGoesOnWhereItStopped() {
        LoneEngine client = client(options().chunkSize(1024));
        client.sendBinary(5000);
        client.sent();
        client.lose().comeBack().sent();
        client.receive(
                new Frame.Hello(false, token(2), 0, KEEPING),
                new Frame.Checkpoint(List.of(new Frame.Entry(1, 3000), new Frame.Entry(9, 1))));
        List<Frame> sent = client.sent();
        Frame.Begin begin = (Frame.Begin) sent.get(0);
        assertThat(begin.id()).isEqualTo(1);
        assertThat(begin.length()).isEqualTo(5000);
        assertThat(begin.previous()).isEqualTo(new Frame.Previous(1, 3000));
        Frame.End end = (Frame.End) sent.get(sent.size() - 1);
        assertThat(end.crc()).isEqualTo(Frames.crc(Frames.bytes(5000)));
    }

    @Test
    void anythingElseBeforeCheckpointIsMalformed() {
        LoneEngine client = client(options());
        client.lose().comeBack().sent();
        client.receive(new Frame.Hello(false, token(2), 0, KEEPING), Frames.text("early"));
        assertThat(client.closeCode).isEqualTo(1002);
    }

    @Test
    void aServerThatDoesNotKnowTheTokenSendsExactlyOneEmptyCheckpointFirst() {
        LoneEngine server = LoneEngine.server(options().resume(60));
        server.sendBinary(10);
        server.start();
        server.receive(hello(token(7), 3));
        List<Frame> sent = server.sent();
        assertThat(helloOf(sent).resumed()).isFalse();
        assertThat(helloOf(sent).received()).isZero();
        assertThat(sent.get(1)).isEqualTo(new Frame.Checkpoint(List.of()));
        assertThat(sent).hasSize(3);
    }

    // ---- a server lets a client come back

    @Test
    void aServerAnswersWithResumedANewTokenAndItsOwnCount() {
        LoneEngine server = server();
        server.receive(Frames.text("one"), Frames.text("two"));
        server.lose();
        assertThat(server.resume(hello(token, 0))).isTrue();
        Frame.Hello answer = helloOf(server.sent());
        assertThat(answer.resumed()).isTrue();
        assertThat(answer.received()).isEqualTo(2);
        assertThat(answer.token()).hasSize(16).isNotEqualTo(token);
    }

    @Test
    void onlyTheTokenPresentedAndTheNewOneServeAndOnlyTheNewOneOnceAFrameHasCome() {
        LoneEngine server = server();
        byte[] first = token;
        server.lose();
        server.resume(hello(first, 0));
        byte[] second = helloOf(server.sent()).token();
        assertThat(server.valid).containsExactlyInAnyOrder(SessionToken.of(first), SessionToken.of(second));
        server.lose();
        server.resume(hello(first, 0));
        byte[] third = helloOf(server.sent()).token();
        assertThat(server.valid).containsExactlyInAnyOrder(SessionToken.of(first), SessionToken.of(third));
        server.receive(new Frame.Ack(0));
        assertThat(server.valid).containsExactly(SessionToken.of(third));
    }

    @Test
    void aTransportThatIsStillAttachedIsClosedWith1001AndNoFrameOfItIsProcessed() {
        LoneEngine server = server();
        LoneEngine.Wire former = server.wire();
        assertThat(server.resume(hello(token, 0))).isTrue();
        assertThat(server.told).contains("close 1001", "attached").doesNotContain("detached 1006");
        former.receive(Frames.text("late"));
        former.lose(1006);
        assertThat(server.takeText()).isNull();
        assertThat(server.engine.isDetached()).isFalse();
        server.receive(Frames.text("now"));
        assertThat(server.takeText()).isEqualTo("now");
    }

    @Test
    void aTokenServesNoMoreOnceTheSessionHasEnded() {
        LoneEngine server = server();
        server.lose(1000);
        assertThat(server.valid).isEmpty();
        assertThat(server.resume(hello(token, 0))).isFalse();
    }

    @Test
    void aSessionIsGivenUpWhenNobodyHasComeBackInTime() {
        LoneEngine server = server();
        OutgoingMessage message = server.sendBinary(100_000);
        server.sent();
        server.lose();
        server.time.advance(Duration.ofSeconds(59));
        assertThat(server.engine.isDetached()).isTrue();
        server.time.advance(Duration.ofSeconds(1));
        assertThat(server.told).endsWith("given up");
        assertThat(server.valid).isEmpty();
        assertThat(Frames.failure(message)).hasMessageContaining("60 s");
    }

    @Test
    void framesThatWereReceivedAndNotProcessedComeAgain() {
        LoneEngine server = LoneEngine.server(options().resume(60).window(65_536));
        server.start();
        server.receive(hello(NONE, 0));
        token = helloOf(server.sent()).token();
        byte[] bytes = Frames.bytes(30_000);
        server.receive(Frames.binary(30_000), Frames.binary(30_000));
        // Two of these are more than the window: the third waits.
        server.sent();
        server.receive(Frames.binary(20_000));
        server.lose();
        server.resume(hello(token, 0));
        assertThat(helloOf(server.sent()).received()).isEqualTo(2);
        server.receive(Frames.binary(20_000));
        assertThat(server.takeBytes()).isEqualTo(bytes);
        assertThat(server.takeBytes()).isEqualTo(bytes);
        assertThat(server.takeBytes()).isEqualTo(Frames.bytes(20_000));
        assertThat(server.takeBytes()).isNull();
    }

    @Test
    void framesOfAMessageThatIsOverAreDroppedWhereTheyComeAgain() {
        LoneEngine server = server();
        server.receive(Frames.begin(1, "a"), new Frame.Abort(1, OutcomeCode.CANCELLED, ""));
        server.lose();
        server.resume(hello(token, 0));
        server.receive(Frames.data(1, "late"), Frames.end(1, "alate", ""));
        assertThat(server.closeCode).isZero();
        server.time.advance(Duration.ofMillis(50));
        assertThat(server.sent()).contains(new Frame.Ack(4));
    }

    @Test
    void nothingStallsWhileTheClientIsAway() {
        LoneEngine server = LoneEngine.server(options().resume(3600));
        server.start();
        server.receive(hello(NONE, 0));
        token = helloOf(server.sent()).token();
        server.receive(Frames.begin(1, "half"));
        OutgoingMessage message = server.sendBinary(100_000);
        server.sent();
        server.lose();
        server.time.advance(Duration.ofMinutes(30));
        assertThat(Frames.isDone(message)).isFalse();
        assertThat(server.resume(hello(token, 0))).isTrue();
        server.receive(Frames.end(1, "halfwhole", "whole"));
        assertThat(server.takeText()).isEqualTo("halfwhole");
    }

    @Test
    void attemptsThatComeToNothingDoNotMakeAClientWaitLonger() {
        LoneEngine client = client(options()).lose();
        for (int i = 0; i < 5; i++) {
            client.comeBack();
            client.time.advance(Duration.ofSeconds(9));
            client.lose();
        }
        client.comeBack();
        assertThat(client.told).doesNotContain("given up");
        client.time.advance(Duration.ofSeconds(15));
        assertThat(client.told).endsWith("given up");
        assertThat(client.engine.isClosed()).isTrue();
    }

    @Test
    void anOpeningThatIsNotAnsweredIsALossLikeAnyOther() {
        LoneEngine client = client(options()).lose().comeBack();
        client.time.advance(Duration.ofSeconds(10));
        assertThat(client.told).endsWith("close 1001", "detached 1006");
        client.comeBack();
        client.receive(new Frame.Hello(false, token(2), 0, KEEPING));
        client.time.advance(Duration.ofSeconds(10));
        assertThat(client.told).endsWith("close 1001", "detached 1006");
        client.comeBack();
        assertThat(helloOf(client.sent()).token()).isEqualTo(token(1));
    }

    // ---- an application closes

    @Test
    void aCloseWithoutATransportIsCarriedOutRightAfterTheNextResumption() {
        LoneEngine client = client(options());
        client.sendBinary(10);
        client.sent();
        client.lose();
        client.engine.close(1000, "bye");
        client.time.advance(Duration.ofSeconds(30));
        assertThat(client.told).doesNotContain("close 1000");
        client.comeBack().sent();
        client.receive(resumed(2, 1));
        client.sent();
        assertThat(client.closeCode).isEqualTo(1000);
    }

    // ---- what is held

    @Test
    void aShortMessageCompletesWhenItIsHandedOverAndIsSentAgainAllTheSame() {
        LoneEngine client = client(options());
        OutgoingMessage message = client.send("once".getBytes());
        client.poll();
        client.lose();
        assertThat(Frames.isDone(message)).isFalse();
        client.comeBack().sent();
        client.receive(resumed(2, 0));
        assertThat(client.sent()).contains(Frames.binaryOf("once"));
        assertThat(Frames.isDone(message)).isTrue();
        assertThat(client.engine.keptBytes()).isPositive();
        client.receive(new Frame.Ack(1));
        assertThat(client.engine.keptBytes()).isZero();
    }

    @Test
    void theSourceOfAShortMessageStaysOpenUntilItIsAcknowledged() {
        LoneEngine client = client(options());
        boolean[] closed = {false};
        Source source = new Source() {
            @Override
            public long length() {
                return 1;
            }

            @Override
            public int read(long offset, ByteBuffer target) {
                target.put((byte) 1);
                return 1;
            }

            @Override
            public boolean endsAt(long offset) {
                return offset == 1;
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        client.send(false, source, Map.of());
        client.sent();
        assertThat(closed[0]).isFalse();
        client.receive(new Frame.Ack(1));
        assertThat(closed[0]).isTrue();
    }
}
