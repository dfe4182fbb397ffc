package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.Utf8;
import org.lighterage.wire.Utf8Decoder;

/**
 * A text that the application takes as one String, decoded while it comes: when its last bytes are there, all that is left to do
 * is to join the pieces. They count against the memory budget, of which others have half; where that is taken, the text goes on
 * as bytes in a buffer.
 *
 * <p>Guarded by the receiving lock while the text comes, and then for one thread at a time.
 */
final class DecodedText {

    private static final int PIECE_CHARS = 16 * 1024;

    /** As many bytes of ASCII are a piece of their own, copied and not decoded. */
    private static final int ASCII_PIECE = 4 * 1024;

    /** What a piece takes in the heap beside its characters, in bytes, or a little more. */
    private static final int PIECE_OVERHEAD = 64;

    private static final int MOST_BYTES_OF_CHARACTER = 4;

    private final BufferBudget budget;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private List<String> pieces = new ArrayList<>();

    /** What is decoded and no piece yet; made for the first characters that are not ASCII. */
    private CharBuffer chars = CharBuffer.allocate(0);

    /** Bytes of a character of which the others are still to come, up to the position. */
    private final ByteBuffer begun = ByteBuffer.allocate(MOST_BYTES_OF_CHARACTER);

    private long length;

    /** Bytes that pieces take. */
    private long held;

    /** Bytes that are counted against the budget: as much, and what the next may take. */
    private long counted;

    /** How many pieces have moved to a buffer. */
    private int moved;

    private boolean moving;

    DecodedText(BufferBudget budget) {
        this.budget = budget;
    }

    /** Bytes that have come. */
    long length() {
        return length;
    }

    /**
     * Takes bytes, cut anywhere, and consumes them.
     *
     * @return false where there is no room for them, or the text {@linkplain #moveTo moves}; they are not consumed then
     * @throws MalformedInputException if they are not valid UTF-8; what is here is worth nothing then
     */
    boolean append(ByteBuffer bytes) throws MalformedInputException {
        if (moving || !count(bytes.remaining())) {
            return false;
        }
        length += bytes.remaining();
        while (begun.position() > 0 && bytes.hasRemaining()) {
            decode(begun.put(bytes.get()).flip());
            begun.compact();
        }
        // To copy it costs less than to ask a direct buffer for each byte.
        ByteBuffer inArray = bytes.hasArray()
                ? bytes
                : ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        if (inArray.remaining() >= ASCII_PIECE && Utf8.isAscii(inArray)) {
            addAscii(inArray);
        } else {
            decode(inArray);
            begun.put(inArray);
        }
        return true;
    }

    /** Counts what so many bytes take at most, as a char each, with those that are no piece yet and their array. */
    private boolean count(int bytes) {
        long mostPieces = 2 + bytes / PIECE_CHARS;
        long needed = held + Character.BYTES * (bytes + 2L * PIECE_CHARS) + mostPieces * PIECE_OVERHEAD;
        if (needed > counted) {
            if (!budget.tryHalfOfMemory(needed - counted)) {
                return false;
            }
            counted = needed;
        }
        return true;
    }

    private void addAscii(ByteBuffer bytes) {
        flush();
        String piece = Utf8.decode(bytes);
        pieces.add(piece);
        held += piece.length() + PIECE_OVERHEAD;
        bytes.position(bytes.limit());
    }

    /** Consumes whole characters. */
    private void decode(ByteBuffer bytes) throws MalformedInputException {
        if (chars.capacity() == 0) {
            chars = CharBuffer.allocate(PIECE_CHARS);
        }
        decoder.decode(bytes, chars);
        // It takes both halves of a pair at once.
        while (bytes.hasRemaining() && chars.remaining() < 2) {
            flush();
            decoder.decode(bytes, chars);
        }
    }

    private void flush() {
        if (chars.position() > 0) {
            pieces.add(new String(chars.array(), 0, chars.position()));
            held += (long) Character.BYTES * chars.position() + PIECE_OVERHEAD;
            chars.clear();
        }
    }

    /** No more comes. Returns false where the text ends within a character. */
    boolean finish() {
        flush();
        chars = CharBuffer.allocate(0);
        return begun.position() == 0;
    }

    /**
     * Moves what has come to a buffer, from now on. What can't be done now is done when it is called again.
     *
     * @throws IOException as {@link MessageBuffer#append} does
     */
    void moveTo(MessageBuffer buffer) throws IOException {
        moving = true;
        flush();
        while (moved < pieces.size()) {
            // What the others take stays counted meanwhile, so that the buffer does not take as much memory once more.
            buffer.append(ByteBuffer.wrap(Utf8.encode(pieces.get(moved))));
            pieces.set(moved, null);
            moved++;
        }
        ByteBuffer rest = begun.duplicate().flip();
        buffer.append(rest);
        release();
    }

    /** The bytes of a character that has begun. */
    ByteBuffer begun() {
        return begun.duplicate().flip();
    }

    /** The whole text, to be called once: from then on it is the application's, and counts no more. */
    String join() {
        String text = String.join("", pieces);
        release();
        return text;
    }

    /** Lets go of all, and gives back what is counted. May be called again. */
    void release() {
        pieces = List.of();
        chars = CharBuffer.allocate(0);
        budget.releaseMemory(counted);
        counted = 0;
    }
}
