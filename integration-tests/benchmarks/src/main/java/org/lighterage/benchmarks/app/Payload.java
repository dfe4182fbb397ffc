package org.lighterage.benchmarks.app;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A message, the same at both ends and made once at each: only what has been used last is kept.
 *
 * @param length bytes; of a text, of its UTF-8
 */
public record Payload(Kind kind, int length) {

    private static final int BLOCK = 1 << 20;

    /** One to four bytes each in UTF-8; ten in all. */
    private static final String MIXED_CHARACTERS = "aß€𝄞";

    private static final int BYTES_OF_MIXED_CHARACTERS = 10;

    private static Payload last;
    private static Object lastContent;
    private static ByteBuffer lastDirect;

    /** As {@link #toString} writes it. */
    public static Payload parse(String written) {
        String[] parts = written.split(" ");
        return new Payload(Kind.valueOf(parts[0]), Integer.parseInt(parts[1]));
    }

    /** The whole content; not to be changed. */
    public byte[] array() {
        return (byte[]) content(new Payload(Kind.BINARY, length));
    }

    /**
     * The same outside of the heap: writing a buffer on the heap to a socket copies all that is left of it, for each part that
     * the socket takes.
     */
    public ByteBuffer directBytes() {
        synchronized (Payload.class) {
            if (lastDirect == null || lastDirect.capacity() != length) {
                lastDirect = null;
                lastDirect = ByteBuffer.allocateDirect(length).put(makeBytes()).flip();
            }
            return lastDirect.duplicate();
        }
    }

    public ByteBuffer bytes() {
        return ByteBuffer.wrap(array());
    }

    public String text() {
        return (String) content(this);
    }

    /** How many of its {@code char}s take so many bytes, a multiple of what a block of it takes. */
    public int charsIn(int bytes) {
        return kind == Kind.MIXED ? bytes / BYTES_OF_MIXED_CHARACTERS * MIXED_CHARACTERS.length() : bytes;
    }

    /** What whoever gets it should find. */
    public Fingerprint fingerprint() {
        Fingerprint fingerprint = new Fingerprint();
        if (kind.isText()) {
            fingerprint.add(text());
        } else {
            fingerprint.add(bytes());
        }
        return fingerprint;
    }

    private static synchronized Object content(Payload payload) {
        if (!payload.equals(last)) {
            // Before the next is made: there may not be room for both.
            lastContent = null;
            lastContent = payload.make();
            last = payload;
        }
        return lastContent;
    }

    private Object make() {
        return switch (kind) {
            case BINARY -> makeBytes();
            case ASCII -> new String(makeCharacters(), StandardCharsets.ISO_8859_1);
            case MIXED -> MIXED_CHARACTERS.repeat(length / BYTES_OF_MIXED_CHARACTERS)
                    + "x".repeat(length % BYTES_OF_MIXED_CHARACTERS);
        };
    }

    /** A block over and over, by a generator that is the same in all languages. */
    private byte[] makeBytes() {
        byte[] block = new byte[BLOCK];
        int state = 1;
        for (int i = 0; i < BLOCK; i++) {
            state = state * 1664525 + 1013904223;
            block[i] = (byte) (state >>> 24);
        }
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at += BLOCK) {
            System.arraycopy(block, 0, bytes, at, Math.min(BLOCK, length - at));
        }
        return bytes;
    }

    private byte[] makeCharacters() {
        byte[] characters = new byte[length];
        for (int i = 0; i < length; i++) {
            characters[i] = (byte) ('a' + i % 26);
        }
        return characters;
    }

    @Override
    public String toString() {
        return kind + " " + length;
    }

    /** For people. */
    public String describe() {
        String size = length >= 1 << 30
                ? (length >> 30) + " GiB"
                : length >= 1 << 20 ? (length >> 20) + " MiB" : (length >> 10) + " KiB";
        return kind.name().toLowerCase(Locale.ROOT) + ", " + size;
    }
}
