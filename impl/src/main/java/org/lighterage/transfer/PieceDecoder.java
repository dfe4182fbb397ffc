package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.MalformedInputException;
import org.lighterage.wire.Utf8;
import org.lighterage.wire.Utf8Decoder;

/** Decodes a text that comes in bytes cut anywhere, to pieces that are worth a String each. Not thread-safe. */
final class PieceDecoder {

    private static final int PIECE_CHARS = 16 * 1024;

    /** As many bytes of ASCII, or characters of a container, are a piece of their own, and need not be decoded. */
    private static final int OWN_PIECE = 4 * 1024;

    private static final int MOST_BYTES_OF_CHARACTER = 4;

    /** Takes pieces. */
    interface Pieces {

        /** @param bytesOfChar that a char of it takes in the heap */
        void add(String piece, int bytesOfChar);
    }

    private final Pieces pieces;
    private final Utf8Decoder decoder = new Utf8Decoder();

    /** What is decoded and no piece yet; it grows with what comes. */
    private CharBuffer chars = CharBuffer.allocate(0);

    /** Bytes of a character of which the others are still to come, up to the position. */
    private final ByteBuffer begun = ByteBuffer.allocate(MOST_BYTES_OF_CHARACTER);

    PieceDecoder(Pieces pieces) {
        this.pieces = pieces;
    }

    /** How much of the heap is taken by what is no piece yet once so many chars more have come, and by its array, in bytes. */
    long memoryWith(int more) {
        long most = (long) chars.position() + more;
        long array = Math.max(chars.capacity(), Math.min(PIECE_CHARS, 2 * most));
        return Character.BYTES * (most + array);
    }

    /**
     * Takes bytes, and consumes them.
     *
     * @throws MalformedInputException if they are not valid UTF-8; what has come is worth nothing then
     */
    void decode(ByteBuffer bytes) throws MalformedInputException {
        while (begun.position() > 0 && bytes.hasRemaining()) {
            decodeWhole(begun.put(bytes.get()).flip());
            begun.compact();
        }
        // To copy it costs less than to ask a direct buffer for each byte.
        ByteBuffer inArray = bytes.hasArray()
                ? bytes
                : ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        if (inArray.remaining() >= OWN_PIECE && Utf8.isAscii(inArray)) {
            flush();
            pieces.add(Utf8.decode(inArray), 1);
            inArray.position(inArray.limit());
        } else {
            decodeWhole(inArray);
            begun.put(inArray);
        }
    }

    /** Takes characters that a container has decoded, and that end with no half of a pair. */
    void add(String text, boolean ascii) {
        if (text.length() >= OWN_PIECE) {
            flush();
            pieces.add(text, ascii ? 1 : Character.BYTES);
        } else {
            if (chars.position() + text.length() >= PIECE_CHARS) {
                flush();
            }
            makeRoom(text.length());
            chars.put(text);
        }
    }

    /** Consumes whole characters. */
    private void decodeWhole(ByteBuffer bytes) throws MalformedInputException {
        makeRoom(bytes.remaining());
        decoder.decode(bytes, chars);
        // It takes both halves of a pair at once.
        while (bytes.hasRemaining() && chars.remaining() < 2) {
            flush();
            decoder.decode(bytes, chars);
        }
    }

    private void makeRoom(int bytes) {
        // A char each at most, and one so that there is still room for a pair.
        int wanted = Math.min(PIECE_CHARS, chars.position() + bytes + 1);
        if (chars.capacity() < wanted) {
            int grown = Math.min(PIECE_CHARS, Math.max(wanted, 2 * chars.capacity()));
            chars = CharBuffer.allocate(grown).put(chars.flip());
        }
    }

    /** Makes a piece of what is none yet, however short it is. */
    void flush() {
        if (chars.position() > 0) {
            pieces.add(new String(chars.array(), 0, chars.position()), Character.BYTES);
            chars.clear();
        }
    }

    /** The bytes of a character that has begun. */
    ByteBuffer begun() {
        return begun.duplicate().flip();
    }
}
