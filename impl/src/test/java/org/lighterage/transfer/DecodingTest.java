package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lighterage.transfer.TestOptions.options;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;

/** Long texts that the application takes as one String, which are decoded while they come. */
class DecodingTest {

    private static final String TEXT = "größer als € 1, wie 😀 ".repeat(60_000);
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    /** Such that frames are cut within characters, too. */
    private static final int PIECE = 9_999;

    @TempDir
    Path parent;

    private LoneEngine engine;
    private ReceivedMessage taken;

    @AfterEach
    void nothingIsLeft() {
        engine.lose();
        assertThat(engine.budget.usedMemory()).isZero();
        assertThat(engine.budget.usedDisk()).isZero();
    }

    private void open(long memory, long disk) {
        engine = LoneEngine.serverTakingStrings(options(), new BufferBudget(memory, disk), new SpillDirectory(parent))
                .open();
    }

    private void begin() {
        engine.receive(new Frame.Begin(
                1, true, BYTES.length, Map.of("name", "a.txt"), null, ByteBuffer.wrap(BYTES, 0, PIECE)));
    }

    private void receive(int from, int to) {
        receive(1, from, to);
    }

    private void receive(long id, int from, int to) {
        for (int start = from; start < to; start += PIECE) {
            engine.receive(Frames.data(id, Arrays.copyOfRange(BYTES, start, Math.min(start + PIECE, to))));
            assertThat(engine.sent()).noneMatch(Frame.Reject.class::isInstance);
        }
    }

    private void end() {
        end(1, Frames.crc(BYTES));
    }

    private void end(long id, int crc) {
        engine.receive(new Frame.End(id, crc, ByteBuffer.allocate(0)));
    }

    private void assertRejected(OutcomeCode code) {
        assertThat(engine.sent()).hasSize(1).first().isInstanceOfSatisfying(Frame.Reject.class, reject -> assertThat(
                        reject.code())
                .isEqualTo(code));
        assertThat(engine.engine.takeMessage()).isNull();
        assertThat(engine.budget.usedMemory()).isZero();
    }

    private ReceivedMessage assertDelivered() throws IOException {
        assertThat(engine.sent()).contains(new Frame.Delivered(1));
        ReceivedMessage message = engine.engine.takeMessage();
        assertThat(message.isText()).isTrue();
        assertThat(message.isWhole()).isTrue();
        assertThat(message.length()).isEqualTo(BYTES.length);
        assertThat(message.metadata()).isEqualTo(Map.of("name", "a.txt"));
        assertThat(message.text()).isEqualTo(TEXT);
        return message;
    }

    @Test
    void aTextIsThereInEveryForm() throws IOException {
        open(64 << 20, 0);
        begin();
        receive(PIECE, BYTES.length);
        end();
        ReceivedMessage message = assertDelivered();
        assertThat(message).isInstanceOf(DecodedMessage.class);
        assertThat(message.bytes()).isEqualTo(BYTES);
        assertThat(message.openStream().readAllBytes()).isEqualTo(BYTES);
        assertThat(message.openStreamOnce().readAllBytes()).isEqualTo(BYTES);
        assertThat(new BufferedReader(message.openReader()).readLine()).isEqualTo(TEXT);
        assertThat(message.source().length()).isEqualTo(BYTES.length);
        message.release();
    }

