package org.lighterage.paths.app;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/** Bytes of which no two blocks are the same, made as they are read, so that nobody has to hold them. For one thread. */
public final class Cargo extends InputStream {

    private static final int BLOCK = 1 << 16;

    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private final long length;
    private long read;

    public Cargo(long length) {
        this.length = length;
        new Random(1).nextBytes(block.array());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
        if (read == length) {
            return -1;
        }
        int position = (int) (read % BLOCK);
        if (position == 0) {
            block.putLong(0, read);
        }
        int count = (int) Math.min(Math.min(wanted, BLOCK - position), length - read);
        block.get(position, target, offset, count);
        read += count;
        return count;
    }
}
