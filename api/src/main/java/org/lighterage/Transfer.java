package org.lighterage;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * One message on its way to the peer. Safe for use by any thread.
 *
 * <p>To a peer that does not speak Lighterage nothing is acknowledged: {@link #getAcknowledged} then counts what was
 * handed to the transport, and {@link #delivered} completes when all of it was.
 */
public interface Transfer {

    /** The message's length in bytes, of a text of its UTF-8; empty where it is not known in advance. */
    OptionalLong getLength();

    /** Bytes that the peer has acknowledged; never less than before. */
    long getAcknowledged();

    /**
     * Completes with null when the peer holds the whole message, verified, and will hand it to its application. A message
     * short enough for one frame completes when it has been handed to the transport. Fails with a
     * {@link TransferException}, or with another {@link java.io.IOException} when the session ended first.
     */
    CompletionStage<Void> delivered();

    /**
     * Gives the message up: what has been sent of it is dropped by the peer, and {@link #delivered} fails with
     * {@link TransferException.Code#CANCELLED}. Without effect once all of it was sent.
     *
     * @param reason told to the peer; cut to 512 bytes of UTF-8
     */
    void abort(String reason);
}
