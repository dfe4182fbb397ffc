package org.lighterage.transfer;

import java.util.Map;

/**
 * Hears of the transfers of one session: of the messages that take more than one frame, or to and from a plain peer
 * more than one piece.
 *
 * <p>What is told of incoming messages is told under a lock, so that it is told in the order in which it happens:
 * implementations take note of it and return, and act on it when {@link #wake} is called. Safe for use by any thread.
 */
public interface TransferListener {

    /**
     * The peer has begun a message.
     *
     * @param length bytes, or -1 where it is not known
     * @return hears of the rest
     */
    Begun incoming(boolean text, long length, Map<String, String> metadata);

    /** As {@link #incoming}, of a message of ours. */
    Begun outgoing(boolean text, long length, Map<String, String> metadata);

    /** Says that there may be something to act on. Called without any lock, often and needlessly. */
    void wake();

    /** Hears of one transfer that has begun. Only the first of its ends counts. */
    interface Begun {

        /**
         * More of it has come, or was acknowledged. Told for every frame, and not always followed by {@link #wake}.
         *
         * @param bytes received, or acknowledged, so far
         */
        void progressed(long bytes);

        /** An incoming message is whole and verified; an outgoing one was delivered. */
        void completed();

        /** It will not arrive. */
        void failed(Throwable cause);
    }
}
