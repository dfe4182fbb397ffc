package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.wire.OutcomeCode;

/** PROTOCOL.md, section 9. */
class PlainAssemblerTest {

    @TempDir
    Path parent;

    private final BufferBudget budget = new BufferBudget(10_000, 0);

    private PlainAssembler assembler(long maxMessage) {
        SpillDirectory directory = new SpillDirectory(parent);
        return new PlainAssembler(maxMessage, new TestBuffers(budget, directory, 1 << 20));
    }

    /** For an application that takes texts as a whole. */
    private PlainAssembler assemblerOfStrings(long maxMessage, BufferBudget budget) {
        return new PlainAssembler(maxMessage, new TestBuffers(budget, new SpillDirectory(parent), 1000, true));
    }

    @AfterEach
    void nothingIsLeftInTheBudget() {
        assertThat(budget.usedMemory()).isZero();
    }

    private static String released(ReceivedMessage message) throws IOException {
        String text = message.text();
        message.release();
        return text;
    }

    @Test
    void piecesBecomeOneMessage() throws IOException {
        PlainAssembler assembler = assembler(100);
        assertThat(assembler.text("one", false)).isNull();
        assertThat(assembler.text("", false)).isNull();
        assertThat(released(assembler.text("two", true))).isEqualTo("onetwo");
        assertThat(released(assembler.text("whole", true))).isEqualTo("whole");
        assertThat(assembler.binary(ByteBuffer.wrap(new byte[] {1}), false)).isNull();
        ReceivedMessage binary = assembler.binary(ByteBuffer.wrap(new byte[] {2}), true);
        assertThat(binary.isText()).isFalse();
        assertThat(binary.bytes()).containsExactly(1, 2);
        binary.release();
    }

