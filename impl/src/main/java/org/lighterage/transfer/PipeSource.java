package org.lighterage.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A payload that an application writes or an input stream yields while it is being sent.
 *
 * <p>What the peer has not acknowledged stays here, for it can be had nowhere else. A writer that is more than
 * {@code capacity} bytes ahead of the acknowledgements waits. Guarded by {@code lock}, which is taken inside the
 * engine's sending lock and never around it.
 */
public final class PipeSource implements Source {

    /** Bytes as they were written, and the offset of the first. */
    private record Chunk(long offset, byte[] bytes) {
        long end() {
            return offset + bytes.length;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final LongSupplier capacity;
    private final boolean keepsParts;

    /** What is not acknowledged. */
    private final Deque<Chunk> chunks = new ArrayDeque<>();

    /** Those of them that were not read to their end by a reader who goes on at this offset: most do, and need not look for it. */
    private final Deque<Chunk> unread = new ArrayDeque<>();

    private long unreadFrom;
    private long released;
    private long written;
    private boolean ended;

    /** Whether the last part is empty, is kept, and has not been read: until then the end has not come. */
    private boolean emptyLast;

    private boolean closed;
    private IOException failure;
    private Runnable onReadable = () -> {};
    private Runnable onRoom = () -> {};

    /** @param capacity bytes that may wait to be sent and acknowledged */
    public PipeSource(long capacity) {
        this(() -> capacity, false);
    }

    /** @param capacity as above, and may change at any time; a pipe that is full learns of it with the next acknowledgement */
    public PipeSource(LongSupplier capacity) {
        this(capacity, false);
    }

    private PipeSource(LongSupplier capacity, boolean keepsParts) {
        this.capacity = capacity;
        this.keepsParts = keepsParts;
    }

    /**
     * A pipe of which one {@link #read} gives no more than one {@link #write}, and nothing for an empty last one: where a
     * peer sees what the parts were.
     */
    public static PipeSource keepingParts(long capacity) {
        return new PipeSource(() -> capacity, true);
    }

    /** Appends bytes, which are not to be changed any more; waits while the pipe is full. */
    public void write(byte[] bytes) throws IOException {
        awaitRoom();
        offer(bytes);
    }

    /** Appends bytes as {@link #write}, without waiting: for a producer that asked {@link #hasRoom} before. */
    public void offer(byte[] bytes) throws IOException {
        Runnable readable;
        lock.lock();
        try {
            checkWritable();
            append(bytes);
            readable = onReadable;
        } finally {
            lock.unlock();
        }
        readable.run();
    }

    private void append(byte[] bytes) {
        if (bytes.length > 0) {
            Chunk chunk = new Chunk(written, bytes);
            chunks.addLast(chunk);
            unread.addLast(chunk);
            written += bytes.length;
        }
    }

    /** Whether the writer may go on now; when not, {@code callback} runs once there is room or the pipe is closed. */
    public boolean hasRoom(Runnable callback) {
        lock.lock();
        try {
            if (closed || isBelowCapacity()) {
                return true;
            }
            onRoom = callback;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isBelowCapacity() {
        return written - released < capacity.getAsLong();
    }

    /** Whether the message was settled, so that nothing more need be written. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the payload. */
    public void end() {
        end(null);
    }

    /**
     * Appends bytes as {@link #write}, and ends the payload with them: whoever reads them knows that they are the last.
     */
    public void writeLast(byte[] bytes) throws IOException {
        awaitRoom();
        Runnable readable;
        lock.lock();
        try {
            checkWritable();
            append(bytes);
            ended = true;
            emptyLast = keepsParts && bytes.length == 0;
            readable = onReadable;
        } finally {
            lock.unlock();
        }
        readable.run();
    }

    /** Ends the payload with a failure: the message is aborted. */
    public void fail(IOException cause) {
        end(cause);
    }

    private void end(IOException cause) {
        Runnable readable;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            failure = cause;
            readable = onReadable;
        } finally {
            lock.unlock();
        }
        readable.run();
    }

    private void awaitRoom() throws IOException {
        lock.lock();
        try {
            while (!closed && !isBelowCapacity()) {
                room.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the peer to acknowledge");
        } finally {
            lock.unlock();
        }
    }

    private void checkWritable() throws IOException {
        if (closed) {
            throw new IOException("The message has ended before all of it was written");
        }
        if (ended) {
            throw new IOException("The message was ended; nothing can be added to it");
        }
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public int read(long offset, ByteBuffer target) throws IOException {
        lock.lock();
        try {
            int start = target.position();
            seek(offset);
            long at = offset;
            while (!unread.isEmpty() && target.hasRemaining()) {
                Chunk chunk = unread.getFirst();
                int from = (int) (at - chunk.offset());
                int count = Math.min(target.remaining(), chunk.bytes().length - from);
                target.put(chunk.bytes(), from, count);
                at += count;
                if (at == chunk.end()) {
                    unread.removeFirst();
                }
                if (keepsParts) {
                    break;
                }
            }
            unreadFrom = at;
            if (at == offset && ended && offset == written) {
                if (failure != null) {
                    throw failure;
                }
                emptyLast = false;
                return -1;
            }
            return target.position() - start;
        } finally {
            lock.unlock();
        }
    }

    private void seek(long offset) {
        if (offset != unreadFrom) {
            unread.clear();
            for (Chunk chunk : chunks) {
                if (chunk.end() > offset) {
                    unread.addLast(chunk);
                }
            }
        }
    }

    @Override
    public long readableFrom() {
        lock.lock();
        try {
            return released;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long memory() {
        lock.lock();
        try {
            return written - released;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean endsAt(long offset) {
        lock.lock();
        try {
            return ended && failure == null && offset == written && !emptyLast;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void release(long before) {
        Runnable roomCallback = null;
        lock.lock();
        try {
            while (!chunks.isEmpty() && chunks.getFirst().end() <= before) {
                released = chunks.removeFirst().end();
            }
            if (isBelowCapacity()) {
                room.signalAll();
                roomCallback = takeRoomCallback();
            }
        } finally {
            lock.unlock();
        }
        if (roomCallback != null) {
            roomCallback.run();
        }
    }

    private Runnable takeRoomCallback() {
        Runnable callback = onRoom;
        onRoom = () -> {};
        return callback;
    }

    @Override
    public void onReadable(Runnable callback) {
        lock.lock();
        try {
            onReadable = callback;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Runnable roomCallback;
        lock.lock();
        try {
            closed = true;
            chunks.clear();
            unread.clear();
            room.signalAll();
            roomCallback = takeRoomCallback();
        } finally {
            lock.unlock();
        }
        roomCallback.run();
    }
}
