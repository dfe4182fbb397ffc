package org.lighterage.benchmarks.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;

/**
 * How whoever gets a message finds that it is the one that was sent: its length, and a hash over samples that are far apart.
 * It costs the same, next to nothing, for all contenders, in whatever pieces the message comes. For one thread.
 */
public final class Fingerprint {

    /** A prime, so that samples do not always come from the same place of a pattern. */
    private static final int STEP = 4093;

    private static final int PIECE = 1 << 16;

    private long length;
    private long next;
    private int hash;
    private long firstNanos;

    public void add(byte[] bytes, int offset, int count) {
        begin(count);
        for (; next < length + count; next += STEP) {
            hash = 31 * hash + bytes[offset + (int) (next - length)];
        }
        length += count;
    }

    /** Adds what is left in a buffer, whose position stays. */
    public void add(ByteBuffer bytes) {
        int count = bytes.remaining();
        begin(count);
        for (; next < length + count; next += STEP) {
            hash = 31 * hash + bytes.get(bytes.position() + (int) (next - length));
        }
        length += count;
    }

    public void add(CharSequence text) {
        int count = text.length();
        begin(count);
        for (; next < length + count; next += STEP) {
            hash = 31 * hash + text.charAt((int) (next - length));
        }
        length += count;
    }

    public void add(InputStream stream) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
            add(piece, 0, count);
        }
    }

    public void add(Reader reader) throws IOException {
        char[] piece = new char[PIECE];
        for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
            begin(count);
            for (; next < length + count; next += STEP) {
                hash = 31 * hash + piece[(int) (next - length)];
            }
            length += count;
        }
    }

    private void begin(int count) {
        if (length == 0 && count > 0) {
            firstNanos = System.nanoTime();
        }
    }

    public long length() {
        return length;
    }

    /** What a server answers: the clock, too, when the first part came, which is the same for all processes of a machine. */
    public String receipt() {
        return this + " " + firstNanos;
    }

    /** The same for the same message. */
    @Override
    public String toString() {
        return length + " " + hash;
    }
}
