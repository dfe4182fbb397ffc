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
import org.lighterage.transfer.Scheduler;
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
    private final Duration timeout;
    private final Attempt attempt;

    private Duration nextDelay = LEAST_DELAY;
    private long progress;

    /** Whether an attempt is to come. */
    private boolean scheduled;

    /** When the connection was made, in nanoseconds; null while there is none. */
    private Long connectedAt;

    /** @param timeout how long an attempt may take before another is made */
    Reconnector(SessionDriver driver, Resources resources, Duration timeout, Attempt attempt) {
        this.driver = driver;
        this.resources = resources;
        this.timeout = timeout;
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
            if (now != progress || hasLasted()) {
                nextDelay = LEAST_DELAY;
            }
            progress = now;
            connectedAt = null;
            delay = jittered(nextDelay);
            nextDelay = min(nextDelay.multipliedBy(2), MOST_DELAY);
        }
        resources.schedule(delay, () -> resources.executor().execute(this::connect));
    }

    private boolean hasLasted() {
        return connectedAt != null && resources.nanoTime() - connectedAt >= LASTING.toNanos();
    }

    private synchronized void connected() {
        connectedAt = resources.nanoTime();
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
        }
        if (!driver.isWaiting()) {
            return;
        }
        NextConnection next = new NextConnection();
        Scheduler.Cancellable tooLong = resources.schedule(timeout, () -> failed(next, "no connection in time"));
        try {
            attempt.connect(next);
        } catch (DeploymentException | IOException | RuntimeException e) {
            failed(next, e);
        } finally {
            tooLong.cancel();
        }
    }

    /** An attempt has come to nothing. Containers may take much longer to say so than there is time. */
    private void failed(NextConnection next, Object why) {
        if (next.giveUp()) {
            LOG.log(Level.DEBUG, "A session could not be connected again; it will be tried again: {0}", why);
            if (driver.isWaiting()) {
                lost();
            }
        }
    }

    /** What the container sees of a connection that goes on with a session. */
    private final class NextConnection extends Endpoint {

        /** Guarded by this object's monitor, as the next. */
        private boolean attached;

        private boolean givenUp;

        /** Whether it is not attached and never will be, which it might have been until now. */
        synchronized boolean giveUp() {
            boolean now = !attached && !givenUp;
            givenUp |= now;
            return now;
        }

        private synchronized boolean isAttached() {
            return attached;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            if (!Subprotocols.isLighterage(session.getNegotiatedSubprotocol())) {
                throw new IllegalStateException("The server no longer speaks Lighterage");
            }
            synchronized (this) {
                if (givenUp) {
                    throw new IllegalStateException("Another connection is tried by now");
                }
                attached = true;
            }
            connected();
            driver.reattach(session);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            if (isAttached()) {
                driver.containerClosed(session, reason);
            }
        }

        @Override
        public void onError(Session session, Throwable cause) {
            if (isAttached()) {
                driver.containerFailed(cause);
                return;
            }
            LOG.log(Level.DEBUG, "A connection that was to go on with a session", cause);
            close(session);
        }

        private void close(Session session) {
            try {
                session.close();
            } catch (IOException | IllegalStateException e) {
                LOG.log(Level.DEBUG, "Closing a connection that is not needed", e);
            }
        }
    }
}
