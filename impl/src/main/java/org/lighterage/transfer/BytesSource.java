package org.lighterage.transfer;

import java.nio.ByteBuffer;

/** A payload in memory: the bytes between position and limit of a buffer, which is read from and not copied. */
public final class BytesSource implements Source {

    private final ByteBuffer bytes;

    public BytesSource(ByteBuffer bytes) {
        this.bytes = bytes.slice();
    }

    /** A view of the bytes, with position and limit of its own. */
    public ByteBuffer bytes() {
        return bytes.duplicate().clear();
    }

    @Override
    public long length() {
        return bytes.capacity();
    }

    @Override
    public int read(long offset, ByteBuffer target) {
        int count = (int) Math.min(target.remaining(), bytes.capacity() - offset);
        if (count == 0) {
            return target.hasRemaining() ? -1 : 0;
        }
        target.put(target.position(), bytes, (int) offset, count).position(target.position() + count);
        return count;
    }

    @Override
    public long memory() {
        return bytes.capacity();
    }

    @Override
    public boolean endsAt(long offset) {
        return offset == bytes.capacity();
    }
}
