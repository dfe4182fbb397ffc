package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import org.lighterage.transfer.ReceivedMessage;

/**
 * The other end of a session, and the connection to it: whatever depends on whether it speaks Lighterage. Safe for use by any
 * thread.
 */
interface Peer {

    /** Lets the protocol begin. */
    void start();

    /** Where what the session sends goes. */
    Outbound outbound();

    /** The container's session of the connection, or of the newest one. */
    Session container();

    /** Whether there is a connection. */
    boolean isAttached();

    /** Whether the session is open. */
    boolean isOpen();

    /** Whether the session may have other connections after this one. */
    boolean isResumable();

    /** Whether the session would go on if its connection ended now. */
    boolean isKept();

    /** Sees to it that an idle connection stays, and that one whose peer is gone does not. */
    void keepAlive(Keepalive keepalive);

    /** A sign of life has come that is no message. */
    void received();

    /** Says that the application takes messages of a kind in another way than before. */
    void deliveryChanged(boolean text);

    /** Bounds what is buffered of one message, where the peer was not told another maximum. */
    void bufferAtMost(boolean text, int count);

    /** The next message that has come and that nobody was given yet; null where there is none. */
    ReceivedMessage take();

    /**
     * A connection has ended, which the one who sends over it was told.
     *
     * @return whether the session goes on: it has another, or waits for one; otherwise what is incomplete was dropped
     */
    boolean goesOnAfter(IOException cause);

    /**
     * Ends the session: the application ends.
     *
     * @return what its connection is to be closed with
     */
    CloseReason shutDown(CloseReason reason);

    /** The session has ended. */
    void forget();
}
