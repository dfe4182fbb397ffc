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

    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private Utf8() {}

    /** A new encoder, for text that is encoded piece by piece. */
    public static CharsetEncoder encoder() {
        return StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT);
    }

    /** The bytes of a text, in an array of exactly their number. */
    public static byte[] encode(CharSequence text) {
        // getBytes is by far the fastest way; where the lengths differ it has replaced surrogates in its own manner.
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return bytes.length == length(text) ? bytes : encodeReplacing(text);
    }

    private static byte[] encodeReplacing(CharSequence text) {
        try {
            ByteBuffer encoded = encoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException impossible) {
            throw new IllegalStateException("An encoder that replaces reported an error", impossible);
        }
    }

    /** The number of bytes of a text, found without encoding it. */
    public static long length(CharSequence text) {
        long length = 0;
        int chars = text.length();
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (isPair(text, i, chars)) {
                length += 4;
                i++;
            } else {
                length += 3;
            }
        }
        return length;
    }

    private static boolean isPair(CharSequence text, int index, int chars) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < chars
                && Character.isLowSurrogate(text.charAt(index + 1));
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
