package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.WireFormat;

/**
 * Cuts the next frame off a message and writes it (PROTOCOL.md, section 5): whole, BEGIN, DATA or END. Stateless; called
 * under the sending lock.
 *
 * <p>The payload goes from its source straight to where it stands in the frame. Since only the source may know that the
 * payload ends, DATA and END are decided after reading: the payload is put where END would have it, and a DATA frame
 * then begins the four bytes of END's checksum later.
 */
final class FrameCutter {

    /** What a frame carries, and the frame itself, ready to be sent. */
    record Cut(ByteBuffer frame, int payloadLength, boolean last) {}

    private FrameCutter() {}

    /** How long the message's next frame would be, at most {@code frameLimit}; of unknown length, that limit. */
    static long lengthWanted(OutgoingMessage message, int frameLimit) {
        if (message.length() < 0) {
            return frameLimit;
        }
        return Math.min(frameLimit, headerLength(message, frameLimit) + message.length() - message.offset);
    }

    private static int headerLength(OutgoingMessage message, int frameLimit) {
        if (message.state == OutgoingMessage.State.BEGUN) {
            return FrameWriter.endHeaderLength(message.id);
        }
        return message.isLong(frameLimit)
                ? FrameWriter.beginHeaderLength(
                        WireFormat.MAX_VARINT, message.text, message.length(), message.metadata, message.previous)
                : WireFormat.TYPE_LENGTH;
    }

    /** A whole message in one frame. */
    static Cut whole(OutgoingMessage message, IntFunction<ByteBuffer> buffers) throws IOException {
        int length = (int) message.length();
        ByteBuffer out = buffers.apply(1 + length).clear();
        out.put((byte) (message.text ? WireFormat.TEXT : WireFormat.BINARY));
        out.limit(1 + length);
        if (length > 0 && message.source.read(0, out) != length) {
            throw new IOException("The source of a message announced " + length + " bytes and did not give them");
        }
        return new Cut(out.flip(), length, true);
    }

    /** BEGIN, filled as far as bytes are at hand; null when the source has none yet. */
    static Cut begin(OutgoingMessage message, int frameLimit, IntFunction<ByteBuffer> buffers) throws IOException {
        ByteBuffer out = buffers.apply(frameLimit).clear().limit(frameLimit);
        FrameWriter.beginHeader(out, message.id, message.text, message.length(), message.metadata, message.previous);
        int start = out.position();
        int count = message.source.read(message.offset, out);
        if (count == 0 && start < frameLimit) {
            return null;
        }
        checksum(message, out, start);
        return new Cut(out.flip(), out.limit() - start, false);
    }

    /** DATA or END; null when the source has no bytes yet. */
    static Cut next(OutgoingMessage message, int frameLimit, IntFunction<ByteBuffer> buffers) throws IOException {
        int endHeader = FrameWriter.endHeaderLength(message.id);
        int dataHeader = FrameWriter.dataHeaderLength(message.id);
        int dataStart = endHeader - dataHeader;
        ByteBuffer out = buffers.apply(dataStart + frameLimit).clear();
        out.limit(dataStart + frameLimit).position(endHeader);
        int count = Math.max(0, message.source.read(message.offset, out));
        boolean ended = message.source.endsAt(message.offset + count);
        if (count == 0 && !ended) {
            return null;
        }
        checksum(message, out, endHeader);
        boolean last = ended && endHeader + count <= frameLimit;
        out.flip();
        if (last) {
            FrameWriter.endHeader(out, message.id, message.crc());
            out.position(0);
        } else {
            FrameWriter.dataHeader(out.position(dataStart), message.id);
            out.position(dataStart);
        }
        return new Cut(out, count, last);
    }

    private static void checksum(OutgoingMessage message, ByteBuffer out, int start) {
        int end = out.position();
        int limit = out.limit();
        message.checksum(message.offset, out.limit(end).position(start));
        out.limit(limit).position(end);
    }
}
