package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import org.lighterage.PathLimitFound;
import org.lighterage.SessionAttached;
import org.lighterage.SessionDetached;
import org.lighterage.SessionEvent;
import org.lighterage.transfer.Attachment;
import org.lighterage.transfer.Engine;
import org.lighterage.transfer.EngineListener;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.transfer.Role;
import org.lighterage.wire.Frame;

/**
 * The connections of one session with a Lighterage peer, one after the other (PROTOCOL.md, sections 7 and 8), and what goes
 * out over them through the protocol engine. Safe for use by any thread; the engine says which connection is the session's.
 */
final class Connections implements EngineListener, Outbound {

    private final SessionDriver driver;
    private final Resources resources;
    private final Role role;

    /** A server: where the session is found again; null where it cannot be. */
    private final KeptSessions.Entry kept;

    /** What the connections have in common with those of other sessions, whose path has the same limits; or null. */
    private final Object route;

    private final int chunkSize;

    /** Null where nobody observes events. */
    private final TransferEvents events;

    private Engine engine;

    /** The newest connection, which may be lost. */
    private volatile NegotiatedConnection connection;

    /** What the application closes with; null as long as it does not. */
    private volatile CloseReason asked;

    /** A client: brings another connection where one is lost. */
    private volatile Runnable reconnect = () -> {};

    /** A client: whether the connection that comes next is to a new session of the server. */
    private volatile boolean renewed;

    /** @param chunkSize longest frame that is sent, in bytes, as far as the path lets it through */
    Connections(
            SessionDriver driver,
            Resources resources,
            Role role,
            KeptSessions.Entry kept,
            Object route,
            int chunkSize,
            TransferEvents events) {
        this.driver = driver;
        this.resources = resources;
        this.role = role;
        this.kept = kept;
        this.route = route;
        this.chunkSize = chunkSize;
        this.events = events;
    }

    /** Gives the session its first connection. Called once, before anything else, with the engine that this listens to. */
    void begin(Engine session, Session container) {
        engine = session;
        engine.limitFrames(resources.pathLimits().of(route, chunkSize));
        if (kept == null) {
            NegotiatedConnection first = new NegotiatedConnection(container, resources);
            attach(first);
            first.takeFrames();
        } else {
            // Its HELLO has come on it already, and it takes frames.
            attach(kept.connection());
        }
    }

    private void attach(NegotiatedConnection next) {
        Attachment attachment = engine.attach(next);
        connection = next;
        next.attach(attachment);
    }

    void start() {
        connection.attachment().start();
    }

    /** The container's session of the newest connection. */
    Session container() {
        return connection.container();
    }

    /** The session's connection, where it is that one; null where another has taken its place. */
    NegotiatedConnection current(Session container) {
        NegotiatedConnection newest = connection;
        return newest.container() == container ? newest : null;
    }

    /** A client: says what brings another connection when one is lost, by {@link #reattach}. */
    void onLoss(Runnable bring) {
        reconnect = bring;
        if (engine.isDetached()) {
            // Lost before anybody could be told.
            bring.run();
        }
    }

    /** A client: gives the session, which has lost its connection, another. */
    void reattach(Session container) {
        NegotiatedConnection next = new NegotiatedConnection(container, resources);
        attach(next);
        if (engine.isClosed()) {
            // The session has ended while it was being connected. From now on the engine closes the connection itself,
            // with
            // the code that the application has given.
            next.closeNow();
            return;
        }
        next.takeFrames();
        next.attachment().start();
    }

    /**
     * A server: lets the session go on with the connection of its client, which has come back.
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

    boolean isResumable() {
        return engine.isResumable();
    }

    /** Sees to it that an idle connection stays, and that one whose peer is gone does not. */
    void keepAlive(Keepalive keepalive) {
        NegotiatedConnection current = connection;
        if (engine.isKept() && keepalive.isSilent(current)) {
            connectionEnded(CloseCodes.CLOSED_ABNORMALLY.getCode(), new IOException("The peer answers no ping"));
            // A close frame that cannot be sent may hold its thread up for long.
            resources.executor().execute(current::closeNow);
        } else {
            keepalive.pingIfIdle(current);
        }
    }

    /** A sign of life of the peer that is no frame. */
    void received() {
        connection.received();
    }

    /**
     * Ends a session that may have had other connections: the application ends.
     *
     * @return what its connection is to be closed with; it has none where the driver was told the end
     */
    CloseReason shutDown(CloseReason reason) {
        boolean connected = engine.isAttached();
        engine.end(reason.getReasonPhrase());
        // A client does not come back, and 1001 would have its server wait.
        CloseReason told =
                role == Role.CLIENT ? new CloseReason(CloseCodes.NORMAL_CLOSURE, reason.getReasonPhrase()) : reason;
        if (!connected) {
            ended(told);
        }
        return told;
    }

    /** The session has ended. */
    void forget() {
        if (kept != null) {
            kept.attached();
        }
    }

    private void ended(CloseReason reason) {
        driver.onEnd(asked != null ? asked : reason);
    }

    private void fire(SessionEvent event) {
        if (events != null) {
            events.fire(event);
        }
    }

    // ---- Outbound

    @Override
    public Trampoline lend() {
        return connection.lend();
    }

    @Override
    public long sendAhead() {
        return engine.sendAhead();
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

    @Override
    public void connectionEnded(int closeCode, IOException cause) {
        connection.lost(closeCode, cause);
    }

    @Override
    public void end(IOException cause) {
        engine.end(cause.getMessage());
    }

    // ---- EngineListener

    @Override
    public void onOpen() {
        driver.onOpen();
    }

    @Override
    public void onMessage() {
        driver.onMessage();
    }

    @Override
    public void onEcho() {
        driver.onEcho();
    }

    @Override
    public void onDetached(int closeCode) {
        if (kept != null) {
            kept.detached();
        }
        fire(new SessionDetached(driver.session(), closeCode));
        reconnect.run();
    }

    @Override
    public void onAttached() {
        if (kept != null) {
            kept.attached();
        }
        fire(new SessionAttached(driver.session(), renewed));
        renewed = false;
    }

    @Override
    public void onRenewed(int unknown) {
        renewed = true;
        if (unknown > 0) {
            driver.onError(new IOException("The server no longer had the session and began a new one; whether "
                    + unknown + " messages that were on their way have arrived is not known"));
        }
    }

    @Override
    public void onGivenUp(IOException cause) {
        ended(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, org.lighterage.wire.CloseCodes.reason(cause.getMessage())));
    }

    @Override
    public void onUnacknowledged(long first, int longest) {
        resources.pathLimits().lost(route, first, longest, chunkSize);
    }

    @Override
    public void onPathLimit(int bytes) {
        resources.pathLimits().found(route, bytes);
    }

    @Override
    public void onPathLimitConfirmed(int bytes) {
        if (resources.pathLimits().confirmed(route, bytes)) {
            fire(new PathLimitFound(driver.session(), bytes));
        }
    }
}
