package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.Engine;
import org.lighterage.transfer.EngineOptions;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.Role;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Subprotocols;

/**
 * Drives one session: wires the container's session to its {@link Peer}, which speaks Lighterage or does not, and that to the
 * application's callbacks.
 */
public final class SessionDriver {

    private static final Logger LOG = System.getLogger(SessionDriver.class.getName());

    private static final CompletableFuture<Void> OPENED = CompletableFuture.completedFuture(null);

    private final Session container;
    private final Resources resources;
    private final ApplicationEndpoint endpoint;
    private final Deliveries deliveries;
    private final SessionCoders coders;
    private final CallbackScope scope;
    private final Duration sendTimeout;
    private final SessionEnd end;

    private final Callbacks callbacks;

    /** A client's; nobody waits for a server's, of which there are thousands. */
    private final CompletableFuture<Void> opened;

    private final ApplicationSession session;
    private final Peer peer;

    /** Whether the application's onOpen has returned, and so has said what it takes. */
    private volatile boolean takesKnown;

    /**
     * @param container the container's session, whose onOpen is being called
     * @param role whether the container accepted or opened the connection
     * @param coders are closed at the end
     * @param scope surrounds the application's callbacks
     * @param observers of the transfers of the session
     */
    public SessionDriver(
            Session container,
            Role role,
            EndpointSettings settings,
            Resources resources,
            OpenSessions openSessions,
            ApplicationEndpoint endpoint,
            SessionCoders coders,
            CallbackScope scope,
            TransferObservers observers) {
        this(container, role, settings, resources, openSessions, endpoint, coders, scope, observers, null, null);
    }

    /**
     * @param kept where a server's session is found again; null where it is not kept
     * @param route what its connections have in common with those of other sessions, whose path has the same limits; null
     *     where that is not known
     */
    public SessionDriver(
            Session container,
            Role role,
            EndpointSettings settings,
            Resources resources,
            OpenSessions openSessions,
            ApplicationEndpoint endpoint,
            SessionCoders coders,
            CallbackScope scope,
            TransferObservers observers,
            KeptSessions.Entry kept,
            Object route) {
        this.container = container;
        this.resources = resources;
        this.endpoint = endpoint;
        this.deliveries = new Deliveries(endpoint, settings);
        this.coders = coders;
        this.scope = scope;
        this.sendTimeout = settings.sendTimeout();
        this.opened = role == Role.CLIENT ? new CompletableFuture<>() : OPENED;
        TransferEvents events = observers.observed().isEmpty()
                ? null
                : new TransferEvents(
                        observers, this::session, scope, resources, resources.executor(), settings.progressInterval());
        this.end = new SessionEnd(this, events);
        boolean negotiates = Subprotocols.isLighterage(container.getNegotiatedSubprotocol());
        this.callbacks = new Callbacks(resources.executor(), !negotiates, end::runInScope);
        if (negotiates) {
            EngineOptions options = openSessions.share(NegotiatedPeer.options(role, settings, deliveries));
            Connections connections = new Connections(this, resources, role, kept, route, settings.chunkSize(), events);
            this.peer = new NegotiatedPeer(container, role, options, resources, deliveries, connections, events, kept);
        } else {
            this.peer = new PlainPeer(this, container, settings, resources, callbacks, deliveries, events);
            opened.complete(null);
        }
        this.session = new ApplicationSession(this, container, endpoint, settings, resources, openSessions, coders);
        prepare(container, role);
    }

    private void prepare(Session connected, Role role) {
        ContainerTraits.of(connected).prepare(connected, role, sendTimeout);
        // From the start, as the others: what comes before the application's onOpen has returned waits for it.
        MessageHandler.Whole<PongMessage> pongs = this::receive;
        connected.addMessageHandler(PongMessage.class, pongs);
    }

    /** The session that the application sees. */
    public ApplicationSession session() {
        return session;
    }

    /**
     * A client: completes when the peer has answered HELLO, at once for a plain peer; fails when it does not speak the protocol
     * after all.
     */
    public CompletionStage<Void> opened() {
        return opened;
    }