    /** Wherever that happens, within a character or between two. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void aTextForWhichThereIsNoRoomGoesOnAsBytes(int more) throws IOException {
        open(4 << 20, 64 << 20);
        begin();
        receive(PIECE, PIECE + more);
        receive(PIECE + more, 50 * PIECE + more);
        assertThat(engine.budget.usedDisk()).isZero();
        receive(50 * PIECE + more, BYTES.length);
        assertThat(engine.budget.usedDisk()).isEqualTo(BYTES.length);
        assertThat(engine.budget.usedMemory()).isZero();
        end();
        ReceivedMessage message = assertDelivered();
        assertThat(message).isInstanceOf(BufferedMessage.class);
        message.release();
    }

    @Test
    void aTextForWhichThereIsNoRoomAnywhereIsRejected() {
        open(4 << 20, 0);
        begin();
        receive(PIECE, 120 * PIECE);
        for (int start = 120 * PIECE; engine.budget.usedMemory() > 0; start += PIECE) {
            engine.receive(Frames.data(1, Arrays.copyOfRange(BYTES, start, start + PIECE)));
        }
        assertRejected(OutcomeCode.NO_CAPACITY);
    }

    @Test
    void aTextWaitsForTheRoomThatOneBeforeItHolds() throws IOException {
        open(4 << 20, BYTES.length + 100_000);
        begin();
        receive(PIECE, BYTES.length);
        end();
        engine.sent();
        ReceivedMessage first = engine.engine.takeMessage();
        engine.receive(new Frame.Begin(2, true, BYTES.length, Map.of(), null, ByteBuffer.allocate(0)));
        receive(2, 0, BYTES.length);
        end(2, Frames.crc(BYTES));
        assertThat(engine.sent()).doesNotContain(new Frame.Delivered(2)).noneMatch(Frame.Reject.class::isInstance);
        first.release();
        assertThat(engine.sent()).contains(new Frame.Delivered(2));
        assertThat(engine.takeText()).isEqualTo(TEXT);
    }

    @Test
    void aTextOfUnknownLengthIsDecodedHoweverShortItIs() throws IOException {
        open(64 << 20, 0);
        engine.receive(Frames.begin(1, "grö"), Frames.data(1, "ßer"), Frames.end(1, "größer!", "!"));
        ReceivedMessage message = engine.engine.takeMessage();
        assertThat(message).isInstanceOf(DecodedMessage.class);
        assertThat(message.text()).isEqualTo("größer!");
        message.release();
        engine.receive(Frames.begin(2, ""), Frames.end(2, "", ""));
        assertThat(engine.takeText()).isEmpty();
    }

    @Test
    void textThatIsNotUtf8IsCorruptAsSoonAsItShows() {
        open(64 << 20, 0);
        begin();
        engine.receive(Frames.data(1, new byte[] {'b', (byte) 0xFF, 'c'}));
        assertRejected(OutcomeCode.CORRUPT);
    }

    @Test
    void textThatEndsWithinACharacterIsCorrupt() {
        open(64 << 20, 0);
        byte[] ended = Arrays.copyOf(BYTES, BYTES.length);
        ended[BYTES.length - 1] = (byte) 0xC3;
        begin();
        receive(PIECE, BYTES.length - 1);
        engine.receive(new Frame.End(1, Frames.crc(ended), ByteBuffer.wrap(ended, ended.length - 1, 1)));
        assertRejected(OutcomeCode.CORRUPT);
    }

    @Test
    void aShorterTextThanAnnouncedAndAWrongChecksumAreCorrupt() {
        open(64 << 20, 0);
        begin();
        end();
        assertRejected(OutcomeCode.CORRUPT);
        engine.receive(new Frame.Begin(2, true, BYTES.length, Map.of(), null, ByteBuffer.wrap(BYTES, 0, PIECE)));
        receive(2, PIECE, BYTES.length);
        end(2, 7);
        assertRejected(OutcomeCode.CORRUPT);
    }

    @Test
    void anAbortGivesBackWhatItHolds() {
        open(64 << 20, 0);
        begin();
        engine.receive(new Frame.Abort(1, OutcomeCode.CANCELLED, ""));
        assertThat(engine.budget.usedMemory()).isZero();
        assertThat(engine.engine.takeMessage()).isNull();
    }

    private Reader read() throws IOException {
        ReceivedMessage message = engine.engine.takeMessage();
        assertThat(message).isInstanceOf(DecodedMessage.class);
        assertThat(message.isWhole()).isFalse();
        taken = message;
        return message.openReaderOnce();
    }

    @Test
    void isReadWhileItComesWhereTheApplicationWantsStreams() throws IOException {
        open(64 << 20, 0);
        engine.engine.setStreaming(true, true);
        begin();
        Reader reader = read();
        int half = BYTES.length / 2;
        receive(PIECE, half);
        int chars = new String(BYTES, 0, half, StandardCharsets.UTF_8).length() - 1;
        assertThat(Streams.chars(reader, chars)).isEqualTo(TEXT.substring(0, chars));
        receive(half, BYTES.length);
        end();
        assertThat(engine.sent()).contains(new Frame.Delivered(1));
        assertThat(Streams.chars(reader, TEXT.length() - chars)).isEqualTo(TEXT.substring(chars));
        assertThat(reader.read()).isEqualTo(-1);
        assertThat(taken.length()).isEqualTo(BYTES.length);
        taken.release();
    }

    @Test
    void isReadFromItsBeginningThoughTheApplicationWantsStreamsOnlyLater() throws IOException {
        open(64 << 20, 0);
        begin();
        receive(PIECE, 10 * PIECE);
        assertThat(engine.engine.takeMessage()).isNull();
        engine.engine.setStreaming(true, true);
        Reader reader = read();
        receive(10 * PIECE, BYTES.length);
        end();
        assertThat(Streams.chars(reader, TEXT.length())).isEqualTo(TEXT);
        taken.release();
    }

    @Test
    void goesOnAsBytesWhereItsReaderFallsBehind() throws IOException {
        open(1 << 20, 64 << 20);
        engine.engine.setStreaming(true, true);
        begin();
        Reader reader = read();
        String first = Streams.chars(reader, 100);
        receive(PIECE, BYTES.length);
        assertThat(engine.budget.usedMemory()).isBetween(1L << 18, 1L << 19);
        assertThat(engine.budget.usedDisk()).isBetween(BYTES.length / 2L, BYTES.length - (1L << 18));
        end();
        assertThat(first + Streams.chars(reader, TEXT.length() - 100)).isEqualTo(TEXT);
        assertThat(reader.read()).isEqualTo(-1);
        taken.release();
    }

    /** Where its handler has been replaced before it was called; also where there was no room for all of its characters. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 64 << 20})
    void isThereInEveryFormOnceItIsWholeWhereNobodyHasReadIt(int memory) throws IOException {
        open(memory, 64 << 20);
        engine.engine.setStreaming(true, true);
        begin();
        ReceivedMessage message = engine.engine.takeMessage();
        assertThatThrownBy(message::text).isInstanceOf(IllegalStateException.class);
        receive(PIECE, BYTES.length);
        end();
        assertThat(message.awaitWhole()).isTrue();
        assertThat(message.text()).isEqualTo(TEXT);
        assertThat(message.bytes()).isEqualTo(BYTES);
        assertThat(message.openStream().readAllBytes()).isEqualTo(BYTES);
        assertThat(Streams.chars(message.openReader(), TEXT.length())).isEqualTo(TEXT);
        assertThat(message.source().length()).isEqualTo(BYTES.length);
        message.release();
    }

    @Test
    void isGoneWhereItIsAbortedBeforeItIsTaken() {
        open(64 << 20, 0);
        engine.engine.setStreaming(true, true);
        begin();
        assertThat(engine.budget.usedMemory()).isPositive();
        engine.receive(new Frame.Abort(1, OutcomeCode.CANCELLED, ""));
        assertThat(engine.budget.usedMemory()).isZero();
        assertThat(engine.engine.takeMessage()).isNull();
    }

    @Test
    void whoReadsItLearnsThatItWasAborted() throws IOException {
        open(64 << 20, 0);
        engine.engine.setStreaming(true, true);
        begin();
        Reader reader = read();
        engine.receive(new Frame.Abort(1, OutcomeCode.CANCELLED, ""));
        assertThatThrownBy(reader::read)
                .hasMessageContaining("CANCELLED")
                .hasCauseInstanceOf(MessageFailedException.class);
        assertThatThrownBy(taken::text).hasMessageContaining("CANCELLED");
        taken.release();
    }
}
