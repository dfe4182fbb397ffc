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
import org.lighterage.session.IncomingConnection;
import org.lighterage.session.KeptSessions;
import org.lighterage.session.SessionDriver;
import org.lighterage.transfer.Role;
import org.lighterage.wire.Subprotocols;

/** What the container sees of one connection. Public, since Jetty refuses others, and Tyrus calls them by reflection. */
public final class ConnectionEndpoint extends Endpoint {

    private static final Logger LOG = System.getLogger(ConnectionEndpoint.class.getName());

    private final TakenOverEndpoint endpoint;
    private volatile SessionDriver driver;

    /** In place of the driver where sessions outlive their connections. */
    private volatile IncomingConnection incoming;

    ConnectionEndpoint(TakenOverEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        HandshakeFacts facts = HandshakeFacts.take(config.getUserProperties(), session.getUserProperties());
        if (endpoint.keepsSessions() && Subprotocols.isLighterage(session.getNegotiatedSubprotocol())) {
            incoming = new IncomingConnection(
                    session,
                    endpoint.settings(),
                    endpoint.resources(),
                    endpoint.keptSessions(),
                    endpoint,
                    facts.origin(),
                    entry -> newDriver(session, config, facts, entry));
            incoming.start();
        } else {
            driver = newDriver(session, config, facts, null);
            driver.start();
        }
    }

    private SessionDriver newDriver(
            Session session, EndpointConfig config, HandshakeFacts facts, KeptSessions.Entry kept) {
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
        return new SessionDriver(
                session,
                Role.SERVER,
                endpoint.settings(),
                endpoint.resources(),
                endpoint.openSessions(),
                application,
                new SessionCoders(endpoint.model().coders(), endpoint.objects().coders(), userConfig),
                endpoint.objects().newScope(),
                endpoint.objects().transferObservers(),
                kept,
                endpoint.route(facts.remoteAddress()));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        SessionDriver opened = driver;
        IncomingConnection coming = incoming;
        if (opened != null) {
            opened.containerClosed(reason);
        } else if (coming != null) {
            coming.closed(reason);
        }
    }

    @Override
    public void onError(Session session, Throwable cause) {
        SessionDriver opened = driver;
        IncomingConnection coming = incoming;
        if (opened != null) {
            opened.containerFailed(cause);
        } else if (coming != null) {
            coming.failed(cause);
        } else {
            LOG.log(Level.ERROR, "A session of " + endpoint.path() + " could not be opened", cause);
        }
    }
}
