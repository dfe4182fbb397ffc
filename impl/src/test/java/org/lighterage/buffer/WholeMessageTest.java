package org.lighterage.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages that are taken as one array, and have said how long they are. */
class WholeMessageTest extends SpillingTest {

    private static final int LENGTH = 300_000;

    private final Random random = new Random(1);

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private MessageBuffer newBuffer(long wholeLength) {
        return new MessageBuffer(budget, directory, THRESHOLD, wholeLength);
    }

    private static void append(MessageBuffer buffer, byte[] bytes, int from, int to) throws IOException {
        for (int start = from; start < to; start += PIECE) {
            buffer.append(ByteBuffer.wrap(bytes, start, Math.min(PIECE, to - start)));
        }
    }

    @Test
    void itStaysInMemoryInTheArrayThatIsHandedOver() throws IOException {
        byte[] sent = bytes(LENGTH);
        MessageBuffer buffer = newBuffer(LENGTH);
        append(buffer, sent, 0, LENGTH);
        buffer.complete();
        assertThat(buffer.inMemory()).isTrue();
        assertEquals(LENGTH, budget.usedMemory());
        byte[] taken = buffer.toByteArray();
        assertArrayEquals(sent, taken);
        assertThat(buffer.toByteArray()).isSameAs(taken);
        buffer.release();
    }

    @Test
    void noMoreIsReservedThanSixteenTimesWhatHasCome() throws IOException {
        byte[] sent = bytes(LENGTH);
        MessageBuffer buffer = newBuffer(LENGTH);
        for (int length = 0; length < LENGTH; length += PIECE) {
            append(buffer, sent, length, Math.min(LENGTH, length + PIECE));
            assertThat(budget.usedMemory()).isLessThanOrEqualTo(16L * buffer.length());
        }
        buffer.release();
    }

    @Test
    void itGoesToDiskWhereHalfOfTheBudgetIsTaken() throws IOException {
        assertThat(budget.tryMemory(BUDGET / 2 - LENGTH / 2)).isTrue();
        byte[] sent = bytes(LENGTH);
        MessageBuffer buffer = newBuffer(LENGTH);
        append(buffer, sent, 0, LENGTH);
        buffer.complete();
        assertThat(buffer.inMemory()).isFalse();
        assertEquals(BUDGET / 2 - LENGTH / 2, budget.usedMemory());
        assertArrayEquals(sent, buffer.toByteArray());
        buffer.release();
        budget.releaseMemory(BUDGET / 2 - LENGTH / 2);
    }

    @Test
    void whatIsLongerThanWasSaidGoesToDisk() throws IOException {
        assertGoesToDisk(LENGTH - 1);
    }

    private void assertGoesToDisk(long wholeLength) throws IOException {
        byte[] sent = bytes(LENGTH);
        MessageBuffer buffer = newBuffer(wholeLength);
        append(buffer, sent, 0, LENGTH);
        buffer.complete();
        assertThat(buffer.inMemory()).isFalse();
        assertArrayEquals(sent, buffer.toByteArray());
        buffer.release();
    }

    @Test
    void whatIsShorterThanWasSaidIsHandedOverAsItIs() throws IOException {
        byte[] sent = bytes(LENGTH);
        MessageBuffer buffer = newBuffer(LENGTH);
        append(buffer, sent, 0, LENGTH / 2);
        buffer.complete();
        assertArrayEquals(Arrays.copyOf(sent, LENGTH / 2), buffer.toByteArray());
        buffer.release();
    }

    @Test
    void aLengthThatNoArrayHasIsAsNone() throws IOException {
        assertGoesToDisk(1L << 40);
    }

    @Test
    void aStreamReadsIt() throws IOException {
        byte[] sent = bytes(LENGTH);
        MessageBuffer buffer = newBuffer(LENGTH);
        append(buffer, sent, 0, LENGTH / 2);
        var stream = buffer.openStreamOnce();
        assertArrayEquals(Arrays.copyOf(sent, LENGTH / 2), stream.readNBytes(LENGTH / 2));
        append(buffer, sent, LENGTH / 2, LENGTH);
        buffer.complete();
        assertArrayEquals(Arrays.copyOfRange(sent, LENGTH / 2, LENGTH), stream.readAllBytes());
        buffer.release();
    }
}
