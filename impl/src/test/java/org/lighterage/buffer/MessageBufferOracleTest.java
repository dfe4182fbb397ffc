package org.lighterage.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random appends and reads beside a plain byte array. A failure names its seed; put it in to repeat it. */
class MessageBufferOracleTest {

    private static final int[] THRESHOLDS = {0, 1, 10, 1000, 30_000, 1_000_000};

    @TempDir
    Path parent;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ByteArrayOutputStream oracle = new ByteArrayOutputStream();

    @Test
    void behavesAsOneByteArray() throws IOException {
        System.out.println("MessageBufferOracleTest seed " + seed);
        BufferBudget budget = new BufferBudget(500_000, 1 << 30);
        try (SpillDirectory directory = new SpillDirectory(parent)) {
            for (int round = 0; round < 300; round++) {
                oracle.reset();
                MessageBuffer buffer =
                        new MessageBuffer(budget, directory, THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
                fill(buffer);
                assertSame(buffer);
                buffer.release();
                assertEquals(0, budget.usedMemory());
                assertEquals(0, budget.usedDisk());
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private void fill(MessageBuffer buffer) throws IOException {
        int largest = 1 << random.nextInt(18);
        for (int appends = random.nextInt(20); appends > 0; appends--) {
            byte[] bytes = new byte[random.nextInt(largest)];
            random.nextBytes(bytes);
            oracle.writeBytes(bytes);
            ByteBuffer piece = random.nextBoolean()
                    ? ByteBuffer.wrap(bytes)
                    : ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            buffer.append(piece);
            assertEquals(0, piece.remaining());
            assertEquals(oracle.size(), buffer.length());
            assertPositionalRead(buffer);
        }
        buffer.complete();
    }

    private void assertPositionalRead(MessageBuffer buffer) throws IOException {
        byte[] all = oracle.toByteArray();
        int offset = random.nextInt(all.length + 1);
        ByteBuffer dst = random.nextBoolean()
                ? ByteBuffer.allocate(random.nextInt(200_000))
                : ByteBuffer.allocateDirect(random.nextInt(200_000));
        int count = buffer.read(offset, dst);
        assertEquals(count, dst.position());
        assertThat(count > 0 || offset == all.length || dst.capacity() == 0).isTrue();
        byte[] read = new byte[count];
        dst.flip().get(read);
        assertArrayEquals(Arrays.copyOfRange(all, offset, offset + count), read);
    }

    private void assertSame(MessageBuffer buffer) throws IOException {
        byte[] all = oracle.toByteArray();
        assertArrayEquals(all, buffer.toByteArray());
        ByteArrayOutputStream transferred = new ByteArrayOutputStream();
        assertEquals(all.length, buffer.openStream().transferTo(transferred));
        assertArrayEquals(all, transferred.toByteArray());
        try (InputStream expected = new ByteArrayInputStream(all);
                InputStream actual = buffer.openStream()) {
            for (int i = 0; i < 50; i++) {
                assertSameStep(expected, actual);
            }
            assertArrayEquals(expected.readAllBytes(), actual.readAllBytes());
            assertEquals(-1, actual.read());
        }
    }

    private void assertSameStep(InputStream expected, InputStream actual) throws IOException {
        assertEquals(expected.available(), actual.available());
        int count = random.nextInt(1 << random.nextInt(16));
        switch (random.nextInt(3)) {
            case 0 -> assertEquals(expected.read(), actual.read());
            case 1 -> assertEquals(expected.skip(count), actual.skip(count));
            default -> assertArrayEquals(expected.readNBytes(count), actual.readNBytes(count));
        }
    }
}
