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

    private static final int INVALID = -1;
    private static final int LOWEST = 0x80;
    private static final int HIGHEST = 0xBF;

    /** Continuation bytes that the current character still lacks, or {@link #INVALID} for good. */
    private int missing;

    /** The range of the next continuation byte: narrower after some first bytes, which is what rules out bad forms. */
    private int lowest = LOWEST;

    private int highest = HIGHEST;

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
            if (missing == 0) {
                index = skipAscii(bytes, index, end);
                if (index < end) {
                    startCharacter(bytes.get(index++) & 0xFF);
                }
            } else {
                continueCharacter(bytes.get(index++) & 0xFF);
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
