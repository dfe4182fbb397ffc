package org.lighterage.transfer;

import java.io.IOException;

/**
 * What the engine tells the session. Called without any lock held, on whichever thread caused it: of two things that
 * happen at once on two threads, either may be told first.
 */
public interface EngineListener {

    /** HELLO has been exchanged; the peer speaks the protocol. */
    void onOpen();

    /** {@link Engine#takeMessage} has something. */
    void onMessage();

    /** A client's own HELLO came back: the other side echoes and does not speak the protocol (section 3, NONCE). */
    void onEcho();

    /** The transport is lost, and the session waits for the next. A client is to bring it: {@link Engine#attach}. */
    void onDetached(int closeCode);

    /** The session goes on, on another transport. */
    void onAttached();

    /**
     * A client: the server no longer had the session and began a new one, in which what waits to be sent goes on.
     *
     * @param unknown how many messages were handed to the transport, so that nobody waits for them, and may not have arrived
     */
    void onRenewed(int unknown);

    /** The session waits for no other transport; it has ended. */
    void onGivenUp(IOException cause);

    /**
     * The transport of a session that cannot be resumed is lost, and frames that were sent are not acknowledged.
     *
     * @param first the number of the first of them
     * @param longest of them, in bytes
     */
    void onUnacknowledged(long first, int longest);

    /** Frames are no longer than this from now on, in bytes: the path to the peer seems to let no longer ones through. */
    void onPathLimit(int bytes);

    /** A frame of more than half of such a limit was acknowledged: so long ones do get through. */
    void onPathLimitConfirmed(int bytes);
}
