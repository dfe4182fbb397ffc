package org.lighterage.benchmarks.jmh;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A container's session without a network: what is sent is taken at once, and what comes from the peer is given by
 * {@link #receive}. The same for every contender, so that what differs is what stands between it and the endpoint.
 */
final class EchoSession {

    private static final SendResult SENT = new SendResult();

    private final Map<Class<?>, MessageHandler> handlers = new HashMap<>();
    private Object sent;

    private final RemoteEndpoint.Basic basic = proxy(RemoteEndpoint.Basic.class, (proxy, method, arguments) -> {
        sent = arguments[0];
        return null;
    });
    private final RemoteEndpoint.Async async = proxy(RemoteEndpoint.Async.class, (proxy, method, arguments) -> {
        sent = arguments[0];
        if (arguments[0] instanceof ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }
        ((SendHandler) arguments[1]).onResult(SENT);
        return null;
    });
    private final WebSocketContainer container = proxy(WebSocketContainer.class, (proxy, method, arguments) -> 0L);
    private final Session session;

    EchoSession(String subprotocol) {
        session = proxy(Session.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getBasicRemote" -> basic;
            case "getAsyncRemote" -> async;
            case "getNegotiatedSubprotocol" -> subprotocol;
            case "getPathParameters", "getUserProperties", "getRequestParameterMap" -> Map.of();
            case "getNegotiatedExtensions" -> List.of();
            case "getMaxIdleTimeout" -> 0L;
            case "getMaxBinaryMessageBufferSize", "getMaxTextMessageBufferSize" -> 8192;
            case "isSecure" -> false;
            case "getProtocolVersion", "getRequestURI", "getQueryString", "getUserPrincipal" -> null;
            case "getContainer" -> container;
            case "getId" -> "1";
            case "addMessageHandler" -> {
                handlers.put((Class<?>) arguments[0], (MessageHandler) arguments[1]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    Session session() {
        return session;
    }

    /** A message comes; returns what was sent meanwhile. */
    @SuppressWarnings("unchecked") // Handlers are kept under the type that they take.
    Object receive(Object message) {
        sent = null;
        MessageHandler handler = handlers.get(message instanceof String ? String.class : ByteBuffer.class);
        if (handler instanceof MessageHandler.Whole<?> whole) {
            ((MessageHandler.Whole<Object>) whole).onMessage(message);
        } else {
            ((MessageHandler.Partial<Object>) handler).onMessage(message, true);
        }
        return sent;
    }
}
