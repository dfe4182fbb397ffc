package org.lighterage.transfer;

import org.lighterage.wire.Frame;

/**
 * A counted frame that the peer has not acknowledged: a slice of its message, or a whole settlement frame.
 *
 * @param message the message whose bytes it carries, or null for a settlement
 * @param offset where its bytes begin in the message's payload
 * @param length how many payload bytes it carries
 * @param windowBytes what it takes of the peer's WINDOW; 0 for a settlement
 * @param sentNanos when it was sent, as {@link Scheduler#nanoTime}; of no meaning for a settlement
 * @param settlement DELIVERED, REJECT or ABORT, or null
 */
record SentFrame(
        Kind kind,
        OutgoingMessage message,
        long offset,
        int length,
        int windowBytes,
        long sentNanos,
        Frame settlement) {

    /** What a frame is to its message. */
    enum Kind {
        /** TEXT or BINARY. */
        WHOLE,
        BEGIN,
        /** DATA or END. */
        NEXT,
        SETTLEMENT
    }

    static SentFrame slice(Kind kind, OutgoingMessage message, int length, int windowBytes, long sentNanos) {
        return new SentFrame(kind, message, message.offset, length, windowBytes, sentNanos, null);
    }

    static SentFrame settlement(Frame frame) {
        return new SentFrame(Kind.SETTLEMENT, null, 0, 0, 0, 0, frame);
    }
}
