package org.lighterage.server;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.endpoint.AnnotatedEndpoint;
import org.lighterage.session.SessionDriver;
import org.lighterage.transfer.Role;

/** What the container sees of one connection. Public, since Jetty refuses others, and Tyrus calls them by reflection. */
public final class ConnectionEndpoint extends Endpoint {

    private static final Logger LOG = System.getLogger(ConnectionEndpoint.class.getName());

    private final TakenOverEndpoint endpoint;
    private volatile SessionDriver driver;

    ConnectionEndpoint(TakenOverEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        InstanceFactory.Instance instance;
        try {
            instance = endpoint.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "No instance of " + endpoint.model().endpointClass().getName() + " could be made", e);
        }
        ServerEndpointConfig userConfig = new PerConnectionConfig(endpoint.userConfig(), config.getUserProperties());
        AnnotatedEndpoint application =
                new AnnotatedEndpoint(endpoint.model(), instance.object(), userConfig, instance.destroy());
        driver = new SessionDriver(
                session,
                Role.SERVER,
                endpoint.settings(),
                endpoint.resources(),
                endpoint.openSessions(),
                application,
                new SessionCoders(endpoint.model().coders(), endpoint.objects().coders(), userConfig),
                endpoint.objects().newScope(),
                endpoint.objects().transferObservers());
        driver.start();
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        SessionDriver opened = driver;
        if (opened != null) {
            opened.containerClosed(reason);
        }
    }

    @Override
    public void onError(Session session, Throwable cause) {
        SessionDriver opened = driver;
        if (opened == null) {
            LOG.log(Level.ERROR, "A session of " + endpoint.path() + " could not be opened", cause);
        } else {
            opened.containerFailed(cause);
        }
    }
}
