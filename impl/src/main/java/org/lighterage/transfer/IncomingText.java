package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.MalformedInputException;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** Of a longer text there is no String where one of its characters takes two bytes there. */
    static final int MOST_BYTES = (1 << 30) - 1;

    private static final int PIECE_CHARS = 16 * 1024;

    /** As many bytes of ASCII, or characters of a container, are a piece of their own, and need not be decoded. */
    private static final int OWN_PIECE = 4 * 1024;

    /** What a piece takes in the heap beside its characters, in bytes, or a little more. */
    private static final int PIECE_OVERHEAD = 64;

    private static final int MOST_BYTES_OF_CHARACTER = 4;

    private final BufferBudget budget;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final Deque<String> pieces = new ArrayDeque<>();

    /** What is decoded and no piece yet; it grows with what comes. */
    private CharBuffer chars = CharBuffer.allocate(0);

    /** Bytes of a character of which the others are still to come, up to the position. */
    private final ByteBuffer begun = ByteBuffer.allocate(MOST_BYTES_OF_CHARACTER);

    private long length;

    /** Bytes that pieces take. */
    private long held;

    /** Bytes that are counted against the budget: as much, and what the next may take. */
    private long counted;

    /** Whether pieces go to a buffer, and some may have gone. */
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
     * @return false where there is no room for them, the text becomes too long, or it {@linkplain #moveTo moves}; they are not
     *     consumed then
     * @throws MalformedInputException if they are not valid UTF-8; what is here is worth nothing then
     */
    boolean append(ByteBuffer bytes) throws MalformedInputException {
        if (!isRoomFor(bytes.remaining(), bytes.remaining())) {
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
        if (inArray.remaining() >= OWN_PIECE && Utf8.isAscii(inArray)) {
            flush();
            add(Utf8.decode(inArray), 1);
            inArray.position(inArray.limit());
        } else {
            decode(inArray);
            begun.put(inArray);
        }
        return true;
    }

    /**
     * Adds characters that a container has decoded, and that end with no half of a pair.
     *
     * @param bytes of their UTF-8
     * @return false as above
     */
    boolean append(String text, long bytes) {
        if (!isRoomFor(bytes, text.length())) {
            return false;
        }
        length += bytes;
        if (text.length() >= OWN_PIECE) {
            flush();
            add(text, bytes == text.length() ? 1 : Character.BYTES);
        } else {
            if (chars.position() + text.length() >= PIECE_CHARS) {
                flush();
            }
            makeRoom(text.length());
            chars.put(text);
        }
        return true;
    }

    private boolean isRoomFor(long bytes, int mostChars) {
        return !moving && length + bytes <= MOST_BYTES && count(mostChars);
    }

    /** Counts what so many chars more take, with what is no piece yet and its array. */
    private boolean count(int more) {
        long most = (long) chars.position() + more;
        long array = Math.max(chars.capacity(), Math.min(PIECE_CHARS, 2 * most));
        long needed = held + Character.BYTES * (most + array) + (2 + most / PIECE_CHARS) * PIECE_OVERHEAD;
        if (needed > counted) {
            if (!budget.tryHalfOfMemory(needed - counted)) {
                return false;
            }
            counted = needed;
        }
        return true;
    }

    private void add(String piece, int bytesOfChar) {
        pieces.add(piece);
        held += (long) bytesOfChar * piece.length() + PIECE_OVERHEAD;
    }

    /** Consumes whole characters. */
    private void decode(ByteBuffer bytes) throws MalformedInputException {
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

    private void flush() {
        if (chars.position() > 0) {
            add(new String(chars.array(), 0, chars.position()), Character.BYTES);
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
        while (!pieces.isEmpty()) {
            // What they take stays counted meanwhile, so that the buffer does not take as much memory once more.
            buffer.append(ByteBuffer.wrap(Utf8.encode(pieces.element())));
            pieces.remove();
        }
        buffer.append(begun());
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
        pieces.clear();
        chars = CharBuffer.allocate(0);
        budget.releaseMemory(counted);
        counted = 0;
    }
}
