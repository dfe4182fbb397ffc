package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.buffer.MessageBuffer;

/**
 * The payload of a complete message, read from where it waits. The buffer is not released before the message is
 * settled.
 */
final class BufferSource implements Source {

    private final MessageBuffer buffer;
    private final long length;

    BufferSource(MessageBuffer buffer) {
        this.buffer = buffer;
        this.length = buffer.length();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(long offset, ByteBuffer target) throws IOException {
        if (offset == length) {
            return -1;
        }
        int start = target.position();
        int count = 0;
        // A file is read in several calls where much is asked for.
        while (target.hasRemaining() && count >= 0) {
            long at = offset + target.position() - start;
            count = Uninterrupted.read(() -> buffer.read(at, target));
        }
        return target.position() - start;
    }

    @Override
    public boolean endsAt(long offset) {
        return offset == length;
    }
}
