package org.lighterage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.buffer.MessageBuffer;

/**
 * Blocks of bytes that wait, first in, first out: in memory as far as the threshold and the budget of messages let them,
 * else in files. Guarded by the receiving lock.
 */
final class BlockStore {

    private static final Logger LOG = System.getLogger(BlockStore.class.getName());

    /** Bytes after which the next block goes to another buffer, since the file of one grows by whatever goes through it. */
    private static final long MOST_OF_PART = 1 << 20;

    private record Part(MessageBuffer buffer, InputStream stream) {

        Part(MessageBuffer buffer) {
            this(buffer, buffer.openStreamOnce());
        }
    }

    private final Buffers buffers;
    private final Deque<Part> parts = new ArrayDeque<>();

    BlockStore(Buffers buffers) {
        this.buffers = buffers;
    }

    /** Stores a block, which is consumed. Returns false where it cannot, and leaves it as it is. */
    boolean offer(ByteBuffer block) {
        Part last = parts.peekLast();
        boolean added = last == null || last.buffer.length() >= MOST_OF_PART;
        Part part = added ? new Part(buffers.newBuffer(false, -1)) : last;
        try {
            part.buffer.append(block);
        } catch (IOException e) {
            LOG.log(
                    e instanceof BudgetExceededException ? Level.DEBUG : Level.WARNING,
                    "Frames that wait for the application stay in memory",
                    e);
            if (added) {
                part.buffer.release();
            }
            return false;
        }
        if (added) {
            parts.add(part);
        }
        return true;
    }

    /** Removes the first block, which is as long as the array. */
    void take(byte[] block) throws IOException {
        Part first = parts.element();
        if (first.stream.readNBytes(block, 0, block.length) < block.length) {
            throw new IOException("Of a block of " + block.length + " bytes there are fewer");
        }
        if (first.stream.available() == 0) {
            parts.remove().buffer.release();
        }
    }

    /** Drops all blocks. */
    void clear() {
        parts.forEach(part -> part.buffer.release());
        parts.clear();
    }
}
