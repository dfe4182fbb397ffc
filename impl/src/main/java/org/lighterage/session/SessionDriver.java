package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.Engine;
import org.lighterage.transfer.EngineOptions;
import org.lighterage.transfer.Ordering;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.Role;
import org.lighterage.transfer.Tokens;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Subprotocols;
import org.lighterage.wire.WireFormat;

/**
 * Drives one session: wires the container's session to the protocol engine, or for a plain peer to an assembler, and
 * both to the application's callbacks.
 *
 * <p>With a Lighterage peer callbacks run on the executor, so that the container's thread goes on reading: an
 * application that waits in a callback for a send to complete waits for an acknowledgement that has to be read. With a
 * plain peer they run on the container's thread, as they would without us, except those that read a message while that
 * thread brings it.
 */
public final class SessionDriver implements PlainInbound.Sink {

    private static final Logger LOG = System.getLogger(SessionDriver.class.getName());

    // An updater, since there is one of these for each connection: an atomic object would take 16 bytes more.
    private static final AtomicIntegerFieldUpdater<SessionDriver> OVER =
            AtomicIntegerFieldUpdater.newUpdater(SessionDriver.class, "over");

    private final Session container;
    private final Resources resources;
    private final ApplicationEndpoint endpoint;
    private final Deliveries deliveries;
    private final SessionCoders coders;
    private final CallbackScope scope;
    private final Duration sendTimeout;

    /** Null where nobody observes transfers. */
    private final TransferEvents transferEvents;

    private final Callbacks callbacks;
    private final boolean negotiated;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final ApplicationSession session;

    /** Null with a plain peer, as the next. */
    private Engine engine;

    private final Connections connections;

    /** Null with a Lighterage peer. */
    private PlainInbound plainInbound;

    private final Outbound outbound;

    private volatile boolean abandoned;

    /** What the container has reported of its connection, where the end says whether the application is to hear of it. */
    private volatile SocketException failure;

    /** 1 where the application is told the end. */
    private volatile int over;

    /** Set by the application's last callback; callbacks never overlap, and each sees what the one before did. */
    private boolean ending;

