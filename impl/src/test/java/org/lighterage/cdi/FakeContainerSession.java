package org.lighterage.cdi;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.lighterage.session.SessionDriver;

/** A container's session with a plain peer, for tests that play the container. */
final class FakeContainerSession {

    private final String id;
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
            case "getPathParameters", "getUserProperties" -> Map.of();
            case "getContainer" -> proxy(WebSocketContainer.class, (container, asked, none) -> 0L);
            case "addMessageHandler" -> {
                keep((Class<?>) arguments[0], (MessageHandler) arguments[1]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
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
