package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillingTest;
import org.lighterage.wire.Texts;

@Timeout(60)
class IncomingTextTest extends SpillingTest {

    private static final int THRESHOLD = 1000;

    /** Of {@link #BUDGET}, so that some pieces of a text have room. */
    private static final int OTHERS_ON_DISK = BUDGET - 50_000;

    private final long seed = Long.getLong("lighterage.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private MessageBuffer buffer;
    private IncomingText text;

    private void newText(boolean decodes) {
        buffer = new MessageBuffer(budget, directory, THRESHOLD);
        text = new IncomingText(budget, buffer, decodes);
    }

    private String seed() {
        return "-Dlighterage.seed=" + seed;
    }

    private void assertNothingLeft() {
        text.release();
        assertEquals(0, budget.usedMemory(), this::seed);
        assertEquals(0, budget.usedDisk(), this::seed);
    }

    @Test
    void decodesAsTheJdkDoesHoweverTheBytesAreCut() throws IOException {
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = randomBytes();
            Texts.Decoded expected = Texts.decode(bytes);
            newText(random.nextInt(10) > 0);
            assertEquals(expected.valid(), appendInPieces(bytes, 0) && text.finish(), this::seed);
            if (expected.valid()) {
                assertEquals(bytes.length, text.length(), this::seed);
                text.complete();
                assertTrue(expected.text().equals(whole()), this::seed);
                assertEquals(bytes.length, text.length(), this::seed);
            }
            assertNothingLeft();
        }
    }

    private String whole() throws IOException {
        return text.isInBuffer() ? new String(buffer.toByteArray(), StandardCharsets.UTF_8) : text.join();
    }

    private byte[] randomBytes() {
        byte[] bytes = Texts.encode(randomText());
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private String randomText() {
        String runs = Texts.runs(random, random.nextInt(10) == 0 ? 800 : 20);
        if (random.nextInt(5) > 0) {
            return runs;
        }
        int at = random.nextInt(runs.length() + 1);
        return runs.substring(0, at) + "x".repeat(random.nextInt(50_000)) + runs.substring(at);
    }

    /** Returns whether what came so far is valid. */
    private boolean appendInPieces(byte[] bytes, int from) throws IOException {
        int most = mostOfPiece();
        int start = from;
        while (start < bytes.length) {
            int count = Math.min(1 + random.nextInt(most), bytes.length - start);
            if (!append(bytes, start, count)) {
                return false;
            }
            start += count;
        }
        return true;
    }

    private int mostOfPiece() {
        return 1 + random.nextInt(random.nextBoolean() ? 10 : 30_000);
    }

    private boolean append(byte[] bytes, int start, int count) throws IOException {
        ByteBuffer piece = random.nextBoolean()
                ? ByteBuffer.wrap(bytes, start, count)
                : ByteBuffer.allocateDirect(count).put(bytes, start, count).flip();
        try {
            text.append(piece);
        } catch (MalformedInputException e) {
            return false;
        }
        assertFalse(piece.hasRemaining(), this::seed);
        return true;
    }

    /** Its reader begins at any time, and falls behind, or does not, or others hold what there is of memory. */
    @Test
    void itsReaderGetsEveryCharacterInTurn() throws IOException {
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = Texts.encode(randomText());
            String expected = Texts.decode(bytes).text();
            newText(random.nextInt(10) > 0);
            long others = random.nextInt(10) == 0 ? BUDGET : 0;
            assertTrue(budget.tryMemory(others));
            int begins = random.nextInt(bytes.length + 1);
            int readsEach = random.nextInt(4);
            int most = mostOfPiece();
            Reader reader = null;
            StringWriter read = new StringWriter();
            int start = 0;
            while (start < bytes.length) {
                int count = Math.min(1 + random.nextInt(most), bytes.length - start);
                assertTrue(append(bytes, start, count), this::seed);
                start += count;
                assertEquals(start, text.length(), this::seed);
                if (reader == null && start >= begins) {
                    text.expectReader();
                    reader = text.openReaderOnce();
                }
                for (int i = 0; reader != null && i < readsEach && reader.ready(); i++) {
                    read(reader, read);
                }
            }
            assertTrue(text.finish(), this::seed);
            text.complete();
            reader = reader == null ? text.openReaderOnce() : reader;
            while (read(reader, read)) {}
            assertTrue(expected.equals(read.toString()), this::seed);
            assertEquals(bytes.length, text.length(), this::seed);
            budget.releaseMemory(others);
            assertNothingLeft();
        }
    }

