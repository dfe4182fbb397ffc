package org.lighterage.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages whose one reader leaves nothing behind. */
class ReadOnceTest extends SpillingTest {

    /** Of messages of which {@link #THRESHOLD} bytes wait in memory while they are read, and half of the budget is free. */
    private static final int THRESHOLD_OF_WHOLE = THRESHOLD / 16;

    private static ByteBuffer piece(int number) {
        byte[] bytes = new byte[PIECE];
        Arrays.fill(bytes, (byte) number);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void aMessageWhoseReaderKeepsUpStaysInMemoryHoweverLongItIs() throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD_OF_WHOLE);
        InputStream stream = buffer.openStreamOnce();
        for (int i = 0; i < 100; i++) {
            buffer.append(piece(i));
            assertArrayEquals(piece(i).array(), stream.readNBytes(PIECE));
            assertThat(buffer.inMemory()).isTrue();
            assertThat(budget.usedMemory()).isLessThanOrEqualTo(THRESHOLD);
        }
        buffer.complete();
        assertEquals(-1, stream.read());
        assertEquals(100 * PIECE, buffer.length());
        buffer.release();
    }

    @Test
    void aMessageGoesToDiskWhereItsReaderFallsBehindByMoreThanSixteenTimesTheThreshold() throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD_OF_WHOLE);
        InputStream stream = buffer.openStreamOnce();
        for (int i = 0; i < 10; i++) {
            buffer.append(piece(i));
            stream.readNBytes(PIECE);
        }
        buffer.append(piece(10));
        buffer.append(piece(11));
        assertThat(buffer.inMemory()).isTrue();
        buffer.append(piece(12));
        assertThat(buffer.inMemory()).isFalse();
        // Only what may still be read takes room.
        assertThat(budget.usedDisk()).isBetween(3L * PIECE, 5L * PIECE);
        buffer.append(piece(13));
        buffer.complete();
        for (int i = 10; i < 14; i++) {
            assertArrayEquals(piece(i).array(), stream.readNBytes(PIECE));
        }
        assertEquals(-1, stream.read());
        buffer.release();
    }

    @Test
    void aMessageWaitsForAReaderThatIsExpectedAsForOneThatIsBehind() throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD_OF_WHOLE);
        buffer.expectReader();
        buffer.append(piece(0));
        buffer.append(piece(1));
        assertThat(buffer.inMemory()).isTrue();
        InputStream stream = buffer.openStreamOnce();
        assertArrayEquals(piece(0).array(), stream.readNBytes(PIECE));
        buffer.append(piece(2));
        assertThat(buffer.inMemory()).isTrue();
        buffer.append(piece(3));
        assertThat(buffer.inMemory()).isFalse();
        buffer.release();
    }

    @Test
    void aMessageWhoseReaderIsBehindTakesNoMoreThanHalfOfTheBudgetBeyondFourTimesTheThreshold() throws IOException {
        long others = BUDGET / 2 - PIECE;
        budget.tryMemory(others);
        MessageBuffer buffer = new MessageBuffer(budget, directory, PIECE / 2);
        InputStream stream = buffer.openStreamOnce();
        buffer.append(piece(0));
        assertThat(buffer.inMemory()).isTrue();
        // Beyond half of the budget, which is not free.
        buffer.append(piece(1));
        assertThat(buffer.inMemory()).isTrue();
        // Beyond four times the threshold.
        buffer.append(piece(2));
        assertThat(buffer.inMemory()).isFalse();
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(piece(i).array(), stream.readNBytes(PIECE));
        }
        buffer.release();
        budget.releaseMemory(others);
    }

    @Test
    void aMessageWhoseReaderHasCaughtUpWaitsInMemoryAgain() throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD_OF_WHOLE);
        InputStream stream = buffer.openStreamOnce();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 3; i++) {
                buffer.append(piece(i));
            }
            assertThat(buffer.inMemory()).isFalse();
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(piece(i).array(), stream.readNBytes(PIECE));
            }
            // It is known to be all that there is once more is asked for.
            assertEquals(0, buffer.read(buffer.length(), ByteBuffer.allocate(1)));
            assertThat(buffer.inMemory()).isTrue();
            assertEquals(0, budget.usedDisk());
            buffer.append(piece(3));
            assertThat(buffer.inMemory()).isTrue();
            assertArrayEquals(piece(3).array(), stream.readNBytes(PIECE));
        }
        buffer.complete();
        assertEquals(-1, stream.read());
        buffer.release();
    }

    @Test
    void skippedBytesMakeRoomWithTheNextRead() throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD_OF_WHOLE);
        InputStream stream = buffer.openStreamOnce();
        buffer.append(piece(1));
        buffer.append(piece(2));
        assertEquals(PIECE, stream.skip(PIECE));
        assertEquals(2, stream.read());
        buffer.append(piece(3));
        assertThat(buffer.inMemory()).isTrue();
        buffer.release();
    }

    @Test
    void memoryThatWasReadIsUsedAgain() throws IOException {
        int frame = 20_000;
        MessageBuffer buffer = new MessageBuffer(budget, directory, 2 * frame);
        InputStream stream = buffer.openStreamOnce();
        for (int i = 0; i < 100; i++) {
            buffer.append(ByteBuffer.allocate(frame));
            assertThat(budget.usedMemory()).isEqualTo(frame);
            stream.readNBytes(frame);
            assertThat(budget.usedMemory()).isEqualTo(frame);
        }
        // Of a reader that was behind, no more than the threshold is kept for that.
        for (int i = 0; i < 8; i++) {
            buffer.append(ByteBuffer.allocate(frame));
        }
        assertThat(budget.usedMemory()).isEqualTo(8 * frame);
        stream.readNBytes(8 * frame);
        assertThat(budget.usedMemory()).isEqualTo(2 * frame);
        // What comes now fits nothing that is spare.
        buffer.append(ByteBuffer.allocate(3 * frame));
        assertThat(budget.usedMemory()).isEqualTo(3 * frame);
        buffer.release();
    }

    @Test
    void thereIsOneReader() {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD_OF_WHOLE);
        buffer.openStreamOnce();
        assertThatThrownBy(buffer::openStreamOnce).isInstanceOf(IllegalStateException.class);
        buffer.release();
    }

    @Test
    void behavesAsOneByteArray() throws IOException {
        long seed = System.nanoTime();
        System.out.println("ReadOnceTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int threshold = random.nextInt(50_000);
            MessageBuffer buffer = new MessageBuffer(budget, directory, threshold);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            InputStream stream = buffer.openStreamOnce();
            for (int step = random.nextInt(60); step > 0; step--) {
                byte[] bytes = new byte[random.nextInt(20_000)];
                random.nextBytes(bytes);
                written.writeBytes(bytes);
                buffer.append(ByteBuffer.wrap(bytes));
                // What waits, an array of which only a part was read, and what is kept to be used again.
                assertThat(budget.usedMemory()).as("seed " + seed).isLessThanOrEqualTo((16 + 16 + 1L) * threshold);
                read.writeBytes(stream.readNBytes(random.nextInt(stream.available() + 1)));
            }
            buffer.complete();
            read.writeBytes(stream.readAllBytes());
            assertArrayEquals(written.toByteArray(), read.toByteArray(), () -> "seed " + seed);
            buffer.release();
            assertThat(budget.usedMemory() + budget.usedDisk())
                    .as("seed " + seed)
                    .isZero();
        }
    }
}