    /** Lets the protocol begin, and calls the application's onOpen before anything else. */
    public void start() {
        openApplication();
        startProtocol();
    }

    /** Lets the protocol begin without the application, which hears of it with {@link #openApplication}. */
    public void startProtocol() {
        peer.start();
    }

    // ---- connections after the first

    /** A client: says what brings another connection when one is lost, by {@link #reattach}. */
    public void onLoss(Runnable bring) {
        negotiated().connections().onLoss(bring);
    }

    /** A client: gives the session, which has lost its connection, another. */
    public void reattach(Session connected) {
        prepare(connected, Role.CLIENT);
        negotiated().connections().reattach(connected);
        session.connectionChanged(connected);
    }

    /**
     * A server: lets the session go on with the connection of its client, which has come back.
     *
     * @return false where it cannot
     */
    boolean resume(NegotiatedConnection connection, Frame.Hello hello) {
        if (!negotiated().connections().resume(connection, hello)) {
            return false;
        }
        prepare(connection.container(), Role.SERVER);
        session.connectionChanged(connection.container());
        return true;
    }

    /** Whether the session may have other connections after this one. */
    public boolean isResumable() {
        return peer.isResumable();
    }

    /** Whether the session has no connection, and could have another. */
    public boolean isWaiting() {
        return engine().isDetached();
    }

    /** Frames that either side has processed so far. */
    public long progress() {
        return engine().progress();
    }

    /** Sees to it that an idle connection stays, and that one whose peer is gone does not. */
    void keepAlive(Keepalive keepalive) {
        if (peer.isAttached() && !session.hasIdleTimeout()) {
            peer.keepAlive(keepalive);
        }
    }

    boolean isAttached() {
        return peer.isAttached();
    }

    boolean isOpen() {
        return peer.isOpen();
    }

    /** Of a session with a Lighterage peer. */
    Engine engine() {
        return negotiated().engine();
    }

