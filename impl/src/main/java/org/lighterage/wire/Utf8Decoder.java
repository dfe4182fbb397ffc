package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 from array to array, strictly. For texts that are not all ASCII it is faster than the JDK's decoder, which looks
 * at one byte at a time: here four are compared at once, and a character is expected to be as long as the one before, as those
 * of most scripts are. Not thread-safe.
 */
public final class Utf8Decoder {

    /** The highest bit of each of four bytes: clear in all of them for ASCII. */
    private static final int NON_ASCII = 0x80808080;

    /** Bytes that are there, and chars that have room, while nobody counts them for each character: one, and those read after it. */
    private static final int ROOM = 8;

    /** ASCII that comes first before the JDK copies the rest of it, many times faster once it has begun. */
    private static final int SHORT_RUN = 32;

    /** Stops at what is not ASCII. */
    private final CharsetDecoder ascii = StandardCharsets.US_ASCII.newDecoder();

    /** Where the next byte and the next char are, within a call. */
    private int from;

    private int to;

    /**
     * Decodes as many whole characters as there are and have room, both halves of a pair at once. Both buffers have arrays.
     *
     * @throws MalformedInputException if what comes next is not UTF-8; what was before it is decoded
     */
    public void decode(ByteBuffer bytes, CharBuffer chars) throws MalformedInputException {
        from = bytes.arrayOffset() + bytes.position();
        to = chars.arrayOffset() + chars.position();
        int end = bytes.arrayOffset() + bytes.limit();
        int limit = chars.arrayOffset() + chars.limit();
        try {
            do {
                decodeMany(bytes.array(), end, chars.array(), limit);
            } while (decodeOne(bytes.array(), end, chars.array(), limit));
        } finally {
            bytes.position(from - bytes.arrayOffset());
            chars.position(to - chars.arrayOffset());
        }
    }

    /** Stops before what is not valid, and before the end of either array. */
    private void decodeMany(byte[] bytes, int end, char[] chars, int limit) {
        int in = from;
        int out = to;
        // There are never more chars than bytes, so that what bounds these bounds those.
        int last = Math.min(end, in + limit - out) - ROOM;
        int before = -1;
        while (in > before && in <= last) {
            before = in;
            int next = (int) Utf8Characters.INTS.get(bytes, in);
            if ((next & 0x80) == 0) {
                int enough = in + SHORT_RUN;
                while ((next & NON_ASCII) == 0 && in < enough && in <= last) {
                    putAscii(next, chars, out);
                    in += Integer.BYTES;
                    out += Integer.BYTES;
                    next = (int) Utf8Characters.INTS.get(bytes, in);
                }
                if (in >= enough) {
                    int count = copyAscii(bytes, in, end, chars, out, limit);
                    in += count;
                    out += count;
                    continue;
                }
                if (in <= last) {
                    // What is put behind those that are ASCII is put over.
                    putAscii(next, chars, out);
                    int count = Integer.numberOfTrailingZeros(next & NON_ASCII) / Byte.SIZE;
                    in += count;
                    out += count;
                    next = (int) Utf8Characters.INTS.get(bytes, in);
                }
            }
            while (Utf8Characters.isTwoBytes(next) && in <= last) {
                chars[out++] = (char) Utf8Characters.ofTwoBytes(next);
                in += 2;
                next = (int) Utf8Characters.INTS.get(bytes, in);
            }
            while (Utf8Characters.isThreeBytes(next) && in <= last) {
                chars[out++] = (char) Utf8Characters.ofThreeBytes(next);
                in += 3;
                next = (int) Utf8Characters.INTS.get(bytes, in);
            }
            if (Utf8Characters.isFourBytes(next) && in <= last) {
                out += Character.toChars(Utf8Characters.ofFourBytes(next), chars, out);
                in += 4;
            }
        }
        from = in;
        to = out;
    }

    private static void putAscii(int four, char[] chars, int at) {
        chars[at] = (char) (four & 0x7F);
        chars[at + 1] = (char) (four >>> 8 & 0x7F);
        chars[at + 2] = (char) (four >>> 16 & 0x7F);
        chars[at + 3] = (char) (four >>> 24 & 0x7F);
    }

    private int copyAscii(byte[] bytes, int in, int end, char[] chars, int out, int limit) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, in, end - in);
        ascii.reset().decode(rest, CharBuffer.wrap(chars, out, limit - out), false);
        return rest.position() - in;
    }

    /** Returns false where there is no whole one, or no room. */
    private boolean decodeOne(byte[] bytes, int end, char[] chars, int limit) throws MalformedInputException {
        if (from == end) {
            return false;
        }
        int next = 0;
        for (int i = Math.min(from + Integer.BYTES, end) - 1; i >= from; i--) {
            next = next << Byte.SIZE | bytes[i] & 0xFF;
        }
        int length = Utf8Characters.length(next);
        if (length == 0) {
            if (Utf8Characters.lengthByFirst(next) > end - from) {
                return false;
            }
            throw new MalformedInputException(1);
        }
        int character = Utf8Characters.of(next, length);
        if (limit - to < Character.charCount(character)) {
            return false;
        }
        from += length;
        to += Character.toChars(character, chars, to);
        return true;
    }
}
