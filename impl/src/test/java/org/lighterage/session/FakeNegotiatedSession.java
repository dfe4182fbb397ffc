package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameReader;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.ProtocolException;
import org.lighterage.wire.Subprotocols;

/** A container's session with a Lighterage peer, for tests that play the container. */
public final class FakeNegotiatedSession {

    private MessageHandler.Partial<ByteBuffer> frames;
    private MessageHandler.Whole<PongMessage> pongs;
    private volatile boolean closed;
    private volatile int closeCode;
    private URI uri;
    private Principal principal;

    /** What was sent to the peer. */
    private final List<Frame> sent = new CopyOnWriteArrayList<>();

    /** The payloads of the pings that were sent. */
    private final List<ByteBuffer> pings = new CopyOnWriteArrayList<>();

    /** Says what the connection is to, and whose it is. */
    public FakeNegotiatedSession of(String requestUri, String user) {
        uri = URI.create(requestUri);
        principal = user == null ? null : () -> user;
        return this;
    }

    /** The frames that were sent to the peer so far. */
    public List<Frame> sent() {
        return sent;
    }

    /** The payloads of the RFC 6455 pings that were sent to the peer so far. */
    public List<ByteBuffer> pings() {
        return pings;
    }

    /** An RFC 6455 pong comes from the peer. */
    public void receivePong(ByteBuffer payload) {
        pongs.onMessage(() -> payload);
    }

    /** What the library has closed it with; 0 where it has not. */
    public int closeCode() {
        return closeCode;
    }

    private volatile Runnable onClose = () -> {};

    /** A frame comes from the peer. */
    public void receive(Frame frame) {
        ByteBuffer bytes = ByteBuffer.allocate(1000);
        FrameWriter.write(frame, bytes);
        frames.onMessage(bytes.flip(), true);
    }

    /** Whether the library has closed it. */
    public boolean isClosed() {
        return closed;
    }

    /** What the container does when the library closes it. */
    public void onClose(Runnable action) {
        onClose = action;
    }

    public Session session() {
        return proxy(Session.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getId", "toString" -> "fake";
            case "hashCode" -> System.identityHashCode(this);
            case "getNegotiatedSubprotocol" -> Subprotocols.answer(Subprotocols.offer(List.of()), "");
            case "getPathParameters", "getUserProperties", "getRequestParameterMap" -> Map.of();
            case "getNegotiatedExtensions" -> List.of();
            case "getMaxIdleTimeout" -> 0L;
            case "getMaxBinaryMessageBufferSize", "getMaxTextMessageBufferSize" -> 8192;
            case "isSecure" -> false;
            case "isOpen" -> !closed;
            case "getRequestURI" -> uri;
            case "getUserPrincipal" -> principal;
            case "getQueryString" -> uri == null ? null : uri.getQuery();
            case "getProtocolVersion" -> null;
            case "getContainer" -> proxy(WebSocketContainer.class, (container, asked, none) -> 0L);
            case "getAsyncRemote" -> proxy(RemoteEndpoint.Async.class, (remote, send, with) -> {
                sent.add(decode((ByteBuffer) with[0]));
                ((SendHandler) with[1]).onResult(new SendResult());
                return null;
            });
            case "getBasicRemote" -> proxy(RemoteEndpoint.Basic.class, (remote, send, with) -> {
                pings.add((ByteBuffer) with[0]);
                return null;
            });
            case "setMaxIdleTimeout" -> null;
            case "addMessageHandler" -> {
                keep((Class<?>) arguments[0], (MessageHandler) arguments[1]);
                yield null;
            }
            case "close" -> {
                closed = true;
                closeCode = ((CloseReason) arguments[0]).getCloseCode().getCode();
                onClose.run();
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static Frame decode(ByteBuffer frame) {
        ByteBuffer copy =
                ByteBuffer.allocate(frame.remaining()).put(frame.duplicate()).flip();
        try {
            return new FrameReader(copy.remaining()).read(copy, true);
        } catch (ProtocolException e) {
            throw new AssertionError("A bad frame was sent", e);
        }
    }

    @SuppressWarnings("unchecked") // The type says what the handler takes.
    private void keep(Class<?> type, MessageHandler handler) {
        if (type == ByteBuffer.class) {
            frames = (MessageHandler.Partial<ByteBuffer>) handler;
        } else if (type == PongMessage.class) {
            pongs = (MessageHandler.Whole<PongMessage>) handler;
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
