package org.lighterage.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Validates UTF-8 that comes in pieces cut anywhere, also within a character: no overlong forms, no surrogates, nothing
 * above U+10FFFF. Not thread-safe.
 */
public final class Utf8Validator {

    /** The highest bit of each of eight bytes: clear in all of them for ASCII. */
    private static final long NON_ASCII = 0x8080808080808080L;

    /** Four bytes of an array, the first lowest. */
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Eight bytes of an array, the first lowest. */
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
        int index = start;
        while (end - index >= LONGEST) {
            int next = (int) INTS.get(bytes, index);
            if ((next & (int) NON_ASCII) == 0) {
                index = skipAscii(bytes, index + LONGEST, end);
            } else {
                int length = wholeCharacter(next);
                if (length == 0) {
                    return index;
                }
                index += length;
            }
        }
        while (index < end && bytes[index] >= 0) {
            index++;
        }
        return index;
    }

    private static int skipAscii(byte[] bytes, int start, int end) {
        int index = start;
        while (end - index >= Long.BYTES) {
            long found = (long) LONGS.get(bytes, index) & NON_ASCII;
            if (found != 0) {
                return index + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            index += Long.BYTES;
        }
        return index;
    }

    /**
     * The length of the character that four bytes begin with, the first lowest, or 0 where it is not valid. All bits that its
     * first byte and its continuation bytes must have are compared at once.
     */
    private static int wholeCharacter(int bytes) {
        if ((bytes & 0x80) == 0) {
            return 1;
        }
        if ((bytes & 0xC0E0) == 0x80C0) {
            // Below C2 shorter forms exist.
            return (bytes & 0x1E) != 0 ? 2 : 0;
        }
        if ((bytes & 0xC0C0F0) == 0x8080E0) {
            // The five bits that rule out shorter forms and surrogates.
            int highest = (bytes & 0x0F) << 1 | bytes >>> 13 & 1;
            return highest != 0 && highest != Character.MIN_SURROGATE >>> 11 ? 3 : 0;
        }
        if ((bytes & 0xC0C0C0F8) == 0x808080F0) {
            // The five bits that rule out shorter forms and what is above U+10FFFF.
            int plane = (bytes & 0x07) << 2 | bytes >>> 12 & 3;
            return plane >= 1 && plane <= 16 ? 4 : 0;
        }
        return 0;
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
