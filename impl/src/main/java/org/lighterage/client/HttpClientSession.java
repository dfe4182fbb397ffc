package org.lighterage.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lighterage.transfer.Scheduler;

/**
 * A WebSocket of the JDK as the session of a container. Its handlers are those of the session above: pieces of binary and
 * text messages, and pongs; what comes is given to them on a thread of the HTTP client, one piece at a time.
 */
final class HttpClientSession implements Session, WebSocket.Listener {

    /** How long the peer may take to answer a close frame. */
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(10);

    /** What clients say in place of a code that the JDK sends for none: 4002 for 1002, as browsers' pages do. */
    private static final int OWN_CODES = 3000;

    private final HttpClientContainer container;
    private final Scheduler scheduler;
    private final Endpoint endpoint;
    private final ClientEndpointConfig config;
    private final URI uri;
    private final String id = UUID.randomUUID().toString();
    private final Map<Class<?>, MessageHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, Object> userProperties;
    private final AtomicBoolean ended = new AtomicBoolean();

    private WebSocket webSocket;
    private HttpClientRemote.Basic basicRemote;
    private HttpClientRemote.Async asyncRemote;
    private volatile boolean open;

    /** Whether the endpoint has been told of its connection, and what has ended that before; guarded by this. */
    private boolean told;

    private Throwable failedEarly;

    /** As {@link Scheduler#nanoTime()}. Written with every piece, and read by the timer alone. */
    private volatile long lastActivity;

    private volatile long maxIdleTimeout;
    private volatile Scheduler.Cancellable idleTimer;
    private volatile Scheduler.Cancellable closeTimer;
    private volatile int maxBinaryMessageBufferSize;
    private volatile int maxTextMessageBufferSize;

    HttpClientSession(
            HttpClientContainer container,
            Scheduler scheduler,
            Endpoint endpoint,
            ClientEndpointConfig config,
            URI uri) {
        this.container = container;
        this.scheduler = scheduler;
        this.endpoint = endpoint;
        this.config = config;
        this.uri = uri;
        this.userProperties = new ConcurrentHashMap<>(config.getUserProperties());
        this.maxBinaryMessageBufferSize = container.getDefaultMaxBinaryMessageBufferSize();
        this.maxTextMessageBufferSize = container.getDefaultMaxTextMessageBufferSize();
    }

    /** Tells the endpoint that it is connected; what the server has sent meanwhile comes after that. */
    void open(WebSocket connected) {
        webSocket = connected;
        basicRemote = new HttpClientRemote.Basic(connected, this::active);
        asyncRemote = new HttpClientRemote.Async(connected, this::active, container.getDefaultAsyncSendTimeout());
        open = true;
        setMaxIdleTimeout(container.getDefaultMaxSessionIdleTimeout());
        endpoint.onOpen(this, config);
        Throwable failed;
        synchronized (this) {
            told = true;
            failed = failedEarly;
        }
        if (failed != null) {
            onError(connected, failed);
        }
        // A handler that cannot take more keeps its thread, and with that the JDK from reading.
        connected.request(Long.MAX_VALUE);
    }

    // ---- what comes

    /** Nothing is asked for before the endpoint is open. */
    @Override
    public void onOpen(WebSocket opened) {}

