package org.lighterage.buffer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes of one message, from the first that comes until its application has taken them: in memory up to a
 * threshold, then in a spill file. Memory grows with what has come.
 *
 * <p>One thread at a time appends, any number read, also while the message still comes: streams follow the writer.
 * A lock guards all fields. Appending holds it while it writes to the file; reading from the file does not, so
 * that a slow reader never holds the writer up. Bytes once appended never change, which makes that safe.
 */
public final class MessageBuffer {

    /** The longest array that every JVM allocates. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    /**
     * How long the one reader of a message waits for more than the next few bytes. Woken for each frame it would spend more
     * time, and the thread that brings them, than with the bytes: what comes at 100 MB/s is a frame in each third of this.
     */
    private static final long LINGER_NANOS = 1_000_000;

    /** Bytes that end this wait at once. */
    private static final int LINGER_BYTES = 512 * 1024;

    private static final long NOBODY_LINGERS = -1;

    private enum State {
        FILLING,
        COMPLETE,
        FAILED,
        RELEASED
    }

    private final MessageBytes content;

    private final ReentrantLock lock = new ReentrantLock();

    /** Signalled when bytes come and when the state changes. */
    private final Condition changed = lock.newCondition();

    /** Written under the lock; volatile so that streams see a failure before bytes they have read ahead. */
    private volatile State state = State.FILLING;

    /** Why the state is FAILED. */
    private IOException failure;

    /** Whether bytes are forgotten when they are read. */
    private boolean readOnce;

    /** While the one reader lingers: the length at which it is woken. */
    private long lingersUntil = NOBODY_LINGERS;

    /** @param memoryThreshold bytes that are kept in memory; a longer message goes to disk */
    public MessageBuffer(BufferBudget budget, SpillDirectory directory, long memoryThreshold) {
        this(budget, directory, memoryThreshold, -1);
    }

    /**
     * @param wholeLength bytes of a message that will be taken as one array, if as many come; -1 where they are not known, or
     *     it will not. Such a message stays in memory beyond the threshold, in what becomes that array, while half of the
     *     budget is free
     */
    public MessageBuffer(BufferBudget budget, SpillDirectory directory, long memoryThreshold, long wholeLength) {
        this.content = new MessageBytes(budget, directory, memoryThreshold, wholeLength > MAX_ARRAY ? -1 : wholeLength);
    }

