package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import org.lighterage.transfer.Attachment;
import org.lighterage.transfer.Engine;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.wire.Frame;

/**
 * Sends through the protocol engine, over the connection that the session has now. Safe for use by any thread; the
 * engine says which connection is the session's.
 */
final class NegotiatedOutbound implements Outbound {

    private final Engine engine;

    /** The newest connection, which may be lost. */
    private volatile NegotiatedConnection connection;

    /** What the application closes with; null as long as it does not. */
    private volatile CloseReason asked;

    NegotiatedOutbound(Engine engine) {
        this.engine = engine;
    }

    /** Gives the session its first connection, or a client's its next; frames may come from now on. */
    void attach(NegotiatedConnection next) {
        Attachment attachment = engine.attach(next);
        connection = next;
        next.attach(attachment);
    }

    /**
     * Lets the session go on with the connection of a client that has come back.
     *
     * @return false where it cannot
     */
    boolean resume(NegotiatedConnection next, Frame.Hello hello) {
        Attachment attachment = engine.resume(next, hello);
        if (attachment == null) {
            return false;
        }
        connection = next;
        next.attach(attachment);
        return true;
    }

    NegotiatedConnection connection() {
        return connection;
    }

    /** Whether this is the session's connection, rather than one that another has taken the place of. */
    boolean isCurrent(Session container) {
        return connection.container() == container;
    }

    @Override
    public void send(OutgoingMessage message) {
        engine.send(message);
    }

    @Override
    public void abort(OutgoingMessage message, MessageFailedException cause) {
        engine.abort(message, cause);
    }

    @Override
    public void sendControl(ControlFrame frame) {
        connection.sendControl(frame);
    }

    @Override
    public void close(int closeCode, String reason) {
        if (asked == null) {
            asked = new CloseReason(CloseCodes.getCloseCode(closeCode), reason);
        }
        engine.close(closeCode, reason);
    }

    @Override
    public CloseReason closedWith() {
        return connection.closedWith();
    }

    /** What the application has closed a session with that ends without a connection; null where it has not. */
    CloseReason asked() {
        return asked;
    }

    @Override
    public void connectionEnded(int closeCode, IOException cause) {
        connection.ended();
        connection.attachment().lost(closeCode, cause);
    }

    @Override
    public void end(IOException cause) {
        engine.end(cause.getMessage());
    }
}
