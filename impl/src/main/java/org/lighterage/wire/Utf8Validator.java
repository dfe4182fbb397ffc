package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Validates UTF-8 that comes in pieces cut anywhere, also within a character: no overlong forms, no surrogates, nothing
 * above U+10FFFF. Not thread-safe.
 */
public final class Utf8Validator {

    /** The highest bit of each of eight bytes: clear in all of them for ASCII. */
    private static final long NON_ASCII = 0x8080808080808080L;

    /** Bytes of the longest character. */
    private static final int LONGEST = 4;

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
        int index = bytes.position();
        int end = bytes.limit();
        while (index < end && missing != INVALID) {
            if (missing > 0) {
                continueCharacter(bytes.get(index++) & 0xFF);
            } else if (bytes.get(index) >= 0) {
                index = skipAscii(bytes, index, end);
            } else {
                int whole = end - index < LONGEST ? 0 : wholeCharacter(bytes, index);
                if (whole == 0) {
                    startCharacter(bytes.get(index) & 0xFF);
                    whole = 1;
                }
                index += whole;
            }
        }
        return missing != INVALID;
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

    private static int skipAscii(ByteBuffer bytes, int start, int end) {
        int index = start;
        while (end - index >= Long.BYTES) {
            long found = bytes.getLong(index) & NON_ASCII;
            if (found != 0) {
                int bits = bytes.order() == ByteOrder.BIG_ENDIAN
                        ? Long.numberOfLeadingZeros(found)
                        : Long.numberOfTrailingZeros(found);
                return index + bits / Byte.SIZE;
            }
            index += Long.BYTES;
        }
        while (index < end && bytes.get(index) >= 0) {
            index++;
        }
        return index;
    }

    /**
     * The length of a valid character that is not ASCII, or 0, which leaves the verdict to the way byte by byte. That
     * one keeps state between the bytes, and takes twice to four times as long.
     */
    private static int wholeCharacter(ByteBuffer bytes, int index) {
        int first = bytes.get(index) & 0xFF;
        byte second = bytes.get(index + 1);
        if (first < 0xE0) {
            return first >= 0xC2 && isContinuation(second) ? 2 : 0;
        }
        byte third = bytes.get(index + 2);
        if (!isContinuation(second) || !isContinuation(third)) {
            return 0;
        }
        int bits = (second & 0x3F) << 6 | third & 0x3F;
        if (first < 0xF0) {
            int character = (first & 0x0F) << 12 | bits;
            boolean surrogate = character >>> 11 == Character.MIN_SURROGATE >>> 11;
            return character >= 0x800 && !surrogate ? 3 : 0;
        }
        int character = (first & 0x0F) << 18 | bits << 6 | bytes.get(index + 3) & 0x3F;
        boolean inRange = Character.isSupplementaryCodePoint(character);
        return inRange && isContinuation(bytes.get(index + 3)) ? 4 : 0;
    }

    private static boolean isContinuation(byte value) {
        return value < (byte) 0xC0;
    }

    private void startCharacter(int first) {
        if (first < 0xC2 || first > 0xF4) {
            missing = INVALID;
        } else if (first < 0xE0) {
            missing = 1;
        } else if (first < 0xF0) {
            missing = 2;
            lowest = first == 0xE0 ? 0xA0 : LOWEST; // shorter forms exist below
            highest = first == 0xED ? 0x9F : HIGHEST; // surrogates above
        } else {
            missing = 3;
            lowest = first == 0xF0 ? 0x90 : LOWEST; // shorter forms exist below
            highest = first == 0xF4 ? 0x8F : HIGHEST; // beyond U+10FFFF above
        }
    }

    private void continueCharacter(int next) {
        missing = next < lowest || next > highest ? INVALID : missing - 1;
        lowest = LOWEST;
        highest = HIGHEST;
    }
}