    /**
     * Appends the remaining bytes and consumes them. Where they exceed the threshold or the memory budget, the message
     * goes to disk. Once released it only counts them: who reads may let go at any moment, so that the writer cannot
     * know.
     *
     * @throws BudgetExceededException if it does not fit the disk budget; the buffer is as it was, the bytes are not
     *     consumed
     * @throws IOException if the disk fails, with the same effect
     * @throws IllegalStateException after {@link #complete} or {@link #fail}
     */
    public void append(ByteBuffer bytes) throws IOException {
        lock.lock();
        try {
            if (state == State.RELEASED) {
                content.drop(bytes);
                return;
            }
            requireFilling();
            content.append(bytes);
            if (content.length() >= lingersUntil) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No more bytes come. Does nothing once released. */
    public void complete() {
        end(State.COMPLETE, null);
    }

    /** No more bytes come, and those that came are worth nothing: reading throws from now on. Nothing once released. */
    public void fail(IOException cause) {
        end(State.FAILED, Objects.requireNonNull(cause));
    }

    private void end(State ended, IOException cause) {
        lock.lock();
        try {
            if (state != State.RELEASED) {
                requireFilling();
                failure = cause;
                state = ended;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireFilling() {
        if (state != State.FILLING) {
            throw new IllegalStateException("The message takes no more bytes, it is " + state);
        }
    }

    /** Frees memory and file and gives all back to the budgets. Reading throws from now on. May be called again. */
    public void release() {
        lock.lock();
        try {
            if (state != State.RELEASED) {
                state = State.RELEASED;
                content.release();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether all bytes have come, and can be read. */
    public boolean isComplete() {
        return state == State.COMPLETE;
    }

    /**
     * Waits until the message is complete.
     *
     * @return false where it has failed or was released instead
     * @throws InterruptedIOException if the thread is interrupted
     */
    public boolean awaitComplete() throws IOException {
        await(Long.MAX_VALUE);
        return isComplete();
    }

    /** Bytes that have come so far. */
    public long length() {
        lock.lock();
        try {
            return content.length();
        } finally {
            lock.unlock();
        }
    }

    public boolean inMemory() {
        lock.lock();
        try {
            return content.file() == null;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of memory taken. */
    long capacity() {
        lock.lock();
        try {
            return content.segments().capacity();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads without waiting what is there from an offset on, as far as the destination takes it in one go.
     *
     * @return the number of bytes read, -1 at the end of a complete message, 0 if nothing is there yet
     * @throws IOException if the message has failed or was released, or the disk fails
     */
    public int read(long offset, ByteBuffer dst) throws IOException {
        SpillFile file;
        int count;
        lock.lock();
        try {
            requireReadable();
            if (readOnce) {
                content.forget(offset);
            }
            long there = content.length() - offset;
            if (there <= 0) {
                return state == State.COMPLETE ? -1 : 0;
            }
            count = (int) Math.min(dst.remaining(), there);
            file = content.file();
            if (file == null) {
                content.segments().read(offset, dst, count);
                if (readOnce) {
                    content.forget(offset + count);
                }
                return count;
            }
        } finally {
            lock.unlock();
        }
        return file.read(offset, dst, count);
    }

    /** Waits until bytes beyond the offset have come, or none will. */
    void await(long offset) throws IOException {
        lock.lock();
        try {
            if (readOnce && offset > 0) {
                linger(offset);
            }
            while (state == State.FILLING && content.length() <= offset) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for more of the message");
        } finally {
            lock.unlock();
        }
    }

    private void linger(long offset) throws InterruptedException {
        long left = LINGER_NANOS;
        lingersUntil = offset + LINGER_BYTES;
        try {
            while (left > 0 && state == State.FILLING && content.length() < lingersUntil) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lingersUntil = NOBODY_LINGERS;
        }
    }

    void requireReadable() throws IOException {
        State now = state;
        if (now == State.RELEASED) {
            throw released();
        }
        if (now == State.FAILED) {
            throw new IOException("The message has failed: " + failure.getMessage(), failure);
        }
    }

    static IOException released() {
        return new IOException("The message is released: read it within the callback that it was handed to");
    }

    /**
     * A stream over the bytes from the first on. Before the message is complete it follows the writer: it waits until
     * more comes, and throws once the message fails or is released. Each stream is for one thread at a time.
     */
    public InputStream openStream() {
        return new MessageInputStream(this);
    }

    /**
     * Says that somebody is about to {@linkplain #openStreamOnce read} the message while it comes: as much may wait for that
     * reader to begin as for one that is behind. At high rates the threshold is exceeded before a thread has woken.
     */
    public void expectReader() {
        lock.lock();
        try {
            content.readAhead();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Like {@link #openStream}, for who alone reads the message, and once: what was read is forgotten and makes room in
     * memory, so that a message goes to disk only where its reader falls behind by more than four times the threshold, and
     * sixteen times while half of the budget is free.
     *
     * @throws IllegalStateException where it was called before
     */
    public InputStream openStreamOnce() {
        lock.lock();
        try {
            if (readOnce) {
                throw new IllegalStateException("The message is being read, and forgotten with that");
            }
            readOnce = true;
            content.readAhead();
        } finally {
            lock.unlock();
        }
        return openStream();
    }

    /**
     * All bytes of a complete message. The array may be the buffer's own: who gives it away, and lets others write to
     * it, reads no more from this buffer.
     *
     * @throws IOException if it has failed or was released, is too long for an array, or the disk fails
     * @throws IllegalStateException if it is not complete
     */
    public byte[] toByteArray() throws IOException {
        ByteBuffer all = toByteBuffer();
        byte[] array = all.array();
        return array.length == all.remaining() ? array : Arrays.copyOf(array, all.remaining());
    }

    /** As {@link #toByteArray}, of an array that may be longer. */
    public ByteBuffer toByteBuffer() throws IOException {
        int size = arraySize();
        byte[] single = singleArray();
        if (single != null) {
            return ByteBuffer.wrap(single, 0, size);
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        while (all.hasRemaining()) {
            read(all.position(), all);
        }
        return all.flip();
    }

    private byte[] singleArray() {
        lock.lock();
        try {
            return content.segments().singleArray();
        } finally {
            lock.unlock();
        }
    }

    private int arraySize() throws IOException {
        lock.lock();
        try {
            requireReadable();
            if (state != State.COMPLETE) {
                throw new IllegalStateException("The message still comes: take it whole once it is complete");
            }
            long length = content.length();
            if (length > MAX_ARRAY) {
                throw new IOException("A message of " + length + " bytes is too long for an array or String, at most "
                        + MAX_ARRAY + " fit: take it as InputStream or Reader");
            }
            return (int) length;
        } finally {
            lock.unlock();
        }
    }
}
