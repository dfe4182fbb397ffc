package org.lighterage.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import java.io.EOFException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Set;
import org.lighterage.session.ApplicationEndpoint;
import org.lighterage.session.ApplicationSession;
import org.lighterage.session.Delivery;

/**
 * Dispatches what happens in one session to the callbacks of an annotated endpoint's instance. What a callback throws
 * goes to @OnError, and the session stays open.
 */
public final class AnnotatedEndpoint implements ApplicationEndpoint {

    private static final Logger LOG = System.getLogger(AnnotatedEndpoint.class.getName());
    private static final Set<Class<?>> SENDABLE = Set.of(String.class, byte[].class, ByteBuffer.class);

    private final EndpointModel model;
    private final Object instance;
    private final EndpointConfig config;
    private final Runnable onDestroy;

    /**
     * @param config what @OnOpen is given
     * @param onDestroy called once after @OnClose, however that went
     */
    public AnnotatedEndpoint(EndpointModel model, Object instance, EndpointConfig config, Runnable onDestroy) {
        this.model = model;
        this.instance = instance;
        this.config = config;
        this.onDestroy = onDestroy;
    }

    static boolean isSendable(Class<?> returnType) {
        return SENDABLE.contains(returnType);
    }

    @Override
    public void onOpen(ApplicationSession session) throws Throwable {
        session.driver().setDelivery(true, delivery(model.onText(), session));
        session.driver().setDelivery(false, delivery(model.onBinary(), session));
        if (model.onOpen() != null) {
            model.onOpen().call(instance, Call.open(session, config));
        }
    }

    private Delivery delivery(MessageMethod message, ApplicationSession session) {
        if (message == null) {
            return null;
        }
        CallbackMethod method = message.method();
        return message.form()
                .delivery()
                .apply((payload, last) -> send(session, method.call(instance, Call.message(session, payload, last))));
    }

    /**
     * Sends what a callback returned, and waits, as containers do: an endpoint that answers faster than its peer reads
     * would otherwise fill the memory with answers.
     */
    private static void send(ApplicationSession session, Object answer) throws Exception {
        if (answer instanceof String text) {
            session.getBasicRemote().sendText(text);
        } else if (answer instanceof ByteBuffer bytes) {
            session.getBasicRemote().sendBinary(bytes);
        } else if (answer instanceof byte[] bytes) {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
        }
    }

    @Override
    public void onError(ApplicationSession session, Throwable cause) {
        if (model.onError() == null) {
            // A peer that is gone without a close frame is everyday.
            Level level = cause instanceof EOFException ? Level.DEBUG : Level.ERROR;
            LOG.log(level, model.endpointClass().getName() + " has no @OnError method for", cause);
            return;
        }
        try {
            model.onError().call(instance, Call.error(session, cause));
        } catch (Throwable e) {
            e.addSuppressed(cause);
            LOG.log(Level.ERROR, "@OnError of " + model.endpointClass().getName() + " failed", e);
        }
    }

    @Override
    public void onClose(ApplicationSession session, CloseReason reason) {
        try {
            if (model.onClose() != null) {
                model.onClose().call(instance, Call.close(session, reason));
            }
        } catch (Throwable e) {
            onError(session, e);
        } finally {
            onDestroy.run();
        }
    }
}
