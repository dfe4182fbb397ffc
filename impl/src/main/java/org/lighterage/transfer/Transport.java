package org.lighterage.transfer;

/** One WebSocket connection, as the engine sees it. The engine calls it without holding any lock. */
public interface Transport {

    /** Says that {@link Attachment#poll} may have a frame now. May be called from any thread, often and needlessly. */
    void wake();

    /** Closes the connection once what {@link Attachment#poll} gave before has been sent. */
    void close(int closeCode, String reason);
}
