package org.lighterage.wire;

import static org.lighterage.wire.ProtocolException.malformed;

import java.nio.ByteBuffer;

/** Unsigned LEB128 in its shortest form, from 0 to 2<sup>53</sup> − 1 in 1 to 8 bytes (PROTOCOL.md, section 3). */
public final class Varint {

    private static final int BITS_PER_BYTE = 7;

    private Varint() {}

    /**
     * Reads one and advances the buffer behind it.
     *
     * @throws ProtocolException (1002) if the buffer ends within it, or it is not of the shortest form, too large or too
     *     long
     */
    public static long get(ByteBuffer in) throws ProtocolException {
        long value = 0;
        for (int shift = 0; shift < WireFormat.MAX_VARINT_LENGTH * BITS_PER_BYTE; shift += BITS_PER_BYTE) {
            if (!in.hasRemaining()) {
                throw malformed("truncated", "the frame ends within a number, or before it");
            }
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return checked(value, next == 0 && shift > 0);
            }
        }
        throw malformed("varint-too-long", "a number has more than " + WireFormat.MAX_VARINT_LENGTH + " bytes");
    }

    private static long checked(long value, boolean endsInZero) throws ProtocolException {
        if (endsInZero) {
            throw malformed("varint-not-shortest", value + " has more bytes than it needs");
        }
        if (value > WireFormat.MAX_VARINT) {
            throw malformed("varint-too-large", value + " is above " + WireFormat.MAX_VARINT);
        }
        return value;
    }

    /** @throws IllegalArgumentException if the value is negative or above 2<sup>53</sup> − 1 */
    public static void put(ByteBuffer out, long value) {
        check(value);
        long rest = value;
        while (rest > 0x7F) {
            out.put((byte) (rest | 0x80));
            rest >>>= BITS_PER_BYTE;
        }
        out.put((byte) rest);
    }

    /**
     * The number of bytes that {@link #put} writes.
     *
     * @throws IllegalArgumentException if the value is negative or above 2<sup>53</sup> − 1
     */
    public static int length(long value) {
        check(value);
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        return (bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
    }

    private static void check(long value) {
        if (value < 0 || value > WireFormat.MAX_VARINT) {
            throw new IllegalArgumentException(
                    "A number on the wire is from 0 to " + WireFormat.MAX_VARINT + ", not " + value);
        }
    }
}
