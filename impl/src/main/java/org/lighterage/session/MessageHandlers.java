package org.lighterage.session;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The message handlers that an application adds to its session: one for each kind of message. Guarded by itself. */
final class MessageHandlers {

    private enum Kind {
        TEXT,
        BINARY,
        PONG
    }

    private final SessionDriver driver;
    private final Map<Kind, MessageHandler> handlers = new EnumMap<>(Kind.class);

    MessageHandlers(SessionDriver driver) {
        this.driver = driver;
    }

    /** Adds a handler whose message type is found in its class. */
    void add(MessageHandler handler) {
        RemoteBase.notNull(handler, "handler");
        boolean whole = handler instanceof MessageHandler.Whole<?>;
        Class<?> type =
                messageType(handler.getClass(), whole ? MessageHandler.Whole.class : MessageHandler.Partial.class);
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
        Delivery.Target target = (payload, last) -> whole.onMessage(payload);
        if (type == String.class) {
            register(Kind.TEXT, handler, new TextDelivery(target));
        } else if (type == Reader.class) {
            register(Kind.TEXT, handler, new ReaderDelivery(target));
        } else if (type == ByteBuffer.class) {
            register(Kind.BINARY, handler, new ByteBufferDelivery(target));
        } else if (type == byte[].class) {
            register(Kind.BINARY, handler, new BytesDelivery(target));
        } else if (type == InputStream.class) {
            register(Kind.BINARY, handler, new InputStreamDelivery(target));
        } else if (type == PongMessage.class) {
            register(Kind.PONG, handler, null);
            driver.addPongHandler(whole::onMessage);
        } else {
            throw new IllegalArgumentException(
                    "Whole messages come as String, Reader, ByteBuffer, byte[], InputStream or PongMessage, not as "
                            + type.getName());
        }
    }

    @SuppressWarnings("unchecked") // As above.
    void addPartial(Class<?> type, MessageHandler.Partial<?> handler) {
        RemoteBase.notNull(type, "clazz");
        RemoteBase.notNull(handler, "handler");
        MessageHandler.Partial<Object> partial = (MessageHandler.Partial<Object>) handler;
        Delivery.Target target = partial::onMessage;
        if (type == String.class) {
            register(Kind.TEXT, handler, new PartialTextDelivery(target));
        } else if (type == ByteBuffer.class) {
            register(Kind.BINARY, handler, new PartialByteBufferDelivery(target));
        } else if (type == byte[].class) {
            register(Kind.BINARY, handler, new PartialBytesDelivery(target));
        } else {
            throw new IllegalArgumentException(
                    "Parts of messages come as String, ByteBuffer or byte[], not as " + type.getName());
        }
    }

    private synchronized void register(Kind kind, MessageHandler handler, Delivery delivery) {
        if (handlers.containsKey(kind)) {
            throw new IllegalStateException("The session has a handler for " + kind + " messages already");
        }
        handlers.put(kind, handler);
        if (kind != Kind.PONG) {
            driver.setDelivery(kind == Kind.TEXT, delivery);
        }
    }

    synchronized void remove(MessageHandler handler) {
        handlers.entrySet().removeIf(entry -> {
            boolean found = entry.getValue().equals(handler);
            if (found && entry.getKey() == Kind.PONG) {
                driver.removePongHandler();
            } else if (found) {
                driver.setDelivery(entry.getKey() == Kind.TEXT, null);
            }
            return found;
        });
    }

    synchronized Set<MessageHandler> all() {
        return new LinkedHashSet<>(handlers.values());
    }

    /** The type argument that a class gives to a handler interface, or null where it leaves it open. */
    private static Class<?> messageType(Class<?> type, Class<?> handlerInterface) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Type implemented : at.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType parameterized
                        && parameterized.getRawType() == handlerInterface) {
                    return rawType(parameterized.getActualTypeArguments()[0]);
                }
            }
        }
        return null;
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof Class<?> found) {
            return found;
        }
        if (type instanceof GenericArrayType array && array.getGenericComponentType() == byte.class) {
            return byte[].class;
        }
        return null;
    }
}
