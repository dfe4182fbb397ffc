package org.lighterage.session;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.lighterage.coder.SessionCoders;
import org.lighterage.coder.TypeArguments;

/** The message handlers that an application adds to its session: one for each kind of message. Guarded by itself. */
final class MessageHandlers {

    /** Of the native kinds of messages, each has at most one handler. */
    enum Kind {
        TEXT,
        BINARY,
        PONG
    }

    private final SessionDriver driver;
    private final SessionCoders coders;

    /** Made with the first handler: annotated endpoints have none. */
    private Map<Kind, MessageHandler> handlers = Map.of();

    MessageHandlers(SessionDriver driver, SessionCoders coders) {
        this.driver = driver;
        this.coders = coders;
    }

    /** Adds a handler whose message type is found in its class. */
    void add(MessageHandler handler) {
        RemoteBase.notNull(handler, "handler");
        boolean whole = handler instanceof MessageHandler.Whole<?>;
        Class<?> type =
                TypeArguments.of(handler.getClass(), whole ? MessageHandler.Whole.class : MessageHandler.Partial.class);
        if (type == null) {
            throw new IllegalArgumentException(
                    "The message type of " + handler.getClass().getName()
                            + " is not in its class (a lambda has none); use addMessageHandler(Class, …)");
        }
        if (handler instanceof MessageHandler.Whole<?> wholeHandler) {
            addWhole(type, wholeHandler);
        } else {
            addPartial(type, (MessageHandler.Partial<?>) handler);
        }
    }

    @SuppressWarnings("unchecked") // The type says what the handler takes.
    void addWhole(Class<?> type, MessageHandler.Whole<?> handler) {
        RemoteBase.notNull(type, "clazz");
        RemoteBase.notNull(handler, "handler");
        MessageHandler.Whole<Object> whole = (MessageHandler.Whole<Object>) handler;
        if (type == PongMessage.class) {
            register(Kind.PONG, handler, null);
            driver.setPongHandler(whole::onMessage);
            return;
        }
        register(
                type,
                handler,
                MessageForm.whole(type, true, coders.models()),
                MessageForm.whole(type, false, coders.models()),
                (payload, last) -> whole.onMessage(payload));
    }

    @SuppressWarnings("unchecked") // As above.
    void addPartial(Class<?> type, MessageHandler.Partial<?> handler) {
        RemoteBase.notNull(type, "clazz");
        RemoteBase.notNull(handler, "handler");
        MessageHandler.Partial<Object> partial = (MessageHandler.Partial<Object>) handler;
        register(type, handler, MessageForm.partial(type, true), MessageForm.partial(type, false), partial::onMessage);
    }

    private synchronized void register(
            Class<?> type, MessageHandler handler, MessageForm text, MessageForm binary, Delivery.Target target) {
        if (text == null && binary == null) {
            throw new IllegalArgumentException("Messages cannot be taken as " + type.getName()
                    + ": whole ones come as String, Reader, byte[], ByteBuffer, InputStream, PongMessage, a"
                    + " primitive's box or what a decoder makes, parts as String, byte[] or ByteBuffer");
        }
        // First of all, so that one of both kinds is taken for both or not at all.
        if (text != null) {
            checkFree(Kind.TEXT);
        }
        if (binary != null) {
            checkFree(Kind.BINARY);
        }
        if (text != null) {
            register(Kind.TEXT, handler, text.delivery(coders, target));
        }
        if (binary != null) {
            register(Kind.BINARY, handler, binary.delivery(coders, target));
        }
    }

    private void checkFree(Kind kind) {
        if (driver.takes(kind)) {
            // By a handler that was added, or by an @OnMessage method.
            throw new IllegalStateException("The session has a handler for " + kind + " messages already");
        }
    }

    private synchronized void register(Kind kind, MessageHandler handler, Delivery delivery) {
        checkFree(kind);
        if (handlers.isEmpty()) {
            handlers = new EnumMap<>(Kind.class);
        }
        handlers.put(kind, handler);
        if (kind != Kind.PONG) {
            driver.setDelivery(kind == Kind.TEXT, delivery);
        }
    }

    synchronized void remove(MessageHandler handler) {
        if (handlers.isEmpty()) {
            return;
        }
        handlers.entrySet().removeIf(entry -> {
            boolean found = entry.getValue().equals(handler);
            if (found && entry.getKey() == Kind.PONG) {
                driver.setPongHandler(null);
            } else if (found) {
                driver.setDelivery(entry.getKey() == Kind.TEXT, null);
            }
            return found;
        });
    }

    synchronized Set<MessageHandler> all() {
        return new LinkedHashSet<>(handlers.values());
    }
}
