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
    private final Session container;
    private final OpenSessions openSessions;
    private final SessionCoders coders;
    private final long defaultSendTimeout;

    /** For those who wait. */
    private final Sends waiting;

    private final ObjectSends answers;

    /** For those who do not wait; this and what follows is made when the application asks for it, as many never do. */
    private volatile Sends queueing;

    private volatile MessageHandlers handlers;
    private volatile BasicRemote basicRemote;
    private volatile AsyncRemote asyncRemote;

    /** Kept, since some containers do not tell them once the connection has ended, and onClose may ask. */
    private final Map<String, String> pathParameters;

    private volatile State state = State.OPEN;

    ApplicationSession(
            SessionDriver driver,
            Session container,
            EndpointSettings settings,
            Resources resources,
            OpenSessions openSessions,
            SessionCoders coders) {
        this.driver = driver;
        this.container = container;
        this.openSessions = openSessions;
        this.coders = coders;
        this.waiting = new Sends(driver.outbound(), driver.isNegotiated(), settings, resources, SendLimit.NONE);
        this.pathParameters = container.getPathParameters();
        this.answers = new ObjectSends(waiting, coders, this::runInScope);
        // Asked now, since some containers do not tell once the connection has ended.
        this.defaultSendTimeout = container.getContainer().getDefaultAsyncSendTimeout();
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
            basicRemote = new BasicRemote(this, waiting, answers);
        }
        return basicRemote;
    }

    private synchronized AsyncRemote makeAsyncRemote() {
        if (asyncRemote == null) {
            asyncRemote = new AsyncRemote(
                    this, makeSends(), new ObjectSends(makeSends(), coders, this::runInScope), defaultSendTimeout);
        }
        return asyncRemote;
    }

    private void runInScope(Runnable task) {
        driver.scope().run(this, task);
    }

    void opened() {
        openSessions.add(this);
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
        answers.sendAndWait(answer);
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
        return state == State.OPEN && container.isOpen();
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
        return container.getContainer();
    }

    @Override
    public String getProtocolVersion() {
        checkOpen();
        return container.getProtocolVersion();
    }

    @Override
    public String getNegotiatedSubprotocol() {
        checkOpen();
        String negotiated = container.getNegotiatedSubprotocol();
        return driver.isNegotiated() ? Subprotocols.application(negotiated) : negotiated;
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        checkOpen();
        return container.getNegotiatedExtensions();
    }

    @Override
    public boolean isSecure() {
        checkOpen();
        return container.isSecure();
    }

    @Override
    public long getMaxIdleTimeout() {
        checkOpen();
        return container.getMaxIdleTimeout();
    }

    @Override
    public void setMaxIdleTimeout(long milliseconds) {
        checkOpen();
        container.setMaxIdleTimeout(milliseconds);
    }

    @Override
    public void setMaxBinaryMessageBufferSize(int length) {
        checkOpen();
        container.setMaxBinaryMessageBufferSize(length);
    }

    @Override
    public int getMaxBinaryMessageBufferSize() {
        checkOpen();
        return container.getMaxBinaryMessageBufferSize();
    }

    @Override
    public void setMaxTextMessageBufferSize(int length) {
        checkOpen();
        container.setMaxTextMessageBufferSize(length);
    }

    @Override
    public int getMaxTextMessageBufferSize() {
        checkOpen();
        return container.getMaxTextMessageBufferSize();
    }

    @Override
    public String getId() {
        return container.getId();
    }

    @Override
    public URI getRequestURI() {
        checkOpen();
        return container.getRequestURI();
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        checkOpen();
        return container.getRequestParameterMap();
    }

    @Override
    public String getQueryString() {
        checkOpen();
        return container.getQueryString();
    }

    @Override
    public Map<String, String> getPathParameters() {
        checkOpen();
        return pathParameters;
    }

    @Override
    public Map<String, Object> getUserProperties() {
        checkOpen();
        return container.getUserProperties();
    }

    @Override
    public Principal getUserPrincipal() {
        checkOpen();
        return container.getUserPrincipal();
    }

    @Override
    public Set<Session> getOpenSessions() {
        checkOpen();
        return openSessions.snapshot();
    }
}