    /** Calls the application's onOpen; completes when it has returned or failed. */
    public CompletionStage<Void> openApplication() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable onOpen = () -> {
            try {
                endpoint.onOpen(session);
            } catch (Throwable e) {
                endpoint.onError(session, e);
            } finally {
                takesKnown = true;
                done.complete(null);
            }
        };
        session.opened();
        callbacks.open(onOpen);
        return done;
    }

    /** Closes the connection at once: the application ends. Completes when its onClose has returned. */
    CompletableFuture<Void> shutDown() {
        CloseReason reason = new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "The application was stopped");
        closeContainer(peer.shutDown(reason));
        return end.closed();
    }

    /** Whether the application has closed the session, and it has not ended yet. */
    boolean isClosing() {
        return session.isClosing();
    }

    CompletableFuture<Void> closed() {
        return end.closed();
    }

    private void closeContainer(CloseReason reason) {
        try {
            peer.container().close(reason);
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "Closing session " + container.getId(), e);
        }
    }

    /** Closes a connection that the application has not heard of, nor will. */
    public void abandon() {
        end.abandon();
        peer.outbound().end(new IOException("The connection was given up"));
        end.releaseUntaken();
        closeContainer(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "The connection was given up"));
    }

    // ---- what the container tells

    /** The container's session has ended. */
    public void containerClosed(CloseReason reported) {
        Outbound outbound = peer.outbound();
        closed(withOwn(outbound.closedWith(), reported), outbound::connectionEnded);
    }

    /** As {@link #containerClosed(CloseReason)}, of a connection that another may have taken the place of, or may just now. */
    public void containerClosed(Session connected, CloseReason reported) {
        NegotiatedConnection ended = negotiated().connections().current(connected);
        if (ended != null) {
            closed(withOwn(ended.closedWith(), reported), ended::lost);
        }
    }

    private void closed(CloseReason reason, BiConsumer<Integer, IOException> connection) {
        int code = reason.getCloseCode().getCode();
        String why = "The connection was closed with " + code + " " + reason.getReasonPhrase();
        IOException cause = new IOException(why.strip());
        opened.completeExceptionally(cause);
        connection.accept(code, cause);
        if (!peer.goesOnAfter(cause)) {
            end.tell(reason);
        }
    }

    /**
     * What this side has closed the connection with, else what the container says. Most containers say the same; Jetty
     * says what the peer's answer to the close has, or that the connection was lost where it has sent none.
     */
    private static CloseReason withOwn(CloseReason own, CloseReason reported) {
        if (own != null) {
            return own;
        }
        // Tomcat's phrase is null where the peer has sent none; applications get the empty one, as on the other
        // servers.
        return reported.getReasonPhrase() == null ? new CloseReason(reported.getCloseCode(), "") : reported;
    }

    /** The container reports an error of the connection. */
    public void containerFailed(Throwable cause) {
        opened.completeExceptionally(cause);
        end.failed(cause);
    }

    // ---- what the peer tells

    void onOpen() {
        opened.complete(null);
    }

    void onEcho() {
        opened.completeExceptionally(new IOException("The server echoes and does not speak Lighterage"));
    }

    /** The session has ended, other than with the end of a connection that the container tells. */
    void onEnd(CloseReason reason) {
        end.tell(reason);
    }

    /** Something went wrong that is no callback's. */
    void onError(Throwable cause) {
        callbacks.run(() -> endpoint.onError(session, cause));
    }

    void onMessage() {
        callbacks.execute(this::handOverNext);
    }

    /**
     * Each message is a callback of its own, with a request context of its own, and all come before a close that waits.
     */
    private void handOverNext() {
        ReceivedMessage message = peer.take();
        if (engine().hasMessages()) {
            callbacks.runNext(this::handOverNext);
        }
        if (message != null) {
            handOver(message);
        }
    }

    /** Gives the application a message, in a callback. */
    void handOver(ReceivedMessage message) {
        deliveries.handOver(session, message);
    }

    // ---- for the session and its end

    Peer peer() {
        return peer;
    }

    /** The same where it speaks Lighterage. */
    private NegotiatedPeer negotiated() {
        return (NegotiatedPeer) peer;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    ApplicationEndpoint endpoint() {
        return endpoint;
    }

    boolean isNegotiated() {
        return peer instanceof NegotiatedPeer;
    }

    /** What surrounds whatever of the application runs for this session. */
    CallbackScope scope() {
        return scope;
    }

    Outbound outbound() {
        return peer.outbound();
    }

    Map<String, String> messageMetadata() {
        return deliveries.metadata();
    }

    /** What the application encodes and decodes with in this session. */
    public SessionCoders coders() {
        return coders;
    }

    /** Bounds what is buffered of one message of a plain peer; a Lighterage peer was told another maximum with HELLO. */
    void bufferAtMost(boolean text, int count) {
        peer.bufferAtMost(text, count);
    }

    /** Sets how text or binary messages are taken; null for not at all. */
    public void setDelivery(boolean text, Delivery delivery) {
        deliveries.set(text, delivery);
        peer.deliveryChanged(text);
    }

    /**
     * Gives RFC 6455 pongs to the application, in the order of its callbacks; null for not any more. They come while a
     * message is being read and nothing holds their sender up, so that those which the application cannot keep up with
     * are dropped.
     */
    public void setPongHandler(PongHandler handler) {
        deliveries.setPong(handler);
    }

    private void receive(PongMessage pong) {
        peer.received();
        if (end.isAbandoned() || pong.getApplicationData().equals(resources.pingPayload())) {
            return;
        }
        if ((takes(MessageHandlers.Kind.PONG) || !takesKnown) && !callbacks.isFull()) {
            PongMessage kept = ReceivedPong.copyOf(pong);
            callbacks.run(() -> deliveries.handOver(session, kept));
        }
    }

    /** Whether something takes messages of a kind. */
    boolean takes(MessageHandlers.Kind kind) {
        return deliveries.takes(kind);
    }
}
