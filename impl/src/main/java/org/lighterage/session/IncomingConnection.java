package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.function.Function;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.Admission;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Subprotocols;

/**
 * A connection of a Lighterage peer to an endpoint whose sessions outlive their connections: its first frame says
 * whether it begins a session or goes on with one (PROTOCOL.md, section 7). Frames come by one thread at a time.
 */
public final class IncomingConnection {

    private static final Logger LOG = System.getLogger(IncomingConnection.class.getName());

    private final Session container;
    private final KeptSessions sessions;
    private final KeptSessions.Owner owner;
    private final Function<KeptSessions.Entry, SessionDriver> beginning;
    private final Resources resources;
    private final NegotiatedConnection connection;
    private final Admission admission;

    /** Null until the connection is admitted to a session. */
    private volatile SessionDriver driver;

    /** How the connection has ended; null as long as it has not. */
    private volatile CloseReason ended;

    /**
     * @param container the container's session, whose onOpen is being called
     * @param sessions those that it may go on with
     * @param endpoint what it is a connection to
     * @param origin of the handshake; null for none
     * @param beginning makes the driver of a new session
     */
    public IncomingConnection(
            Session container,
            EndpointSettings settings,
            Resources resources,
            KeptSessions sessions,
            Object endpoint,
            String origin,
            Function<KeptSessions.Entry, SessionDriver> beginning) {
        this.container = container;
        this.resources = resources;
        this.sessions = sessions;
        this.owner = owner(container, endpoint, origin);
        this.beginning = beginning;
        this.connection = new NegotiatedConnection(container, resources);
        this.admission = new Admission(
                connection, NegotiatedPeer.maxFrameOfServer(settings), settings.handshakeTimeout(), this::admit);
    }

    private static KeptSessions.Owner owner(Session container, Object endpoint, String origin) {
        URI uri = container.getRequestURI();
        String principal = container.getUserPrincipal() == null
                ? null
                : container.getUserPrincipal().getName();
        return new KeptSessions.Owner(
                endpoint,
                uri == null ? "" : uri.getRawPath() + "?" + container.getQueryString(),
                Subprotocols.application(container.getNegotiatedSubprotocol()),
                origin,
                principal);
    }

    /** Takes frames from now on. */
    public void start() {
        connection.await(admission);
        connection.takeFrames();
        admission.start(resources);
    }

    private void admit(Frame.Hello hello) {
        SessionDriver known = sessions.find(hello, owner);
        if (known != null && known.resume(connection, hello)) {
            driver = known;
        } else {
            try {
                begin(hello);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A session could not be opened", e);
                connection.close(CloseCodes.INTERNAL_ERROR, "The session could not be opened");
            }
        }
        CloseReason already = ended;
        if (already != null) {
            // While nobody knew whose connection it is.
            closed(already);
        }
    }

    private void begin(Frame.Hello hello) {
        KeptSessions.Entry entry = new KeptSessions.Entry(sessions, owner, connection);
        SessionDriver begun = beginning.apply(entry);
        entry.driveBy(begun);
        driver = begun;
        begun.start();
        connection.attachment().receiveHello(hello);
    }

    /** The container's session has ended. */
    public void closed(CloseReason reason) {
        admission.end();
        ended = reason;
        SessionDriver of = driver;
        if (of != null) {
            of.containerClosed(container, reason);
        }
    }

    /** The container reports an error of the connection. */
    public void failed(Throwable cause) {
        SessionDriver of = driver;
        if (of != null) {
            of.containerFailed(cause);
        }
    }
}
