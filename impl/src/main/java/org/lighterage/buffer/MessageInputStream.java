package org.lighterage.buffer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Reads a message from where its bytes wait, and waits for those that have not come. Large reads go straight into the
 * caller's array. Not thread-safe.
 */
final class MessageInputStream extends InputStream {

    /** Reads below this many bytes are served from bytes read ahead, rather than by a system call or a lock each. */
    private static final int READ_AHEAD = 8 * 1024;

    /** Most bytes that are transferred at a time: the JDK's 8 KiB would cost a system call each. */
    private static final int TRANSFER = 128 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final MessageBuffer buffer;

    /** Offset in the message of the next byte to take from the buffer. */
    private long offset;

    /** Bytes before {@link #offset} that no one has read yet. */
    private ByteBuffer ahead = NOTHING;

    private boolean closed;

    MessageInputStream(MessageBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int read() throws IOException {
        requireOpen();
        return ahead.hasRemaining() || readAhead() ? ahead.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int start, int count) throws IOException {
        Objects.checkFromIndexSize(start, count, bytes.length);
        requireOpen();
        if (count == 0) {
            return 0;
        }
        if (!ahead.hasRemaining() && (count >= READ_AHEAD || buffer.inMemory())) {
            return take(ByteBuffer.wrap(bytes, start, count));
        }
        if (!ahead.hasRemaining() && !readAhead()) {
            return -1;
        }
        int n = Math.min(count, ahead.remaining());
        ahead.get(bytes, start, n);
        return n;
    }

    /** Takes at least one byte, or returns -1 at the end. */
    private int take(ByteBuffer dst) throws IOException {
        int count = buffer.read(offset, dst);
        while (count == 0) {
            buffer.await(offset);
            count = buffer.read(offset, dst);
        }
        offset += Math.max(count, 0);
        return count;
    }

    private boolean readAhead() throws IOException {
        if (ahead == NOTHING) {
            ahead = ByteBuffer.allocate(READ_AHEAD);
        }
        ahead.clear();
        int count = take(ahead);
        ahead.flip();
        return count > 0;
    }

    @Override
    public long skip(long count) throws IOException {
        requireOpen();
        if (count <= 0) {
            return 0;
        }
        int fromAhead = (int) Math.min(count, ahead.remaining());
        ahead.position(ahead.position() + fromAhead);
        long more = Math.min(count - fromAhead, buffer.length() - offset);
        offset += more;
        return fromAhead + more;
    }

    /** Bytes that can be read or skipped without waiting for the writer. */
    @Override
    public int available() throws IOException {
        requireOpen();
        return (int) Math.min(Integer.MAX_VALUE, ahead.remaining() + buffer.length() - offset);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        byte[] bytes = new byte[Math.max(READ_AHEAD, Math.min(TRANSFER, available()))];
        long total = 0;
        int count = read(bytes, 0, bytes.length);
        while (count > 0) {
            out.write(bytes, 0, count);
            total += count;
            count = read(bytes, 0, bytes.length);
        }
        return total;
    }

    @Override
    public void close() {
        closed = true;
        ahead = NOTHING;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        }
        buffer.requireReadable();
    }
}
