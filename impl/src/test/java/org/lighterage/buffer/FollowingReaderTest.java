package org.lighterage.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.wire.Utf8Reader;

/** Streams that are read while the message still comes. */
@Timeout(60)
class FollowingReaderTest {

    @TempDir
    Path parent;

    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final BufferBudget budget = new BufferBudget(1 << 26, 1 << 26);
    private SpillDirectory directory;

    @BeforeEach
    void openDirectory() {
        directory = new SpillDirectory(parent);
    }

    @AfterEach
    void close() {
        readers.shutdownNow();
        directory.close();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_000, 1 << 22})
    void everyReaderGetsEveryByte(int threshold) throws Exception {
        byte[] all = new byte[1_000_000];
        Random random = new Random(threshold);
        random.nextBytes(all);
        MessageBuffer buffer = new MessageBuffer(budget, directory, threshold);
        List<Future<byte[]>> reads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            reads.add(readers.submit(() -> buffer.openStream().readAllBytes()));
        }
        for (int start = 0; start < all.length; ) {
            int count = Math.min(all.length - start, random.nextInt(5000));
            buffer.append(ByteBuffer.wrap(all, start, count));
            start += count;
        }
        buffer.complete();
        for (Future<byte[]> read : reads) {
            assertArrayEquals(all, get(read));
        }
        buffer.release();
    }

    @Test
    void aReaderGetsEachPieceAsItComes() throws Exception {
        MessageBuffer buffer = new MessageBuffer(budget, directory, 4);
        SynchronousQueue<String> seen = new SynchronousQueue<>();
        Future<?> reading = readers.submit(() -> {
            try (Reader reader = new Utf8Reader(buffer.openStream())) {
                char[] chars = new char[100];
                for (int count = reader.read(chars); count > 0; count = reader.read(chars)) {
                    seen.put(new String(chars, 0, count));
                }
            }
            return null;
        });
        for (String piece : List.of("a", "bcd", "efghij")) {
            buffer.append(ByteBuffer.wrap(piece.getBytes()));
            assertEquals(piece, seen.poll(30, TimeUnit.SECONDS));
        }
        buffer.complete();
        get(reading);
        buffer.release();
    }

    @Test
    void aWaitingReaderLearnsOfAFailure() throws Exception {
        MessageBuffer buffer = new MessageBuffer(budget, directory, 10);
        Future<Integer> read = readWaiting(buffer);
        IOException cause = new IOException("aborted");
        buffer.fail(cause);
        assertThatThrownBy(() -> get(read))
                .isInstanceOf(ExecutionException.class)
                .hasRootCause(cause);
        buffer.release();
    }

    @Test
    void aWaitingReaderLearnsOfARelease() throws Exception {
        MessageBuffer buffer = new MessageBuffer(budget, directory, 10);
        Future<Integer> read = readWaiting(buffer);
        buffer.release();
        assertThatThrownBy(() -> get(read))
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("released");
    }

    /** A read that surely waits: its thread is observed to, not slept for. */
    private Future<Integer> readWaiting(MessageBuffer buffer) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        InputStream stream = buffer.openStream();
        Future<Integer> read = readers.submit(() -> {
            thread.complete(Thread.currentThread());
            return stream.read();
        });
        Thread reader = get(thread);
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return read;
    }

    @Test
    void anInterruptedReaderStopsWaiting() throws Exception {
        MessageBuffer buffer = new MessageBuffer(budget, directory, 10);
        Future<Boolean> interrupted = readers.submit((Callable<Boolean>) () -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> buffer.openStream().read()).isInstanceOf(InterruptedIOException.class);
            return Thread.interrupted();
        });
        assertThat(get(interrupted)).isTrue();
        buffer.release();
    }

    @Test
    void anInterruptedReaderOfTheFileDisturbsNoOther() throws Exception {
        MessageBuffer buffer = new MessageBuffer(budget, directory, 0);
        buffer.append(ByteBuffer.wrap(new byte[] {1, 2}));
        Future<Boolean> interrupted = readers.submit((Callable<Boolean>) () -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> buffer.openStream().read()).isInstanceOf(ClosedByInterruptException.class);
            return Thread.interrupted();
        });
        assertThat(get(interrupted)).isTrue();
        buffer.append(ByteBuffer.wrap(new byte[] {3}));
        buffer.complete();
        assertArrayEquals(new byte[] {1, 2, 3}, buffer.openStream().readAllBytes());
        buffer.release();
    }

    @Test
    void readersThatAreInterruptedAtAnyMomentDisturbNoOther() throws Exception {
        byte[] all = new byte[2_000_000];
        new Random(1).nextBytes(all);
        MessageBuffer buffer = new MessageBuffer(budget, directory, 0);
        Future<byte[]> undisturbed = readers.submit(() -> buffer.openStream().readAllBytes());
        for (int start = 0; start < all.length; start += 1000) {
            Future<?> disturbed = readers.submit(() -> buffer.openStream().readAllBytes());
            buffer.append(ByteBuffer.wrap(all, start, 1000));
            disturbed.cancel(true);
        }
        buffer.complete();
        assertArrayEquals(all, get(undisturbed));
        assertArrayEquals(all, buffer.toByteArray());
        buffer.release();
        assertEquals(0, budget.usedDisk());
    }
}
