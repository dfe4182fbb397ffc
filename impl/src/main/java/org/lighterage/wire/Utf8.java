package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as it goes over the wire: unpaired surrogates become U+FFFD, and a leading U+FEFF is kept (PROTOCOL.md, section
 * 3). The JDK's own {@code getBytes} writes a question mark for an unpaired surrogate instead.
 */
public final class Utf8 {

    /** What an unpaired surrogate becomes: U+FFFD. */
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    /** Most bytes of a {@code char}: four are those of two. */
    public static final int MOST_BYTES_OF_CHAR = 3;

    /** So that a long text takes no second one. */
    private static final int PIECE_CHARS = 4096;

    /** After a character that is not ASCII, before ASCII is looked for again. */
    private static final int MIXED_CHARS = 16;

    private Utf8() {}

    /** The bytes of a text, in an array of exactly their number. */
    public static byte[] encode(CharSequence text) {
        // getBytes is by far the fastest way; where the lengths differ it has replaced surrogates in its own manner.
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int length = (int) length(text);
        if (bytes.length == length) {
            return bytes;
        }
        try {
            byte[] replacing = new byte[length];
            newEncoder().encode(CharBuffer.wrap(text)).get(replacing);
            return replacing;
        } catch (CharacterCodingException e) {
            throw new AssertionError("An encoder that replaces finds nothing wrong", e);
        }
    }

    /** Encodes texts as they go over the wire, by the piece; not thread-safe. From array to array it is fastest. */
    public static CharsetEncoder newEncoder() {
        return StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT);
    }

    /** Copies characters of a text: those of an array are had many times faster than by {@code charAt}. */
    public static void copyChars(CharSequence text, int from, int to, char[] chars) {
        if (text instanceof String string) {
            string.getChars(from, to, chars, 0);
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
        char[] chars = new char[Math.min(PIECE_CHARS, text.length())];
        long length = 0;
        int from = 0;
        while (from < text.length()) {
            int end = endOfPiece(text, from, PIECE_CHARS);
            copyChars(text, from, end, chars);
            length += length(chars, end - from);
            from = end;
        }
        return length;
    }

    private static int length(char[] chars, int count) {
        int length = count;
        int index = 0;
        while (index < count) {
            if (index + 4 <= count && (chars[index] | chars[index + 1] | chars[index + 2] | chars[index + 3]) < 0x80) {
                index += 4;
                continue;
            }
            int end = Math.min(index + MIXED_CHARS, count);
            while (index < end) {
                char c = chars[index++];
                // One more above 7F, and another above 7FF: a mixed text would have the processor mispredict branches.
                length += (0x7F - c >>> 31) + (0x7FF - c >>> 31);
                if (Character.isHighSurrogate(c) && index < count && Character.isLowSurrogate(chars[index])) {
                    // Four bytes for both, not three for each.
                    length -= 2;
                }
            }
        }
        return length;
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
