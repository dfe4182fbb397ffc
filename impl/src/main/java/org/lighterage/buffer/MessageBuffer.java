package org.lighterage.buffer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of one message, from the first that comes until its application has taken them: in memory up to a
 * threshold, then in a spill file. Memory grows with what has come.
 *
 * <p>Appending holds the lock while it writes to the file; reading from the file does not, so that a slow reader never
 * holds the writer up. Bytes once appended never change, which makes that safe.
 */
public final class MessageBuffer extends ArrivingContent {

    /** The longest array that every JVM allocates. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final MessageBytes content;

    /** Whether bytes are forgotten when they are read. */
    private boolean readOnce;

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
     * {@inheritDoc} Where they exceed the threshold or the memory budget, the message goes to disk.
     */
    @Override
    public void append(ByteBuffer bytes) throws IOException {
        lock.lock();
        try {
            if (isReleased()) {
                content.drop(bytes);
                return;
            }
            requireFilling();
            content.append(bytes);
            wakeReaders();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long length() {
        lock.lock();
        try {
            return content.length();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected long arrived() {
        return content.length();
    }

    @Override
    protected void free() {
        content.release();
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
                return isComplete() ? -1 : 0;
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
            await(offset, readOnce && offset > 0);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A stream over the bytes from the first on. Before the message is complete it follows the writer: it waits until
     * more comes, and throws once the message fails or is released. Each stream is for one thread at a time.
     */
    public InputStream openStream() {
        return new MessageInputStream(this);
    }

    @Override
    public void expectReader() {
        lock.lock();
        try {
            content.readAhead();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that may wait in memory for a reader who follows, while half of the budget is free. */
    public long mostAhead() {
        return content.mostAhead();
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
            if (!isComplete()) {
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
