package org.lighterage.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.lighterage.session.ApplicationEndpoint;
import org.lighterage.session.ApplicationSession;

/** Hands what happens to an application's {@link Endpoint}. */
final class ProgrammaticEndpoint implements ApplicationEndpoint {

    private static final Logger LOG = System.getLogger(ProgrammaticEndpoint.class.getName());

    private final Endpoint endpoint;
    private final EndpointConfig config;
    private final Runnable onDestroy;

    /** @param onDestroy called once after onClose */
    ProgrammaticEndpoint(Endpoint endpoint, EndpointConfig config, Runnable onDestroy) {
        this.endpoint = endpoint;
        this.config = config;
        this.onDestroy = onDestroy;
    }

    @Override
    public void onOpen(ApplicationSession session) {
        endpoint.onOpen(session, config);
    }

    @Override
    public void onError(ApplicationSession session, Throwable cause) {
        try {
            endpoint.onError(session, cause);
        } catch (RuntimeException e) {
            e.addSuppressed(cause);
            LOG.log(Level.ERROR, "onError of " + endpoint.getClass().getName() + " failed", e);
        }
    }

    @Override
    public void onClose(ApplicationSession session, CloseReason reason) {
        try {
            endpoint.onClose(session, reason);
        } catch (RuntimeException e) {
            onError(session, e);
        } finally {
            onDestroy.run();
        }
    }
}