    @Override
    @SuppressWarnings("unchecked") // addMessageHandler sees to it.
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        active();
        ((MessageHandler.Partial<ByteBuffer>) handlers.get(ByteBuffer.class)).onMessage(data, last);
        return null;
    }

    @Override
    @SuppressWarnings("unchecked") // addMessageHandler sees to it.
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        active();
        ((MessageHandler.Partial<String>) handlers.get(String.class)).onMessage(data.toString(), last);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        active();
        // The JDK answers.
        return null;
    }

    @Override
    @SuppressWarnings("unchecked") // addMessageHandler sees to it.
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        active();
        ((MessageHandler.Whole<PongMessage>) handlers.get(PongMessage.class)).onMessage(() -> message);
        return null;
    }

    /** Where no close frame has come the JDK would send one of its own, with 1000: to the server, that is a session's end. */
    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        boolean lost = code == CloseCodes.CLOSED_ABNORMALLY.getCode();
        if (lost) {
            from.abort();
        }
        end(new CloseReason(CloseCodes.getCloseCode(code), reason));
        // The JDK answers when the stage completes.
        return lost ? new CompletableFuture<>() : null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        synchronized (this) {
            if (!told) {
                failedEarly = cause;
                return;
            }
        }
        if (!ended.get()) {
            endpoint.onError(this, cause);
        }
        end(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, ""));
        from.abort();
    }

    private void end(CloseReason reason) {
        if (ended.compareAndSet(false, true)) {
            open = false;
            cancel(idleTimer);
            cancel(closeTimer);
            endpoint.onClose(this, reason);
        }
    }

    // ---- close and idle time

    @Override
    public void close() {
        close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    }

    @Override
    public void close(CloseReason reason) {
        open = false;
        int code = reason.getCloseCode().getCode();
        String phrase = reason.getReasonPhrase() == null ? "" : reason.getReasonPhrase();
        webSocket.sendClose(code, phrase).whenComplete((closed, failure) -> {
            if (failure != null && isIllegalArgument(failure)) {
                webSocket.sendClose(code + OWN_CODES, phrase);
            }
        });
        cancel(closeTimer);
        closeTimer = scheduler.schedule(CLOSE_GRACE, () -> {
            webSocket.abort();
            end(reason);
        });
    }

    private static void cancel(Scheduler.Cancellable timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private static boolean isIllegalArgument(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IllegalArgumentException;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private void active() {
        lastActivity = scheduler.nanoTime();
    }

    @Override
    public long getMaxIdleTimeout() {
        return maxIdleTimeout;
    }

    /** Closes the session with 1001 when nothing was sent and nothing came for so many milliseconds; 0 for never. */
    @Override
    public void setMaxIdleTimeout(long milliseconds) {
        maxIdleTimeout = milliseconds;
        active();
        cancel(idleTimer);
        if (milliseconds > 0) {
            closeWhenIdle(Duration.ofMillis(milliseconds));
        }
    }

    private void closeWhenIdle(Duration wait) {
        idleTimer = scheduler.schedule(wait, () -> {
            Duration left = Duration.ofMillis(maxIdleTimeout).minusNanos(scheduler.nanoTime() - lastActivity);
            if (left.isNegative() || left.isZero()) {
                close(new CloseReason(CloseCodes.GOING_AWAY, "Idle for " + maxIdleTimeout + " ms"));
            } else {
                closeWhenIdle(left);
            }
        });
    }

    // ---- handlers

    /** Lambdas do not say what they take, which the other two methods do. */
    @Override
    public void addMessageHandler(MessageHandler handler) {
        throw new UnsupportedOperationException("Handlers are added with the class that they take");
    }

    /** @param type {@link PongMessage}: other messages come in pieces */
    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        add(type, handler, Set.of(PongMessage.class));
    }

    /** @param type {@link ByteBuffer} or {@link String} */
    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        add(type, handler, Set.of(ByteBuffer.class, String.class));
    }

    private void add(Class<?> type, MessageHandler handler, Set<Class<?>> known) {
        if (!known.contains(type)) {
            throw new UnsupportedOperationException("Only " + known + " are handled so, not " + type);
        }
        handlers.put(type, handler);
    }

    @Override
    public Set<MessageHandler> getMessageHandlers() {
        return Set.copyOf(handlers.values());
    }

    @Override
    public void removeMessageHandler(MessageHandler handler) {
        handlers.values().remove(handler);
    }

    // ---- facts

    @Override
    public RemoteEndpoint.Basic getBasicRemote() {
        return basicRemote;
    }

    @Override
    public RemoteEndpoint.Async getAsyncRemote() {
        return asyncRemote;
    }

    @Override
    public WebSocketContainer getContainer() {
        return container;
    }

    @Override
    public String getProtocolVersion() {
        return "13";
    }

    @Override
    public String getNegotiatedSubprotocol() {
        return webSocket.getSubprotocol();
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        return List.of();
    }

    @Override
    public boolean isSecure() {
        return "wss".equalsIgnoreCase(uri.getScheme());
    }

    @Override
    public void setMaxBinaryMessageBufferSize(int length) {
        maxBinaryMessageBufferSize = length;
    }

    @Override
    public int getMaxBinaryMessageBufferSize() {
        return maxBinaryMessageBufferSize;
    }

    @Override
    public void setMaxTextMessageBufferSize(int length) {
        maxTextMessageBufferSize = length;
    }

    @Override
    public int getMaxTextMessageBufferSize() {
        return maxTextMessageBufferSize;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        return Map.of();
    }

    @Override
    public String getQueryString() {
        return uri.getRawQuery();
    }

    @Override
    public Map<String, String> getPathParameters() {
        return Map.of();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return userProperties;
    }

    @Override
    public Principal getUserPrincipal() {
        return null;
    }

    /** This one: what else is open, the session above knows. */
    @Override
    public Set<Session> getOpenSessions() {
        return open ? Set.of(this) : Set.of();
    }
}
