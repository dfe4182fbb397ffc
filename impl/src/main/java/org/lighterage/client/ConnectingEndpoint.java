package org.lighterage.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.function.Function;
import org.lighterage.session.SessionDriver;

/** What the container sees of one connection that a client opens. */
final class ConnectingEndpoint extends Endpoint {

    private final Function<Session, SessionDriver> drivers;
    private volatile SessionDriver driver;

    /** @param drivers makes the driver of the container's session */
    ConnectingEndpoint(Function<Session, SessionDriver> drivers) {
        this.drivers = drivers;
    }

    /** The driver; not null once the container has connected. */
    SessionDriver driver() {
        return driver;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        driver = drivers.apply(session);
        driver.startProtocol();
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        driver.containerClosed(reason);
    }

    @Override
    public void onError(Session session, Throwable cause) {
        driver.containerFailed(cause);
    }
}
