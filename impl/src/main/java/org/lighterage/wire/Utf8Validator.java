package org.lighterage.wire;

import java.nio.ByteBuffer;

/**
 * Validates UTF-8 that comes in pieces cut anywhere, also within a character: no overlong forms, no surrogates, nothing
 * above U+10FFFF. Not thread-safe.
 */
public final class Utf8Validator {

    /** Values that the lowest bits of each of eight bytes are compared with. */
    private static final long EACH = 0x0101010101010101L;

    private static final int INVALID = -1;
    private static final int LOWEST = 0x80;
    private static final int HIGHEST = 0xBF;

    /** Continuation bytes that the current character still lacks, or {@link #INVALID} for good. */
    private int missing;

    /** The range of the next continuation byte: narrower after some first bytes, which is what rules out bad forms. */
    private int lowest = LOWEST;

    private int highest = HIGHEST;

    public Utf8Validator() {
        // Stands before the first character.
    }

    private Utf8Validator(Utf8Validator other) {
        missing = other.missing;
        lowest = other.lowest;
        highest = other.highest;
    }

    /** One that stands where this one does, to look ahead with. */
    public Utf8Validator copy() {
        return new Utf8Validator(this);
    }

    public static boolean isValid(ByteBuffer bytes) {
        Utf8Validator validator = new Utf8Validator();
        return validator.update(bytes) && validator.finish();
    }

    /**
     * Goes on with the bytes between position and limit, neither of which it changes.
     *
     * @return false once anything invalid has come, until {@link #reset}
     */
    public boolean update(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            int start = bytes.arrayOffset() + bytes.position();
            update(bytes.array(), start, start + bytes.remaining());
        } else {
            // To copy it costs less than to ask a direct buffer for each byte.
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            update(copy, 0, copy.length);
        }
        return missing != INVALID;
    }

    private void update(byte[] bytes, int start, int end) {
        int index = start;
        while (index < end && missing != INVALID) {
            if (missing > 0) {
                continueCharacter(bytes[index++] & 0xFF);
            } else {
                index = skipWholeCharacters(bytes, index, end);
                if (index < end) {
                    startCharacter(bytes[index++] & 0xFF);
                }
            }
        }
    }

    /** Whether all that came is valid and does not end within a character. */
    public boolean finish() {
        return missing == 0;
    }

    public void reset() {
        missing = 0;
        lowest = LOWEST;
        highest = HIGHEST;
    }

    /**
     * Skips characters that are valid and whole; returns where something else begins, on which the way byte by byte has to
     * decide. That one keeps state between the bytes, and takes several times as long.
     */
    private static int skipWholeCharacters(byte[] bytes, int start, int end) {
        int index = skipWords(bytes, start, end);
        while (end - index >= Integer.BYTES) {
            int length = Utf8Characters.length((int) Utf8Characters.INTS.get(bytes, index));
            if (length == 0) {
                return index;
            }
            index += length;
        }
        while (index < end && bytes[index] >= 0) {
            index++;
        }
        return index;
    }

    /**
     * Judges eight bytes at once, in which characters may begin and end anywhere, and by no branches that depend on how long
     * they are: of most texts no processor could tell. Returns where a character begins, before which all are valid: near the
     * end, or less than eight bytes and a character before what is not valid.
     */
    private static int skipWords(byte[] bytes, int start, int end) {
        int index = start;
        // In the places of the next bytes: where characters that have begun go on.
        long due = 0;
        // One byte more is read.
        while (end - index > Long.BYTES) {
            long word = (long) Utf8Characters.LONGS.get(bytes, index);
            long high = word & Utf8Characters.NON_ASCII;
            if ((high | due) == 0) {
                index = Utf8Characters.skipAscii(bytes, index + Long.BYTES, end);
                continue;
            }
            // Of each byte, the highest bit says whether it is one that begins a character of two bytes or more, three
            // or more.
            long firsts = high & word << 1;
            long firstsOfThree = firsts & word << 2;
            long expected = due | firsts << 8 | firstsOfThree << 16;
            long dueNext = firsts >>> 56 | firstsOfThree >>> 48;
            // Below C2 shorter forms exist.
            long wrong = firsts & ~(word << 2) & ~nonZero(word & 0x1E * EACH);
            if (firstsOfThree != 0) {
                long firstsOfFour = firstsOfThree & word << 3;
                expected |= firstsOfFour << 24;
                dueNext |= firstsOfFour >>> 40;
                long next = (long) Utf8Characters.LONGS.get(bytes, index + 1);
                wrong |= wrongSeconds(word, next, firstsOfThree, firstsOfFour);
            }
            if ((wrong | expected ^ high ^ firsts) != 0) {
                break;
            }
            due = dueNext;
            index += Long.BYTES;
        }
        if (due != 0) {
            do {
                index--;
            } while ((bytes[index] & 0xC0) == LOWEST);
        }
        return index;
    }

    /**
     * In the places of bytes that begin characters of three or four: whether what they have in common with the byte after
     * them is of a shorter form, a surrogate, or above U+10FFFF. The bits are those of {@link Utf8Characters}.
     */
    private static long wrongSeconds(long word, long next, long firstsOfThree, long firstsOfFour) {
        long highest = (word & 0x0F * EACH) << 1 | next >>> 5 & EACH;
        long valid = nonZero(highest) & nonZero(highest ^ Utf8Characters.SURROGATES * EACH);
        if (firstsOfFour == 0) {
            return firstsOfThree & ~valid;
        }
        long plane = (word & 0x0F * EACH) << 2 | next >>> 4 & 0x03 * EACH;
        long above = plane + (0x7F - 16) * EACH;
        return firstsOfThree & ~firstsOfFour & ~valid | firstsOfFour & (above | ~nonZero(plane));
    }

    /** The highest bit of each byte whose lower bits are not all clear. Its own is to be clear. */
    private static long nonZero(long bytes) {
        return bytes + 0x7F * EACH;
    }

    /** Of a byte that is not ASCII. */
    private void startCharacter(int first) {
        int length = Utf8Characters.lengthByFirst(first);
        if (length == 0) {
            missing = INVALID;
            return;
        }
        missing = length - 1;
        if (first == 0xE0) {
            lowest = 0xA0; // shorter forms exist below
        } else if (first == 0xED) {
            highest = 0x9F; // surrogates above
        } else if (first == 0xF0) {
            lowest = 0x90; // shorter forms exist below
        } else if (first == 0xF4) {
            highest = 0x8F; // beyond U+10FFFF above
        }
    }

    private void continueCharacter(int next) {
        missing = next < lowest || next > highest ? INVALID : missing - 1;
        lowest = LOWEST;
        highest = HIGHEST;
    }
}
