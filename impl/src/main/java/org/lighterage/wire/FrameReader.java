package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes frames of the pieces in which a transport brings them. Pieces may be empty, direct, and cut anywhere; each is
 * consumed within the call. A frame is read wholly or not at all, so that one cut off by a lost transport leaves no
 * trace (PROTOCOL.md, section 7).
 *
 * <p>One per transport. Not thread-safe: containers call a message handler from changing threads, but one at a time.
 */
public final class FrameReader {

    /** The longest array that every JVM allocates. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final int maxFrame;

    /** Whether a piece of a frame came that was not the last. */
    private boolean within;

    /** The longest array that is kept for the next frame, in bytes: as long as the frames of most paths. */
    private static final int MOST_KEPT = 1 << 16;

    /**
     * Earlier pieces of the current frame, or null. It is kept for the next frame where a message is to go on, which spares
     * an array for each frame and finds it in the processor's cache; otherwise it is dropped, since of many idle sessions
     * none should hold memory.
     */
    private byte[] collected;

    /** Bytes of {@link #collected} in use. */
    private int length;

    /** Length of the frame collected last: the next is mostly as long, and then grows without being copied. */
    private int lastLength;

    /** @param maxFrame the longest frame to accept, in bytes, type byte included: our MAX_FRAME */
    public FrameReader(long maxFrame) {
        this.maxFrame = (int) Math.min(maxFrame, MAX_ARRAY);
    }

    /**
     * Takes the next piece of a frame.
     *
     * @param piece consumed to its limit, also where this throws
     * @param last whether the frame ends with it
     * @return the frame, whose buffers are valid until the next call and only as long as the piece is left as it is; or
     *     null if more pieces are to come
     * @throws ProtocolException if the frame is malformed (1002), is TEXT that is not UTF-8 (1007), or is longer than
     *     MAX_FRAME (1008), this as soon as it is; the reader then stands between frames
     */
    public Frame read(ByteBuffer piece, boolean last) throws ProtocolException {
        try {
            checkLength(piece.remaining());
            if (last && length == 0) {
                within = false;
                return FrameDecoder.decode(piece);
            }
            within = true;
            collect(piece);
            return last ? decodeCollected() : null;
        } catch (ProtocolException malformed) {
            reset();
            throw malformed;
        } finally {
            piece.position(piece.limit());
        }
    }

    /** Forgets the pieces of an unfinished frame. */
    public void reset() {
        within = false;
        collected = null;
        length = 0;
    }

    /** Whether no piece of an unfinished frame has come. */
    public boolean isBetweenFrames() {
        return !within;
    }

    private void checkLength(int more) throws ProtocolException {
        if (more > maxFrame - length) {
            throw new ProtocolException(
                    CloseCodes.POLICY_VIOLATION,
                    "frame-too-long",
                    ((long) length + more) + " bytes so far, MAX_FRAME is " + maxFrame);
        }
    }

    private void collect(ByteBuffer piece) {
        int count = piece.remaining();
        int needed = length + count;
        if (collected == null) {
            collected = new byte[Math.max(needed, lastLength)];
        } else if (needed > collected.length) {
            // Twice as much at most as has come, so that a frame in tiny pieces is not copied for each of them.
            long doubled = Math.min(2L * collected.length, maxFrame);
            collected = Arrays.copyOf(collected, (int) Math.max(needed, doubled));
        }
        piece.get(collected, length, count);
        length = needed;
    }

    private Frame decodeCollected() throws ProtocolException {
        Frame frame = FrameDecoder.decode(ByteBuffer.wrap(collected, 0, length));
        boolean goesOn = frame instanceof Frame.Data || frame instanceof Frame.Begin;
        byte[] kept = goesOn && collected.length <= MOST_KEPT ? collected : null;
        lastLength = length;
        reset();
        collected = kept;
        return frame;
    }
}