    private boolean read(Reader reader, StringWriter to) throws IOException {
        char[] chars = new char[1 + random.nextInt(20_000)];
        int count = reader.read(chars);
        if (count > 0) {
            to.write(chars, 0, count);
        }
        return count > 0;
    }

    @Test
    void itsReaderWaitsForWhatComesOnAnotherThread() throws Exception {
        ExecutorService readers = Executors.newSingleThreadExecutor();
        for (int round = 0; round < 50; round++) {
            String expected = Texts.runs(random, 4_000);
            byte[] bytes = Texts.encode(expected);
            newText(true);
            text.expectReader();
            Reader reader = text.openReaderOnce();
            Future<String> read = readers.submit(() -> {
                StringWriter written = new StringWriter();
                reader.transferTo(written);
                return written.toString();
            });
            assertTrue(appendInPieces(bytes, 0) && text.finish(), this::seed);
            text.complete();
            assertTrue(expected.equals(read.get(30, TimeUnit.SECONDS)), this::seed);
            assertNothingLeft();
        }
        readers.shutdown();
    }

    @Test
    void itsReaderNeedsNoMoreMemoryThanItIsBehind() throws IOException {
        newText(true);
        text.expectReader();
        Reader reader = text.openReaderOnce();
        byte[] piece = "größer € ".repeat(100).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            text.append(ByteBuffer.wrap(piece));
            assertThat(Streams.chars(reader, 900)).isEqualTo("größer € ".repeat(100));
            assertThat(budget.usedMemory()).isLessThanOrEqualTo(16 * THRESHOLD);
        }
        assertThat(text.isInBuffer()).isFalse();
        assertThat(text.length()).isEqualTo(2_000L * piece.length);
        assertNothingLeft();
    }

    @Test
    void itsReaderLearnsOfAFailureBeforeWhatItHasTaken() throws IOException {
        newText(true);
        text.expectReader();
        Reader reader = text.openReaderOnce();
        text.append(ByteBuffer.wrap("some text".getBytes()));
        assertThat(Streams.chars(reader, 4)).isEqualTo("some");
        IOException cause = new IOException("aborted");
        text.fail(cause);
        assertThatThrownBy(() -> reader.read(new char[4])).hasCause(cause).hasMessageContaining("aborted");
        assertThatThrownBy(reader::ready).hasCause(cause);
        assertNothingLeft();
        assertThatThrownBy(() -> reader.read(new char[4])).hasMessageContaining("released");
        reader.close();
        assertThatThrownBy(() -> reader.read(new char[4])).hasMessageContaining("closed");
        assertThatThrownBy(text::openReaderOnce).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatNobodyWantsAnyMoreIsStillToBeValid() throws IOException {
        newText(true);
        text.append(ByteBuffer.wrap("text".getBytes()));
        text.release();
        text.append(ByteBuffer.wrap("größer".getBytes(StandardCharsets.UTF_8)));
        assertThat(budget.usedMemory()).isZero();
        assertThat(text.length()).isEqualTo(12);
        assertThatThrownBy(() -> text.append(ByteBuffer.wrap(new byte[] {(byte) 0xFF})))
                .isInstanceOf(MalformedInputException.class);
    }

    @Test
    void countsWhatItHolds() throws IOException {
        newText(true);
        byte[] bytes = "größer € 😀".repeat(5000).getBytes(StandardCharsets.UTF_8);
        text.append(ByteBuffer.wrap(bytes));
        int chars = new String(bytes, StandardCharsets.UTF_8).length();
        assertThat(budget.usedMemory()).isBetween(2L * chars, 2L * chars + 2L * bytes.length);
        text.finish();
        text.complete();
        text.join();
        assertEquals(0, budget.usedMemory());
    }

    @Test
    void takesNoMoreThanHalfOfTheBudget() throws IOException {
        newText(true);
        byte[] piece = "ß".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        long most = 0;
        while (!text.isInBuffer()) {
            most = budget.usedMemory();
            text.append(ByteBuffer.wrap(piece));
        }
        assertThat(most).isBetween(BUDGET / 4L, BUDGET / 2L);
        assertEquals(0, budget.usedMemory());
        assertEquals(text.length(), budget.usedDisk());
        assertNothingLeft();
    }

    /**
     * Appends bytes up to an offset, takes what is left of memory and most of the disk, and has the others moved as far as there is
     * room.
     *
     * @return the bytes of memory that were taken
     */
    private long fillUp(byte[] bytes, int most, ByteBuffer rest) throws IOException {
        newText(true);
        text.append(ByteBuffer.wrap(bytes, 0, most));
        assertTrue(budget.tryDisk(OTHERS_ON_DISK));
        long memory = BUDGET - budget.usedMemory();
        assertTrue(budget.tryMemory(memory));
        assertThatThrownBy(() -> text.append(rest)).isInstanceOf(BudgetExceededException.class);
        return memory;
    }

    /** Also where the move ends within a character. */
    @Test
    void goesOnMovingOnceThereIsRoom() throws IOException {
        byte[] bytes = "größer".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        int most = bytes.length - 60_001;
        ByteBuffer rest = ByteBuffer.wrap(bytes, most, bytes.length - most);
        long memory = fillUp(bytes, most, rest);
        assertThat(rest.remaining()).isEqualTo(bytes.length - most);
        assertThat(buffer.length()).isPositive().isLessThan(most);
        assertThat(text.length()).isEqualTo(most);
        assertThat(text.isInBuffer()).isTrue();
        budget.releaseDisk(OTHERS_ON_DISK);
        text.append(rest);
        assertTrue(text.finish());
        text.complete();
        assertThat(buffer.toByteArray()).isEqualTo(bytes);
        budget.releaseMemory(memory);
        assertNothingLeft();
    }

    @Test
    void whatIsReleasedWhileItMovesIsStillCounted() throws IOException {
        byte[] bytes = "größer".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        int most = bytes.length - 60_001;
        ByteBuffer rest = ByteBuffer.wrap(bytes, most, bytes.length - most);
        long memory = fillUp(bytes, most, rest);
        text.release();
        assertThat(text.length()).isEqualTo(most);
        text.append(rest);
        assertTrue(text.finish());
        assertThat(text.length()).isEqualTo(bytes.length);
        budget.releaseMemory(memory);
        budget.releaseDisk(OTHERS_ON_DISK);
    }

    @Test
    void itsReaderIsReadyWhereBytesWait() throws IOException {
        newText(true);
        assertTrue(budget.tryMemory(BUDGET / 2));
        text.append(ByteBuffer.wrap("größer".getBytes(StandardCharsets.UTF_8)));
        assertTrue(text.isInBuffer());
        Reader reader = text.openReaderOnce();
        assertTrue(reader.ready());
        assertThat(Streams.chars(reader, 6)).isEqualTo("größer");
        assertFalse(reader.ready());
        text.complete();
        assertFalse(reader.ready());
        assertEquals(-1, reader.read());
        budget.releaseMemory(BUDGET / 2);
        assertNothingLeft();
    }

    @Test
    void characterThatIsCutWhereItMovesIsWhole() throws IOException {
        String expected = "aé€😀".repeat(2_000);
        byte[] bytes = Texts.encode(expected);
        for (int cut = 0; cut <= 20; cut++) {
            newText(true);
            text.append(ByteBuffer.wrap(Arrays.copyOf(bytes, cut)));
            assertTrue(budget.tryMemory(BUDGET / 2));
            text.append(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
            assertTrue(text.isInBuffer());
            assertTrue(text.finish());
            text.complete();
            assertEquals(expected, whole());
            budget.releaseMemory(BUDGET / 2);
            assertNothingLeft();
        }
    }
}
