package org.lighterage.session;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.Subprotocols;

/** A container's session with a Lighterage peer, for tests that play the container. It drops what is sent to the peer. */
public final class FakeNegotiatedSession {

    private MessageHandler.Partial<ByteBuffer> frames;
    private volatile boolean closed;
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
            case "getProtocolVersion", "getRequestURI", "getQueryString", "getUserPrincipal" -> null;
            case "getContainer" -> proxy(WebSocketContainer.class, (container, asked, none) -> 0L);
            case "getAsyncRemote" -> proxy(RemoteEndpoint.Async.class, (remote, send, sent) -> {
                ((SendHandler) sent[1]).onResult(new SendResult());
                return null;
            });
            case "addMessageHandler" -> {
                keep((Class<?>) arguments[0], (MessageHandler) arguments[1]);
                yield null;
            }
            case "close" -> {
                closed = true;
                onClose.run();
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    @SuppressWarnings("unchecked") // The type says what the handler takes.
    private void keep(Class<?> type, MessageHandler handler) {
        if (type == ByteBuffer.class) {
            frames = (MessageHandler.Partial<ByteBuffer>) handler;
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
