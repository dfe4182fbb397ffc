package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.lighterage.LighterageSession;
import org.lighterage.SendOptions;
import org.lighterage.Transfer;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.wire.Subprotocols;

/**
 * The session that applications see in place of the container's: what it sends and receives goes through us, the rest is
 * the container's answer. As long as a file with the whole of {@link Session} is.
 */
public final class ApplicationSession implements LighterageSession {

    private enum State {
        OPEN,
        /** Closed by the application; what was sent is on its way. */
        CLOSING,
        /** onClose has returned. */
        CLOSED
    }

    private final SessionDriver driver;

    /** The container's session, of the newest connection. */
    private volatile Session container;

    private final String id;
    private final OpenSessions openSessions;
    private final SessionCoders coders;

    /** For those who wait. */
    private final Sends waiting;

    /** For those who do not wait; this and what follows is made when the application asks for it, as many never do. */
    private volatile Sends queueing;

    private volatile ObjectSends answers;

    private volatile MessageHandlers handlers;
    private volatile BasicRemote basicRemote;
    private volatile AsyncRemote asyncRemote;

    private final ConnectionFacts facts;
    private final boolean boundedByBuffers;

    /** As the application has set them or the container has them by default; kept as the facts are. */
    private volatile long maxIdleTimeout;

    /** Whether the application has set it. */
    private volatile boolean idleTimeoutSet;

    private volatile int maxBinaryBufferSize;
    private volatile int maxTextBufferSize;

    private volatile State state = State.OPEN;

    ApplicationSession(
            SessionDriver driver,
            Session container,
            ApplicationEndpoint endpoint,
            EndpointSettings settings,
            Resources resources,
            OpenSessions openSessions,
            SessionCoders coders) {
        this.driver = driver;
        this.container = container;
        this.id = container.getId();
        this.openSessions = openSessions;
        this.coders = coders;
        this.waiting = new Sends(driver.outbound(), driver.isNegotiated(), settings, resources, SendLimit.NONE);
        this.facts = ConnectionFacts.of(container, endpoint);
        this.boundedByBuffers = settings.boundedByBuffers();
        this.maxIdleTimeout = container.getMaxIdleTimeout();
        this.maxBinaryBufferSize = container.getMaxBinaryMessageBufferSize();
        this.maxTextBufferSize = container.getMaxTextMessageBufferSize();
    }

    private Sends sends() {
        Sends made = queueing;
        return made == null ? makeSends() : made;
    }

    private synchronized Sends makeSends() {
        if (queueing == null) {
            queueing = waiting.queueing();
        }
        return queueing;
    }

    private ObjectSends answers() {
        ObjectSends made = answers;
        return made == null ? makeAnswers() : made;
    }

    private synchronized ObjectSends makeAnswers() {
        if (answers == null) {
            answers = new ObjectSends(waiting, coders, this::runInScope);
        }
        return answers;
    }

    private MessageHandlers handlers() {
        MessageHandlers made = handlers;
        return made == null ? makeHandlers() : made;
    }

    private synchronized MessageHandlers makeHandlers() {
        if (handlers == null) {
            handlers = new MessageHandlers(driver, coders);
        }
        return handlers;
    }

    private synchronized BasicRemote makeBasicRemote() {
        if (basicRemote == null) {
            basicRemote = new BasicRemote(this, waiting, answers());
        }
        return basicRemote;
    }

    private synchronized AsyncRemote makeAsyncRemote() {
        if (asyncRemote == null) {
            asyncRemote = new AsyncRemote(
                    this,
                    makeSends(),
                    new ObjectSends(makeSends(), coders, this::runInScope),
                    facts.container().getDefaultAsyncSendTimeout());
        }
        return asyncRemote;
    }

    private void runInScope(Runnable task) {
        driver.scope().run(this, task);
    }

    void opened() {
        openSessions.add(this);
    }

    /** Another connection carries the session now. */
    void connectionChanged(Session connected) {
        container = connected;
        if (idleTimeoutSet) {
            connected.setMaxIdleTimeout(maxIdleTimeout);
        }
    }

    boolean isClosing() {
        return state == State.CLOSING;
    }

    /** Whether the application has asked that an idle session ends. */
    boolean hasIdleTimeout() {
        return idleTimeoutSet && maxIdleTimeout > 0;
    }

    /** The connection has ended; onClose is called next. */
    void ended() {
        openSessions.remove(this);
    }

    /** onClose has returned. */
    void closed() {
        state = State.CLOSED;
    }

    /** Sends what a callback returned, with encoders where there are, and waits. */
    public void sendAnswer(Object answer) throws IOException, EncodeException {
        BasicRemote made = basicRemote;
        if (made != null) {
            made.checkNotInTheMiddle();
        }
        answers().sendAndWait(answer);
    }

    /** The one that drives this session. */
    public SessionDriver driver() {
        return driver;
    }

    void checkOpen() {
        if (state == State.CLOSED) {
            throw new IllegalStateException("The session " + getId() + " is closed");
        }
    }

    // ---- LighterageSession

    @Override
    public boolean isNegotiated() {
        return driver.isNegotiated();
    }

    @Override
    public boolean isAttached() {
        return driver.isAttached();
    }

    @Override
    public Map<String, String> getMessageMetadata() {
        return driver.messageMetadata();
    }

    @Override
    public Transfer send(CharSequence text, SendOptions options) {
        RemoteBase.notNull(text, "text");
        return transfer(sends -> sends.text(text, options));
    }

