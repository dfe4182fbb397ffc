package org.lighterage.session;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.OutgoingMessage;

/** Where what a session sends goes. Safe for use by any number of threads at once; nothing here blocks, but for threads that are lent. */
interface Outbound {

    /**
     * Lends the calling thread, which is about to send and to wait, until it is {@linkplain Trampoline#giveBack given back}.
     *
     * @return null where the calling thread is of no use
     */
    Trampoline lend();

    /** Bytes of a message that are to be there beyond what the peer has, so that the connection is kept busy; it may change. */
    long sendAhead();

    /** Sends a message after all that was handed in before; its completion tells the end. */
    void send(OutgoingMessage message);

    /** Gives up a message; one that was sent to its end is left to its outcome. */
    void abort(OutgoingMessage message, MessageFailedException cause);

    /** Sends an RFC 6455 ping or pong between messages and frames. */
    void sendControl(ControlFrame frame);

    /** Closes the connection after what was handed in before. */
    void close(int closeCode, String reason);

    /** What {@link #close} has closed the connection with; null as long as it has not. */
    CloseReason closedWith();

    /**
     * The connection has ended. What has not been sent fails, unless the session waits for another connection.
     *
     * @param closeCode of the close frame that has come; 1006 without one
     */
    void connectionEnded(int closeCode, IOException cause);

    /** Fails what has not been sent: the session ends. */
    void end(IOException cause);

    /** An RFC 6455 ping or pong. */
    record ControlFrame(boolean ping, ByteBuffer bytes) {}
}
