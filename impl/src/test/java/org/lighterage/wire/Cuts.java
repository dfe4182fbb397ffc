package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Feeds a frame to a reader in pieces, as containers do. */
final class Cuts {

    private Cuts() {}

    static Frame whole(byte[] frame) throws ProtocolException {
        return new FrameReader(frame.length).read(ByteBuffer.wrap(frame), true);
    }

    /** Cuts at ascending offsets; equal ones make empty pieces. The last piece is the frame's last as well. */
    static Frame read(FrameReader reader, byte[] frame, boolean direct, int... offsets) throws ProtocolException {
        int start = 0;
        for (int offset : offsets) {
            Frame early = piece(reader, frame, start, offset, direct, false);
            if (early != null) {
                throw new AssertionError("A frame before its last piece: " + early);
            }
            start = offset;
        }
        return piece(reader, frame, start, frame.length, direct, true);
    }

    private static Frame piece(FrameReader reader, byte[] frame, int start, int end, boolean direct, boolean last)
            throws ProtocolException {
        ByteBuffer piece = direct ? direct(frame, start, end) : ByteBuffer.wrap(frame, start, end - start);
        try {
            return reader.read(piece, last);
        } finally {
            if (piece.hasRemaining()) {
                throw new AssertionError("A piece that was not consumed");
            }
        }
    }

    /** A direct buffer whose content does not start at 0, as containers hand them out. */
    private static ByteBuffer direct(byte[] frame, int start, int end) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(end - start + 3).position(2);
        buffer.put(frame, start, end - start).flip().position(2);
        return buffer;
    }

    /** Every way to feed a frame that the tests try: whole, at each offset, byte by byte, each heap and direct. */
    static List<Frame> everyWay(byte[] frame) throws ProtocolException {
        List<Frame> read = new ArrayList<>();
        int[] everyByte = new int[frame.length];
        for (int i = 0; i < frame.length; i++) {
            everyByte[i] = i;
        }
        for (boolean direct : new boolean[] {false, true}) {
            FrameReader reader = new FrameReader(frame.length);
            read.add(read(reader, frame, direct));
            read.add(read(reader, frame, direct, everyByte));
            read.add(read(reader, frame, direct, frame.length, frame.length));
            for (int offset = 0; offset <= frame.length; offset++) {
                read.add(read(reader, frame, direct, offset));
            }
        }
        return read;
    }
}
