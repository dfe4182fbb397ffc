package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillingTest;
import org.lighterage.wire.Texts;

class DecodedTextTest extends SpillingTest {

    private static final int THRESHOLD = 1000;

    private final long seed = Long.getLong("lighterage.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private DecodedText decoded;

    @Test
    void decodesAsTheJdkDoesHoweverTheBytesAreCut() throws IOException {
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = randomBytes();
            Texts.Decoded expected = Texts.decode(bytes);
            decoded = new DecodedText(budget);
            assertEquals(expected.valid(), appendInPieces(bytes, 0) && decoded.finish(), this::seed);
            if (expected.valid()) {
                assertEquals(bytes.length, decoded.length(), this::seed);
                assertEquals(expected.text(), decoded.join(), this::seed);
            }
            decoded.release();
            assertEquals(0, budget.usedMemory(), this::seed);
        }
    }

    private byte[] randomBytes() {
        String text = Texts.runs(random, random.nextInt(10) == 0 ? 800 : 20);
        if (random.nextInt(5) == 0) {
            int at = random.nextInt(text.length() + 1);
            text = text.substring(0, at) + "x".repeat(random.nextInt(50_000)) + text.substring(at);
        }
        byte[] bytes = Texts.encode(text);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Returns whether what came so far is valid. */
    private boolean appendInPieces(byte[] bytes, int from) {
        int most = 1 + random.nextInt(random.nextBoolean() ? 10 : 30_000);
        int start = from;
        while (start < bytes.length) {
            int count = Math.min(1 + random.nextInt(most), bytes.length - start);
            ByteBuffer piece = random.nextBoolean()
                    ? ByteBuffer.wrap(bytes, start, count)
                    : ByteBuffer.allocateDirect(count).put(bytes, start, count).flip();
            try {
                assertTrue(decoded.append(piece), this::seed);
            } catch (MalformedInputException e) {
                return false;
            }
            assertFalse(piece.hasRemaining(), this::seed);
            start += count;
        }
        return true;
    }

    private String seed() {
        return "-Dlighterage.seed=" + seed;
    }

    @Test
    void movesToABufferFromAnywhere() throws IOException {
        for (int round = 0; round < 500; round++) {
            byte[] bytes = Texts.encode(Texts.runs(random, 400));
            int cut = random.nextInt(bytes.length + 1);
            decoded = new DecodedText(budget);
            appendInPieces(Arrays.copyOf(bytes, cut), 0);
            MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD);
            decoded.moveTo(buffer);
            assertFalse(decoded.append(ByteBuffer.wrap(bytes, cut, bytes.length - cut)));
            buffer.append(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
            buffer.complete();
            assertThat(buffer.toByteArray()).as(seed()).isEqualTo(bytes);
            assertThat(decoded.begun().remaining()).isEqualTo(begunAt(bytes, cut));
            buffer.release();
            assertEquals(0, budget.usedMemory(), this::seed);
        }
    }

    /** How many bytes before that offset are of a character that ends after it. */
    private static int begunAt(byte[] bytes, int offset) {
        int start = offset;
        while (start < bytes.length && start > 0 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        return offset - start;
    }

    @Test
    void countsWhatItHolds() throws IOException {
        decoded = new DecodedText(budget);
        byte[] bytes = "größer € 😀".repeat(5000).getBytes(StandardCharsets.UTF_8);
        assertTrue(decoded.append(ByteBuffer.wrap(bytes)));
        int chars = new String(bytes, StandardCharsets.UTF_8).length();
        assertThat(budget.usedMemory()).isBetween(2L * chars, 2L * chars + 2L * bytes.length);
        decoded.finish();
        decoded.join();
        assertEquals(0, budget.usedMemory());
    }

    @Test
    void takesNoMoreThanHalfOfTheBudget() throws IOException {
        decoded = new DecodedText(budget);
        byte[] piece = "ß".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        ByteBuffer next = ByteBuffer.wrap(piece);
        while (decoded.append(next)) {
            next = ByteBuffer.wrap(piece);
        }
        assertEquals(piece.length, next.remaining());
        assertThat(budget.usedMemory()).isBetween(BUDGET / 4L, BUDGET / 2L);
        assertThat(decoded.length() % piece.length).isZero();
        decoded.release();
    }

    @Test
    void goesOnMovingOnceThereIsRoom() throws IOException {
        String text = "größer".repeat(20_000);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        decoded = new DecodedText(budget);
        decoded.append(ByteBuffer.wrap(bytes, 0, bytes.length - 1));
        long others = BUDGET - 50_000;
        assertTrue(budget.tryDisk(others));
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD);
        assertThatThrownBy(() -> decoded.moveTo(buffer)).isInstanceOf(BudgetExceededException.class);
        assertThat(buffer.length()).isPositive().isLessThan(bytes.length);
        assertFalse(decoded.append(ByteBuffer.wrap(bytes, bytes.length - 1, 1)));
        budget.releaseDisk(others);
        decoded.moveTo(buffer);
        buffer.append(ByteBuffer.wrap(bytes, bytes.length - 1, 1));
        buffer.complete();
        assertThat(buffer.toByteArray()).isEqualTo(bytes);
        buffer.release();
    }
}
