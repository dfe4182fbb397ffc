package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as it goes over the wire: unpaired surrogates become U+FFFD, and a leading U+FEFF is kept (PROTOCOL.md, section
 * 3). The JDK's own {@code getBytes} writes a question mark for an unpaired surrogate instead, and is slower for most texts.
 */
public final class Utf8 {

    /** Most bytes of a {@code char}: four are those of two. */
    public static final int MOST_BYTES_OF_CHAR = 3;

    /** So that a long text takes no second one. */
    private static final int PIECE_CHARS = 4096;

    private Utf8() {}

    /** The bytes of a text, in an array of exactly their number. */
    public static byte[] encode(CharSequence text) {
        CharSequence copied = isArray(text) ? text : text.toString();
        return encode(copied, (int) length(copied));
    }

    /**
     * As above, for who has counted them.
     *
     * @param text a String, or characters of an array
     * @param length {@link #length} of it
     */
    public static byte[] encode(CharSequence text, int length) {
        if (length == text.length()) {
            return text.toString().getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] bytes = new byte[length];
        int pieceChars = Math.min(PIECE_CHARS, text.length());
        char[] chars = new char[pieceChars];
        byte[] piece = new byte[Utf8Encoder.room(pieceChars)];
        int offset = 0;
        int from = 0;
        while (from < text.length()) {
            int end = endOfPiece(text, from, PIECE_CHARS);
            copyChars(text, from, end, chars);
            int count = Utf8Encoder.encode(chars, end - from, piece);
            System.arraycopy(piece, 0, bytes, offset, count);
            offset += count;
            from = end;
        }
        return bytes;
    }

    private static boolean isArray(CharSequence text) {
        return text instanceof CharBuffer buffer && buffer.hasArray();
    }

    /** Copies characters of a text: those of an array are had many times faster than by {@code charAt}. */
    public static void copyChars(CharSequence text, int from, int to, char[] chars) {
        if (text instanceof String string) {
            string.getChars(from, to, chars, 0);
        } else if (isArray(text)) {
            CharBuffer buffer = (CharBuffer) text;
            buffer.get(buffer.position() + from, chars, 0, to - from);
        } else {
            for (int i = from; i < to; i++) {
                chars[i - from] = text.charAt(i);
            }
        }
    }

    /**
     * Where a piece of a text ends that begins there and has at most so many characters, at least two: not within a surrogate
     * pair, or each half would become a replacement character.
     */
    public static int endOfPiece(CharSequence text, int from, int mostChars) {
        int end = Math.min(from + mostChars, text.length());
        return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    /** The number of bytes of a text, found without encoding it. */
    public static long length(CharSequence text) {
        return Utf8Counter.bytes(text);
    }

    /** Whether bytes in an array have nothing but ASCII. The buffer is left as it is. */
    public static boolean isAscii(ByteBuffer bytes) {
        byte[] array = bytes.array();
        int start = bytes.arrayOffset() + bytes.position();
        int end = start + bytes.remaining();
        int index = Utf8Characters.skipAscii(array, start, end);
        while (index < end && array[index] >= 0) {
            index++;
        }
        return index == end;
    }

    /** The text of bytes that are known to be valid. The buffer is left as it is. */
    public static String decode(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            int start = bytes.arrayOffset() + bytes.position();
            return new String(bytes.array(), start, bytes.remaining(), StandardCharsets.UTF_8);
        }
        // A direct buffer has to be copied once, since a String is made from an array only.
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    /** The longest beginning of a text, cut at a character, that takes at most this many bytes. */
    static String cut(String text, int maxBytes) {
        int end = 0;
        long length = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            length += length(text.subSequence(end, next));
            if (length > maxBytes) {
                return text.substring(0, end);
            }
            end = next;
        }
        return text;
    }
}