    @Override
    public Transfer send(ByteBuffer bytes, SendOptions options) {
        RemoteBase.notNull(bytes, "bytes");
        return transfer(sends -> sends.binary(bytes, options));
    }

    @Override
    public Transfer send(Path file, SendOptions options) {
        RemoteBase.notNull(file, "file");
        return transfer(sends -> sends.file(file, options));
    }

    @Override
    public Transfer send(InputStream stream, SendOptions options) {
        RemoteBase.notNull(stream, "stream");
        return transfer(sends -> sends.stream(stream, options));
    }

    @Override
    public Transfer send(Reader reader, SendOptions options) {
        RemoteBase.notNull(reader, "reader");
        return transfer(sends -> sends.reader(reader, options));
    }

    private Transfer transfer(Function<Sends, OutgoingMessage> sending) {
        Sends sends = sends();
        return new MessageTransfer(sending.apply(sends), sends);
    }

    // ---- sending, handlers and the end

    @Override
    public RemoteEndpoint.Basic getBasicRemote() {
        checkOpen();
        BasicRemote made = basicRemote;
        return made == null ? makeBasicRemote() : made;
    }

    @Override
    public RemoteEndpoint.Async getAsyncRemote() {
        checkOpen();
        AsyncRemote made = asyncRemote;
        return made == null ? makeAsyncRemote() : made;
    }

    @Override
    public void addMessageHandler(MessageHandler handler) {
        checkOpen();
        handlers().add(handler);
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        checkOpen();
        handlers().addWhole(type, handler);
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        checkOpen();
        handlers().addPartial(type, handler);
    }

    @Override
    public Set<MessageHandler> getMessageHandlers() {
        checkOpen();
        return handlers().all();
    }

    @Override
    public void removeMessageHandler(MessageHandler handler) {
        checkOpen();
        handlers().remove(handler);
    }

    @Override
    public boolean isOpen() {
        return state == State.OPEN && driver.isOpen();
    }

    @Override
    public void close() {
        close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    }

    /** Closes the connection once all that was sent is acknowledged, and returns at once. */
    @Override
    public void close(CloseReason reason) {
        RemoteBase.notNull(reason, "closeReason");
        if (state == State.OPEN) {
            state = State.CLOSING;
            int code = reason.getCloseCode().getCode();
            driver.outbound().close(isSendable(code) ? code : CloseCodes.NORMAL_CLOSURE.getCode(), phrase(reason));
        }
    }

    private static String phrase(CloseReason reason) {
        return org.lighterage.wire.CloseCodes.reason(reason.getReasonPhrase() == null ? "" : reason.getReasonPhrase());
    }

    /** RFC 6455, section 7.4: some codes only describe what happened, and stand in no close frame. */
    private static boolean isSendable(int code) {
        return code != 1004 && code != 1005 && code != 1006 && code != 1015;
    }

    // ---- what the container knows

    @Override
    public WebSocketContainer getContainer() {
        checkOpen();
        return facts.container();
    }

    @Override
    public String getProtocolVersion() {
        checkOpen();
        return facts.protocolVersion();
    }

    @Override
    public String getNegotiatedSubprotocol() {
        checkOpen();
        String negotiated = facts.negotiatedSubprotocol();
        return driver.isNegotiated() ? Subprotocols.application(negotiated) : negotiated;
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        checkOpen();
        return facts.negotiatedExtensions();
    }

    @Override
    public boolean isSecure() {
        checkOpen();
        return facts.isSecure();
    }

    @Override
    public long getMaxIdleTimeout() {
        checkOpen();
        return maxIdleTimeout;
    }

    @Override
    public void setMaxIdleTimeout(long milliseconds) {
        checkOpen();
        container.setMaxIdleTimeout(milliseconds);
        maxIdleTimeout = milliseconds;
        idleTimeoutSet = true;
    }

    /** As {@link #setMaxTextMessageBufferSize}, in bytes. */
    @Override
    public void setMaxBinaryMessageBufferSize(int length) {
        checkOpen();
        boundMessages(false, length);
        maxBinaryBufferSize = length;
    }

    @Override
    public int getMaxBinaryMessageBufferSize() {
        checkOpen();
        return maxBinaryBufferSize;
    }

    /**
     * Bounds messages of a plain peer that are given whole, in characters; a longer one closes the connection with 1009.
     * With {@code @LargeMessages} it bounds nothing. The container's own buffer, to which the pieces of frames come, stays as
     * it is.
     */
    @Override
    public void setMaxTextMessageBufferSize(int length) {
        checkOpen();
        boundMessages(true, length);
        maxTextBufferSize = length;
    }

    private void boundMessages(boolean text, int length) {
        if (boundedByBuffers) {
            driver.bufferAtMost(text, length);
        }
    }

    @Override
    public int getMaxTextMessageBufferSize() {
        checkOpen();
        return maxTextBufferSize;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public URI getRequestURI() {
        checkOpen();
        return facts.requestUri();
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        checkOpen();
        return facts.requestParameters();
    }

    @Override
    public String getQueryString() {
        checkOpen();
        return facts.queryString();
    }

    @Override
    public Map<String, String> getPathParameters() {
        checkOpen();
        return facts.pathParameters();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        checkOpen();
        return facts.userProperties();
    }

    @Override
    public Principal getUserPrincipal() {
        checkOpen();
        return facts.userPrincipal();
    }

    @Override
    public Set<Session> getOpenSessions() {
        checkOpen();
        return openSessions.snapshot();
    }
}
