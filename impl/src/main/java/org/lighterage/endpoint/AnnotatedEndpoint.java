package org.lighterage.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import java.io.EOFException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import org.lighterage.session.ApplicationEndpoint;
import org.lighterage.session.ApplicationSession;
import org.lighterage.session.Delivery;

/**
 * Dispatches what happens in one session to the callbacks of an annotated endpoint's instance. What a callback throws
 * goes to @OnError, and the session stays open.
 */
public final class AnnotatedEndpoint implements ApplicationEndpoint {

    private static final Logger LOG = System.getLogger(AnnotatedEndpoint.class.getName());

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

    @Override
    public void onOpen(ApplicationSession session) throws Throwable {
        MessageMethods messages = model.messages();
        session.driver().setDelivery(true, delivery(messages, true, session));
        session.driver().setDelivery(false, delivery(messages, false, session));
        if (messages.pong() != null) {
            session.driver().setPongHandler(pong -> call(messages.pong(), session, pong, true));
        }
        if (model.onOpen() != null) {
            model.onOpen().call(instance, Call.open(session, config));
        }
    }

    private Delivery delivery(MessageMethods messages, boolean text, ApplicationSession session) {
        MessageMethod message = messages.of(text);
        return message == null
                ? null
                : messages.form(text)
                        .delivery(session.driver().coders(), (payload, last) -> call(message, session, payload, last));
    }

    /**
     * Calls an @OnMessage method and sends what it returns, and waits for that, as containers do: an endpoint that
     * answers faster than its peer reads would otherwise fill the memory with answers.
     */
    private void call(MessageMethod message, ApplicationSession session, Object payload, boolean last)
            throws Throwable {
        Object answer = message.method().call(instance, Call.message(session, payload, last));
        if (answer != null) {
            session.sendAnswer(answer);
        }
    }

    @Override
    public Map<String, String> pathParameters(Map<String, String> told) {
        return model.pathParameters().of(told);
    }

    @Override
    public long maxMessageSize(boolean text, long configured) {
        MessageMethod own = model.messages().of(text);
        // Of a kind that nobody takes, no more is accepted than of the other.
        MessageMethod message = own == null ? model.messages().of(!text) : own;
        return message == null || message.maxSize() <= 0 ? configured : Math.min(configured, message.maxSize());
    }

    @Override
    public void onError(ApplicationSession session, Throwable cause) {
        if (model.onError() == null) {
            // A peer that is gone without a close frame is everyday: the former says so on Tomcat, the latter on Jetty.
            boolean gone = cause instanceof EOFException || cause instanceof ClosedChannelException;
            Level level = gone ? Level.DEBUG : Level.ERROR;
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
