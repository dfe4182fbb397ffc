package org.lighterage.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Single characters of UTF-8, which are taken from four bytes at once, the first lowest; what is behind the character does not
 * matter. All bits that its first byte and its continuation bytes must have are compared in one go.
 */
final class Utf8Characters {

    /** The highest bit of each of eight bytes: clear in all of them for ASCII. */
    static final long NON_ASCII = 0x8080808080808080L;

    /** Four bytes of an array, the first lowest. */
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Eight bytes of an array, the first lowest. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What surrogates have in their five highest bits, and no character of three bytes. */
    static final int SURROGATES = Character.MIN_SURROGATE >>> 11;

    private Utf8Characters() {}

    /** Two bytes; below C2 shorter forms exist. */
    static boolean isTwoBytes(int bytes) {
        return (bytes & 0xC0E0) == 0x80C0 && (bytes & 0x1E) != 0;
    }

    static int ofTwoBytes(int bytes) {
        return (bytes & 0x1F) << 6 | bytes >>> 8 & 0x3F;
    }

    /** Three bytes, of no shorter form and no surrogate. */
    static boolean isThreeBytes(int bytes) {
        if ((bytes & 0xC0C0F0) != 0x8080E0) {
            return false;
        }
        int highest = (bytes & 0x0F) << 1 | bytes >>> 13 & 1;
        return highest != 0 && highest != SURROGATES;
    }

    static int ofThreeBytes(int bytes) {
        return (bytes & 0x0F) << 12 | bytes >>> 2 & 0xFC0 | bytes >>> 16 & 0x3F;
    }

    /** Four bytes, of no shorter form and not above U+10FFFF. */
    static boolean isFourBytes(int bytes) {
        if ((bytes & 0xC0C0C0F8) != 0x808080F0) {
            return false;
        }
        int plane = (bytes & 0x07) << 2 | bytes >>> 12 & 3;
        return plane >= 1 && plane <= 16;
    }

    static int ofFourBytes(int bytes) {
        return (bytes & 0x07) << 18 | bytes << 4 & 0x3F000 | bytes >>> 10 & 0xFC0 | bytes >>> 24 & 0x3F;
    }

    /** The length of the character that the bytes begin with, or 0 where it is not valid. */
    static int length(int bytes) {
        if ((bytes & 0x80) == 0) {
            return 1;
        }
        if (isTwoBytes(bytes)) {
            return 2;
        }
        if (isThreeBytes(bytes)) {
            return 3;
        }
        return isFourBytes(bytes) ? 4 : 0;
    }

    /** The length that the first byte gives a character, or 0 where none begins with it. */
    static int lengthByFirst(int first) {
        int value = first & 0xFF;
        if (value < 0x80) {
            return 1;
        }
        if (value < 0xC2 || value > 0xF4) {
            return 0;
        }
        return value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
    }

    /** The character of a {@link #length}. */
    static int of(int bytes, int length) {
        return switch (length) {
            case 1 -> bytes & 0x7F;
            case 2 -> ofTwoBytes(bytes);
            case 3 -> ofThreeBytes(bytes);
            default -> ofFourBytes(bytes);
        };
    }

    /** Where the ASCII ends that begins there; where less than eight bytes are left, perhaps before its end. */
    static int skipAscii(byte[] bytes, int start, int end) {
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
}
