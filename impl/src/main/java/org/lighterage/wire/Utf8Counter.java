package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;

/**
 * Counts the bytes of chars, four at once, and by no branches that depend on how long most characters are: of most texts no
 * processor could tell.
 */
final class Utf8Counter {

    /** The most chars that are counted at a time. */
    static final int PIECE_CHARS = 4096;

    /** Values that each of the four chars of a word is compared with. */
    private static final long EACH = 0x0001000100010001L;

    /** The highest bit of each. */
    private static final long HIGHEST = 0x8000 * EACH;

    private static final int CHARS_OF_WORD = Long.BYTES / Character.BYTES;

    /** Fewer chars are counted one by one, which takes no second array. */
    private static final int FEW = 64;

    /** A copy of chars, since only bytes can be looked at in words. Made when it is needed. */
    private byte[] words;

    private CharBuffer chars;

    /** The number of bytes of the first chars of an array; the last is not the first half of a pair that goes on. */
    int bytes(char[] text, int count) {
        int ascii = endOfAscii(text, count);
        if (count - ascii < FEW) {
            return ascii + oneByOne(text, ascii, count);
        }
        if (words == null) {
            words = new byte[PIECE_CHARS * Character.BYTES];
            chars = ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer();
        }
        chars.clear().put(text, ascii, count - ascii);
        int whole = (count - ascii) / CHARS_OF_WORD;
        if (Character.isHighSurrogate(text[ascii + whole * CHARS_OF_WORD - 1])) {
            whole--;
        }
        int more = moreBytes(whole * Long.BYTES);
        if (more < 0) {
            return ascii + oneByOne(text, ascii, count);
        }
        int rest = ascii + whole * CHARS_OF_WORD;
        return rest + more + oneByOne(text, rest, count);
    }

    private static int endOfAscii(char[] text, int count) {
        int index = 0;
        while (index + 4 <= count && (text[index] | text[index + 1] | text[index + 2] | text[index + 3]) < 0x80) {
            index += 4;
        }
        return index;
    }

    /** How many more bytes than chars there are, or -1 where a surrogate is unpaired. */
    private int moreBytes(int end) {
        // For each of four chars; it cannot overflow, for a piece has no more words.
        long sum = 0;
        // Where the next word must begin with the second half of a pair.
        long due = 0;
        for (int i = 0; i < end; i += Long.BYTES) {
            long word = (long) Utf8Characters.LONGS.get(words, i);
            long lower = word & ~HIGHEST;
            long above7f = (lower + 0x7F80 * EACH | word) & HIGHEST;
            long above7ff = (lower + 0x7800 * EACH | word) & HIGHEST;
            sum += (above7f >>> 15) + (above7ff >>> 15);
            // Characters of most scripts are lower.
            long fromD800 = lower + 0x2800 * EACH & word & HIGHEST;
            if ((fromD800 | due) != 0) {
                // Those that have no other of their five highest bits.
                long surrogates = fromD800 & ~((word & 0x2000 * EACH) << 2);
                long seconds = surrogates & word << 5;
                long firsts = surrogates ^ seconds;
                if (((due | firsts << Character.SIZE) ^ seconds) != 0) {
                    return -1;
                }
                due = firsts >>> 3 * Character.SIZE;
                // Two bytes for each half of a pair.
                sum -= surrogates >>> 15;
            }
        }
        if (due != 0) {
            return -1;
        }
        long pairs = (sum & 0x0000FFFF0000FFFFL) + (sum >>> Character.SIZE & 0x0000FFFF0000FFFFL);
        return (int) (pairs + (pairs >>> Integer.SIZE));
    }

    private static int oneByOne(char[] text, int from, int count) {
        int bytes = count - from;
        for (int i = from; i < count; i++) {
            char c = text[i];
            // One more above 7F, and another above 7FF: a mixed text would have the processor mispredict branches.
            bytes += (0x7F - c >>> 31) + (0x7FF - c >>> 31);
            if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(text[i + 1])) {
                // Four bytes for both, not three for each.
                bytes -= 2;
            }
        }
        return bytes;
    }
}