    @Test
    void piecesOfATextThatIsTakenAsAWholeAreJoined() throws IOException {
        BufferBudget roomy = new BufferBudget(1 << 20, 0);
        PlainAssembler assembler = assemblerOfStrings(100_000, roomy);
        for (String piece :
                List.of("x", "größer € \ud83d\ude00".repeat(700), "ASCII".repeat(1000), "é", "", "\ud83d")) {
            assertThat(assembler.text(piece, false)).isNull();
        }
        assertThat(roomy.usedMemory()).isPositive();
        ReceivedMessage message = assembler.text("\ude00end", true);
        String text = "x" + "größer € 😀".repeat(700) + "ASCII".repeat(1000) + "é😀end";
        assertThat(message).isInstanceOf(DecodedMessage.class);
        assertThat(message.length()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(assembler.length()).isEqualTo(message.length());
        assertThat(released(message)).isEqualTo(text);
        assertThat(roomy.usedMemory()).isZero();
        assertThat(released(assembler.text("next", true))).isEqualTo("next");
    }

    @Test
    void aDecodedTextThatIsOpenedIsReadFromItsFirstCharacterOn() throws IOException {
        BufferBudget roomy = new BufferBudget(1 << 20, 0);
        PlainAssembler assembler = assemblerOfStrings(100_000, roomy);
        assembler.text("größer", false);
        ReceivedMessage message = assembler.open();
        assertThat(assembler.open()).isNull();
        assertThat(message).isInstanceOf(DecodedMessage.class);
        assertThat(message.isWhole()).isFalse();
        Reader reader = message.openReaderOnce();
        assertThat(Streams.chars(reader, 6)).isEqualTo("größer");
        assembler.text("!", false);
        assertThat(Streams.chars(reader, 1)).isEqualTo("!");
        assertThat(assembler.text(" als", true)).isNull();
        assertThat(Streams.chars(reader, 4)).isEqualTo(" als");
        assertThat(reader.read()).isEqualTo(-1);
        message.release();
        assertThat(roomy.usedMemory()).isZero();
    }

    @Test
    void aTextForWhichThereIsNoRoomGoesOnAsBytes() throws IOException {
        BufferBudget narrow = new BufferBudget(100_000, 1 << 20);
        PlainAssembler assembler = assemblerOfStrings(1 << 20, narrow);
        String piece = "größer ".repeat(1000);
        for (int i = 0; i < 9; i++) {
            assertThat(assembler.text(piece, false)).isNull();
        }
        assertThat(narrow.usedDisk()).isPositive();
        ReceivedMessage message = assembler.text(piece, true);
        assertThat(message).isInstanceOf(BufferedMessage.class);
        assertThat(released(message)).isEqualTo(piece.repeat(10));
        assertThat(narrow.usedDisk()).isZero();
        assertThat(narrow.usedMemory()).isZero();
    }

    @Test
    void aTextThatIsTakenAsAWholeFailsAsOthersDo() throws IOException {
        BufferBudget roomy = new BufferBudget(1 << 20, 0);
        PlainAssembler tooLarge = assemblerOfStrings(3, roomy);
        tooLarge.text("é", false);
        assertThatThrownBy(() -> tooLarge.text("é", false)).isInstanceOf(MessageFailedException.class);
        PlainAssembler closed = assemblerOfStrings(100, roomy);
        closed.text("abc", false);
        closed.close(new IOException("over"));
        assertThat(closed.text("d", true)).isNull();
        assertThat(roomy.usedMemory()).isZero();
        BufferBudget none = new BufferBudget(0, 0);
        assertThatThrownBy(() -> assemblerOfStrings(100, none).text("abc", false))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void whatTheApplicationHasBufferedIsBoundedInCharactersAndInBytes() throws IOException {
        PlainAssembler texts = assembler(100);
        texts.bufferAtMost(3);
        assertThat(released(texts.text("äää", true))).isEqualTo("äää");
        assertThat(texts.text("ää", false)).isNull();
        assertThatThrownBy(() -> texts.text("ää", false))
                .isInstanceOf(MessageFailedException.class)
                .hasMessage(
                        "The message is longer than the 3 that the application has set as its session's buffer size");
        PlainAssembler binaries = assembler(100);
        binaries.bufferAtMost(3);
        binaries.binary(ByteBuffer.allocate(3), true).release();
        assertThatThrownBy(() -> binaries.binary(ByteBuffer.allocate(4), true))
                .isInstanceOf(MessageFailedException.class);
    }

    @Test
    void surrogatesMayBeCutApart() throws IOException {
        PlainAssembler assembler = assembler(100);
        assembler.text("a\ud83d", false);
        assembler.text("\ude00\ud83d", false);
        assertThat(released(assembler.text("\ude00", true))).isEqualTo("a😀😀");
        assembler.text("\ud83d", false);
        assertThat(released(assembler.text("", true))).isEqualTo("\ufffd");
        assertThat(released(assembler.text("after", true))).isEqualTo("after");
    }

    @Test
    void aMessageOverTheMaximumIsTooLargeInOnePieceAndInSeveral() throws IOException {
        assertThatThrownBy(() -> assembler(3).text("éé", true))
                .isInstanceOfSatisfying(
                        MessageFailedException.class, e -> assertThat(e.code()).isEqualTo(OutcomeCode.TOO_LARGE));
        PlainAssembler assembler = assembler(3);
        assembler.text("abc", false);
        assertThatThrownBy(() -> assembler.text("d", false)).isInstanceOf(MessageFailedException.class);
        assertThat(assembler.text("e", true)).isNull();
        assertThatThrownBy(() -> assembler(3).binary(ByteBuffer.allocate(4), true))
                .isInstanceOf(MessageFailedException.class);
    }

    @Test
    void withoutRoomItThrowsAndHoldsNothing() throws IOException {
        PlainAssembler assembler = assembler(100_000);
        assembler.binary(ByteBuffer.allocate(9_000), false);
        assertThatThrownBy(() -> assembler.binary(ByteBuffer.allocate(9_000), false))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aMessageThatIsOpenedIsReadWhileItComes() throws IOException {
        PlainAssembler assembler = assembler(100);
        assertThat(assembler.open()).isNull();
        assembler.text("one\ud83d", false);
        ReceivedMessage message = assembler.open();
        assertThat(assembler.open()).isNull();
        assertThat(message.isWhole()).isFalse();
        Reader reader = message.openReader();
        assertThat(Streams.chars(reader, 3)).isEqualTo("one");
        assertThat(assembler.text("\ude00two", true)).isNull();
        assertThat(message.isWhole()).isTrue();
        assertThat(Streams.chars(reader, 5)).isEqualTo("😀two");
        message.release();
        assertThat(released(assembler.text("next", true))).isEqualTo("next");
    }

    @Test
    void aMessageWhoseReaderLetGoIsReceivedAndDropped() throws IOException {
        PlainAssembler assembler = assembler(100);
        assembler.text("one", false);
        assembler.open().release();
        assertThat(budget.usedMemory()).isZero();
        assembler.text("two", false);
        assertThat(budget.usedMemory()).isZero();
        assertThat(assembler.text("three", true)).isNull();
        assertThat(released(assembler.text("next", true))).isEqualTo("next");
        assembler.text("x".repeat(60), false);
        assembler.open().release();
        assertThatThrownBy(() -> assembler.text("y".repeat(60), false))
                .as("it is as long as if it were read")
                .isInstanceOf(MessageFailedException.class);
    }

    @Test
    void whoReadsAMessageIsToldWhyItFails() throws IOException {
        PlainAssembler tooLarge = assembler(3);
        tooLarge.text("abc", false);
        ReceivedMessage first = tooLarge.open();
        assertThatThrownBy(() -> tooLarge.text("d", false)).isInstanceOf(MessageFailedException.class);
        assertFails(first, OutcomeCode.TOO_LARGE);
        PlainAssembler noRoom = assembler(100_000);
        noRoom.binary(ByteBuffer.allocate(9_000), false);
        ReceivedMessage second = noRoom.open();
        assertThatThrownBy(() -> noRoom.binary(ByteBuffer.allocate(9_000), false))
                .isInstanceOf(BudgetExceededException.class);
        assertFails(second, OutcomeCode.NO_CAPACITY);
    }

    private static void assertFails(ReceivedMessage message, OutcomeCode code) throws IOException {
        InputStream stream = message.openStream();
        assertThatThrownBy(stream::read).cause().isInstanceOfSatisfying(MessageFailedException.class, e -> assertThat(
                        e.code())
                .isEqualTo(code));
        message.release();
    }

    @Test
    void closeDropsWhatIsIncomplete() throws IOException {
        PlainAssembler assembler = assembler(100);
        assembler.text("abc", false);
        assembler.close(new IOException("over"));
        assertThat(assembler.text("d", true)).isNull();
        assertThat(assembler.binary(ByteBuffer.allocate(1), true)).isNull();
    }
}
