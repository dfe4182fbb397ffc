package org.lighterage.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.MalformedInputException;
import java.util.Objects;

/**
 * The characters of a stream of UTF-8: faster than an {@link java.io.InputStreamReader}, and strict, so that what is not
 * UTF-8 throws a {@link MalformedInputException}. It gives what there is, and waits only where that is no whole character.
 * For one thread at a time, and for long reads: short ones go by a {@link java.io.BufferedReader}.
 */
public final class Utf8Reader extends Reader {

    private static final int BUFFER = 16 * 1024;

    private static final int NONE = -1;

    private final InputStream stream;
    private final Utf8Decoder decoder = new Utf8Decoder();

    /** Bytes that were read and not decoded. */
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);

    /** Of two characters, where one was asked for, the second; or {@link #NONE}. */
    private int ahead = NONE;

    private boolean closed;

    public Utf8Reader(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public int read(char[] chars, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, chars.length);
        requireOpen();
        if (count == 0) {
            return 0;
        }
        if (ahead != NONE) {
            chars[offset] = (char) ahead;
            ahead = NONE;
            return 1;
        }
        if (count > 1) {
            return decode(CharBuffer.wrap(chars, offset, count));
        }
        // There would be no room for a pair.
        char[] two = new char[2];
        int decoded = decode(CharBuffer.wrap(two));
        if (decoded > 0) {
            chars[offset] = two[0];
            ahead = decoded == 2 ? two[1] : NONE;
        }
        return Math.min(decoded, 1);
    }

    /** Decodes at least one character; -1 at the end. */
    private int decode(CharBuffer chars) throws IOException {
        int start = chars.position();
        decodeBytes(chars);
        while (chars.position() == start) {
            if (!readMore()) {
                if (bytes.hasRemaining()) {
                    throw new MalformedInputException(bytes.remaining());
                }
                return -1;
            }
            decodeBytes(chars);
        }
        return chars.position() - start;
    }

    private void decodeBytes(CharBuffer chars) throws MalformedInputException {
        int start = chars.position();
        try {
            decoder.decode(bytes, chars);
        } catch (MalformedInputException e) {
            // What was good before it is given first; then it is met again.
            if (chars.position() == start) {
                throw e;
            }
        }
    }

    private boolean readMore() throws IOException {
        bytes.compact();
        int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
        return count > 0;
    }

    @Override
    public boolean ready() throws IOException {
        requireOpen();
        if (ahead != NONE || hasWholeCharacter()) {
            return true;
        }
        // What is there may be a part of one.
        return stream.available() > 0 && readMore() && hasWholeCharacter();
    }

    private boolean hasWholeCharacter() {
        return bytes.hasRemaining() && bytes.remaining() >= Utf8Characters.lengthByFirst(bytes.get(bytes.position()));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        stream.close();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("The reader is closed");
        }
    }
}
