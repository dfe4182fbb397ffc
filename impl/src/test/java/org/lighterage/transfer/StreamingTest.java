package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;

/** Messages that are read while they come. Reads here find what they ask for: one that waits would wait for ever. */
class StreamingTest {

    private LoneEngine engine = streaming(LoneEngine.server(options()));
    private ReceivedMessage message;

    private static LoneEngine streaming(LoneEngine engine) {
        engine.engine.setStreaming(true, true);
        engine.engine.setStreaming(false, true);
        return engine.open();
    }

    @AfterEach
    void nothingIsLeftInTheBudget() {
        if (message != null) {
            message.release();
        }
        engine.lose();
        while (engine.takeBytes() != null) {}
        assertThat(engine.budget.usedMemory()).isZero();
    }

    private void take() {
        message = engine.engine.takeMessage();
        assertThat(message.isWhole()).isFalse();
    }

    private void letGo() {
        message.release();
        message = null;
    }

    private void assertStreamFails(InputStream stream, OutcomeCode code, String reason) {
        assertThatThrownBy(stream::read)
                .hasMessageContaining(reason)
                .cause()
                .isInstanceOfSatisfying(
                        MessageFailedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void assertRejected(long id, OutcomeCode code) {
        assertThat(engine.sent())
                .anySatisfy(frame -> assertThat(frame).isInstanceOfSatisfying(Frame.Reject.class, reject -> {
                    assertThat(reject.id()).isEqualTo(id);
                    assertThat(reject.code()).isEqualTo(code);
                }));
        assertThat(engine.closeCode).isZero();
    }

    @Test
    void aMessageIsThereFromItsFirstFrameOn() throws IOException {
        Map<String, String> metadata = Map.of("name", "a.txt");
        engine.receive(new Frame.Begin(1, true, 9, metadata, null, Frames.utf8("one")));
        assertThat(engine.told).containsExactly("message");
        take();
        assertThat(message.isText()).isTrue();
        assertThat(message.metadata()).isEqualTo(metadata);
        InputStream stream = message.openStream();
        assertThat(stream.readNBytes(3)).isEqualTo("one".getBytes());
        engine.receive(Frames.data(1, "two"));
        assertThat(stream.readNBytes(3)).isEqualTo("two".getBytes());
        assertThat(stream.available()).isZero();
        assertThat(engine.sent()).isEmpty();
        engine.receive(Frames.end(1, "onetwoend", "end"));
        assertThat(engine.sent()).containsExactly(new Frame.Delivered(1));
        assertThat(stream.readAllBytes()).isEqualTo("end".getBytes());
        assertThat(message.isWhole()).isTrue();
        assertThat(message.awaitWhole()).isTrue();
        assertThat(engine.told).containsExactly("message");
        assertThat(engine.engine.takeMessage()).isNull();
    }

    @Test
    void aMessageThatComesFasterThanItsReaderWakesWaitsInMemory() throws IOException {
        engine = streaming(LoneEngine.server(options()));
        byte[] frame = Frames.bytes(30_000);
        engine.receive(Frames.beginBinary(1, frame));
        for (int i = 1; i < 100; i++) {
            engine.receive(Frames.data(1, frame));
            assertThat(engine.sent()).noneMatch(Frame.Reject.class::isInstance);
        }
        take();
        assertThat(message.openStreamOnce().readNBytes(3_000_000)).hasSize(3_000_000);
    }

    @Test
    void aShortMessageIsWholeAtOnce() {
        engine.receive(Frames.text("short"));
        assertThat(engine.takeText()).isEqualTo("short");
    }

    @Test
    void theOtherKindStaysWhole() {
        engine.engine.setStreaming(true, false);
        engine.receive(Frames.begin(1, "text"), Frames.beginBinary(2, new byte[] {1}));
        take();
        assertThat(message.isText()).isFalse();
        assertThat(engine.engine.takeMessage()).isNull();
        engine.receive(Frames.end(1, "text", ""));
        assertThat(engine.takeText()).isEqualTo("text");
    }

    @Test
    void whatHasBegunBeforeTheApplicationWantedStreamsIsThereInTheOrderOfItsBeginning() throws IOException {
        engine = LoneEngine.server(options()).open();
        engine.receive(Frames.begin(1, "a"), Frames.begin(2, "b"), Frames.begin(3, "c"));
        assertThat(engine.told).isEmpty();
        engine.engine.setStreaming(true, true);
        assertThat(engine.told).containsExactly("message");
        for (String first : new String[] {"a", "b", "c"}) {
            take();
            assertThat(message.openStream().readNBytes(1)).isEqualTo(first.getBytes());
            letGo();
        }
        assertThat(engine.engine.takeMessage()).isNull();
    }

    @Test
    void aReaderNeverSeesPartOfACharacter() throws IOException {
        byte[] face = "a😀b".getBytes(StandardCharsets.UTF_8);
        engine.receive(new Frame.Begin(1, true, -1, Map.of(), null, ByteBuffer.wrap(face, 0, 3)));
        take();
        Reader reader = message.openReader();
        assertThat(Streams.chars(reader, 1)).isEqualTo("a");
        engine.receive(new Frame.End(1, Frames.crc(face), ByteBuffer.wrap(face, 3, 3)));
        assertThat(Streams.chars(reader, 3)).isEqualTo("😀b");
        assertThat(reader.read()).isNegative();
    }

    @Test
    void noCharacterIsMadeOfBytesThatAreNotUtf8() throws IOException {
        engine.receive(Frames.begin(1, "good"));
        take();
        Reader reader = message.openReader();
        engine.receive(Frames.data(1, new byte[] {'b', (byte) 0xFF, 'c'}));
        assertRejected(1, OutcomeCode.CORRUPT);
        assertThatThrownBy(reader::read).hasMessageContaining("not valid UTF-8");
        engine.receive(new Frame.Abort(1, OutcomeCode.CORRUPT, ""));
        assertStreamFails(message.openStream(), OutcomeCode.CORRUPT, "not valid UTF-8");
    }

    @Test
    void textThatEndsWithinACharacterIsCorrupt() throws IOException {
        byte[] half = {'a', (byte) 0xE2, (byte) 0x82};
        engine.receive(new Frame.Begin(1, true, -1, Map.of(), null, ByteBuffer.wrap(half)));
        take();
        Reader reader = message.openReader();
        assertThat(Streams.chars(reader, 1)).isEqualTo("a");
        engine.receive(new Frame.End(1, Frames.crc(half), ByteBuffer.allocate(0)));
        assertRejected(1, OutcomeCode.CORRUPT);
        assertThatThrownBy(reader::read).hasMessageContaining("within a character");
    }

    @Test
    void aStreamWithAWrongChecksumHasNoEnd() throws IOException {
        engine.receive(Frames.begin(1, "x"));
        take();
        InputStream stream = message.openStream();
        engine.receive(new Frame.End(1, 7, Frames.utf8("y")));
        assertRejected(1, OutcomeCode.CORRUPT);
        assertStreamFails(stream, OutcomeCode.CORRUPT, "CRC-32C");
        assertThat(message.awaitWhole()).isFalse();
        assertThat(message.isWhole()).isFalse();
    }

    @Test
    void aStreamThatIsShorterThanAnnouncedHasNoEnd() throws IOException {
        engine.receive(Frames.begin(1, 3, "x"));
        take();
        engine.receive(Frames.end(1, "xx", "x"));
        assertRejected(1, OutcomeCode.CORRUPT);
        assertStreamFails(message.openStream(), OutcomeCode.CORRUPT, "announced length of 3");
    }

    @Test
    void aReaderIsToldOfAnAbort() throws IOException {
        engine.receive(Frames.begin(1, "x"));
        take();
        engine.receive(new Frame.Abort(1, OutcomeCode.CANCELLED, "changed my mind"));
        assertStreamFails(
                message.openStream(),
                OutcomeCode.CANCELLED,
                "The peer gave the message up with CANCELLED: changed my mind");
        assertThat(engine.sent()).isEmpty();
    }

    @Test
    void aReaderIsToldOfAStall() throws IOException {
        engine.receive(Frames.begin(1, "x"));
        take();
        engine.time.advance(Duration.ofSeconds(76));
        assertRejected(1, OutcomeCode.TIMEOUT);
        assertStreamFails(message.openStream(), OutcomeCode.TIMEOUT, "nothing came for 60 s");
    }

    @Test
    void aReaderIsToldThatTheConnectionIsLost() throws IOException {
        engine.receive(Frames.begin(1, "x"));
        take();
        engine.lose();
        assertThatThrownBy(message.openStream()::read).hasMessageContaining("closed with 1006");
    }

    @Test
    void aReaderIsToldOfALengthOverTheMaximumOfItsKind() throws IOException {
        engine = streaming(LoneEngine.server(options().maxMessage(2000).maxText(1000)));
        engine.receive(Frames.begin(1, "x".repeat(1000)));
        take();
        engine.receive(Frames.data(1, "y"));
        assertRejected(1, OutcomeCode.TOO_LARGE);
        assertStreamFails(message.openStream(), OutcomeCode.TOO_LARGE, "at most 1000");
        engine.receive(new Frame.Abort(1, OutcomeCode.TOO_LARGE, ""));
        engine.receive(Frames.begin(2, 1001, "x"));
        assertRejected(2, OutcomeCode.TOO_LARGE);
        assertThat(engine.engine.takeMessage()).isNull();
        engine.receive(Frames.beginBinary(3, Frames.bytes(1001)));
        assertThat(engine.sent()).isEmpty();
    }

    @Test
    void whatFailsBeforeTheApplicationTakesItIsNeverThere() {
        engine.receive(Frames.begin(1, "x"), Frames.begin(2, "y"), Frames.begin(3, "z"));
        engine.receive(new Frame.Abort(1, OutcomeCode.CANCELLED, ""), Frames.data(2, new byte[] {(byte) 0xFF}));
        engine.lose();
        assertThat(engine.engine.takeMessage()).isNull();
        assertThat(engine.budget.usedMemory()).isZero();
    }

    @Test
    void whatIsCompleteStaysThereThoughTheTransportIsLost() throws IOException {
        engine.receive(Frames.begin(1, "x"), Frames.end(1, "xy", "y"));
        engine.lose();
        assertThat(engine.takeText()).isEqualTo("xy");
    }

    @Test
    void theRestOfAMessageThatTheApplicationLetGoIsVerifiedAndDropped() {
        engine.receive(Frames.begin(1, "one"));
        take();
        letGo();
        assertThat(engine.budget.usedMemory()).isZero();
        engine.receive(Frames.data(1, "two"));
        assertThat(engine.budget.usedMemory()).isZero();
        engine.receive(Frames.end(1, "onetwoend", "end"));
        assertThat(engine.sent()).containsExactly(new Frame.Delivered(1));
        engine.receive(Frames.begin(2, "one"));
        take();
        letGo();
        engine.receive(new Frame.End(2, 7, Frames.utf8("two")));
        assertRejected(2, OutcomeCode.CORRUPT);
    }

    // ---- PROTOCOL.md, section 6: nothing waits for an application that waits for frames

    @Test
    void shortMessagesThatFindNoRoomBehindAReaderFailIt() throws IOException {
        engine = streaming(LoneEngine.server(options().window(65_536)));
        engine.receive(Frames.begin(1, "x"));
        take();
        for (int i = 0; i < 3; i++) {
            engine.receive(Frames.binary(20_000));
        }
        assertThat(engine.sent()).noneMatch(Frame.Reject.class::isInstance);
        engine.receive(Frames.binary(20_000));
        assertRejected(1, OutcomeCode.NO_CAPACITY);
        assertStreamFails(message.openStream(), OutcomeCode.NO_CAPACITY, "strict ordering");
        letGo();
        for (int i = 0; i < 4; i++) {
            assertThat(engine.takeBytes()).hasSize(20_000);
        }
        engine.receive(new Frame.Abort(1, OutcomeCode.NO_CAPACITY, ""));
        assertThat(engine.closeCode).isZero();
    }

    @Test
    void shortMessagesWaitForAReaderThatHasNotBegun() {
        engine = streaming(LoneEngine.server(options().window(65_536)));
        engine.receive(Frames.text("before"), Frames.begin(1, "x"));
        for (int i = 0; i < 4; i++) {
            assertThat(engine.sent()).noneMatch(Frame.Reject.class::isInstance);
            engine.receive(Frames.binary(20_000));
        }
        assertThat(engine.takeText()).isEqualTo("before");
        assertThat(engine.sent()).noneMatch(Frame.Reject.class::isInstance);
        message = engine.engine.takeMessage();
        assertRejected(1, OutcomeCode.NO_CAPACITY);
    }

    @Test
    void aReaderForWhichThereIsNoRoomFails() throws IOException {
        engine = streaming(LoneEngine.serverWithMemory(options(), 1000));
        engine.receive(Frames.begin(1, "x".repeat(900)));
        take();
        engine.receive(Frames.data(1, "y".repeat(200)));
        assertRejected(1, OutcomeCode.NO_CAPACITY);
        assertStreamFails(message.openStream(), OutcomeCode.NO_CAPACITY, "try again later");
    }

    @Test
    void aReaderThatHasNotBegunWaitsForTheRoomThatAnotherMessageHolds() throws IOException {
        engine = streaming(LoneEngine.serverWithMemory(options(), 1000));
        engine.receive(Frames.begin(1, "x".repeat(900)), Frames.end(1, "x".repeat(900), ""));
        engine.sent();
        ReceivedMessage first = engine.engine.takeMessage();
        engine.receive(Frames.begin(2, "a"), Frames.data(2, "b".repeat(200)), Frames.end(2, "a" + "b".repeat(200), ""));
        assertThat(engine.sent()).isEmpty();
        first.release();
        assertThat(engine.sent()).contains(new Frame.Delivered(2));
        assertThat(engine.takeText()).isEqualTo("a" + "b".repeat(200));
    }

    @Test
    void aMessageThatFindsNoRoomBehindAReaderIsRejectedAndTheReaderGoesOn() throws IOException {
        engine = streaming(LoneEngine.serverWithMemory(options(), 1000));
        engine.engine.setStreaming(false, false);
        engine.receive(Frames.begin(1, "x".repeat(900)));
        take();
        engine.receive(Frames.beginBinary(2, Frames.bytes(200)));
        assertRejected(2, OutcomeCode.NO_CAPACITY);
        engine.receive(new Frame.Abort(2, OutcomeCode.NO_CAPACITY, ""), Frames.end(1, "x".repeat(900), ""));
        assertThat(engine.sent()).contains(new Frame.Delivered(1));
        assertThat(message.openStream().readAllBytes()).hasSize(900);
    }

    @Test
    void beyondTheInboxsPlacesMessagesBehindAReaderAreRejected() throws IOException {
        engine.engine.setStreaming(false, false);
        engine.receive(Frames.begin(1, "x"));
        take();
        engine.receive(Frames.beginBinary(2, new byte[1]));
        for (int i = 0; i < Inbox.MAX_MESSAGES; i++) {
            engine.receive(Frames.binary(0));
        }
        engine.receive(Frames.begin(3, "y"));
        assertRejected(3, OutcomeCode.NO_CAPACITY);
        engine.receive(new Frame.End(2, Frames.crc(new byte[1]), ByteBuffer.allocate(0)));
        assertRejected(2, OutcomeCode.NO_CAPACITY);
        engine.receive(Frames.end(1, "xz", "z"));
        assertThat(engine.sent()).contains(new Frame.Delivered(1));
        assertThat(message.openStream().readAllBytes()).hasSize(2);
    }

    @Test
    void aMessageWaitsForAPlaceInAnInboxThatTheApplicationEmpties() {
        for (int i = 0; i < Inbox.MAX_MESSAGES; i++) {
            engine.receive(Frames.binary(0));
        }
        engine.receive(Frames.begin(1, "x"), Frames.end(1, "xy", "y"));
        assertThat(engine.sent()).noneMatch(Frame.Delivered.class::isInstance);
        for (int i = 0; i < Inbox.MAX_MESSAGES; i++) {
            assertThat(engine.takeBytes()).isEmpty();
        }
        assertThat(engine.sent()).contains(new Frame.Delivered(1));
        assertThat(engine.takeText()).isEqualTo("xy");
    }
}
