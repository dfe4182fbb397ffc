package org.lighterage.transfer;

import java.nio.ByteBuffer;
import org.lighterage.wire.Frame;

/**
 * A counted frame that waits for room.
 *
 * @param frame the frame, with bytes of its own
 * @param windowBytes what it takes of our WINDOW
 */
record PendingFrame(Frame frame, int windowBytes) {

    /** The bytes of a frame that was just read are views of memory that is used again, so those that wait are copied. */
    static PendingFrame copyOf(Frame frame, int windowBytes) {
        return new PendingFrame(copy(frame), windowBytes);
    }

    private static Frame copy(Frame frame) {
        if (frame instanceof Frame.Text text) {
            return new Frame.Text(copy(text.bytes()));
        }
        if (frame instanceof Frame.Binary binary) {
            return new Frame.Binary(copy(binary.bytes()));
        }
        if (frame instanceof Frame.Begin begin) {
            return new Frame.Begin(
                    begin.id(), begin.text(), begin.length(), begin.metadata(), begin.previous(), copy(begin.bytes()));
        }
        if (frame instanceof Frame.Data data) {
            return new Frame.Data(data.id(), copy(data.bytes()));
        }
        if (frame instanceof Frame.End end) {
            return new Frame.End(end.id(), end.crc(), copy(end.bytes()));
        }
        return frame;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
}
