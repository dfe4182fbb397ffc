package org.lighterage.scenarios.load;

import java.io.InputStream;
import java.util.Arrays;

/** As many zeros as were asked for; not safe for use by several threads. */
public final class Zeros extends InputStream {

    private long left;

    public Zeros(long length) {
        left = length;
    }

    @Override
    public int read() {
        if (left == 0) {
            return -1;
        }
        left--;
        return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(left, length);
        Arrays.fill(bytes, offset, offset + count, (byte) 0);
        left -= count;
        return count;
    }
}
