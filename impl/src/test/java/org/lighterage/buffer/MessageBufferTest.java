package org.lighterage.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageBufferTest {

    private static final int THRESHOLD = 1000;

    @TempDir
    Path parent;

    private final BufferBudget budget = new BufferBudget(10_000, 100_000);
    private SpillDirectory directory;

    @BeforeEach
    void openDirectory() {
        directory = new SpillDirectory(parent);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertEquals(0, budget.usedMemory());
        assertEquals(0, budget.usedDisk());
        assertThat(spillFiles()).isEmpty();
        directory.close();
        assertThat(parent).isEmptyDirectory();
    }

    private MessageBuffer newBuffer() {
        return new MessageBuffer(budget, directory, THRESHOLD);
    }

    private List<Path> spillFiles() throws IOException {
        try (Stream<Path> files = Files.walk(parent)) {
            return files.filter(file -> file.toString().endsWith(".bin")).toList();
        }
    }

    private static ByteBuffer bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void aMessageOfTheThresholdStaysInMemory() throws IOException {
        MessageBuffer buffer = newBuffer();
        buffer.append(bytes(THRESHOLD - 1));
        buffer.append(bytes(1));
        buffer.append(bytes(0));
        assertThat(buffer.inMemory()).isTrue();
        assertEquals(THRESHOLD, buffer.length());
        assertEquals(THRESHOLD, budget.usedMemory());
        assertThat(parent).as("nothing on disk, not even the directory").isEmptyDirectory();
        buffer.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, THRESHOLD - 1, THRESHOLD})
    void aByteMoreThanTheThresholdGoesToDisk(int first) throws IOException {
        MessageBuffer buffer = newBuffer();
        ByteBuffer whole = bytes(THRESHOLD + 1);
        buffer.append(whole.duplicate().limit(first));
        buffer.append(whole.duplicate().position(first));
        assertThat(buffer.inMemory()).isFalse();
        assertEquals(0, budget.usedMemory());
        assertEquals(THRESHOLD + 1, budget.usedDisk());
        assertThat(spillFiles()).hasSize(1);

        buffer.append(bytes(10));
        assertEquals(THRESHOLD + 11, budget.usedDisk());
        buffer.complete();
        assertThat(ByteBuffer.wrap(buffer.toByteArray()).limit(THRESHOLD + 1)).isEqualTo(whole);
        buffer.release();
    }

    @Test
    void overTheMemoryBudgetAMessageGoesToDiskEarlier() throws IOException {
        budget.tryMemory(9_990);
        MessageBuffer buffer = newBuffer();
        buffer.append(bytes(10));
        assertThat(buffer.inMemory()).isTrue();
        buffer.append(bytes(1));
        assertThat(buffer.inMemory()).isFalse();
        assertEquals(9_990, budget.usedMemory());
        assertEquals(11, budget.usedDisk());
        buffer.release();
        budget.releaseMemory(9_990);
    }

    @Test
    void overTheDiskBudgetNothingChanges() throws IOException {
        MessageBuffer buffer = newBuffer();
        buffer.append(bytes(500));
        budget.tryDisk(99_000);
        ByteBuffer tooMany = bytes(501);
        assertThatThrownBy(() -> buffer.append(tooMany))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("1001 bytes wanted")
                .hasMessageContaining("99000 of 100000")
                .hasMessageContaining("lighterage.total-disk");
        assertEquals(501, tooMany.remaining());
        assertEquals(500, buffer.length());
        assertThat(buffer.inMemory()).isTrue();

        budget.releaseDisk(99_000);
        buffer.append(tooMany);
        assertThat(buffer.inMemory()).isFalse();
        budget.tryDisk(98_999);
        assertThatThrownBy(() -> buffer.append(bytes(1))).isInstanceOf(BudgetExceededException.class);
        assertEquals(1001, buffer.length());
        budget.releaseDisk(98_999);
        buffer.release();
    }

    @Test
    void whereTheDiskFailsNothingChanges() throws IOException {
        MessageBuffer buffer = newBuffer();
        buffer.append(bytes(500));
        directory.close();
        ByteBuffer more = bytes(501);
        assertThatThrownBy(() -> buffer.append(more))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertEquals(501, more.remaining());
        assertEquals(500, buffer.length());
        assertEquals(0, budget.usedDisk());
        buffer.release();
    }

    @Test
    void theCapacityIsAtMostTwiceTheLength() throws IOException {
        for (int size : new int[] {1, 2, 3, 7, 100, 333}) {
            MessageBuffer buffer = newBuffer();
            while (buffer.length() + size <= THRESHOLD) {
                buffer.append(bytes(size));
                assertThat(buffer.capacity()).isLessThanOrEqualTo(Math.min(THRESHOLD, 2 * buffer.length()));
                assertEquals(buffer.capacity(), budget.usedMemory());
            }
            buffer.release();
        }
    }

    @Test
    void aLongMessageSparesAtMost128KiB() throws IOException {
        BufferBudget large = new BufferBudget(1 << 24, 0);
        MessageBuffer buffer = new MessageBuffer(large, directory, 1 << 24);
        for (int i = 0; i < 50; i++) {
            buffer.append(bytes(100_000));
            assertThat(buffer.capacity() - buffer.length()).isLessThanOrEqualTo(128 * 1024);
        }
        buffer.release();
        assertEquals(0, large.usedMemory());
    }

    @Test
    void releasedTwiceItGivesBackOnce() throws IOException {
        budget.tryMemory(5);
        budget.tryDisk(5);
        for (int size : new int[] {10, THRESHOLD + 1}) {
            MessageBuffer buffer = newBuffer();
            buffer.append(bytes(size));
            buffer.complete();
            InputStream stream = buffer.openStream();
            assertEquals(0, stream.read());
            buffer.release();
            buffer.release();
            assertEquals(5, budget.usedMemory());
            assertEquals(5, budget.usedDisk());
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("released");
            assertThatThrownBy(() -> buffer.read(0, ByteBuffer.allocate(1))).hasMessageContaining("released");
            assertThatThrownBy(buffer::toByteArray).hasMessageContaining("released");
            buffer.complete();
        }
        budget.releaseMemory(5);
        budget.releaseDisk(5);
    }

    @Test
    void whatComesAfterItsReleaseIsCountedAndDropped() throws IOException {
        for (int size : new int[] {10, THRESHOLD + 1}) {
            MessageBuffer buffer = newBuffer();
            buffer.append(bytes(size));
            buffer.release();
            ByteBuffer more = bytes(1000);
            buffer.append(more);
            assertEquals(0, more.remaining());
            assertEquals(size + 1000, buffer.length());
            assertEquals(0, budget.usedMemory() + budget.usedDisk());
            buffer.complete();
            assertThat(buffer.isComplete()).isFalse();
        }
    }

    @Test
    void whoAwaitsItsEndIsToldWhetherItIsComplete() throws Exception {
        assertThat(awaitingEnd(MessageBuffer::complete)).isTrue();
        assertThat(awaitingEnd(buffer -> buffer.fail(new IOException("aborted"))))
                .isFalse();
        assertThat(awaitingEnd(MessageBuffer::release)).isFalse();
    }

    private boolean awaitingEnd(Consumer<MessageBuffer> end) throws Exception {
        MessageBuffer buffer = newBuffer();
        FutureTask<Boolean> complete = new FutureTask<>(buffer::awaitComplete);
        Thread waiting = new Thread(complete);
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        end.accept(buffer);
        boolean result = complete.get(30, TimeUnit.SECONDS);
        buffer.release();
        return result;
    }

    @Test
    void afterItsEndItTakesNoMoreAndEndsOnlyOnce() {
        MessageBuffer buffer = newBuffer();
        assertThatThrownBy(buffer::toByteArray).isInstanceOf(IllegalStateException.class);
        buffer.complete();
        assertThatThrownBy(() -> buffer.append(bytes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("COMPLETE");
        assertThatThrownBy(() -> buffer.fail(new IOException())).isInstanceOf(IllegalStateException.class);
        buffer.release();
    }

    @Test
    void afterAFailureReadingThrowsItsCause() throws IOException {
        MessageBuffer buffer = newBuffer();
        buffer.append(bytes(10));
        InputStream stream = buffer.openStream();
        assertEquals(0, stream.read());
        IOException cause = new IOException("aborted by its sender");
        buffer.fail(cause);
        assertThatThrownBy(stream::read).hasCause(cause).hasMessageContaining("aborted by its sender");
        assertThatThrownBy(buffer::toByteBuffer).hasCause(cause);
        assertThatThrownBy(() -> buffer.read(0, ByteBuffer.allocate(1))).hasCause(cause);
        buffer.release();
    }

    @Test
    void positionalReadsSayWhetherMoreMayCome() throws IOException {
        MessageBuffer buffer = newBuffer();
        buffer.append(bytes(10));
        ByteBuffer dst = ByteBuffer.allocate(20);
        assertEquals(6, buffer.read(4, dst));
        assertEquals(6, dst.position());
        assertEquals(0, buffer.read(10, dst));
        assertEquals(0, buffer.read(4, ByteBuffer.allocate(0)));
        buffer.complete();
        assertEquals(-1, buffer.read(10, dst));
        buffer.release();
    }

    @Test
    void aMessageInOneArrayIsHandedOverWithoutACopy() throws IOException {
        MessageBuffer buffer = newBuffer();
        buffer.append(bytes(10));
        buffer.complete();
        assertThat(buffer.toByteArray())
                .isSameAs(buffer.toByteArray())
                .isEqualTo(bytes(10).array());
        buffer.release();
    }

    @Test
    void anEmptyMessageIsEmptyInEveryForm() throws IOException {
        MessageBuffer buffer = newBuffer();
        buffer.complete();
        assertThat(buffer.toByteArray()).isEmpty();
        assertEquals(0, buffer.toByteBuffer().remaining());
        assertEquals(-1, buffer.openStream().read());
        assertEquals(0, buffer.openStream().transferTo(new ByteArrayOutputStream()));
        buffer.release();
    }

    @Test
    void aClosedStreamThrowsButTheMessageStays() throws IOException {
        MessageBuffer buffer = newBuffer();
        buffer.append(bytes(10));
        buffer.complete();
        InputStream stream = buffer.openStream();
        stream.close();
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThat(buffer.openStream().readAllBytes()).isEqualTo(bytes(10).array());
        buffer.release();
    }
}