    /** Whether {@link #endSession} was called; as the field above. */
    private boolean ended;

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
        this.transferEvents = observers.observed().isEmpty() ? null : transferEvents(observers, settings);
        this.callbacks = new Callbacks(resources.executor(), this::runInScope);
        this.negotiated = Subprotocols.isLighterage(container.getNegotiatedSubprotocol());
        this.connections = negotiated
                ? new Connections(this, resources, role, kept, route, settings.chunkSize(), transferEvents)
                : null;
        this.outbound = negotiated
                ? negotiated(openSessions.share(engineOptions(role, settings)), role, settings, kept)
                : plain(settings);
        this.session = new ApplicationSession(this, container, endpoint, settings, resources, openSessions, coders);
        prepare(container, role);
    }

    private void prepare(Session connected, Role role) {
        ContainerTraits.of(connected).prepare(connected, role, sendTimeout);
        // From the start, as the others: what comes before the application's onOpen has returned waits for it.
        MessageHandler.Whole<PongMessage> pongs = this::receive;
        connected.addMessageHandler(PongMessage.class, pongs);
    }

    private TransferEvents transferEvents(TransferObservers observers, EndpointSettings settings) {
        return new TransferEvents(
                observers, this::session, scope, resources, resources.executor(), settings.progressInterval());
    }

    private Outbound negotiated(EngineOptions options, Role role, EndpointSettings settings, KeptSessions.Entry kept) {
        engine = new Engine(
                role,
                options,
                resources,
                SessionBuffers.ofFrames(resources, settings, deliveries, role),
                connections,
                transferEvents,
                kept == null ? Tokens.NONE : kept,
                resources.random());
        connections.begin(engine, container);
        return connections;
    }

    /** We accept frames as long as those that we send: what stands between the peers may be narrow both ways. */
    private EngineOptions engineOptions(Role role, EndpointSettings settings) {
        return new EngineOptions(
                settings.chunkSize(),
                role == Role.SERVER
                        ? maxFrameOfServer(settings)
                        : Math.max(settings.chunkSize(), WireFormat.LEAST_MAX_FRAME),
                deliveries.max(true),
                deliveries.max(false),
                settings.window(),
                settings.maxConcurrent(),
                settings.interleaved() ? Ordering.INTERLEAVED : Ordering.STRICT,
                (settings.resume().toMillis() + 999) / 1000,
                settings.handshakeTimeout(),
                settings.receiveTimeout(),
                settings.sendTimeout());
    }

    /** Longest frame that a server accepts, in bytes. */
    static int maxFrameOfServer(EndpointSettings settings) {
        return Math.max(settings.chunkSize(), WireFormat.LEAST_MAX_FRAME_OF_SERVER);
    }

    private Outbound plain(EndpointSettings settings) {
        plainInbound = new PlainInbound(
                deliveries.max(true),
                deliveries.max(false),
                SessionBuffers.ofPieces(resources, settings, deliveries),
                this,
                resources,
                settings.receiveTimeout(),
                transferEvents);
        MessageHandler.Partial<ByteBuffer> binaries = plainInbound::receiveBinary;
        container.addMessageHandler(ByteBuffer.class, binaries);
        // What reads a message while it comes needs its pieces, whatever the container makes of them.
        ContainerTraits traits = settings.streaming() ? ContainerTraits.ORDINARY : ContainerTraits.of(container);
        traits.takeTexts(container, plainInbound);
        opened.complete(null);
        return new PlainOutbound(container, resources, settings.chunkSize(), transferEvents);
    }

    /** The session that the application sees. */
    public ApplicationSession session() {
        return session;
    }

    /**
     * Completes when the peer has answered HELLO, at once for a plain peer; fails when it does not speak the protocol
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
        if (negotiated) {
            connections.start();
        }
    }

    // ---- connections after the first

    /** A client: says what brings another connection when one is lost, by {@link #reattach}. */
    public void onLoss(Runnable bring) {
        connections.onLoss(bring);
    }

    /** A client: gives the session, which has lost its connection, another. */
    public void reattach(Session connected) {
        prepare(connected, Role.CLIENT);
        connections.reattach(connected);
        session.connectionChanged(connected);
    }

    /**
     * A server: lets the session go on with the connection of its client, which has come back.
     *
     * @return false where it cannot
     */
    boolean resume(NegotiatedConnection connection, Frame.Hello hello) {
        if (!connections.resume(connection, hello)) {
            return false;
        }
        prepare(connection.container(), Role.SERVER);
        session.connectionChanged(connection.container());
        return true;
    }

    /** Whether the session may have other connections after this one. */
    public boolean isResumable() {
        return negotiated && connections.isResumable();
    }

    /** Whether the session has no connection, and could have another. */
    public boolean isWaiting() {
        return engine.isDetached();
    }

    /** Frames that either side has processed so far. */
    public long progress() {
        return engine.progress();
    }

    /** Sees to it that an idle connection stays, and that one whose peer is gone does not. */
    void keepAlive(Keepalive keepalive) {
        if (!isAttached() || session.hasIdleTimeout()) {
            return;
        }
        if (negotiated) {
            connections.keepAlive(keepalive);
        } else {
            keepalive.pingIfIdle((PlainOutbound) outbound);
        }
    }

    boolean isAttached() {
        return negotiated ? engine.isAttached() : container.isOpen();
    }

    boolean isOpen() {
        return isResumable() ? !engine.isClosed() : container.isOpen();
    }

    Engine engine() {
        return engine;
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
        if (negotiated) {
            callbacks.open(onOpen);
        } else {
            callbacks.openInline(onOpen);
        }
        return done;
    }

    /** Closes the connection at once: the application ends. Completes when its onClose has returned. */
    CompletableFuture<Void> shutDown() {
        CloseReason reason = new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "The application was stopped");
        closeContainer(isResumable() ? connections.shutDown(reason) : reason);
        return closed;
    }

    /** Whether the application has closed the session, and it has not ended yet. */
    boolean isClosing() {
        return session.isClosing();
    }

    CompletableFuture<Void> closed() {
        return closed;
    }

    private void closeContainer(CloseReason reason) {
        Session connected = negotiated ? connections.container() : container;
        try {
            connected.close(reason);
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "Closing session " + container.getId(), e);
        }
    }

    /** Closes a connection that the application has not heard of, nor will. */
    public void abandon() {
        abandoned = true;
        outbound.end(new IOException("The connection was given up"));
        releaseUntaken();
        closeContainer(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "The connection was given up"));
    }

    /** A message that is handed over, or released where the session has ended before its turn came. */
    private record HandOver(SessionDriver driver, ReceivedMessage message) implements Runnable {

        @Override
        public void run() {
            driver.deliveries.handOver(driver.session, message);
        }
    }

    /** Releases what has come and nobody will take: the engine is closed. */
    private void releaseUntaken() {
        for (ReceivedMessage message = take(); message != null; message = take()) {
            message.release();
        }
    }

    private void runInScope(Runnable callback) {
        if (ended) {
            // Some containers report an error after they have closed, and a message may have come just then.
            if (callback instanceof HandOver late) {
                late.message().release();
            }
            return;
        }
        try {
            scope.run(session, callback);
        } finally {
            if (ending) {
                ended = true;
                endSession();
            }
        }
    }

    /**
     * Ends the session after the events of transfers that ended with its connection: their observers find the session
     * and its beans. Nobody waits for that in this thread, which may be the container's.
     */
    private void endSession() {
        if (transferEvents == null) {
            finish();
        } else {
            transferEvents.end(this::finish);
        }
    }

    private void finish() {
        session.closed();
        releaseUntaken();
        try {
            scope.run(session, coders::close);
        } finally {
            scope.end();
            closed.complete(null);
        }
    }

    private void run(Runnable callback) {
        if (abandoned) {
            return;
        }
        if (negotiated) {
            callbacks.execute(callback);
        } else {
            callbacks.runOrEnqueue(callback);
        }
    }

    private void runEnd(Runnable callback) {
        if (negotiated || abandoned || ContainerTraits.of(container).endsWithContexts()) {
            run(callback);
        } else {
            callbacks.execute(callback);
        }
    }

    // ---- what the container tells

    /** The container's session has ended. */
    public void containerClosed(CloseReason reported) {
        closed(withOwn(outbound.closedWith(), reported), outbound::connectionEnded);
    }

    /** As {@link #containerClosed(CloseReason)}, of a connection that another may have taken the place of, or may just now. */
    public void containerClosed(Session connected, CloseReason reported) {
        NegotiatedConnection ended = connections.current(connected);
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
        if (negotiated && !engine.isClosed()) {
            // The session waits for another connection, or has one.
            return;
        }
        if (plainInbound != null) {
            plainInbound.close(cause);
        }
        sessionEnded(reason);
    }

    /** Tells the application the end, once. */
    void sessionEnded(CloseReason reason) {
        if (!OVER.compareAndSet(this, 0, 1)) {
            return;
        }
        session.ended();
        if (negotiated) {
            connections.forget();
        }
        SocketException failed = failure;
        if (failed != null && reason.getCloseCode().getCode() == CloseCodes.ABNORMAL) {
            runEnd(() -> endpoint.onError(session, failed));
        }
        runEnd(() -> {
            try {
                endpoint.onClose(session, reason);
            } finally {
                ending = true;
            }
        });
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
        if (negotiated && engine.isKept()) {
            // The end of a connection is not the session's; should it be, its reason says so.
            LOG.log(Level.DEBUG, "A connection of session " + container.getId(), cause);
            return;
        }
        if (cause instanceof IOException && outbound.closedWith() != null) {
            // As above: the application has closed, and is not to hear of an error for that.
            LOG.log(Level.DEBUG, "The end of session " + container.getId(), cause);
            return;
        }
        if (cause instanceof SocketException failed
                && ContainerTraits.of(container).mayFailAfterClose()) {
            failure = failed;
            return;
        }
        runEnd(() -> endpoint.onError(session, cause));
    }

    // ---- what the engine tells

    void onOpen() {
        opened.complete(null);
    }

    void onEcho() {
        opened.completeExceptionally(new IOException("The server echoes and does not speak Lighterage"));
    }

    /** Something went wrong that is no callback's. */
    void onError(Throwable cause) {
        callbacks.execute(() -> endpoint.onError(session, cause));
    }

    void onMessage() {
        callbacks.execute(this::handOverNext);
    }

    /**
     * Each message is a callback of its own, with a request context of its own, and all come before a close that waits.
     */
    private void handOverNext() {
        ReceivedMessage message = engine.takeMessage();
        if (engine.hasMessages()) {
            callbacks.runNext(this::handOverNext);
        }
        if (message != null) {
            deliveries.handOver(session, message);
        }
    }

    private ReceivedMessage take() {
        return negotiated ? engine.takeMessage() : null;
    }

    // ---- PlainInbound.Sink

    @Override
    public Delivery delivery(boolean text) {
        return deliveries.of(text);
    }

    @Override
    public boolean isStreaming(boolean text) {
        return deliveries.isStreaming(text);
    }

    @Override
    public void deliver(ReceivedMessage message) {
        callbacks.runInTurn(new HandOver(this, message));
    }

    @Override
    public void awaitTurn() {
        callbacks.awaitExecutor();
    }

    @Override
    public void deliverStreaming(ReceivedMessage message) {
        callbacks.execute(new HandOver(this, message));
    }

    @Override
    public void deliverPart(PartialDelivery<?> delivery, Object part, boolean last) {
        callbacks.runInTurn(() -> deliveries.handOver(session, delivery, part, last));
    }

    @Override
    public void fail(Throwable cause) {
        callbacks.runOrEnqueue(() -> endpoint.onError(session, cause));
    }

    @Override
    public void close(int closeCode, String reason) {
        outbound.close(closeCode, reason);
    }

    // ---- for the session

    boolean isNegotiated() {
        return negotiated;
    }

    /** What surrounds whatever of the application runs for this session. */
    CallbackScope scope() {
        return scope;
    }

    Outbound outbound() {
        return outbound;
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
        if (plainInbound != null) {
            plainInbound.bufferAtMost(text, count);
        }
    }

    /** Sets how text or binary messages are taken; null for not at all. */
    public void setDelivery(boolean text, Delivery delivery) {
        deliveries.set(text, delivery);
        if (negotiated) {
            engine.setStreaming(text, deliveries.isStreaming(text));
        }
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
        if (negotiated) {
            connections.received();
        }
        if (pong.getApplicationData().equals(resources.pingPayload())) {
            return;
        }
        if ((takes(MessageHandlers.Kind.PONG) || !takesKnown) && !callbacks.isFull()) {
            PongMessage kept = ReceivedPong.copyOf(pong);
            run(() -> deliveries.handOver(session, kept));
        }
    }

    /** Whether something takes messages of a kind. */
    boolean takes(MessageHandlers.Kind kind) {
        return deliveries.takes(kind);
    }
}
