package org.lighterage.cdi;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lighterage.session.SessionDriver;

/** A container's session with a plain peer, for tests that play the container. */
final class FakeContainerSession {

    private final String id;
    /** What was sent to the peer; a text that was sent in parts is several. */
    final List<String> sent = new CopyOnWriteArrayList<>();

    private MessageHandler.Partial<String> texts;
    private SessionDriver driver;

    FakeContainerSession(String id) {
        this.id = id;
    }

    void drivenBy(SessionDriver sessionDriver) {
        this.driver = sessionDriver;
    }

    /** A text message comes from the peer. */
    void receive(String text) {
        receive(text, true);
    }

    /** A piece of a text message comes from the peer. */
    void receive(String piece, boolean last) {
        texts.onMessage(piece, last);
    }

    void close(int code) {
        driver.containerClosed(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), ""));
    }

    Session session() {
        return proxy(Session.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getId", "toString" -> id;
            case "getNegotiatedSubprotocol" -> "";
            case "getPathParameters", "getUserProperties", "getRequestParameterMap" -> Map.of();
            case "getNegotiatedExtensions" -> List.of();
            case "getMaxIdleTimeout" -> 0L;
            case "getMaxBinaryMessageBufferSize", "getMaxTextMessageBufferSize" -> 8192;
            case "isSecure" -> false;
            case "getProtocolVersion", "getRequestURI", "getQueryString", "getUserPrincipal" -> null;
            case "getContainer" -> proxy(WebSocketContainer.class, (container, asked, none) -> 0L);
            case "getAsyncRemote" -> proxy(RemoteEndpoint.Async.class, this::send);
            case "getBasicRemote" -> proxy(RemoteEndpoint.Basic.class, this::send);
            case "addMessageHandler" -> {
                keep((Class<?>) arguments[0], (MessageHandler) arguments[1]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Object send(Object proxy, Method method, Object[] arguments) {
        sent.add((String) arguments[0]);
        if (arguments[1] instanceof SendHandler handler) {
            handler.onResult(new SendResult());
        }
        return null;
    }

    @SuppressWarnings("unchecked") // The type says what the handler takes.
    private void keep(Class<?> type, MessageHandler handler) {
        if (type == String.class) {
            texts = (MessageHandler.Partial<String>) handler;
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
