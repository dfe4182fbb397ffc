package org.lighterage.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.lighterage.session.Resources;
import org.lighterage.session.SessionDriver;
import org.lighterage.wire.Subprotocols;

/**
 * Brings the session of a client another connection when it has lost one, again and again until its server has given it
 * up (PROTOCOL.md, sections 7 and 8). Guarded by its monitor; connecting is not done with it held.
 */
final class Reconnector {

    private static final Logger LOG = System.getLogger(Reconnector.class.getName());

    private static final Duration LEAST_DELAY = Duration.ofMillis(100);
    private static final Duration MOST_DELAY = Duration.ofSeconds(10);

    /** A connection that has lasted so long was not lost for how we connect. */
    private static final Duration LASTING = Duration.ofSeconds(10);

    /** Connects an endpoint as the first connection of the session was. */
    @FunctionalInterface
    interface Attempt {

        void connect(Endpoint endpoint) throws DeploymentException, IOException;
    }

    private final SessionDriver driver;
    private final Resources resources;
    private final Attempt attempt;

    private Duration nextDelay = LEAST_DELAY;
    private long progress;

    /** Whether an attempt is to come. */
    private boolean scheduled;

    private long connectedAt;

    Reconnector(SessionDriver driver, Resources resources, Attempt attempt) {
        this.driver = driver;
        this.resources = resources;
        this.attempt = attempt;
        this.connectedAt = resources.nanoTime();
    }

    /** The connection is lost, or could not be made. */
    void lost() {
        Duration delay;
        synchronized (this) {
            if (scheduled) {
                // A connection that was lost as soon as it was made is told of twice.
                return;
            }
            scheduled = true;
            long now = driver.progress();
            if (now != progress || resources.nanoTime() - connectedAt >= LASTING.toNanos()) {
                nextDelay = LEAST_DELAY;
            }
            progress = now;
            delay = jittered(nextDelay);
            nextDelay = min(nextDelay.multipliedBy(2), MOST_DELAY);
        }
        resources.schedule(delay, () -> resources.executor().execute(this::connect));
    }

    /** So that the clients of a server that was restarted do not all come at once. */
    private static Duration jittered(Duration delay) {
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(delay.toNanos() / 2, delay.toNanos() + 1));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void connect() {
        synchronized (this) {
            scheduled = false;
            connectedAt = resources.nanoTime();
        }
        if (!driver.isWaiting()) {
            return;
        }
        try {
            attempt.connect(new NextConnection());
        } catch (DeploymentException | IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A session could not be connected again; it will be tried again", e);
            if (driver.isWaiting()) {
                lost();
            }
        }
    }

    /** What the container sees of a connection that goes on with a session. */
    private final class NextConnection extends Endpoint {

        private volatile boolean attached;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            if (!Subprotocols.isLighterage(session.getNegotiatedSubprotocol())) {
                throw new IllegalStateException("The server no longer speaks Lighterage");
            }
            driver.reattach(session);
            attached = true;
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            if (attached) {
                driver.containerClosed(session, reason);
            }
        }

        @Override
        public void onError(Session session, Throwable cause) {
            if (attached) {
                driver.containerFailed(cause);
            } else {
                LOG.log(Level.DEBUG, "A connection that was to go on with a session", cause);
            }
        }
    }
}
